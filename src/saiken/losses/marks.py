"""Ledger M: what everybody's Treasuries are worth on a stated day against day 0.

For bonds the holders' changes and the issuer's gain sum to zero. Nothing here is ever added to
ledger A: a mark is not a transaction.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import out_of_range
from saiken.losses.national import HOLDERS, NON_RESIDENTS
from saiken.losses.sale import Sale
from saiken.market.buckets import price_sensitivity
from saiken.market.profile import market_mix

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
ROUNDING: Final = 1e-9
"""Relative slack when a whole book is sold: shares of a schedule sum to one only to rounding."""
CAVEATS: Final = (
    "Marks are first-order changes of value, against day 0, of what was outstanding on day 0; they "
    "are never added to the national losses.",
    "The market is the debt held by the public, at par, spread over maturities as the official "
    "list of securities; how the other holders' maturities differ is not known, so what the seller "
    "does not hold or sell is shared among them by size.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Change in value of Treasuries by holder on one day; negative is a loss.

    Attributes
    ----------
    day : int
        Business days after day 0.
    seller_unsold_usd : ndarray, shape (draw,)
        Bonds that the seller still holds.
    changed_hands_usd : ndarray, shape (draw,)
        Bonds sold by then, whoever bore the change: the seller up to the sale, the buyers since.
    other_foreign_usd, other_domestic_usd : ndarray, shape (draw,)
        All other holders but the Federal Reserve.
    federal_reserve_usd : ndarray or None, shape (draw,)
        None before 2003, when it is among the other domestic holders.
    issuer_usd : ndarray, shape (draw,)
        The Treasury's gain: the fall in value of what it owes.
    """

    day: int
    seller_unsold_usd: Array
    changed_hands_usd: Array
    other_foreign_usd: Array
    federal_reserve_usd: Array | None
    other_domestic_usd: Array
    issuer_usd: Array

    def caveats(self) -> tuple[str, ...]:
        """Say what the marks rest on, in plain sentences."""
        return CAVEATS


def marks(
    sale: Sale,
    yield_change: NDArray[np.floating],
    day: int,
    snap: Snapshot,
    *,
    seller_holdings_usd: ArrayLike,
    seller_mix: Array,
) -> Marks:
    """Mark everybody's Treasuries on a day.

    Parameters
    ----------
    sale : Sale
        What is sold when.
    yield_change : ndarray, shape (draw, day 0..H, maturity)
        Change of the zero yields (decimals).
    day : int
        Day of the marks; a day after the last is read as the last.
    snap : Snapshot
        The market on day 0.
    seller_holdings_usd : float or ndarray, shape (draw,)
        The seller's book on day 0: its TIC total, or its official book.
    seller_mix : ndarray, shape (bucket,)
        Maturities of the unsold book.

    Raises
    ------
    InputError
        If more is sold than the seller holds.
    """
    day = min(day, yield_change.shape[1] - 1)
    falls = np.einsum(
        "dm,bm->db", np.asarray(yield_change[:, day], float), price_sensitivity(), optimize=False
    )
    held = np.broadcast_to(np.asarray(seller_holdings_usd, float), sale.amount_usd.shape)
    sold = sale.amount_usd[:, None] * sale.schedule[: day + 1].sum(axis=0)
    kept = _unsold(held, sold.sum(axis=1))[:, None] * seller_mix
    market = snap.scale.debt_held_by_public_usd * market_mix(snap.store)
    rest = _change(market - kept - sold, falls)
    abroad, fed = _sizes(snap)
    everybody = snap.scale.debt_held_by_public_usd - held
    foreign = rest * (abroad - held) / everybody
    central = None if fed is None else rest * fed / everybody
    return Marks(
        day=day,
        seller_unsold_usd=_change(kept, falls),
        changed_hands_usd=_change(sold, falls),
        other_foreign_usd=foreign,
        federal_reserve_usd=central,
        other_domestic_usd=rest - foreign - (0.0 if central is None else central),
        issuer_usd=-_change(market, falls),
    )


def unsold_dollars_mark_usd(
    sale: Sale, log_fx_change: NDArray[np.floating], day: int, official_dollars_usd: ArrayLike
) -> Array:
    """Change in value, in the seller's currency, of official dollars not converted by a day.

    Parameters
    ----------
    official_dollars_usd : float or ndarray, shape (draw,)
        Dollars that the seller's government holds on day 0, bonds included.

    Returns
    -------
    ndarray, shape (draw,)
        Dollars at the exchange rate of day 0; negative when the dollar falls.
    """
    change = np.asarray(log_fx_change, float)
    day = min(day, change.shape[1] - 1)
    left = (
        np.asarray(official_dollars_usd, float) - sale.amount_usd * sale.converted[: day + 1].sum()
    )
    marked: Array = left * np.expm1(change[:, day])
    return marked


def _unsold(held: Array, sold: Array) -> Array:
    """Take what was sold out of the book: it leaves the base of the marks."""
    left = held - sold
    if np.any(left < -ROUNDING * held):
        most = float(np.max(sold))
        raise out_of_range("the amount sold", f"USD {most:,.0f}", "no more than the seller holds")
    return np.maximum(left, 0.0)


def _sizes(snap: Snapshot) -> tuple[float, float | None]:
    """Look up what non-residents and the Federal Reserve hold; None before H.4.1 is at hand."""
    foreign = snap.latest(HOLDERS, NON_RESIDENTS).value
    fed = snap.series("fed_h41", "treasury")
    return float(foreign), float(fed.values[-1]) if len(fed) else None


def _change(value_usd: Array, falls: Array) -> Array:
    """First-order change of a book, (draw, bucket) or (bucket,) against falls (draw, bucket)."""
    total: Array = -(value_usd * falls).sum(axis=1)
    return total
