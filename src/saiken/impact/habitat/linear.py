"""Paths of linear systems and the a rule for convolutions.

Everything in the model is the path of ``x' = G x`` for a small matrix G, so loadings are matrix
exponentials and carry no discretisation error; only integrals over maturities are quadratures.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.impact.habitat.rule import Rule

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


def along(G: Array, n: int, rule: Rule) -> Array:
    """Follow ``x' = G x`` from the unit vector `n` to the nodes of a rule.

    One matrix exponential for each offset within a panel; panels are walked one after another.

    Returns
    -------
    ndarray, (node, size)
    """
    from scipy.linalg import expm

    steps = np.append(rule.offsets, rule.panel_years)
    moves = np.asarray(expm(G * steps[:, None, None]), dtype=np.float64)
    at, starts = _start(G, n), []
    for _ in range(rule.panels):
        starts.append(at)
        at = contract("ij,j->i", moves[-1], at)
    nodes = contract("pj,oij->poi", np.stack(starts), moves[:-1])
    return nodes.reshape(-1, G.shape[0])


def at_times(G: Array, n: int, times: Array) -> Array:
    """Follow ``x' = G x`` from the unit vector `n`, at any `times`; shape ``(time, size)``."""
    from scipy.linalg import expm

    return np.asarray(expm(G * times[:, None, None])[:, :, n], dtype=np.float64)


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
