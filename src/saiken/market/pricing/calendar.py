"""Business days of the US government bond market, and the day on which a trade settles.

Holidays are computed from the rules in ``holidays.yaml``. They move the settlement date only:
coupons and principal are discounted from their nominal dates, as in quoted (street) yields,
although a payment that falls on a closed day is made on the next open one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, as_day, resource_yaml

Dates = NDArray[np.datetime64]
SETTLEMENT_DAYS: Final = 1
"""Treasuries settle on the business day after the trade (regular way, T+1)."""
DAYS_PER_WEEK: Final = 7
SATURDAY: Final = 5
SUNDAY: Final = 6
THURSDAY: Final = 3
"""Weekday of 1 January 1970, counted from Monday = 0."""


def weekday(dates: Dates) -> NDArray[np.int64]:
    """Day of the week, Monday 0 to Sunday 6."""
    days: NDArray[np.int64] = (
        dates.astype("datetime64[D]").astype(np.int64) + THURSDAY
    ) % DAYS_PER_WEEK
    return days


def _day(years: NDArray[np.int64], month: int, day: int) -> Dates:
    months = (years - 1970).astype("datetime64[Y]").astype("datetime64[M]") + (month - 1)
    dates: Dates = months.astype("datetime64[D]") + (day - 1)
    return dates


def _fixed(rule: Mapping[str, Any], years: NDArray[np.int64]) -> Dates:
    dates = _day(years, rule["month"], rule["day"])
    week = weekday(dates)
    dates = np.where(week == SUNDAY, dates + 1, dates)
    kept: Dates = dates[week != SATURDAY]
    if rule["saturday"] == "friday":
        kept = np.where(week == SATURDAY, dates - 1, dates)
    return kept


def _nth(rule: Mapping[str, Any], years: NDArray[np.int64]) -> Dates:
    """Nth given weekday of a month; the last one is one step back from the next month's first."""
    last = rule["nth"] < 0
    starts = _day(years, rule["month"] + last, 1)
    steps = rule["nth"] if last else rule["nth"] - 1
    dates: Dates = np.busday_offset(starts, steps, roll="forward", weekmask=rule["weekday"])
    return dates


def easter(years: NDArray[np.int64]) -> Dates:
    """Easter Sunday of Gregorian years (the anonymous algorithm; Meeus 1991, chapter 8)."""
    golden, century, rest = years % 19, years // 100, years % 100
    skipped = century - (century + 8) // 25
    moon = (19 * golden + century - century // 4 - (skipped + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (golden + 11 * moon + 22 * week) // 451
    days = moon + week - 7 * late + 22 - 1  # counted from 1 March
    dates: Dates = _day(years, 3, 1) + days
    return dates


def holidays() -> Dates:
    """Weekdays on which the market is closed, ascending."""
    file = resource_yaml("market/pricing/holidays.yaml")
    years = np.arange(file["years"]["first"], file["years"]["last"] + 1)
    found = [easter(years) + rule["days"] for rule in file["easter"]]
    for build, rules in ((_fixed, file["fixed"]), (_nth, file["weekday"])):
        found += [build(rule, years[years >= rule.get("since", 0)]) for rule in rules]
    found.append(np.array(file["closed_once"], "datetime64[D]"))
    opened = np.array(file["open_anyway"], "datetime64[D]")
    return np.setdiff1d(np.concatenate(found), opened)


@cache
def calendar() -> np.busdaycalendar:
    """Calendar of the market for NumPy's business-day functions."""
    return np.busdaycalendar(holidays=holidays())


def settlement_day(trade: Day, days: int = SETTLEMENT_DAYS) -> np.datetime64:
    """Day on which a trade settles.

    Parameters
    ----------
    trade : date
        On a closed day the trade counts as of the last open day before it.
    days : int
        Business days from trade to settlement.
    """
    return np.busday_offset(as_day(trade), days, roll="backward", busdaycal=calendar())
