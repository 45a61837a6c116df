"""Published zero curves month by month, and the one-month rate beside them."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.measure.monthly_curve import monthly_curves, settings

Array = NDArray[np.float64]
Days = NDArray[np.datetime64]
NODES: Final = tuple(range(1, 31))
"""Maturities of the published zero yields, years."""
FUNDS: Final = ("policy_rates", "DFF")


@lru_cache(maxsize=4)
def zero_yields(store: Store) -> tuple[Days, Array]:
    """Published days and yields at 1 to 30 years, shape (day, 30); NaN where not published."""
    series = [store.series("zero_yields", f"SVENY{year:02d}") for year in NODES]
    days = series[0].dates
    nodes = np.full((days.size, len(NODES)), np.nan)
    for column, one in enumerate(series):
        shared = np.isin(one.dates, days)
        nodes[np.searchsorted(days, one.dates[shared]), column] = one.values[shared]
    nodes.flags.writeable = False
    return days, nodes


def curves_on(store: Store, place: NDArray[np.intp]) -> Array:
    """Curves of 1 to 120 months on some of the published days, shape (day, 120), decimals."""
    return monthly_curves(np.asarray(NODES, dtype=np.float64), zero_yields(store)[1][place])


def month_ends(days: Days, last: np.datetime64) -> NDArray[np.intp]:
    """Place of the last day of each month that was over by `last` (no weekday left in it)."""
    if not days.size:
        return np.arange(0)
    month = days.astype("datetime64[M]")
    ends = np.flatnonzero(np.append(month[1:] != month[:-1], True))
    next_month = (month[-1] + 1).astype("datetime64[D]")
    over = np.busday_count(last + 1, next_month) <= 0
    return ends if over else ends[:-1]


def short_rates(store: Store, days: Days, curves: Array) -> Array:
    """One-month rates: the curve's, before 1982 a fit on the month's mean federal funds rate.

    Parameters
    ----------
    store : Store
    days : ndarray of datetime64[D], shape (month,)
    curves : ndarray, shape (month, 120), decimals

    Returns
    -------
    ndarray, shape (month,), decimals a year
    """
    first = curves[:, 0].copy()
    early = days < np.datetime64(str(settings()["short_rate_break"]))
    # The fit needs months on both sides; a sample on one side keeps the curve's own rate.
    if not early.any() or early.all():
        return first
    funds = _monthly_funds(store, days)
    late = ~early
    x = funds[late] - funds[late].mean()
    slope = (x * first[late]).sum() / (x * x).sum()
    first[early] = first[late].mean() + slope * (funds[early] - funds[late].mean())
    return first


def _monthly_funds(store: Store, days: Days) -> Array:
    """Mean effective federal funds rate of each day's month, all its calendar days."""
    series = store.series(*FUNDS)
    months, place = np.unique(series.dates.astype("datetime64[M]"), return_inverse=True)
    means = np.bincount(place, series.values) / np.bincount(place)
    return np.asarray(means[np.searchsorted(months, days.astype("datetime64[M]"))])
