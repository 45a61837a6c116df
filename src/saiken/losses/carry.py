"""Memo: the yearly income that the seller gives up by holding something else."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.holders import find
from saiken.losses.sale import Sale
from saiken.market.buckets import bucket_names, buckets
from saiken.proceeds import use
from saiken.variables import MATURITIES

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
SLICES: Final = 4
"""Points at which a bucket's yield is read, spread evenly over its maturities."""
BILLS: Final = "0-1"
"""Bucket whose yield Treasury bills earn."""
JGB_YEARS: Final = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20, 25, 30)
FINANCED_BY: Final = {"Japan": ("jgb_yields", "jgb_1Y")}
"""What the seller's fund borrows at: Japan's special account issues short yen bills; the one-year
government bond stands in for them."""
STAND_IN: Final = (
    "The fund's short yen bills are read at the one-year Japanese government bond yield, "
    "a stand-in."
)
NO_BILLS: Final = (
    "The carry against financing bills cannot be shown: how the reserves of {seller} are financed "
    "is not in the data."
)
NO_YIELD: Final = "The foregone carry cannot be shown: no yield on {use} is in the data."
MONEY: Final = "Deposits and the repo pool are read at the three-month bill's yield, a stand-in."
UNPAID: Final = "What a hedge costs is not in the data and not taken off the bonds' yield."


@dataclass(frozen=True, slots=True, eq=False)
class Carry:
    """Income given up per year on the whole amount, before any change of yields.

    Attributes
    ----------
    usd_per_year : ndarray or None, shape (draw,)
        Negative when the new holding yields more. None when it cannot be shown.
    sold_yield_per_year, new_yield_per_year : float or None
        Yield of the bonds sold and of what replaces them (decimals).
    reason : str or None
        Why it cannot be shown.
    note : str
        What stands in for a yield that is not at hand.
    """

    usd_per_year: Array | None
    sold_yield_per_year: float | None
    new_yield_per_year: float | None
    reason: str | None = None
    note: str = ""


def foregone_carry(
    sale: Sale, proceeds: Mapping[str, float], snap: Snapshot, hedged_share: float = 0.0
) -> Carry:
    """Yield of the bonds sold less the yield of where the proceeds went, times the amount.

    Yen are held in Japanese government bonds of the same maturities (one year for anything
    shorter), bills in the bucket within a year, deposits and the repo pool read at three-month
    bills; yields of day 0. Several uses count by their shares.

    Parameters
    ----------
    proceeds : mapping of str to float
        Share of the proceeds by use; for some uses no yield is at hand.
    hedged_share : float
        Share of what is sold whose currency was hedged; the cost of that is not known.
    """
    sold = _sold_yield(sale, snap)
    used = {name: share for name, share in proceeds.items() if share}
    yields = {name: _new_yield(use(name).carry, sale, snap) for name in used}
    new = 0.0
    for name, share in used.items():
        found = yields[name]
        if found is None:
            return Carry(None, sold, None, NO_YIELD.format(use=name))
        new += share * found
    notes = [MONEY] if any(use(name).carry == "money" for name in used) else []
    notes += [UNPAID] if hedged_share else []
    return Carry(sale.sold_usd * (sold - new), sold, new, note=" ".join(notes))


def _new_yield(kind: str, sale: Sale, snap: Snapshot) -> float | None:
    """Yield of day 0 of what replaces the bonds, decimals; None where none is at hand."""
    if kind == "money":
        return float(snap.curve.par(MATURITIES[0]))
    if kind == "bills":
        return float(snap.curve.par(_points()[bucket_names().index(BILLS)]).mean())
    if kind == "yen":
        mix = sale.schedule.sum(axis=0)
        return float((mix * _jgb(_points(), snap).mean(axis=1)).sum())
    return None


def financing_carry(sale: Sale, seller: str, snap: Snapshot) -> Carry:
    """Yield of the bonds sold less that of the bills that finance them, times the amount.

    The same sale seen from a fund that borrows to hold reserves: it gives up the bonds' yield and
    saves the bills'. An alternative to :func:`foregone_carry`, never added to it.

    Parameters
    ----------
    seller : str
        Whose fund; only Japan's financing is known.
    """
    name = find(seller).name
    sold = _sold_yield(sale, snap)
    if name not in FINANCED_BY:
        return Carry(None, sold, None, NO_BILLS.format(seller=name))
    paid = float(snap.latest(*FINANCED_BY[name]).value)
    return Carry(sale.sold_usd * (sold - paid), sold, paid, note=STAND_IN)


def _points() -> Array:
    """Maturities at which the buckets' yields are read, shape (bucket, slice)."""
    return np.stack([bucket.maturities(SLICES) for bucket in buckets()])


def _sold_yield(sale: Sale, snap: Snapshot) -> float:
    """Par yield of day 0 of what is sold, decimals."""
    return float((sale.schedule.sum(axis=0) * snap.curve.par(_points()).mean(axis=1)).sum())


def _jgb(years: Array, snap: Snapshot) -> Array:
    """Read yields of Japanese government bonds, linear between the quoted maturities."""
    quoted = [snap.latest("jgb_yields", f"jgb_{year}Y").value for year in JGB_YEARS]
    read: Array = np.interp(years, JGB_YEARS, quoted)
    return read
