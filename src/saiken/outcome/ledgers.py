"""The three ledgers of an outcome, over all draws."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.case import ceiling
from saiken.holders import find, holding, own_mix
from saiken.losses import (
    BenefitLine,
    Carry,
    DamageRatio,
    HouseholdLine,
    Marks,
    PainLine,
    currency_benefits,
    damage_ratio,
    financing_carry,
    foregone_carry,
    household_lines,
    marks,
    pain_lines,
    unsold_dollars_mark_usd,
)
from saiken.losses.national import NO_MULTIPLIER, NO_RECORD, nonresident_share
from saiken.units import BUSINESS_DAYS_PER_YEAR, to_si

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

Array = NDArray[np.float64]
RESERVES = "japan_reserves"
"""Official dollars are known, through the reserves, for Japan only."""


@dataclass(frozen=True)
class Ledgers:
    """Losses of one outcome; the ledgers are never added.

    Attributes
    ----------
    ratio : DamageRatio
        US loss over the seller's loss, ledger A.
    peak, one_year : Marks
        Ledger M on the peak day of the ten-year yield and a year after day 0.
    unsold_dollars_peak_usd, unsold_dollars_one_year_usd : ndarray or None, shape (draw,)
        Mark on official dollars not converted; None where they or the rate are not known.
    pain : tuple of PainLine
        Ledger B.
    households : tuple of HouseholdLine
        Ledger B per new loan.
    benefits : tuple of BenefitLine
        What the currency's move does for others at home; in no ledger.
    carry, financing : Carry
        Memo per year: against where the proceeds go, and against the bills that finance reserves.
    nonresident_share : float
        Share of the debt held by non-residents.
    reasons : tuple of str
        What cannot be shown, and why.
    """

    ratio: DamageRatio
    peak: Marks
    one_year: Marks
    unsold_dollars_peak_usd: Array | None
    unsold_dollars_one_year_usd: Array | None
    pain: tuple[PainLine, ...]
    households: tuple[HouseholdLine, ...]
    benefits: tuple[BenefitLine, ...]
    carry: Carry
    financing: Carry
    nonresident_share: float
    reasons: tuple[str, ...]


def ledgers(out: Outcome, peak_day: int) -> Ledgers:
    """Draw up the ledgers of an outcome."""
    year = min(BUSINESS_DAYS_PER_YEAR, out.case.scenario.horizon_days)
    ratio = out.ratio
    carry = _carry(out)
    financing = financing_carry(out.program, out.program.actor, out.snap)
    wished = out.case.assumptions.desired_jpy_per_usd
    benefits = currency_benefits(
        out.program.actor, _log_rate(out), out.snap, desired_jpy_per_usd=wished
    )
    silent = [NO_MULTIPLIER, ratio.reason, carry.reason]
    silent += [f"{line.label} {line.reason}" for line in benefits if line.reason]
    return Ledgers(
        ratio=ratio,
        peak=_marks(out, peak_day),
        one_year=_marks(out, year),
        unsold_dollars_peak_usd=_dollars(out, peak_day),
        unsold_dollars_one_year_usd=_dollars(out, year),
        pain=pain_lines(),
        households=household_lines(out.snap),
        benefits=benefits,
        carry=carry,
        financing=financing,
        nonresident_share=nonresident_share(out.snap),
        reasons=tuple(reason for reason in silent if reason is not None),
    )


def _log_rate(out: Outcome) -> Array | None:
    """Log change of yen per dollar, where a record says what the proceeds move."""
    change = out.arrays.get("usdjpy_change")
    return None if change is None else np.log1p(change.astype(np.float64))


def ratio_of(out: Outcome) -> DamageRatio:
    """US loss over the seller's loss, ledger A; absent where the latter cannot be valued."""
    if "seller_loss" not in out.arrays:
        return DamageRatio.absent(NO_RECORD)
    return damage_ratio(
        out.arrays["us_loss"].astype(np.float64), out.arrays["seller_loss"].astype(np.float64)
    )


def _carry(out: Outcome) -> Carry:
    """Income given up, by where the proceeds go."""
    scenario = out.case.scenario
    hedged = to_si(scenario.hedged_pct, "pct")
    return foregone_carry(out.program, scenario.proceeds_shares, out.snap, hedged)


def _marks(out: Outcome, day: int) -> Marks:
    seller = out.case.scenario.seller
    limit = ceiling(out.case.scenario, out.snap, out.parameters)
    book = limit.central_usd if limit.draws_usd is None else limit.draws_usd
    table = holding(seller, out.snap).holdings_usd
    held = np.maximum(np.maximum(table, book), out.program.amount_usd)
    return marks(
        out.program,
        out.arrays["yield_change"],
        day,
        out.snap,
        seller_holdings_usd=held,
        seller_mix=own_mix(seller, out.snap).shares,
        seller=seller,
    )


def _dollars(out: Outcome, day: int) -> Array | None:
    change = _log_rate(out)
    if find(out.case.scenario.seller).name != "Japan" or change is None:
        return None
    reserves = out.snap.latest(RESERVES, "total_reserve_assets").value
    official = np.maximum(reserves, out.program.amount_usd)
    return unsold_dollars_mark_usd(out.program, change, day, official)
