"""What an event study found, as plain records."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saiken.errors import InputError
from saiken.measure.interval import Interval
from saiken.measure.shapes import CurveTest


@dataclass(frozen=True, slots=True)
class Move:
    """One series around the event, summed over dates when there are several.

    Attributes
    ----------
    key : str
        ``"3m"`` to ``"30y"``, ``"equities"`` or ``"usdjpy"``.
    name : str
        In plain words.
    unit : str
        Unit in which it is shown, ``"bp"`` or ``"pct"``; the figures here are decimals.
    change, expected, abnormal : float
        What happened, what the mean of ordinary days says, and the difference. A positive change
        of ``"usdjpy"`` is a weaker yen.
    hac, bootstrap : Interval
        For the effect: normal with a Newey-West variance, and from resampled ordinary windows.
    p_value : float
        Share of ordinary windows of the same length that strayed at least as far.
    windows : int
        Ordinary windows, of all dates.
    """

    key: str
    name: str
    unit: str
    change: float
    expected: float
    abnormal: float
    hac: Interval
    bootstrap: Interval
    p_value: float
    windows: int


@dataclass(frozen=True, slots=True)
class Event:
    """What moved around one date or several.

    Attributes
    ----------
    asked : tuple of datetime64[D]
        Dates as given.
    days : tuple of datetime64[D]
        The business days they stand for.
    starts, ends : tuple of datetime64[D]
        Closes between which each change is taken.
    window_days : int
    sample : tuple of (datetime64[D], datetime64[D])
        First and last day of each estimation sample.
    moves : tuple of Move
        In the order of maturities, then equities and the dollar; what has no figure is absent.
    curve : CurveTest or None
        The yields together and their shape; None with fewer than three maturities.
    notes : tuple of str
        What the reader has to know.
    """

    asked: tuple[np.datetime64, ...]
    days: tuple[np.datetime64, ...]
    starts: tuple[np.datetime64, ...]
    ends: tuple[np.datetime64, ...]
    window_days: int
    sample: tuple[tuple[np.datetime64, np.datetime64], ...]
    moves: tuple[Move, ...]
    curve: CurveTest | None
    notes: tuple[str, ...]

    def move(self, key: str) -> Move:
        """Look one series up.

        Raises
        ------
        InputError
            If there is no figure for it; the message lists those there are.
        """
        for one in self.moves:
            if one.key == key:
                return one
        known = ", ".join(one.key for one in self.moves)
        raise InputError(f"The event has no figure for {key!r}; it has {known}.")
