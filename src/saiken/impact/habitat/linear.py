"""Paths of linear systems and the quadrature weights used beside them.

Everything in the model is the path of ``x' = G x`` for a small matrix G, so loadings are matrix
exponentials and carry no discretisation error; only integrals over maturities are quadratures.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

GREGORY: Final = (9 / 24, 28 / 24, 23 / 24)
"""End weights that make the trapezoidal rule fourth-order (Gregory's rule)."""


def contract(subscripts: str, *operands: Array) -> Array:
    """Sum products over repeated indices, in a fixed order whatever the linear-algebra library."""
    return np.asarray(np.einsum(subscripts, *operands, optimize=False), dtype=np.float64)


def generator(M: Array, source: Array, decay_per_year: float | None = None) -> Array:
    """Build the generator of ``(A, 1)``, or of ``(A, 1, g)`` when a decay rate is given.

    ``A' = source - M A`` (A1) and ``g' = A - decay g``, the loading of a shock that runs off (A5).

    Parameters
    ----------
    M : ndarray, (n, n)
        Risk-adjusted mean reversion, per year.
    source : ndarray, (n,)
        The factor that is this curve's short rate.
    decay_per_year : float, optional
        Rate at which a supply shock runs off.

    Returns
    -------
    ndarray, (n + 1, n + 1) or (2 n + 1, 2 n + 1)
    """
    n = M.shape[0]
    size = n + 1 if decay_per_year is None else 2 * n + 1
    full = np.zeros((size, size))
    full[:n, :n] = -M
    full[:n, n] = source
    if decay_per_year is not None:
        full[n + 1 :, :n] = np.eye(n)
        full[n + 1 :, n + 1 :] = -decay_per_year * np.eye(n)
    return full


def _start(G: Array, n: int) -> Array:
    start = np.zeros(G.shape[0])
    start[n] = 1
    return start


def on_grid(G: Array, n: int, step: float, count: int) -> Array:
    """Follow ``x' = G x`` from the unit vector `n`, at ``0, step, …, count step``.

    The one-step propagator is a matrix exponential; the grid is filled by doubling, so that a
    path of thousands of steps costs a dozen products.

    Returns
    -------
    ndarray, (count + 1, size)
    """
    from scipy.linalg import expm

    path = np.empty((count + 1, G.shape[0]))
    path[0] = _start(G, n)
    propagator = np.asarray(expm(G * step), dtype=np.float64)
    known = 1
    while known <= count:
        more = min(known, count + 1 - known)
        path[known : known + more] = contract("tj,ij->ti", path[:more], propagator)
        propagator = contract("ij,jk->ik", propagator, propagator)
        known *= 2
    return path


def at_times(G: Array, n: int, times: Array) -> Array:
    """Follow ``x' = G x`` from the unit vector `n`, at any `times`; shape ``(time, size)``."""
    from scipy.linalg import expm

    return np.asarray(expm(G * times[:, None, None])[:, :, n], dtype=np.float64)


def simpson_weights(count: int, step: float) -> Array:
    """Weights of Simpson's rule for an even number `count` of intervals; shape ``(count + 1,)``."""
    weights = np.ones(count + 1)
    weights[1:-1:2] = 4
    weights[2:-1:2] = 2
    return weights * step / 3


def gregory_weights(count: int) -> Array:
    """Weights, in units of the step, of a fourth-order rule on any number of intervals.

    Closed Newton-Cotes rules up to five intervals, Gregory's rule above.

    Returns
    -------
    ndarray, (count + 1,)
    """
    if count == 0:
        return np.zeros(1)
    if count < 2 * len(GREGORY):
        from scipy.integrate import newton_cotes

        return np.asarray(newton_cotes(count)[0], dtype=np.float64)
    weights = np.ones(count + 1)
    weights[: len(GREGORY)] = GREGORY
    weights[-len(GREGORY) :] = GREGORY[::-1]
    return weights
