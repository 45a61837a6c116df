"""A user's own prices within the day: a CSV file, read into moves.

One row a time: ``time`` as ISO 8601, and any of 2y, 5y, 10y, 30y (yields in per cent) and usdjpy.
A price stands until the next one in its column. Ordinary windows are the file's others of the same
length, laid end to end from the asked one in both directions; one in which a column has no new
price (a night, a weekend) does not count. Within a day no change is expected.
"""

from __future__ import annotations

import csv
import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import InputError, out_of_range, unknown
from saiken.implied.moves import Moves
from saiken.measure.event_panel import CURRENCY
from saiken.measure.shapes import own_covariances
from saiken.units import to_si
from saiken.variables import MATURITY_LABELS

Array = NDArray[np.float64]
Times = NDArray[np.datetime64]
TIME: Final = "time"
COLUMNS: Final[tuple[str, ...]] = ("2y", "5y", "10y", "30y", CURRENCY)
NUMBERS: Final = "numbers above 0 for usdjpy, and between −20 and 100 per cent for yields"
YIELD_ENDS: Final = (-0.2, 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Ticks:
    """Prices of one file.

    Attributes
    ----------
    times : ndarray of datetime64[us], shape (row,)
        Ascending; UTC where the file gives offsets.
    levels : mapping of str to ndarray, shape (row,)
        By column, in the order of :data:`COLUMNS`: decimals, yen per dollar; NaN without a price.
    zoned : bool
        Whether the file gives offsets.
    """

    times: Times
    levels: Mapping[str, Array]
    zoned: bool


def read_ticks(path: Path | str) -> Ticks:
    """Read a file of prices.

    Raises
    ------
    InputError
        If it is missing, has other columns, or a time or number that cannot be read.
    """
    try:
        with Path(path).open(newline="", encoding="utf-8-sig") as file:
            header, *rows = [row for row in csv.reader(file) if row] or [[]]
    except (OSError, UnicodeDecodeError, csv.Error) as problem:
        raise InputError(f"The file {path} cannot be read as CSV text: {problem}.") from None
    names = [name.strip().lower() for name in header]
    _check_header(path, names, rows)
    clock = [_time(row[names.index(TIME)], f"The time in line {k}") for k, row in _lines(rows)]
    zoned = {each.tzinfo is not None for each in clock}
    if len(zoned) > 1:
        raise InputError(f"Some times in {path} have an offset and some have none; give all alike.")
    times = np.array([_plain(each) for each in clock], dtype="datetime64[us]")
    if (np.diff(times) < np.timedelta64(0)).any():
        late = int(np.argmax(np.diff(times) < np.timedelta64(0))) + 3
        raise InputError(f"The time in line {late} of {path} is before the one above it.")
    columns = [name for name in COLUMNS if name in names]
    levels = {name: _column(rows, names.index(name), name) for name in columns}
    return Ticks(times, levels, zoned.pop())


def _lines(rows: Sequence[Sequence[str]]) -> list[tuple[int, Sequence[str]]]:
    """Rows with their line in the file, the header being the first."""
    return list(enumerate(rows, start=2))


def _check_header(path: Path | str, names: list[str], rows: Sequence[Sequence[str]]) -> None:
    allowed = (TIME, *COLUMNS)
    for name in names:
        if name not in allowed:
            raise unknown("column", name, allowed)
    if TIME not in names or len(names) < 2 or len(set(names)) < len(names):
        raise InputError(
            f"The first line of {path} needs the column time and at least one of "
            f"{', '.join(COLUMNS)}, each once."
        )
    if not rows:
        raise InputError(f"The file {path} has no rows.")
    for line, row in _lines(rows):
        if len(row) != len(names):
            raise InputError(f"Line {line} of {path} has {len(row)} cells; it needs {len(names)}.")


def _time(text: str, what: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(text.strip())
    except ValueError:
        raise InputError(f"{what} is {text!r}; write it like 2025-05-02T08:30:00.") from None


def _plain(time: dt.datetime) -> dt.datetime:
    """UTC without an offset; a time without one stays as it is."""
    return time if time.tzinfo is None else time.astimezone(dt.UTC).replace(tzinfo=None)


def _column(rows: Sequence[Sequence[str]], place: int, name: str) -> Array:
    found = np.array([_number(row[place], name, line) for line, row in _lines(rows)])
    low, high = (0.0, np.inf) if name == CURRENCY else YIELD_ENDS
    wrong = ~np.isnan(found) & ~((found > low) & (found < high))
    if wrong.any():
        seen = rows[int(np.argmax(wrong))][place]
        raise out_of_range(f"{name} in line {int(np.argmax(wrong)) + 2}", seen, NUMBERS)
    return found


def _number(text: str, name: str, line: int) -> float:
    if not text.strip():
        return float("nan")
    try:
        value = float(text)
    except ValueError:
        raise out_of_range(f"{name} in line {line}", repr(text), NUMBERS) from None
    if not np.isfinite(value):
        raise out_of_range(f"{name} in line {line}", repr(text), NUMBERS)
    return value if name == CURRENCY else to_si(value, "pct")


def tick_moves(path: Path | str, between: tuple[str, str]) -> tuple[Moves, np.datetime64]:
    """Read the moves of a window within a file of prices.

    Parameters
    ----------
    path : path
    between : (str, str)
        Start and end of the window, ISO times, with an offset if the file's have one.

    Returns
    -------
    (Moves, datetime64[D])
        The moves, and the day on which the window starts as written.

    Raises
    ------
    InputError
        If the file or the window cannot be used, or too few ordinary windows are in it.
    """
    ticks = read_ticks(path)
    start, end, day = _window(between, ticks)
    names = list(ticks.levels)
    whole = int((ticks.times[-1] - ticks.times[0]) / (end - start)) + 1
    starts = start + np.arange(-whole, whole + 1) * (end - start)
    changes = np.stack([_changes(ticks, name, starts, end - start) for name in names], axis=1)
    asked = changes[whole]
    if not np.isfinite(asked).all():
        missing = names[int(np.argmax(~np.isfinite(asked)))]
        raise InputError(
            f"The file has no price of {missing} both before the window's start (no older than its "
            f"length) and within {between[0]} to {between[1]}."
        )
    others = np.delete(changes, whole, axis=0)
    ordinary = others[np.isfinite(others).all(axis=1)]
    fewest = int(resource_yaml("implied/implied.yaml")["ticks"]["fewest_windows"])
    if len(ordinary) < fewest:
        raise InputError(
            f"The file holds {len(ordinary)} other windows of that length with a price of every "
            f"column; at least {fewest} are needed. Take a shorter window or more hours."
        )
    moves = Moves(
        used=np.array([label in names for label in MATURITY_LABELS]),
        currency=CURRENCY in names,
        move=asked,
        ordinary=ordinary,
        errors=ordinary,
        own_cov=own_covariances(ordinary, np.arange(len(ordinary)), 1),
        start=between[0],
        end=between[1],
        notes=(
            f"Ordinary moves are {len(ordinary)} other windows of the same length in the file.",
        ),
    )
    return moves, day


def _window(
    between: tuple[str, str], ticks: Ticks
) -> tuple[np.datetime64, np.datetime64, np.datetime64]:
    """Start and end on the file's clock, and the day of the start as written."""
    given = [_time(text, f"The window's {end}") for text, end in
             zip(between, ("start", "end"), strict=True)]  # fmt: skip
    if any((each.tzinfo is not None) != ticks.zoned for each in given):
        need = "an offset, as the file's have" if ticks.zoned else "no offset, as the file's have"
        raise InputError(f"The window's start and end need {need}.")
    start, end = (np.datetime64(_plain(each), "us") for each in given)
    if end <= start:
        raise InputError(f"The window ends at {between[1]}, not after its start at {between[0]}.")
    if start < ticks.times[0] or end > ticks.times[-1]:
        raise out_of_range(
            "the window", f"{between[0]} to {between[1]}",
            f"within the file's {ticks.times[0]} to {ticks.times[-1]}",
        )  # fmt: skip
    return start, end, np.datetime64(given[0].date(), "D")


def _changes(ticks: Ticks, name: str, starts: Times, length: np.timedelta64) -> Array:
    """Change over each window; NaN where the start's price is stale or nothing new came."""
    known = np.isfinite(ticks.levels[name])
    times, levels = ticks.times[known], ticks.levels[name][known]
    if not times.size:
        return np.full(starts.size, np.nan)
    first = np.searchsorted(times, starts, side="right") - 1
    last = np.searchsorted(times, starts + length, side="right") - 1
    before = np.maximum(first, 0)
    fresh = (first >= 0) & (last > first) & (starts - times[before] <= length)
    fresh &= starts + length <= ticks.times[-1]
    opened, closed = levels[before], levels[np.maximum(last, 0)]
    change = closed / opened - 1 if name == CURRENCY else closed - opened
    return np.where(fresh, change, np.nan)
