"""Three ledgers of one sale, never added to each other.

**A**, national loss: transactions after day 0, at the curve before the sale. **M**, marks: what
everybody's holdings are worth on a stated day; over holders and issuer the bonds sum to zero.
**B**, political pain: lines that are listed. All three look at one change of prices, so at most
one of them may enter a total. Foregone carry is a memo per year. The rooms that decide yields,
exchange rates and the interest bill come before this one; here they are only valued.
"""

from saiken.losses.benefits import BenefitLine, currency_benefits
from saiken.losses.carry import Carry, financing_carry, foregone_carry
from saiken.losses.dollars import unsold_dollars_mark_usd
from saiken.losses.marked import Marks
from saiken.losses.marks import marks
from saiken.losses.national import (
    NationalLoss,
    national_loss,
    nonresident_share,
    seller_loss_bonds_usd,
    seller_loss_currency_usd,
    us_loss_usd,
)
from saiken.losses.pain import HouseholdLine, PainLine, household_lines, pain_lines
from saiken.losses.ratio import DamageRatio, damage_ratio
from saiken.losses.sale import Sale
from saiken.losses.shared import MarkLine

__all__ = [
    "BenefitLine",
    "Carry",
    "DamageRatio",
    "HouseholdLine",
    "MarkLine",
    "Marks",
    "NationalLoss",
    "PainLine",
    "Sale",
    "currency_benefits",
    "damage_ratio",
    "financing_carry",
    "foregone_carry",
    "household_lines",
    "marks",
    "national_loss",
    "nonresident_share",
    "pain_lines",
    "seller_loss_bonds_usd",
    "seller_loss_currency_usd",
    "unsold_dollars_mark_usd",
    "us_loss_usd",
]
