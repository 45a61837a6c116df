"""Reading the table of major foreign holders: months, rows, sums, who is named."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.data import Series
from saiken.errors import InputError
from saiken.holders.known import Known
from saiken.holders.names import Holder, countries, find, names_file
from saiken.units import MONTHS_PER_YEAR

TABLE: Final = "tic_holdings"
ONE_DAY: Final = np.timedelta64(1, "D")


def month_name(day: np.datetime64) -> str:
    """Write a date as its month, ``February 2025``."""
    return f"{day.astype('datetime64[D]').item():%B %Y}"


def month_end(month: np.datetime64) -> np.datetime64:
    """Return the last day of a month."""
    next_month = (month.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return np.datetime64(next_month - ONE_DAY, "D")


def year_before(month: np.datetime64) -> np.datetime64:
    """Return the month end twelve months earlier."""
    return month_end(month.astype("datetime64[M]") - MONTHS_PER_YEAR)


def full_month(known: Known) -> np.datetime64:
    """Return the month end of the newest table that names every country."""
    return known.latest(TABLE, names_file()["rest"]).period_end


def at_month(key: str, month: np.datetime64, known: Known) -> float | None:
    """Return a row's figure of exactly that month, in dollars, or None."""
    series = known.series(TABLE, key)
    hits = series.values[series.dates == month]
    return float(hits[0]) if hits.size else None


def total_at(holder: Holder, month: np.datetime64, known: Known) -> tuple[float, tuple[str, ...]]:
    """Add up a holder's rows in a month; also return the members that the table does not name."""
    figures = {key: at_month(key, month, known) for key in holder.keys}
    missing = tuple(key for key, figure in figures.items() if figure is None)
    return float(sum(figure for figure in figures.values() if figure is not None)), missing


def ranked(month: np.datetime64, known: Known) -> list[tuple[str, float]]:
    """Return the countries named in a month with their holdings, largest first."""
    found = [(holder.name, at_month(holder.keys[0], month, known)) for holder in countries()]
    named = [(name, figure) for name, figure in found if figure is not None]
    return sorted(named, key=lambda item: (-item[1], item[0]))


def newest_month(holder: Holder, known: Known) -> np.datetime64:
    """Return the month end at which a holder is read: its own newest; a group's newest full table.

    Raises
    ------
    InputError
        If on that day the table no longer names the holder, or not yet.
    """
    full = full_month(known)
    if len(holder.keys) > 1:
        return full
    series = known.series(TABLE, holder.keys[0])
    if not len(series):
        raise InputError(f"By {known.as_of} the table had not named {holder.name}.")
    last = np.datetime64(series.dates[-1], "D")
    if (full - last) / ONE_DAY > names_file()["stale_after_days"]:
        raise InputError(
            f"The table no longer names {holder.name}: its last figure is of {month_name(last)}, "
            f"the newest table of {month_name(full)}."
        )
    return last


def history(name: str, known: Known) -> Series:
    """Return the holder's monthly holdings, in dollars, as known on the day.

    Raises
    ------
    InputError
        For a group, whose members come and go: ask for the members.
    """
    holder = find(name)
    if len(holder.keys) > 1:
        raise InputError(
            f"{holder.name} is a group with no history of its own; ask for one of "
            f"{', '.join(holder.keys)}."
        )
    return known.series(TABLE, holder.keys[0])
