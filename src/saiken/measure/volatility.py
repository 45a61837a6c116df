"""How much yields move on an ordinary day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.data import Series, as_day
from saiken.errors import DataError
from saiken.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

WINDOW_YEARS: Final = 3
"""Long enough for some 750 changes, short enough to be the present regime of rate uncertainty."""
FEWEST_CHANGES: Final = 250


def daily_yield_sd(snap: Snapshot, key: str = "DGS5", years: int = WINDOW_YEARS) -> float:
    """Measure the standard deviation of a par yield's day-to-day changes up to the snapshot.

    Parameters
    ----------
    snap : Snapshot
    key : str
        Constant-maturity series of the Treasury (Federal Reserve H.15), e.g. ``"DGS5"``.
    years : int
        Length of the window that ends at ``snap.as_of``.

    Returns
    -------
    float
        Decimals per day.

    Raises
    ------
    DataError
        If the window holds less than a year of changes.
    """
    end = as_day(snap.as_of)
    start = end.astype("datetime64[M]") - np.timedelta64(MONTHS_PER_YEAR * years, "M")
    series = snap.series("par_yields", key).window(start.astype("datetime64[D]"), end)
    changes = len(series) - 1
    if changes < FEWEST_CHANGES:
        raise DataError(
            f"The series {key} has {max(changes, 0)} daily changes in the {years} years to {end}; "
            f"at least {FEWEST_CHANGES} are needed."
        )
    return sd_of_changes(series)


def sd_of_changes(series: Series) -> float:
    """Measure the standard deviation of a series' changes from one figure to the next, SI."""
    changes = np.diff(series.values)
    return float(np.sqrt(((changes - changes.mean()) ** 2).sum() / (changes.size - 1)))
