"""What the record has taught about omega, and how large a record would have to be to tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.estimation.segmentation.grid import OMEGA, SLOPE, JointGrid
from saiken.estimation.segmentation.moves import SPOT, EpisodeMoves, plan
from saiken.estimation.segmentation.unit import UnitTable
from saiken.impact.habitat.linear import contract

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Learned:
    """One posterior of omega in numbers.

    Attributes
    ----------
    mean_share : float
        Posterior mean of omega.
    quantiles_share : tuple of float
        At the plan's probabilities.
    information_nats : float
        Kullback-Leibler divergence of omega's posterior from its prior.
    """

    mean_share: float
    quantiles_share: tuple[float, ...]
    information_nats: float


def marginal(weight: Array, axis: int) -> Array:
    """Sum probabilities over every axis but one."""
    return np.asarray(weight.sum(axis=tuple(a for a in range(weight.ndim) if a != axis)))


def omega_quantiles(grid: JointGrid, probabilities: Sequence[float] | Array) -> Array:
    """Quantiles of omega, the density read as straight between grid points."""
    density = marginal(grid.weight, OMEGA) / marginal(grid.prior, OMEGA)
    return _inverted(density, grid.omega, np.asarray(probabilities))


def conditional_quantiles(grid: JointGrid, probabilities: Array) -> Array:
    """Quantiles of omega given half-life and scale, shape (half-life, scale, probability)."""
    after, before = (part.sum(axis=SLOPE) for part in (grid.weight, grid.prior))
    density = np.moveaxis(after / before, OMEGA, -1)
    rows = [
        _inverted(row, grid.omega, probabilities) for row in density.reshape(-1, grid.omega.size)
    ]
    return np.array(rows).reshape(*density.shape[:-1], -1)


def _inverted(density: Array, points: Array, probabilities: Array) -> Array:
    """Points below which a density on equal steps has given probabilities."""
    below = np.concatenate([[0.0], np.cumsum((density[1:] + density[:-1]) / 2)])
    return np.interp(probabilities, below / below[-1], points)


def learned(grid: JointGrid) -> Learned:
    """Describe omega's posterior."""
    after, before = marginal(grid.weight, OMEGA), marginal(grid.prior, OMEGA)
    ratio = np.where(after > 0, after, before) / before
    return Learned(
        mean_share=float((after * grid.omega).sum()),
        quantiles_share=tuple(omega_quantiles(grid, plan()["quantiles"]).tolist()),
        information_nats=float((after * np.log(ratio)).sum()),
    )


def correlation(grid: JointGrid, axis: int, values: Array) -> float:
    """Posterior correlation of omega with another unknown.

    Parameters
    ----------
    grid : JointGrid
    axis : int
        Of the grid's weights.
    values : ndarray
        Of the other unknown, along that axis.
    """
    others = tuple(a for a in range(grid.weight.ndim) if a not in (OMEGA, axis))
    pair = grid.weight.sum(axis=others)
    pair = pair if axis > OMEGA else pair.T
    gap = grid.omega - (pair.sum(axis=1) * grid.omega).sum()
    other = values - (pair.sum(axis=0) * values).sum()
    spread = (pair.sum(axis=1) * gap**2).sum() * (pair.sum(axis=0) * other**2).sum()
    return float(contract("o,ob,b->", gap, pair, other) / np.sqrt(spread))


def slope_correlation(grid: JointGrid) -> float:
    """Correlation of omega with the log slope of one more episode.

    Only the centre can be learned about; the spread between episodes is added unmoved.
    """
    weight = marginal(grid.weight, SLOPE)
    centre = (weight * grid.log_slope).sum()
    variance = float((weight * (grid.log_slope - centre) ** 2).sum())
    whole = np.sqrt(variance + grid.law.log_spread**2)
    return float(correlation(grid, SLOPE, grid.log_slope) * np.sqrt(variance) / whole)


def next_slope(grid: JointGrid) -> tuple[float, float]:
    """Median, per dollar, and log standard deviation of the slope of one more episode."""
    weight = marginal(grid.weight, SLOPE)
    centre = float((weight * grid.log_slope).sum())
    variance = float((weight * (grid.log_slope - centre) ** 2).sum())
    return float(np.exp(centre)), float(np.sqrt(variance + grid.law.log_spread**2))


def separation_sd(episodes: Sequence[EpisodeMoves], unit: UnitTable, scale: float) -> float:
    """Distance between "none shared" and "all shared" in standard deviations of the record.

    Yields given the spot move, with the covariance taken as known: an upper bound of what the
    episodes can tell.
    """
    squared = sum(scale**2 * each.amount_share**2 * _tells(each, unit) for each in episodes)
    return float(np.sqrt(squared))


def telling_amount_usd(episode: EpisodeMoves, unit: UnitTable, scale: float) -> float:
    """Dollars which one operation, on markets as at `episode`, needs to tell the two ends apart."""
    debt = episode.amount_usd / episode.amount_share
    per_dollar = scale * np.sqrt(_tells(episode, unit)) / debt
    return float(plan()["tell_apart_sd"] / per_dollar)


def _tells(episode: EpisodeMoves, unit: UnitTable) -> float:
    """Squared distance of the two ends per squared unit of quantity, at scale one."""
    apart = unit.yields[-1] - unit.yields[0]
    precision = np.asarray(np.linalg.inv(given_spot(episode.covariance)), dtype=np.float64)
    return float(contract("i,ij,j->", apart, precision, apart))


def given_spot(covariance: Array) -> Array:
    """Covariance of the yields once the spot move is known, shape (yield, yield)."""
    with_spot = covariance[SPOT + 1 :, SPOT]
    explained = with_spot[:, None] * with_spot / covariance[SPOT, SPOT]
    return np.asarray(covariance[SPOT + 1 :, SPOT + 1 :] - explained)
