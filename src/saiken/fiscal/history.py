"""Yields that were quoted: par curves on given days, in the published maturities."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.errors import DataError
from saiken.market.curves import PAR_KEYS
from saiken.variables import MATURITIES

Array = NDArray[np.float64]
DATASET: Final = "par_yields"
MAX_GAP_DAYS: Final = 7
"""A quotation older than this does not count as one of the day."""


def par_on(store: Store, days: NDArray[np.datetime64]) -> Array:
    """Par yields quoted on given days or last before them.

    A maturity that was not quoted within a week is read from its neighbours.

    Parameters
    ----------
    store : Store
    days : ndarray of datetime64[D], shape (day,)

    Returns
    -------
    ndarray, shape (day, maturity)
        Semi-annual bond-equivalent decimals.

    Raises
    ------
    DataError
        If fewer than two maturities were quoted around a day.
    """
    wanted = days.astype("datetime64[D]")
    table = np.stack([_last_quote(store, key, wanted) for key in PAR_KEYS], axis=1)
    quoted = ~np.isnan(table)
    thin = quoted.sum(axis=1) < 2
    if thin.any():
        raise DataError(f"The Treasury yields at hand do not reach {wanted[thin][0]}.")
    nodes = np.asarray(MATURITIES)
    for row, seen in zip(table, quoted, strict=True):
        if not seen.all():
            row[~seen] = np.interp(nodes[~seen], nodes[seen], row[seen])
    return table


def _last_quote(store: Store, key: str, days: NDArray[np.datetime64]) -> Array:
    """Newest value on or before each day; NaN where it is older than a week."""
    series = store.series(DATASET, key)
    place = np.searchsorted(series.dates, days, side="right") - 1
    at = np.maximum(place, 0)
    fresh = (place >= 0) & (days - series.dates[at] <= np.timedelta64(MAX_GAP_DAYS, "D"))
    return np.where(fresh, series.values[at], np.nan)


def month_ends(day0: object, months: int) -> NDArray[np.datetime64]:
    """Ends of months 0 to `months` after day 0: the same day of each month, or its last.

    The last day of a month is followed by last days.
    """
    date = np.datetime64(str(day0), "D")
    month = date.astype("datetime64[M]")
    ahead = month + np.arange(months + 1)
    last = (ahead + 1).astype("datetime64[D]") - 1
    if date == last[0]:
        return np.asarray(last)
    same = ahead.astype("datetime64[D]") + (date - month.astype("datetime64[D]"))
    ends: NDArray[np.datetime64] = np.minimum(same, last)
    return ends
