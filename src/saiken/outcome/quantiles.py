"""Bands over draws, and the day on which they are read."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BAND: Final[dict[str, float]] = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}
"""The quantiles of every published band."""
THREE: Final = (0.05, 0.50, 0.95)
"""The quantiles of a band that is drawn."""
MIDDLE: Final = 1
"""Place of the median among :data:`THREE`."""
PLATEAU: Final = 0.01
"""Days whose median lies this close to the furthest are one plateau; its first day counts."""


def quantiles(draws: NDArray[np.floating], probabilities: tuple[float, ...]) -> Array:
    """Quantiles over draws, which are the first axis; linear between neighbouring draws.

    The same to the last bit as `numpy.quantile` in double precision, several times as fast: rows
    are sorted in their own precision, and only the neighbours are widened.

    Returns
    -------
    ndarray, shape (probability, ...)
        Not a number where a draw is none.
    """
    rows = np.sort(draws.reshape(draws.shape[0], -1).T, axis=1)
    left, right, part = _places(draws.shape[0], probabilities)
    low = rows.T[left].astype(np.float64)
    high = rows.T[right].astype(np.float64)
    # from the nearer neighbour
    found = np.where(part >= 0.5, high - (high - low) * (1 - part), low + (high - low) * part)
    found[:, np.isnan(rows[:, -1])] = np.nan  # these are sorted to the end
    return found.reshape(len(probabilities), *draws.shape[1:])


@cache
def _places(
    draws: int, probabilities: tuple[float, ...]
) -> tuple[NDArray[np.intp], NDArray[np.intp], Array]:
    """Neighbours of probabilities among sorted draws, and how far from the left one; (p, 1)."""
    place: Array = np.array(probabilities, dtype=np.float64) * (draws - 1)
    left = place.astype(np.intp)
    return left, np.minimum(left + 1, draws - 1), (place - left)[:, None]


def band(draws: NDArray[np.floating]) -> dict[str, float]:
    """Take the five published quantiles of one number over draws."""
    values = quantiles(draws, tuple(BAND.values()))
    return {name: float(value) for name, value in zip(BAND, values, strict=True)}


def peak_day(path: NDArray[np.floating]) -> int:
    """Day on which the median path is furthest from zero.

    On a plateau it is the first day within one per cent of the furthest; a path that is zero
    throughout peaks on day 0.

    Parameters
    ----------
    path : ndarray, shape (draw, day)
    """
    return furthest_day(quantiles(path, (0.5,))[0])


def furthest_day(median: Array) -> int:
    """Like :func:`peak_day` when the median path is at hand, shape (day,)."""
    distance = np.abs(median)
    furthest = distance.max()
    if furthest == 0:
        return 0
    return int(np.argmax(distance >= (1 - PLATEAU) * furthest))


def worst(path: NDArray[np.floating]) -> NDArray[np.floating]:
    """Each draw's own extreme: its value furthest from zero, shape (draw,)."""
    place = np.abs(path).argmax(axis=1)
    return np.take_along_axis(path, place[:, None], axis=1)[:, 0]
