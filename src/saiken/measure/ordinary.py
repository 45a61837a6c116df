"""Moves over any number of days without an event: what chance alone does.

Up to two weeks an ordinary move is an ordinary window as it was. A longer one is put together from
blocks of two weeks drawn at random from the days before, so that days keep their company and the
last year's volatility, not its trend, is carried on. The mean is taken out: no move is expected.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, Store, as_day
from saiken.errors import out_of_range
from saiken.measure.event_noise import block_sums
from saiken.measure.event_panel import KEYS, Panel, event_panel, event_settings

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A stretch of business days, and what one series did over it and might have done anyway.

    Attributes
    ----------
    start, end : datetime64[D]
        Closes between which the move is taken; `start` is the last close before the event.
    move : float
        Change of the level: decimals of a yield, or the logarithm of equities or yen per dollar.
    ordinary : ndarray, shape (window,)
        Moves of as many days without the event, mean zero.
    """

    start: np.datetime64
    end: np.datetime64
    move: float
    ordinary: Array

    @property
    def sd(self) -> float:
        """Standard deviation of ordinary moves."""
        return float(np.sqrt((self.ordinary**2).mean()))


def eve(store: Store, date: Day) -> np.datetime64:
    """Last business day of the bond market before a date."""
    days = event_panel(store).days
    place = int(np.searchsorted(days, as_day(date)))
    if not 0 < place < days.size:
        raise out_of_range("the date", as_day(date), f"{days[1]} to {days[-1]}")
    day: np.datetime64 = days[place - 1]
    return day


def span(store: Store, key: str, date: Day, days: int) -> Span | None:
    """Measure a stretch of business days that begins with the close before a date.

    Parameters
    ----------
    store : Store
    key : str
        ``"3m"`` to ``"30y"``, ``"equities"`` or ``"usdjpy"``.
    date : date
        First day; a weekend or holiday stands for the next business day.
    days : int
        Business days from the close before it to the close that ends the stretch.

    Returns
    -------
    Span or None
        None where the series does not cover the stretch and the days before it.
    """
    panel = event_panel(store)
    place = int(np.searchsorted(panel.days, as_day(date)))
    first, last = place - 1, place + days - 1
    if first < 0 or last >= panel.days.size:
        return None
    ordinary = _ordinary(panel, key, first, days)
    level = panel.levels[:, KEYS.index(key)]
    move = float(level[last] - level[first])
    if ordinary is None or not np.isfinite(move):
        return None
    return Span(panel.days[first], panel.days[last], move, ordinary)


def ordinary_sd(store: Store, key: str, day: Day, days: int) -> float | None:
    """Standard deviation of moves over business days to come, from the days up to one.

    Returns
    -------
    float or None
        Decimals of a yield, or of a logarithm; None with too few days before.
    """
    panel = event_panel(store)
    place = int(np.searchsorted(panel.days, as_day(day), side="right")) - 1
    found = None if place < 0 else _ordinary(panel, key, place, days)
    return None if found is None else float(np.sqrt((found**2).mean()))


def _ordinary(panel: Panel, key: str, first: int, days: int) -> Array | None:
    """Moves of as many days drawn from those before the event; None with too few of them."""
    level = panel.levels[:, KEYS.index(key)]
    rule, event = event_settings()["ordinary"], event_settings()
    long = days > int(event["longest_window_days"])
    count = int(rule["long_sample_days"] if long else event["sample_days"])
    last = first - int(event["gap_days"])
    if last - count < 0:
        return None
    daily = np.diff(level[last - count : last + 1])
    daily = daily[np.isfinite(daily)]
    if daily.size < int(event["fewest_windows"]):
        return None
    daily = daily - daily.mean()
    if days <= int(event["block_days"]):
        running = np.concatenate([[0.0], np.cumsum(daily)])
        found = running[days:] - running[:-days]
        return np.asarray(found - found.mean())
    return _drawn(daily, days, first)


def _drawn(daily: Array, days: int, place: int) -> Array:
    """Sums of blocks of consecutive days, with a seed that depends on the place alone."""
    rule, event = event_settings()["ordinary"], event_settings()
    count, block = int(rule["draws"]), int(event["block_days"])
    generator = np.random.Generator(np.random.PCG64([int(event["seed"]), place, days]))
    starts = generator.integers(0, daily.size, (count, -(-days // block)))
    sums = block_sums(daily[:, None], starts[:, :-1], block)[:, 0]
    rest = days - block * (starts.shape[1] - 1)
    sums = sums + block_sums(daily[:, None], starts[:, -1:], rest)[:, 0]
    return np.asarray(sums - sums.mean())
