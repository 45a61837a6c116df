"""The moves of a window beside ordinary windows of the same length."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, Store
from saiken.errors import DataError
from saiken.measure.event_noise import measure_noise
from saiken.measure.event_panel import CURRENCY, KEYS, YIELDS, event_panel, locate, shown
from saiken.measure.shapes import own_covariances

Array = NDArray[np.float64]
CLOSES: Final = (
    "Yields are those of about 15:30 New York time, the dollar the noon rate: what happened after "
    "that belongs to the next day."
)


@dataclass(frozen=True, slots=True, eq=False)
class Moves:
    """What moved, and what moves anyway; yields in decimals, yen per dollar relative.

    Attributes
    ----------
    used : ndarray of bool, shape (maturity,)
        Published maturities that have figures.
    currency : bool
        Whether yen per dollar has; it is the last series then.
    move : ndarray, shape (series,)
        Abnormal changes.
    ordinary : ndarray, shape (window, series)
        Those of ordinary windows.
    errors : ndarray, shape (error, series)
        Noise in `move`: ordinary windows less the error of what was expected.
    own_cov : ndarray, shape (window, series, series)
        For each ordinary window the second moments of those that do not overlap it.
    start, end : str
        From when to when.
    notes : tuple of str
    """

    used: NDArray[np.bool_]
    currency: bool
    move: Array
    ordinary: Array
    errors: Array
    own_cov: Array
    start: str
    end: str
    notes: tuple[str, ...]

    @property
    def yields(self) -> int:
        """How many of the series are yields; they come first."""
        return int(self.used.sum())


def daily_moves(date: Day, window_days: int, store: Store) -> Moves:
    """Read a window of closes as the event study does.

    Parameters
    ----------
    date : date
        A weekend or holiday stands for the next business day.
    window_days : int
        1 ends with the close of the day itself.
    store : Store

    Raises
    ------
    InputError
        If the date or the window is out of range.
    DataError
        If no yield has figures on both sides of the event and a year before it.
    """
    panel = event_panel(store)
    window = locate(panel, date, window_days)
    left_out = np.zeros(panel.days.size, dtype=bool)
    left_out[window.event : window.end + 1] = True
    noise = measure_noise(panel, window, left_out)
    change = shown(panel.additive(np.array([window.start]), np.array([window.end])))[0]
    abnormal = change - noise.expected
    wanted = (*range(YIELDS), KEYS.index(CURRENCY))
    kept = [k for k in wanted if np.isfinite(abnormal[k])]
    used = np.isfinite(abnormal[:YIELDS])
    if not used.any():
        raise DataError("No yield has figures on both sides of the event and a year before it.")
    whole = np.isfinite(noise.windows[:, kept]).all(axis=1)
    ordinary = noise.windows[whole][:, kept]
    errors = noise.errors[:, kept]
    return Moves(
        used=used,
        currency=len(kept) > used.sum(),
        move=abnormal[kept],
        ordinary=ordinary,
        errors=errors[np.isfinite(errors).all(axis=1)],
        own_cov=own_covariances(ordinary, noise.ends[whole], window_days),
        start=str(panel.days[window.start]),
        end=str(panel.days[window.end]),
        notes=_notes(window.asked, panel.days[window.event]),
    )


def _notes(asked: np.datetime64, day: np.datetime64) -> tuple[str, ...]:
    moved = (f"{asked} was not a business day; {day} is measured.",) if asked != day else ()
    return (*moved, CLOSES)
