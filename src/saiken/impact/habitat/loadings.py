"""Risk loadings at the nodes of a rule, and how they move with the matrix M.

Loadings of one matrix M and several short rates are the path of ``(A, 1)`` under

    G = [[-M, S], [0, 0]],   A(0) = 0,

S holding the short rates as columns. The upper rows of ``exp(G h)`` are a Taylor series of a
reduced argument, doubled back; the same recursion differentiated by M gives the derivative that
Newton's method needs, without differences of nearly equal numbers.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.rule import Rule

Array = NDArray[np.float64]

LARGEST_ARGUMENT: Final = 1.5
"""Norm of M h up to which the series is summed without halving."""
TERMS: Final = 22
"""Terms of the series: 1.5 to the 22nd over 22 factorial is below rounding."""
MOST_HALVINGS: Final = 60


def _series(M: Array, S: Array) -> tuple[Array, Array]:
    """Terms ``G^k / k!`` (upper rows) and their derivatives by M.

    Returns
    -------
    ndarray, (term, n, n + s); ndarray, (term, n, n + s, n, n)
    """
    n, width = S.shape[0], S.shape[0] + S.shape[1]
    term, slope = np.zeros((TERMS, n, width)), np.zeros((TERMS, n, width, n, n))
    term[0, :, :n] = np.eye(n)
    for k in range(1, TERMS):
        term[k] = contract("il,lj->ij", -M / k, term[k - 1])
        slope[k] = contract("il,ljab->ijab", -M / k, slope[k - 1])
        own = np.einsum("ijib->ijb", slope[k])  # a view: a row of M moves its own row of G^k
        own -= term[k - 1].T / k
        if k == 1:
            term[1, :, n:] = S
    return term, slope


def transitions(M: Array, S: Array, lengths: Array) -> tuple[Array, Array]:
    """Upper rows of ``exp(G h)`` for each length h, and their derivatives by M.

    Parameters
    ----------
    M : ndarray, (n, n), per year
    S : ndarray, (n, s)
        Short rates as columns.
    lengths : ndarray, (length,), years

    Returns
    -------
    ndarray, (length, n, n + s)
    ndarray, (length, n, n + s, n, n)
    """
    n = M.shape[0]
    norm = float(np.abs(M).sum(axis=1).max() * lengths.max())
    halvings = int(np.clip(np.ceil(np.log2(max(norm, 1) / LARGEST_ARGUMENT)), 0, MOST_HALVINGS))
    powers = (lengths / 2.0**halvings)[:, None] ** np.arange(TERMS)
    move, slope = (contract("hk,k...->h...", powers, part) for part in _series(M, S))
    for _ in range(halvings):
        left, left_slope = move[:, :, :n], slope[:, :, :n]
        slope = (
            contract("hilab,hlj->hijab", left_slope, move)
            + contract("hil,hljab->hijab", left, slope)
            + _right(slope, n)
        )
        move = contract("hil,hlj->hij", left, move) + _right(move, n)
    return move, slope


def _right(part: Array, n: int) -> Array:
    """Keep the columns of the short rates, whose lower block is the identity."""
    kept = np.zeros_like(part)
    kept[:, :, n:] = part[:, :, n:]
    return kept


def loadings_and_slope(M: Array, S: Array, rule: Rule) -> tuple[Array, Array]:
    """Loadings at the nodes of a rule and their derivatives by M.

    Returns
    -------
    A : ndarray, (s, node, n)
    dA : ndarray, (s, node, n, n, n)
        Derivative of ``A[s, node, i]`` by ``M[a, b]`` at ``[s, node, i, a, b]``.
    """
    n, width = M.shape[0], S.shape[1]
    move, slope = transitions(M, S, np.append(rule.offsets, rule.panel_years))
    at, at_slope = np.zeros((n + width, width)), np.zeros((n, width, n, n))
    at[n:] = np.eye(width)
    starts, slopes = [], []
    for _ in range(rule.panels):
        starts.append(at.copy())
        slopes.append(at_slope)
        at_slope = contract("ijab,js->isab", slope[-1], at) + contract(
            "il,lsab->isab", move[-1, :, :n], at_slope
        )
        at[:n] = contract("ij,js->is", move[-1], at)
    start, start_slope = np.stack(starts), np.stack(slopes)
    A = contract("oij,pjs->spoi", move[:-1], start)
    dA = contract("oijab,pjs->spoiab", slope[:-1], start)
    dA += contract("oil,plsab->spoiab", move[:-1, :, :n], start_slope)
    return A.reshape(width, -1, n), dA.reshape(width, -1, n, n, n)
