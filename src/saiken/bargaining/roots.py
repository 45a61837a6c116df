"""Roots of many functions at once, all of them evaluated together."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.draws import Array

MOST_STEPS: Final = 100
NARROW: Final = 1e-15
"""Width of a bracket within [0, 1] below which doubles cannot tell its ends apart."""


def roots(
    function: Callable[[Array], Array],
    low: Array,
    high: Array,
    wanted: NDArray[np.bool_],
    close: Array,
) -> Array:
    """Find where functions of one variable cross zero, by Chandrupatla's method.

    Inverse quadratic interpolation where it can be trusted, halving elsewhere; a bracket is kept
    throughout. SciPy's ``find_root`` is the same method, but hands over only the points that are
    not done yet, while here a point is evaluated with everything else of its draw.

    Parameters
    ----------
    function : callable
        Of an array of points, one a function.
    low, high : ndarray
        Brackets within [0, 1].
    wanted : ndarray of bool
        Which roots are needed; the others are not waited for and mean nothing.
    close : ndarray
        Values this close to zero are zero.

    Returns
    -------
    ndarray
        The end of each last bracket whose value is nearer to zero.

    References
    ----------
    T. R. Chandrupatla, A new hybrid quadratic/bisection algorithm for finding the zero of a
    nonlinear function without using derivatives, Advances in Engineering Software 28 (1997).
    """
    first, second = low, high
    at_first, at_second = function(first), function(second)
    point = root = (first + second) / 2
    done = ~wanted
    for _ in range(MOST_STEPS):
        value = function(point)
        same = np.sign(value) == np.sign(at_first)
        third, at_third = np.where(same, (first, at_first), (second, at_second))
        second, at_second = np.where(same, (second, at_second), (first, at_first))
        first, at_first = point, value
        nearer = np.abs(at_first) < np.abs(at_second)
        best, found = np.where(nearer, (first, at_first), (second, at_second))
        root = np.where(done, root, best)  # how many steps the others need must not matter
        done = done | (np.abs(found) <= close) | (np.abs(second - first) <= NARROW)
        if done.all():
            break
        part = _part((first, second, third), (at_first, at_second, at_third))
        point = first + part * (second - first)
    return np.asarray(root)


def _part(points: tuple[Array, Array, Array], values: tuple[Array, Array, Array]) -> Array:
    """How far from the first to the second point to look next, between nought and one."""
    (a, b, c), (fa, fb, fc) = points, values
    with np.errstate(all="ignore"):  # where points coincide the middle is taken
        xi, phi = (a - b) / (c - b), (fa - fb) / (fc - fb)
        trusted = (1 - np.sqrt(1 - xi) < phi) & (phi < np.sqrt(xi))
        curved = fa / (fb - fa) * fc / (fb - fc) + (c - a) / (b - a) * fa / (fc - fa) * fb / (
            fc - fb
        )
        least = np.minimum(NARROW / 2 / np.abs(b - a), 0.5)
    part = np.where(trusted & np.isfinite(curved), curved, 0.5)
    return np.asarray(np.clip(part, least, 1 - least))
