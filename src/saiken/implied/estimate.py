r"""From moves to dollars: generalised least squares in every draw, and the noise of ordinary days.

Moves z answer to q dollars of news as :math:`z = q r_d + e`, with the price per dollar r of draw d
and the noise e of an ordinary window. In a draw the estimate is :math:`w_d'z`,
:math:`w_d = \Sigma^{-1} r_d / r_d'\Sigma^{-1} r_d`, and what the move implies is

.. math:: q = w_d'z - w_d'e ,

taken over all draws d and all ordinary e. With one series that interval is exact: q lies below x
if and only if z < x r_d + e, whose right side is distributed as z itself is when x is true. Own
derivation.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import stdtrit

from saiken.measure.interval import TAIL, Interval

Array = NDArray[np.float64]
MIDDLE: Final = (TAIL, 0.5, 1 - TAIL)
NODES: Final = 999
"""Quantiles of Student's t that stand for its distribution in each draw."""


@dataclass(frozen=True, slots=True)
class Spread:
    """Middle and 90% interval of what moves imply, dollars."""

    middle: float
    interval: Interval


def weights(cov: Array, response: Array) -> Array:
    """Weights of the least-squares estimate, shape (draw, series).

    Parameters
    ----------
    cov : ndarray, shape (series, series)
    response : ndarray, shape (draw, series)
        Moves per dollar.
    """
    solved = np.linalg.solve(cov, response.T).T
    return np.asarray(solved / (response * solved).sum(axis=1)[:, None])


def implied_change(move: Array, errors: Array, cov: Array, response: Array) -> Spread:
    """Read moves as dollars, with noise as ordinary windows had it.

    Parameters
    ----------
    move : ndarray, shape (series,)
    errors : ndarray, shape (error, series)
    cov : ndarray, shape (series, series)
    response : ndarray, shape (draw, series)
    """
    by_draw = weights(cov, response)
    middle = (by_draw * move).sum(axis=1)
    noise = np.einsum("dk,ek->de", by_draw, errors, optimize=False)
    return _spread(middle[:, None] - noise)


def implied_by_t(move: Array, cov: Array, response: Array, degrees: float) -> Spread:
    """Read moves as dollars, with Student's t of the same second moments as noise."""
    by_draw = weights(cov, response)
    middle = (by_draw * move).sum(axis=1)
    sd = np.sqrt(np.einsum("dk,kl,dl->d", by_draw, cov, by_draw, optimize=False))
    nodes = stdtrit(degrees, (np.arange(NODES) + 0.5) / NODES) * np.sqrt((degrees - 2) / degrees)
    return _spread(middle[:, None] + sd[:, None] * nodes)


def _spread(samples: Array) -> Spread:
    low, middle, high = np.quantile(samples, MIDDLE).tolist()
    return Spread(middle, Interval(low, high))


def misfit(moves: Array, cov: Array, response: Array) -> Array:
    """Weighted square of what no amount of dollars explains, shape (draw, move).

    Parameters
    ----------
    moves : ndarray, shape (move, series)
    cov : ndarray, shape (series, series)
    response : ndarray, shape (draw, series)
    """
    solved = np.linalg.solve(cov, moves.T).T
    whole = (moves * solved).sum(axis=1)
    inner = np.einsum("dk,mk->dm", response, solved, optimize=False)
    norm = (response * np.linalg.solve(cov, response.T).T).sum(axis=1)
    return np.asarray(whole - inner**2 / norm[:, None])
