"""Ledger A: what each nation pays or receives more or less on transactions after day 0.

Present values on the curve before the sale. Old liabilities and unsold holdings have no place
here: at the old curve they do not change, and marking them would count duration twice.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal import HORIZON_MONTHS
from saiken.losses.ratio import DamageRatio, damage_ratio
from saiken.losses.sale import Sale
from saiken.market.buckets import price_sensitivity
from saiken.units import BUSINESS_DAYS_PER_YEAR, MONTHS_PER_YEAR

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
HOLDERS: Final = "tic_holdings"
NON_RESIDENTS: Final = "Grand Total"
NO_MULTIPLIER: Final = (
    "US output lost cannot be shown: no sourced multiplier from Treasury yields to output, with a "
    "band, is in the data."
)
NO_RECORD: Final = (
    "The seller's loss on the conversion cannot be shown: there is no record of what operations "
    "into that currency or metal move; so its whole loss and the damage ratio cannot be shown."
)


@dataclass(frozen=True, slots=True, eq=False)
class NationalLoss:
    """Ledger A of one case; positive is a loss.

    Attributes
    ----------
    us_loss_usd : ndarray, shape (draw,)
        Present value of extra interest to non-residents on debt issued after day 0.
    horizon_months : int
        Months of interest counted.
    nonresident_share : float
        Share of the debt held by the public that non-residents hold, last known.
    output_lost_usd : None
        Not shown; `output_lost_reason` says why.
    seller_loss_bonds_usd : ndarray, shape (draw,)
        Shortfall of the bond sales against the close of day 0.
    seller_loss_currency_usd : ndarray or None, shape (draw,)
        Shortfall of the conversion against the close of day 0; None without a record.
    seller_loss_usd : ndarray or None, shape (draw,)
        Both together; None when one cannot be shown.
    ratio : DamageRatio
        US loss over seller's loss.
    reasons : tuple of str
        Why something cannot be shown.
    """

    us_loss_usd: Array
    horizon_months: int
    nonresident_share: float
    output_lost_usd: None
    output_lost_reason: str
    seller_loss_bonds_usd: Array
    seller_loss_currency_usd: Array | None
    seller_loss_usd: Array | None
    ratio: DamageRatio
    reasons: tuple[str, ...]

    def caveats(self) -> tuple[str, ...]:
        """Say what the ledger counts and what it leaves out, in plain sentences."""
        years = self.horizon_months / MONTHS_PER_YEAR
        return (
            f"National losses count transactions after day 0 at the curve before the sale: for the "
            f"US {years:g} years of extra interest to non-residents, who are assumed to keep their "
            f"last known share of {self.nonresident_share:.0%} in every kind of debt; for the "
            "seller the shortfall on bonds and currency, to first order.",
            *self.reasons,
        )


def national_loss(
    sale: Sale,
    yield_change: NDArray[np.floating],
    extra_interest_usd: Array,
    log_fx_change: NDArray[np.floating] | None,
    snap: Snapshot,
    horizon_months: int = HORIZON_MONTHS,
) -> NationalLoss:
    """Draw up ledger A.

    Parameters
    ----------
    sale : Sale
        Amount, schedule and conversion.
    yield_change : ndarray, shape (draw, day 0..H, maturity)
        Change of the zero yields (decimals).
    extra_interest_usd : ndarray, shape (draw, month 0..120)
        From :meth:`saiken.fiscal.BillEngine.extra_interest_usd`.
    log_fx_change : ndarray or None, shape (draw, day 0..H)
        Change of the log of foreign currency per dollar (negative: the dollar buys less); None
        when the conversion has no record to be valued with.
    snap : Snapshot
        The market on day 0.
    horizon_months : int
        Months of interest counted on the US side.
    """
    us_loss = us_loss_usd(extra_interest_usd, snap, horizon_months)
    bonds = seller_loss_bonds_usd(sale, yield_change, snap)
    currency = seller_loss_currency_usd(sale, log_fx_change, snap)
    whole = None if currency is None else bonds + currency
    ratio = DamageRatio.absent(NO_RECORD) if whole is None else damage_ratio(us_loss, whole)
    silent = (NO_MULTIPLIER,) if ratio.reason is None else (NO_MULTIPLIER, ratio.reason)
    return NationalLoss(
        us_loss_usd=us_loss,
        horizon_months=horizon_months,
        nonresident_share=nonresident_share(snap),
        output_lost_usd=None,
        output_lost_reason=NO_MULTIPLIER,
        seller_loss_bonds_usd=bonds,
        seller_loss_currency_usd=currency,
        seller_loss_usd=whole,
        ratio=ratio,
        reasons=silent,
    )


def nonresident_share(snap: Snapshot) -> float:
    """Share of the debt held by the public in foreign hands: TIC's grand total over the debt.

    Both as last known on the day; TIC is market value, the debt is at par.
    """
    foreign = snap.latest(HOLDERS, NON_RESIDENTS).value
    return float(foreign / snap.scale.debt_held_by_public_usd)


def us_loss_usd(
    extra_interest_usd: Array, snap: Snapshot, horizon_months: int = HORIZON_MONTHS
) -> Array:
    """Present value of the extra interest that goes abroad, shape (draw,).

    Months 1 to `horizon_months`, discounted from the middle of each month.
    """
    months = np.arange(1, horizon_months + 1)
    worth = snap.curve.discount((months - 1 / 2) / MONTHS_PER_YEAR)
    abroad = extra_interest_usd[:, 1 : horizon_months + 1] * worth
    total: Array = abroad.sum(axis=1) * nonresident_share(snap)
    return total


def seller_loss_bonds_usd(sale: Sale, yield_change: NDArray[np.floating], snap: Snapshot) -> Array:
    """Proceeds below the value at the close of day 0, shape (draw,).

    Each day's sales, and purchases with the proceeds, are made at that day's yields; prices to
    first order in the yield change.
    """
    falls = np.einsum("kb,bm->km", sale.supply, price_sensitivity(), optimize=False)
    falls *= _worth(snap, falls.shape[0])[:, None]
    change = np.asarray(yield_change, float)
    if sale.kept is None:
        share: Array = np.einsum("dkm,km->d", change, falls, optimize=False)
    else:
        share = np.einsum("dkm,km,dk->d", change, falls, sale.kept, optimize=False)
    return sale.amount_usd * share


def seller_loss_currency_usd(
    sale: Sale, log_fx_change: NDArray[np.floating] | None, snap: Snapshot
) -> Array | None:
    """Foreign currency received below the value at the close of day 0, shape (draw,).

    A dollar converted on a day brings ``exp(change of the log rate)`` of what it would have
    brought on day 0. None when something is converted and no change is given.
    """
    if not sale.converted.any():
        return np.zeros_like(sale.amount_usd)
    if log_fx_change is None:
        return None
    short = -np.expm1(np.asarray(log_fx_change, float))
    weights = sale.converted * _worth(snap, sale.converted.size)
    if sale.kept_money is not None:
        short = short * sale.kept_money
    share: Array = np.einsum("dk,k->d", short, weights, optimize=False)
    return sale.amount_usd * share


def _worth(snap: Snapshot, days: int) -> Array:
    """Discount factors of business days 0, 1, … on the curve before the sale."""
    return snap.curve.discount(np.arange(days) / BUSINESS_DAYS_PER_YEAR)
