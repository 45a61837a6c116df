"""Daily series: changes from one published day to the next, figures of exactly a day."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Series
from saiken.errors import DataError

Array = NDArray[np.float64]
EQUITIES: Final = ("us_equity_returns", "mkt_total")
TEN_YEAR: Final = ("par_yields", "DGS10")


def daily_changes(series: Series) -> tuple[NDArray[np.datetime64], Array]:
    """Return the changes from one published day to the next, and their days."""
    return series.dates[1:], np.diff(series.values)


def change_on(series: Series, day: np.datetime64) -> float:
    """Return the change of a daily series on a day against the day before.

    Raises
    ------
    DataError
        If the series has no figure on that day.
    """
    days, changes = daily_changes(series)
    hits = changes[days == day]
    if not hits.size:
        raise DataError(f"{series.dataset} {series.key} has no figure of {day}.")
    return float(hits[0])


def value_on(series: Series, day: np.datetime64) -> float:
    """Return the figure of exactly that day.

    Raises
    ------
    DataError
        If there is none.
    """
    seen = series.at_or_before(day)
    if seen.period_end != day:
        raise DataError(f"{series.dataset} {series.key} has no figure of {day}.")
    return seen.value
