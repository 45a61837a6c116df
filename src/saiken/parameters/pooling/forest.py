"""One line a row for a forest plot: what it found, what it weighs, where it is drawn to."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.parameters.distributions import normal_score
from saiken.parameters.pooling.pool import Band, Pool
from saiken.parameters.pooling.priors import prior_file

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ForestLine:
    """A row beside the pool.

    Attributes
    ----------
    row : str
    found : Band
        Its own size with sampling error (a lowest tier's inflated), signalling still in it.
    shrunk : Band
        Size in its study and episode after all rows have been heard, signalling taken out.
    weight_share : float
        Its weight in the average mu, averaged over the posterior; all weights sum to one. With
        shared studies a weight can be close to zero or below.
    """

    row: str
    found: Band
    shrunk: Band
    weight_share: float


def forest(pool: Pool) -> tuple[ForestLine, ...]:
    """Return the lines in the order of the rows."""
    found = np.array([each.log_scale for each in pool.rows])
    own = _bands(found, np.sqrt(pool.design.variance))
    moved = _bands(*shrunk(pool))
    return tuple(
        ForestLine(each.row, mine, drawn, float(weight))
        for each, mine, drawn, weight in zip(pool.rows, own, moved, weights(pool), strict=True)
    )


def weights(pool: Pool) -> Array:
    """Weights of the rows in the average, shape ``(row,)``, summing to one."""
    part = pool.conditional
    applied = part.precision.sum(axis=2)
    share = applied / applied.sum(axis=1, keepdims=True)
    return np.asarray((part.weight.sum(axis=1)[:, None] * share).sum(axis=0))


def shrunk(pool: Pool) -> tuple[Array, Array]:
    """Mean and standard deviation of mu + u + v of every row, each of shape ``(row,)``.

    Returns
    -------
    mean, sd : ndarray, shape (row,)
        Of the logarithm; laws of total expectation and variance over the grid.
    """
    part, grid = pool.conditional, pool.conditional.grid
    between = (
        grid.tau_study[:, None, None] ** 2 * pool.design.same_study
        + grid.tau_episode[:, None, None] ** 2 * pool.design.same_episode
    )
    pull = np.einsum("nij,njk->nik", between, part.precision, optimize=False)
    found = np.array([each.log_scale for each in pool.rows])
    # shape (node, share, row): residuals of the rows without signalling about mu
    clean = found + grid.shift[:, None] * pool.design.signalling
    residual = clean[None, :, :] - part.mean[:, :, None]
    centre = part.mean[:, :, None] + np.einsum("nij,nsj->nsi", pull, residual, optimize=False)
    left = 1 - pull.sum(axis=2)
    own = np.einsum("nij,nji->ni", pull, between, optimize=False)
    variance = np.diagonal(between, axis1=1, axis2=2) - own + left**2 * part.variance[:, None]
    mass = part.weight[:, :, None]
    mean = (mass * centre).sum(axis=(0, 1))
    square = (mass * (variance[:, None, :] + (centre - mean) ** 2)).sum(axis=(0, 1))
    return mean, np.sqrt(square)


def _bands(mean: Array, sd: Array) -> list[Band]:
    ends = prior_file()["bands"]
    score = normal_score(np.array([ends["low"], 0.5, ends["high"]]))
    return [
        Band(*map(float, np.exp(one + score * error))) for one, error in zip(mean, sd, strict=True)
    ]
