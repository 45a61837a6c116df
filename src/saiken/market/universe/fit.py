"""Fit rolled notes and bonds to the official totals by kind and month of maturity.

The list is by CUSIP and exact; what was sold since is known as offered only. So in every month
of maturity the difference falls on what was sold since, and on the whole month only where
nothing was. TIPS of the list first grow by the inflation compensation seen in the months in
which none was sold. A month that the official copy does not show gets the factor of its kind.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.market.universe.lines import Lines, sum_by
from saiken.market.universe.profile import Profile, kind_index
from saiken.market.universe.table import KINDS, Floats, Texts

CELL_STEP: Final = 100_000
"""Larger than any count of months since 1970, so that kind and month make one number."""


@dataclass(frozen=True, eq=False)
class Fit:
    """Factors by cell (kind and month of maturity) and by kind.

    Attributes
    ----------
    cell : ndarray of int64, ascending
        Cells with an official total.
    on_kept, on_sold : ndarray, shape (cell,)
        What multiplies the listed part and the part sold since.
    growth, scale : ndarray, shape (kind,)
        The same for months without an official total: inflation compensation of the listed
        part (1 but for TIPS); official over offered amounts of what was sold since.
    """

    cell: NDArray[np.int64]
    on_kept: Floats
    on_sold: Floats
    growth: Floats
    scale: Floats

    def apply(self, lines: Lines, sold_then_usd: Floats) -> Lines:
        """Scale both parts of every line.

        What was sold after the month-end, `sold_usd` less `sold_then_usd` (shape (line,)), gets
        the factor of its kind: the month's own factor holds for the sales it was found from.
        """
        mine = cells(lines.kind, lines.month)
        place = np.minimum(np.searchsorted(self.cell, mine), max(self.cell.size - 1, 0))
        kind = kind_index(lines.kind)
        kept, sold = self.growth[kind], self.scale[kind]
        if self.cell.size:
            shown = self.cell[place] == mine
            kept = np.where(shown, self.on_kept[place], kept)
            sold = np.where(shown, self.on_sold[place], sold)
        later = (lines.sold_usd - sold_then_usd) * self.scale[kind]
        return replace(lines, kept_usd=lines.kept_usd * kept, sold_usd=sold_then_usd * sold + later)

    def fitted(self, lines: Lines) -> NDArray[np.bool_]:
        """Which lines mature in a month with an official total."""
        return np.isin(cells(lines.kind, lines.month), self.cell)

    def scale_by_kind(self) -> Mapping[str, float]:
        """Factors on sold amounts without an official total, by kind."""
        return dict(zip(KINDS, self.scale.tolist(), strict=True))


def no_fit() -> Fit:
    """Leave everything as rolled: no official total later than the list."""
    none = np.zeros(0)
    return Fit(none.astype(np.int64), none, none, np.ones(len(KINDS)), np.ones(len(KINDS)))


def fit(lines: Lines, official: Profile) -> Fit:
    """Find the factors that make `lines`, rolled to the month-end, add up to the totals."""
    shown = lines.take(official.covers(lines.kind, lines.month))
    cell, first, place = np.unique(
        cells(shown.kind, shown.month), return_index=True, return_inverse=True
    )
    kind = shown.kind[first]
    total = official.total(kind, shown.month[first])
    kept = sum_by(place, shown.kept_usd, cell.size)
    sold = sum_by(place, shown.sold_usd, cell.size)
    growth = _growth(kind, total, kept, sold)
    grown = kept * growth[kind_index(kind)]
    on_sold = np.divide(total - grown, sold, out=np.ones_like(sold), where=sold > 0)
    whole = (sold <= 0) | (on_sold <= 0)
    ratio = np.divide(total, kept + sold)
    return Fit(
        cell=cell,
        on_kept=np.where(whole, ratio, growth[kind_index(kind)]),
        on_sold=np.where(whole, ratio, on_sold),
        growth=growth,
        scale=_scale(kind, np.where(whole, 0.0, total - grown), np.where(whole, 0.0, sold)),
    )


def cells(kind: Texts, month: NDArray[np.int64]) -> NDArray[np.int64]:
    """Write kind and month as one number."""
    return kind_index(kind) * CELL_STEP + month


def _growth(kind: Texts, total: Floats, kept: Floats, sold: Floats) -> Floats:
    """Inflation compensation since the list: the median over months of unsold TIPS."""
    still = (kind == "TIPS") & (sold <= 0) & (total > 0)
    out = np.ones(len(KINDS))
    if still.any():
        out[KINDS.index("TIPS")] = np.median(total[still] / kept[still])
    return out


def _scale(kind: Texts, official: Floats, offered: Floats) -> Floats:
    """Official over offered amounts of what was sold since, by kind; 1 where nothing was."""
    place = kind_index(kind)
    top = sum_by(place, official, len(KINDS))
    below = sum_by(place, offered, len(KINDS))
    return np.divide(top, below, out=np.ones(len(KINDS)), where=below > 0)
