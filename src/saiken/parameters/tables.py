"""Estimates whose shape is not a named one: quantiles given other parameters, read as straight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from saiken.parameters.artefacts import read_record

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ConditionalTable:
    """Quantiles of one parameter on a grid of two others.

    Attributes
    ----------
    name : str
        File name without suffix.
    id : str
        The parameter.
    given : tuple of str
        The two parameters it depends on.
    points : tuple of ndarray
        Increasing values of each, SI; between them the quantiles are straight, beyond the ends
        they stay.
    probabilities : ndarray, shape (probability,)
        Equally spaced, 0 to 1.
    quantiles : ndarray, shape (first, second, probability)
        In the published unit.
    as_of : numpy.datetime64
        Last observation that entered the estimate.
    """

    name: str
    id: str
    given: tuple[str, ...]
    points: tuple[Array, ...]
    probabilities: Array
    quantiles: Array
    as_of: np.datetime64

    def quantile(self, uniform: Array, given: Sequence[Array]) -> Array:
        """Draw the parameter given draws of the others.

        Parameters
        ----------
        uniform : ndarray, shape (draw,)
        given : sequence of ndarray, shape (draw,)
            In the order of :attr:`given`, SI.

        Returns
        -------
        ndarray, shape (draw,)
        """
        places = [
            _between(points, values)
            for points, values in zip(
                (*self.points, self.probabilities), (*given, uniform), strict=True
            )
        ]
        drawn = np.zeros(uniform.shape)
        for corner in np.ndindex(2, 2, 2):
            at = tuple(low + up for (low, _), up in zip(places, corner, strict=True))
            parts = [part if up else 1 - part for (_, part), up in zip(places, corner, strict=True)]
            drawn += parts[0] * parts[1] * parts[2] * self.quantiles[at]
        return drawn


def _between(points: Array, values: Array) -> tuple[NDArray[np.intp], Array]:
    """Place of the point below each value, and how far the value is towards the next."""
    low = np.clip(np.searchsorted(points, values, side="right") - 1, 0, points.size - 2)
    part = (values - points[low]) / (points[low + 1] - points[low])
    return low, np.clip(part, 0.0, 1.0)


@cache
def load_table(name: str) -> ConditionalTable:
    """Read an estimate that is a table of quantiles."""
    record = read_record(name)
    return ConditionalTable(
        name=name,
        id=record["ids"][0],
        given=tuple(record["given"]),
        points=tuple(np.asarray(points, dtype=np.float64) for points in record["given_points"]),
        probabilities=np.asarray(record["probabilities"], dtype=np.float64),
        quantiles=np.asarray(record["quantiles"], dtype=np.float64),
        as_of=np.datetime64(record["as_of"], "D"),
    )
