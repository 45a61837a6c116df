"""Reading between the points at which models were solved: barycentric polynomials."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import out_of_range

Array = NDArray[np.float64]


def decay_rates(count: int, midpoint_per_year: float, fastest_per_year: float) -> Array:
    """Rates at which programmes are solved: Chebyshev points in ``k / (k + midpoint)``.

    Dense near zero, where most programmes live, and at the fast end.

    Returns
    -------
    ndarray, (rate,), increasing from exactly zero to `fastest_per_year`
    """
    reach = fastest_per_year / (fastest_per_year + midpoint_per_year)
    points = reach * (1 - np.cos(np.pi * np.arange(count) / (count - 1))) / 2
    rates = np.asarray(midpoint_per_year * points / (1 - points), dtype=np.float64)
    rates[-1] = fastest_per_year  # not a rounding error below it
    return rates


def rate_weights(decay_per_year: ArrayLike, rates: Array, midpoint_per_year: float) -> Array:
    """Weights on the solved rates that interpolate at any rate; ``(*decay.shape, rate)``.

    ``R(k) (1 + k / midpoint)`` is a smooth function of ``x = k / (k + midpoint)``, finite even for
    ``k -> ∞``; it is interpolated by the polynomial through the Chebyshev points in x. At a solved
    rate the weights are exactly zero and one.

    Raises
    ------
    InputError
        When a rate is negative or faster than the fastest solved one.
    """
    k, middle = np.asarray(decay_per_year, dtype=np.float64), midpoint_per_year
    fastest = rates[-1]
    if not ((k >= 0) & (k <= fastest)).all():
        raise out_of_range("A rate of decay per year", decay_per_year, f"0 to {fastest:g}")
    polynomial, hit = _barycentric(k / (k + middle), rates / (rates + middle), _ends(rates.size))
    stretch = (middle + rates) / (middle + k[..., None])
    return np.asarray(np.where(hit, polynomial, polynomial * stretch), dtype=np.float64)


def _ends(count: int) -> Array:
    """Barycentric weights of the Chebyshev points of the second kind."""
    weights = np.where(np.arange(count) % 2, -1.0, 1.0)
    weights[[0, -1]] /= 2
    return weights


def _barycentric(x: Array, points: Array, weights: Array) -> tuple[Array, NDArray[np.bool_]]:
    """Weights of the polynomial through all points, and where x is one of them."""
    gap = x[..., None] - points
    exact = np.abs(gap) < np.finfo(np.float64).eps  # the same point but for rounding
    parts = weights / np.where(exact, 1, gap)
    parts /= parts.sum(axis=-1, keepdims=True)
    hit = np.asarray(exact.any(axis=-1, keepdims=True))
    return np.asarray(np.where(hit, exact, parts), dtype=np.float64), hit


def polynomial_weights(x: ArrayLike, points: Array) -> Array:
    """Weights of the polynomial through all `points` at x; ``(*x.shape, point)``.

    At a point the weights are exactly zero and one.
    """
    apart = points[:, None] - points + np.eye(points.size)
    at = np.asarray(x, dtype=np.float64)
    return np.asarray(_barycentric(at, points, 1 / apart.prod(axis=1))[0], dtype=np.float64)
