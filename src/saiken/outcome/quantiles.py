"""Bands over draws, and the day on which they are read."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BAND: Final[dict[str, float]] = {"p05": 0.05, "p25": 0.25, "p50": 0.50, "p75": 0.75, "p95": 0.95}
"""The quantiles of every published band."""
PLATEAU: Final = 0.01
"""Days whose median lies this close to the furthest are one plateau; its first day counts."""


def quantiles(draws: NDArray[np.floating], probabilities: tuple[float, ...]) -> Array:
    """Quantiles over draws, which are the first axis.

    Returns
    -------
    ndarray, shape (probability, ...)
    """
    return np.asarray(np.quantile(draws.astype(np.float64), probabilities, axis=0))


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
    distance = np.abs(quantiles(path, (0.5,))[0])
    furthest = distance.max()
    if furthest == 0:
        return 0
    return int(np.argmax(distance >= (1 - PLATEAU) * furthest))


def worst(path: NDArray[np.floating]) -> NDArray[np.floating]:
    """Each draw's own extreme: its value furthest from zero, shape (draw,)."""
    place = np.abs(path).argmax(axis=1)
    return np.take_along_axis(path, place[:, None], axis=1)[:, 0]
