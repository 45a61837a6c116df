"""A published series as it was known on a day, and single figures taken from it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError, InputError

Day: TypeAlias = dt.date | str | np.datetime64
"""A calendar day as users write it: a date, ``"2025-05-02"`` or a NumPy date."""


def as_day(day: Day) -> np.datetime64:
    """Turn a day into ``datetime64[D]``.

    Raises
    ------
    InputError
        If the text is not a calendar day.

    Examples
    --------
    >>> str(as_day("2025-05-02"))
    '2025-05-02'
    """
    try:
        given = dt.date.fromisoformat(day) if isinstance(day, str) else day
    except ValueError:
        given = np.datetime64("NaT")
    found: np.datetime64 = np.datetime64("NaT", "D")
    if isinstance(given, dt.date | np.datetime64):
        found = np.datetime64(given).astype("datetime64[D]")
    if np.isnat(found):
        raise InputError(f"{day!r} is not a day; write it as 2025-05-02.")
    return found


@dataclass(frozen=True)
class Observation:
    """One figure of a series.

    Attributes
    ----------
    dataset, key : str
        Where it comes from.
    period_end : datetime64[D]
        Last day of the period it describes.
    value : float
        SI.
    released : datetime64[D]
        First day on which it was known.
    unit : str
        Unit in which the agency publishes it (not the unit of `value`).
    knowledge : str
        ``"lagged"`` (newest vintage, held back until its release) or ``"vintage"`` (as printed).
    """

    dataset: str
    key: str
    period_end: np.datetime64
    value: float
    released: np.datetime64
    unit: str
    knowledge: str


@dataclass(frozen=True)
class Series:
    """A series in time order, without gaps marked as NaN: what is not published is not there.

    Attributes
    ----------
    dataset, key : str
        Where it comes from.
    dates : ndarray of datetime64[D], shape (n,)
        Period ends, strictly ascending.
    values : ndarray of float64, shape (n,)
        SI, read-only.
    released : ndarray of datetime64[D], shape (n,)
        First day on which each figure was known.
    unit : str
        Unit in which the agency publishes it (not the unit of `values`).
    knowledge : str
        ``"lagged"`` or ``"vintage"``.
    """

    dataset: str
    key: str
    dates: NDArray[np.datetime64]
    values: NDArray[np.float64]
    released: NDArray[np.datetime64]
    unit: str
    knowledge: str

    def __len__(self) -> int:
        return len(self.dates)

    def window(self, start: Day, end: Day) -> Series:
        """Keep the periods that end from `start` to `end`, both included."""
        low = int(np.searchsorted(self.dates, as_day(start), side="left"))
        high = int(np.searchsorted(self.dates, as_day(end), side="right"))
        return self._slice(slice(low, max(low, high)))

    def at_or_before(self, day: Day) -> Observation:
        """Take the newest figure whose period had ended by `day`.

        Raises
        ------
        DataError
            If the series starts later.
        """
        count = int(np.searchsorted(self.dates, as_day(day), side="right"))
        if count == 0:
            raise DataError(f"{self.dataset} {self.key} has no figure on or before {as_day(day)}.")
        return self._observation(count - 1)

    def last(self) -> Observation:
        """Take the newest figure.

        Raises
        ------
        DataError
            If the series is empty.
        """
        if len(self) == 0:
            raise DataError(f"{self.dataset} {self.key} has no figure.")
        return self._observation(len(self) - 1)

    def _observation(self, at: int) -> Observation:
        return Observation(
            dataset=self.dataset,
            key=self.key,
            period_end=self.dates[at],
            value=float(self.values[at]),
            released=self.released[at],
            unit=self.unit,
            knowledge=self.knowledge,
        )

    def _slice(self, part: slice) -> Series:
        return Series(
            self.dataset,
            self.key,
            self.dates[part],
            self.values[part],
            self.released[part],
            self.unit,
            self.knowledge,
        )
