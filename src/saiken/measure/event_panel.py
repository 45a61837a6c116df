"""Daily closes of everything an event is measured on, and the window around a date."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, Store, as_day, resource_yaml
from saiken.errors import InputError, out_of_range
from saiken.market.curves import PAR_KEYS
from saiken.variables import MATURITY_LABELS

Array = NDArray[np.float64]
Days = NDArray[np.datetime64]
SETTINGS_FILE: Final = "measure/events.yaml"
CALENDAR: Final = ("par_yields", "DGS10")
"""The ten-year yield decides which days are business days: it has no gaps since 1962."""
EQUITIES: Final = "equities"
CURRENCY: Final = "usdjpy"
KEYS: Final = (*MATURITY_LABELS, EQUITIES, CURRENCY)
YIELDS: Final = len(MATURITY_LABELS)


@cache
def event_settings() -> dict[str, Any]:
    """Read the choices of the event study."""
    found: dict[str, Any] = resource_yaml(SETTINGS_FILE)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Levels on every business day of the bond market.

    Attributes
    ----------
    days : ndarray of datetime64[D], shape (day,)
    levels : ndarray, shape (day, series)
        Ten par yields (decimals), the log of the stock market with dividends, the log of yen per
        dollar, in the order of :data:`KEYS`; NaN where nothing was published that day.
    """

    days: Days
    levels: Array

    def additive(self, start: NDArray[np.intp], end: NDArray[np.intp]) -> Array:
        """Differences of levels between places in `days`, shape ``(..., series)``."""
        return np.asarray(self.levels[end] - self.levels[start], dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Window:
    """Where an event lies among the panel's days.

    Attributes
    ----------
    asked : datetime64[D]
        The date that was given.
    event : int
        Place of that day, or of the next business day.
    days : int
        Business days in the window; it runs from the close of the day before the event.
    """

    asked: np.datetime64
    event: int
    days: int

    @property
    def start(self) -> int:
        """Place of the last close before the event."""
        return self.event - 1

    @property
    def end(self) -> int:
        """Place of the close that ends the window."""
        return self.event + self.days - 1

    @property
    def sample(self) -> NDArray[np.intp]:
        """Places of the estimation sample's days, all before the window."""
        last = self.start - int(event_settings()["gap_days"])
        return np.arange(last - int(event_settings()["sample_days"]) + 1, last + 1)


def shown(additive: Array) -> Array:
    """Turn log differences of equities and the dollar into relative changes; yields stay."""
    changes = np.array(additive, dtype=np.float64)
    changes[..., YIELDS:] = np.expm1(changes[..., YIELDS:])
    return changes


@lru_cache(maxsize=4)
def event_panel(store: Store) -> Panel:
    """Line up par yields, the stock market and the dollar on the bond market's days."""
    days = store.series(*CALENDAR).dates
    levels = np.full((days.size, len(KEYS)), np.nan)
    sources = [("par_yields", key) for key in PAR_KEYS]
    sources += [("us_equity_returns", "mkt_total"), ("usdjpy_daily", "DEXJPUS")]
    for column, (dataset, key) in enumerate(sources):
        series = store.series(dataset, key)
        values = series.values
        if KEYS[column] == EQUITIES:
            values = np.cumsum(np.log1p(values))
        elif KEYS[column] == CURRENCY:
            values = np.log(values)
        shared = np.isin(series.dates, days)
        levels[np.searchsorted(days, series.dates[shared]), column] = values[shared]
    levels.flags.writeable = False
    return Panel(days, levels)


def locate(panel: Panel, date: Day, window_days: int) -> Window:
    """Find the window of an event.

    Parameters
    ----------
    panel : Panel
    date : date
        A weekend or holiday stands for the next business day.
    window_days : int
        Business days from the close before the event on.

    Raises
    ------
    InputError
        If the window's length is out of range, or the data do not reach from a year before the
        date to the end of its window.
    """
    longest = int(event_settings()["longest_window_days"])
    if not 1 <= window_days <= longest:
        raise out_of_range("the window", f"{window_days}d", f"1d to {longest}d")
    asked = as_day(date)
    found = Window(asked, int(np.searchsorted(panel.days, asked)), window_days)
    before = int(event_settings()["sample_days"]) + int(event_settings()["gap_days"]) + 1
    if found.event < before or found.end >= panel.days.size:
        allowed = f"{panel.days[before]} to {panel.days[-window_days]}"
        raise out_of_range("the event date", asked, f"{allowed} with a window of {window_days}d")
    return found


def check_apart(panel: Panel, windows: list[Window]) -> None:
    """Refuse windows that share a day: their moves would be counted twice.

    Raises
    ------
    InputError
        Naming the two dates.
    """
    ordered = sorted(windows, key=lambda window: window.event)
    for one, other in itertools.pairwise(ordered):
        if other.start < one.end:
            raise InputError(
                f"The windows of {one.asked} and {other.asked} overlap (business days "
                f"{panel.days[one.event]} and {panel.days[other.event]}, {one.days}d each); "
                "leave one out or take a shorter window."
            )
