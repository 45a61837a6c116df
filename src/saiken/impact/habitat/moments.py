"""Moments of yields in the solved model: the paper's targets, and a check of the calibration."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.programmes import checked_maturities
from saiken.impact.habitat.solver import HabitatModel

Array = NDArray[np.float64]


def _state_covariance(model: HabitatModel) -> Array:
    kappa = np.asarray(model.calibration.kappa_per_year)
    return np.asarray(model.calibration.covariance / (kappa[:, None] + kappa), dtype=np.float64)


def _yield_loadings(model: HabitatModel, maturities: ArrayLike) -> Array:
    tau = checked_maturities(model, maturities)
    return model.loadings(tau) / tau[:, None]


def yield_levels_sd(model: HabitatModel, maturities: ArrayLike) -> Array:
    """Stationary standard deviation of zero-coupon yields, decimals, shape ``(maturity,)``."""
    loading = _yield_loadings(model, maturities)
    variance = contract("mi,ij,mj->m", loading, _state_covariance(model), loading)
    return np.sqrt(variance)


def yearly_change_covariance(model: HabitatModel, maturities: ArrayLike) -> Array:
    """Covariance of twelve-month yield changes, shape ``(maturity, maturity)``."""
    loading, level = _yield_loadings(model, maturities), _state_covariance(model)
    stays = np.exp(-np.asarray(model.calibration.kappa_per_year))
    change = 2 * level - level * stays - stays[:, None] * level
    return contract("mi,ij,nj->mn", loading, change, loading)
