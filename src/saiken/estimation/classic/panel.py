"""What foreigners held, yields and the controls, month by month on the same dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.estimation.classic.plan import FlowPlan, Months, plan
from saiken.estimation.panels import window_means

if TYPE_CHECKING:
    from saiken.data import Series, Store

Array = NDArray[np.float64]
Dates = NDArray[np.datetime64]
STALE_DAYS: Final = 7
"""A daily figure older than this does not stand for the date."""
FEWEST_CHANGES: Final = 10
"""Daily changes without which a month has no realised volatility."""


@dataclass(frozen=True, slots=True, eq=False)
class MonthPanel:
    """One row a month; NaN where a figure is not at hand.

    Attributes
    ----------
    months : ndarray of datetime64[M], shape (month,)
        Without gaps.
    dates : ndarray of datetime64[D], shape (month,)
        Day of each month on which holdings and yields are read.
    holdings_usd : ndarray, shape (month,)
    debt_usd : ndarray, shape (month,)
        Held by the public at the last end of a quarter before the month.
    yields : dict of str to ndarray, shape (month,)
        Decimals, on the dates.
    backdrop : dict of str to ndarray, shape (month, 3)
        For each yield, levels: policy rate, log of the stock market, realised volatility.
    """

    months: Months
    dates: Dates
    holdings_usd: Array
    debt_usd: Array
    yields: dict[str, Array]
    backdrop: dict[str, Array]

    def controls(self, maturity: str) -> Array:
        """Changes of the backdrop and the yield's own of the month before, (month, 4)."""
        own = lag(change(self.yields[maturity]))
        moved = [change(column) for column in self.backdrop[maturity].T]
        return np.stack([*moved, own], axis=1)


def month_panel(store: Store, flow: FlowPlan) -> MonthPanel:
    """Read everything that a measure of flows is set against.

    Raises
    ------
    DataError
        If the holdings are empty.
    """
    months, dates, holdings = _holdings(store.series(flow.dataset, flow.key), flow.clock)
    quotes = {name: store.series("par_yields", key) for name, key in plan()["yields"].items()}
    yields = {name: at_dates(quoted, dates) for name, quoted in quotes.items()}
    policy, equity = _policy(store, dates), _equity(store, dates)
    backdrop = {
        name: np.stack([policy, equity, _volatility(quoted, dates)], axis=1)
        for name, quoted in quotes.items()
    }
    return MonthPanel(months, dates, holdings, _debt(store, months), yields, backdrop)


def change(level: Array) -> Array:
    """Change from the month before, NaN in the first."""
    return np.append(np.nan, np.diff(level))


def lag(values: Array) -> Array:
    """Value of the month before, NaN in the first."""
    return np.append(np.nan, values[:-1])


def at_dates(series: Series, dates: Dates) -> Array:
    """Newest figure at each date, NaN where it is older than a week."""
    place = np.searchsorted(series.dates, dates, side="right") - 1
    known = place >= 0
    known[known] = dates[known] - series.dates[place[known]] <= np.timedelta64(STALE_DAYS, "D")
    found = np.full(dates.size, np.nan)
    found[known] = series.values[place[known]]
    return found


def _holdings(series: Series, clock: str) -> tuple[Months, Dates, Array]:
    """Holdings of every month from the first to the last; a month without a figure is NaN."""
    if len(series) == 0:
        raise DataError(f"{series.dataset} {series.key} has no figure.")
    of = series.dates.astype("datetime64[M]")
    if clock == "last_week":
        # The last figure of a month is known as such once one of the next month is there.
        closing = np.append(of[1:] != of[:-1], False)
    else:
        closing = np.ones(of.size, dtype=bool)
    months = np.arange(of[closing][0], of[closing][-1] + 1)
    dates = (months + 1).astype("datetime64[D]") - 1
    holdings = np.full(months.size, np.nan)
    place = (of[closing] - months[0]).astype(int)
    dates[place], holdings[place] = series.dates[closing], series.values[closing]
    return months, dates, holdings


def _debt(store: Store, months: Months) -> Array:
    source = plan()["debt"]
    series = store.series(source["dataset"], source["key"])
    place = np.searchsorted(series.dates, months.astype("datetime64[D]"), side="left") - 1
    # A quarter's figure stands for the three months that follow it and no longer.
    behind = (months - series.dates[np.maximum(place, 0)].astype("datetime64[M]")).astype(int)
    return np.where((place >= 0) & (behind <= 3), series.values[np.maximum(place, 0)], np.nan)


def _policy(store: Store, dates: Dates) -> Array:
    choice = plan()["controls"]["policy"]
    series = store.series(choice["dataset"], choice["key"])
    back = np.timedelta64(int(choice["mean_of_days"]) - 1, "D")
    return window_means(series.dates, series.values, dates - back, dates + 1)


def _equity(store: Store, dates: Dates) -> Array:
    """Log of the stock market with dividends, NaN where the returns do not reach the date."""
    choice = plan()["controls"]["equity"]
    series = store.series(choice["dataset"], choice["key"])
    total = np.append(0.0, np.cumsum(np.log1p(series.values)))
    until = total[np.searchsorted(series.dates, dates, side="right")]
    return np.where(np.isfinite(at_dates(series, dates)), until, np.nan)


def _volatility(series: Series, dates: Dates) -> Array:
    """Standard deviation of the daily changes between one date and the next."""
    changes, days = np.diff(series.values), series.dates[1:]
    place = np.searchsorted(days, dates, side="right")
    spread = np.full(dates.size, np.nan)
    for row in range(1, dates.size):
        inside = changes[place[row - 1] : place[row]]
        if inside.size >= FEWEST_CHANGES:
            spread[row] = inside.std(ddof=1)
    return spread
