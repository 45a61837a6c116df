r"""The three-level model: estimate in study and episode, integrated numerically.

With the spreads and the signalling share given, everything is normal and mu is integrated in
closed form,

.. math:: y \sim N(\mu 1,\; V), \qquad
          V = \mathrm{diag}(s_i^2) + \tau_s^2 Z_sZ_s' + \tau_e^2 Z_eZ_e' ,

so only three numbers are left to integrate on a grid (compare Röver 2020, Journal of Statistical
Software 93(6), for one spread; Van den Noortgate and others 2013, Behavior Research Methods 45,
for levels). Sums run in a fixed order: the same rows give the same bytes on any machine setting.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.parameters.pooling.priors import Priors, prior_file
from saiken.parameters.pooling.rows import Design

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Grid:
    """Where the three numbers are evaluated.

    Attributes
    ----------
    tau_study, tau_episode : ndarray, shape (node,)
        All pairs of the two spreads.
    tau_edges : ndarray, shape (cell,)
        Ends of the cells around the values of one spread in units of its prior's scale.
    shift : ndarray, shape (share,)
        Logarithm of one less the signalling share.
    share_edges : ndarray, shape (share + 1,)
        Ends of the cells around the shares.
    log_prior : ndarray, shape (node, share)
        Prior mass of each point, up to a constant.
    """

    tau_study: Array
    tau_episode: Array
    tau_edges: Array
    shift: Array
    share_edges: Array
    log_prior: Array

    @classmethod
    def of(cls, prior: Priors) -> Grid:
        """Lay the grid out for the priors."""
        reach = float(prior_file()["grid"]["reach_in_scales"])
        edges = reach * np.arange(prior.tau_nodes + 1) / prior.tau_nodes
        unit = (edges[1:] + edges[:-1]) / 2
        study, episode = (each.ravel() for each in np.meshgrid(unit, unit, indexing="ij"))
        share, mass = _shares(prior)
        half_normal = -(study**2 + episode**2) / 2
        return cls(
            tau_study=study * prior.study_scale,
            tau_episode=episode * prior.episode_scale,
            tau_edges=edges,
            shift=np.log1p(-share),
            share_edges=_share_edges(prior, mass),
            log_prior=half_normal[:, None] + np.log(mass),
        )


def _shares(prior: Priors) -> tuple[Array, Array]:
    """Signalling shares and their prior masses; a single one when the prior holds it fixed."""
    low, high = prior.signalling_low_share, prior.signalling_high_share
    if low == high:
        return np.array([low]), np.ones(1)
    points, weights = np.polynomial.legendre.leggauss(prior.signalling_nodes)
    return low + (high - low) * (points + 1) / 2, weights / 2


def _share_edges(prior: Priors, mass: Array) -> Array:
    """Ends of the cells that hold the prior masses of the shares."""
    width = prior.signalling_high_share - prior.signalling_low_share
    return prior.signalling_low_share + width * np.concatenate([[0.0], np.cumsum(mass)])


@dataclass(frozen=True, eq=False)
class Conditional:
    """What is known at each point of the grid, and the mass of each point.

    Attributes
    ----------
    grid : Grid
    weight : ndarray, shape (..., node, share)
        Posterior mass, sums to one over the last two axes.
    mean : ndarray, shape (..., node, share)
        Mean of mu given the point.
    variance : ndarray, shape (node,)
        Variance of mu given the point.
    precision : ndarray, shape (node, row, row)
        Inverse of V.
    """

    grid: Grid
    weight: Array
    mean: Array
    variance: Array
    precision: Array


def covariance(design: Design, grid: Grid) -> Array:
    """Covariance V of the rows at every pair of spreads, shape ``(node, row, row)``."""
    between = (
        grid.tau_study[:, None, None] ** 2 * design.same_study
        + grid.tau_episode[:, None, None] ** 2 * design.same_episode
    )
    return np.asarray(between + np.diag(design.variance))


def inverse(matrices: Array) -> tuple[Array, Array]:
    """Invert positive definite matrices by sweeping one pivot after the other.

    Parameters
    ----------
    matrices : ndarray, shape (node, row, row)

    Returns
    -------
    inverse : ndarray, shape (node, row, row)
    log_determinant : ndarray, shape (node,)
    """
    swept = matrices.copy()
    log_determinant = np.zeros(len(matrices))
    for k in range(matrices.shape[1]):
        pivot = swept[:, k, k].copy()
        log_determinant += np.log(pivot)
        line = swept[:, k, :] / pivot[:, None]
        column = swept[:, :, k].copy()
        swept -= column[:, :, None] * line[:, None, :]
        swept[:, k, :] = line
        swept[:, :, k] = -column / pivot[:, None]
        swept[:, k, k] = 1 / pivot
    return swept, log_determinant


def condition(design: Design, log_scales: Array, prior: Priors) -> Conditional:
    """Condition the model on what the rows found.

    Parameters
    ----------
    design : Design
    log_scales : ndarray, shape (..., row)
        Logarithms of the sizes; leading axes are separate data sets of one design.
    prior : Priors
    """
    grid = Grid.of(prior)
    precision, log_determinant = inverse(covariance(design, grid))
    found, signal = np.asarray(log_scales, dtype=np.float64), design.signalling
    applied = np.einsum("nij,...j->...ni", precision, found, optimize=False)
    towards = np.einsum("nij,j->ni", precision, signal, optimize=False)
    prior_precision = prior.log_sd**-2
    total = precision.sum(axis=(1, 2)) + prior_precision
    linear = (
        applied.sum(axis=-1)[..., None]
        + towards.sum(axis=1)[:, None] * grid.shift
        + prior.log_mean * prior_precision
    )
    square = (
        (applied * found[..., None, :]).sum(axis=-1)[..., None]
        + 2 * (towards * found[..., None, :]).sum(axis=-1)[..., None] * grid.shift
        + (towards * signal).sum(axis=1)[:, None] * grid.shift**2
    )
    level = linear**2 / total[:, None] - square - (log_determinant + np.log(total))[:, None]
    return Conditional(
        grid=grid,
        weight=_normalised(level / 2 + grid.log_prior),
        mean=linear / total[:, None],
        variance=1 / total,
        precision=precision,
    )


def _normalised(log_weight: Array) -> Array:
    weight = np.exp(log_weight - log_weight.max(axis=(-2, -1), keepdims=True))
    return np.asarray(weight / weight.sum(axis=(-2, -1), keepdims=True))
