"""Moments of yields and of the currency in the solved model.

The state is a vector of Ornstein-Uhlenbeck processes, so all of them are closed forms.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.programmes import checked_maturities
from saiken.impact.habitat.solver import HabitatModel

Array = NDArray[np.float64]


def _state_covariance(model: HabitatModel) -> Array:
    kappa = np.asarray(model.economy.kappa_per_year)
    return np.asarray(model.economy.covariance / (kappa[:, None] + kappa), dtype=np.float64)


def output_loadings(model: HabitatModel, maturities: ArrayLike) -> Array:
    """Loadings on the state of all yields, market by market, then of -log e; ``(output, n)``."""
    tau = checked_maturities(model, maturities)
    count = len(model.economy.markets)
    yields = [model.loadings(tau, market) / tau[:, None] for market in range(count)]
    return np.concatenate([*yields, *([model.A_e[None]] if model.economy.currency else [])])


def level_covariance(model: HabitatModel, maturities: ArrayLike) -> Array:
    """Stationary covariance of all outputs, shape ``(output, output)``."""
    loading = output_loadings(model, maturities)
    return _of(loading, _state_covariance(model))


def yearly_change_covariance(model: HabitatModel, maturities: ArrayLike) -> Array:
    """Covariance of twelve-month changes of all outputs, shape ``(output, output)``."""
    level = _state_covariance(model)
    stays = np.exp(-np.asarray(model.economy.kappa_per_year))
    return _of(
        output_loadings(model, maturities), 2 * level - level * stays - stays[:, None] * level
    )


def yield_levels_sd(model: HabitatModel, maturities: ArrayLike) -> Array:
    """Stationary standard deviation of all outputs, decimals, shape ``(output,)``."""
    return np.sqrt(np.diag(level_covariance(model, maturities)))


def _of(loading: Array, covariance: Array) -> Array:
    return contract("oi,ij,pj->op", loading, covariance, loading)
