"""Ledger M: what everybody's Treasuries are worth on a stated day against day 0.

For bonds the holders' changes and the issuer's gain sum to zero, and so they do over residents and
non-residents. Nothing here is ever added to ledger A: a mark is not a transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import out_of_range
from saiken.losses.marked import Marks
from saiken.losses.national import HOLDERS, NON_RESIDENTS
from saiken.losses.others import Others, domestic_sectors, other_countries
from saiken.losses.sale import Sale
from saiken.losses.shared import Rest, change
from saiken.market.buckets import price_sensitivity
from saiken.market.profile import market_mix

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
ROUNDING: Final = 1e-9
"""Relative slack when a whole book is sold: shares of a schedule sum to one only to rounding."""


def marks(
    sale: Sale,
    yield_change: NDArray[np.floating],
    day: int,
    snap: Snapshot,
    *,
    seller_holdings_usd: ArrayLike,
    seller_mix: Array,
    seller: str | None = None,
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
    seller_holdings_usd : float or ndarray, shape (draw,)
        The seller's book on day 0: its TIC total, or its official book.
    seller_mix : ndarray, shape (bucket,)
        Maturities of the unsold book.
    seller : str, optional
        Whose row to leave out of the other countries; left out, foreign holders stay one line.

    Raises
    ------
    InputError
        If more is sold than the seller holds, or nobody is called like the seller.
    """
    day = min(day, yield_change.shape[1] - 1)
    path = np.asarray(yield_change[:, : day + 1], float)
    falls = np.einsum("dm,bm->db", path[:, day], price_sensitivity(), optimize=False)
    held = np.broadcast_to(np.asarray(seller_holdings_usd, float), sale.amount_usd.shape)
    sold = sale.amount_usd[:, None] * _sold_shares(sale, day)
    kept = _unsold(held, sold.sum(axis=1))[:, None] * seller_mix
    debt, (abroad, fed) = snap.scale.debt_held_by_public_usd, _sizes(snap)
    market = debt * market_mix(snap.store)
    countries = Others((), ()) if seller is None else other_countries(seller, snap)
    sectors = domestic_sectors(snap)
    rest = Rest.split(market - kept - sold, debt - held, countries, abroad - held, falls)
    domestic = rest.by_size_usd(debt - abroad - (fed or 0.0))
    traded, until = change(sold, falls), _until_sale(sale, path)
    return Marks(
        day=day,
        seller_unsold_usd=change(kept, falls),
        changed_hands_usd=traded,
        other_foreign_usd=rest.foreign_usd(),
        federal_reserve_usd=None if fed is None else rest.by_size_usd(fed),
        other_domestic_usd=domestic,
        issuer_usd=-change(market, falls),
        sold_until_sale_usd=until,
        bought_abroad_usd=(traded - until) * (abroad - held) / (debt - held),
        by_country=rest.countries_usd(),
        by_sector=rest.sectors_usd(sectors, domestic),
        notes=(*countries.notes, *sectors.notes, *rest.notes),
    )


def _sold_shares(sale: Sale, day: int) -> Array:
    """Share of the amount sold by a day, shape (bucket,), or (draw, bucket) where some is kept."""
    days = sale.schedule[: day + 1]
    if sale.kept is None:
        return np.asarray(days.sum(axis=0))
    return np.asarray(np.einsum("dk,kb->db", sale.kept[:, : day + 1], days, optimize=False))


def _until_sale(sale: Sale, path: Array) -> Array:
    """Change of what was sold, each bond up to the day of its sale, shape (draw,)."""
    days = sale.schedule[: path.shape[1]]
    weight = np.einsum("kb,bm->km", days, price_sensitivity(), optimize=False)
    if sale.kept is None:
        fall: Array = np.einsum("dkm,km->d", path, weight, optimize=False)
    else:
        kept = sale.kept[:, : path.shape[1]]
        fall = np.einsum("dkm,km,dk->d", path, weight, kept, optimize=False)
    return 0.0 - sale.amount_usd * fall


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
