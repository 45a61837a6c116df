"""Where the universe stands against official totals, by kind and year of maturity.

The official figures of the day are used whatever their release: here they judge, they do not feed
anything.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.data.series import Day, as_day
from saiken.errors import DataError
from saiken.market.universe.build import universe
from saiken.market.universe.lines import month_number
from saiken.market.universe.parts import find_parts
from saiken.market.universe.profile import (
    Profile,
    kind_index,
    newest_official,
)
from saiken.market.universe.table import KINDS, Floats, Texts
from saiken.units import MONTHS_PER_YEAR

Key: TypeAlias = tuple[str, int, bool]
"""Kind, year of maturity, whether official totals are at hand."""
EPOCH_YEAR: Final = 1970
YEAR_STEP: Final = 10_000
"""Larger than any year, so that kind and year make one number."""


@dataclass(frozen=True)
class Reconciliation:
    """One kind and year of maturity on the newest official day up to the day asked for.

    Attributes
    ----------
    date : datetime64[D]
        Month-end that is compared.
    kind : str
    maturity_year : int
    covered : bool
        Whether official totals for these months of maturity are at hand; a year that is
        partly covered has two rows.
    rolled_usd : float
        Before any scaling: the list with offered amounts; bills in the amounts of the list.
    ours_usd : float
        The universe's, with the knowledge of the day asked for.
    official_usd, difference_usd : float or None
        `difference_usd` is ours less the official figure.
    scale : float or None
        `ours_usd` over `rolled_usd`; None where nothing was rolled into the year.
    """

    date: np.datetime64
    kind: str
    maturity_year: int
    covered: bool
    rolled_usd: float
    ours_usd: float
    official_usd: float | None

    @property
    def difference_usd(self) -> float | None:
        """Ours less the official figure."""
        return None if self.official_usd is None else self.ours_usd - self.official_usd

    @property
    def scale(self) -> float | None:
        """What the scaling did to the year."""
        return self.ours_usd / self.rolled_usd if self.rolled_usd > 0 else None


def reconciliation(store: Store, as_of: Day) -> tuple[Reconciliation, ...]:
    """Compare the universe with the newest official totals up to a day.

    Returns
    -------
    tuple of Reconciliation
        By kind, year of maturity, covered months first.

    Raises
    ------
    DataError
        If the day is before the first official list, so that nothing was rolled.
    """
    day = as_day(as_of)
    official = newest_official(store, day)
    date = official.record_date
    parts = find_parts(store, date, day)
    if parts is None:
        raise DataError(f"No official list of securities was known on {day}: nothing was rolled.")
    rolled = parts.bills.join(parts.coupons.rolled)
    ours = universe(store, date, known_on=day)
    sums = (
        _sums(official, rolled.kind, rolled.month, rolled.raw_usd),
        _sums(official, ours.kind, month_number(ours.maturity_date), ours.outstanding_usd),
        _sums(official, *_cells(official)),
    )
    keys = sorted(set().union(*sums), key=lambda key: (KINDS.index(key[0]), key[1], not key[2]))
    return tuple(_row(date, key, sums) for key in keys)


def _row(date: np.datetime64, key: Key, sums: tuple[dict[Key, float], ...]) -> Reconciliation:
    rolled, ours, official = (one.get(key, 0.0) for one in sums)
    return Reconciliation(date, *key, rolled, ours, official if key[2] else None)


def _sums(
    official: Profile, kind: Texts, month: NDArray[np.int64], amount: Floats
) -> dict[Key, float]:
    """Add amounts up by kind, year of maturity and whether the official total is at hand."""
    year = EPOCH_YEAR + month // MONTHS_PER_YEAR
    covered = official.covers(kind, month)
    place = (kind_index(kind) * YEAR_STEP + year) * 2 + covered
    cells, at = np.unique(place, return_inverse=True)
    total = np.bincount(at, amount, minlength=cells.size)
    return {
        (KINDS[cell // 2 // YEAR_STEP], int(cell // 2 % YEAR_STEP), bool(cell % 2)): float(one)
        for cell, one in zip(cells.tolist(), total, strict=True)
    }


def _cells(official: Profile) -> tuple[Texts, NDArray[np.int64], Floats]:
    """Kind, month and amount of every official total."""
    kind, month = official.cells()
    return kind, month, official.total(kind, month)
