"""Supply that appears today, unforeseen, and is expected to run off: equation (A5)."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import InputError, out_of_range
from saiken.impact.habitat.calibration import Calibration
from saiken.impact.habitat.linear import at_times, contract, generator, on_grid
from saiken.impact.habitat.solver import GRID, HabitatModel, solve

Array = NDArray[np.float64]


def programme_response(
    model: HabitatModel,
    tau: ArrayLike,
    weight: ArrayLike,
    decay_per_year: float,
    maturities: ArrayLike,
) -> Array:
    """Change of zero-coupon yields today when supply appears and runs off at a known rate.

    Parameters
    ----------
    model : HabitatModel
    tau : array_like, (cash flow,)
        Maturities of the supply, years, above zero and up to the model's longest.
    weight : array_like, (cash flow,)
        Market value on each, share of GDP; positive is a sale.
    decay_per_year : float
        Rate k at which buyers return; zero is for good.
    maturities : array_like, (maturity,)
        Of the yields asked for, years.

    Returns
    -------
    ndarray, (maturity,)
        Decimals. At a later time t the change is exp(-k t) times this.

    Raises
    ------
    InputError
        When a maturity or the rate is outside its range.

    Notes
    -----
    Vayanos and Vila (2021), response to an unanticipated demand shock.
    """
    pressure = supply_pressure(model, tau, weight)
    return contract("mi,i->m", programme_matrix(model, decay_per_year, maturities), pressure)


def checked_maturities(model: HabitatModel, values: ArrayLike) -> Array:
    """Return `values` as a vector of maturities the model knows."""
    tau = np.atleast_1d(np.asarray(values, dtype=np.float64))
    longest = model.calibration.horizon_years
    bad = tau[~((tau > 0) & (tau <= longest))]
    if bad.size or tau.ndim != 1:
        raise out_of_range("A maturity", bad.tolist(), f"above 0 and up to {longest:g} years")
    return tau


def supply_pressure(model: HabitatModel, tau: ArrayLike, weight: ArrayLike) -> Array:
    """Price of risk per unit of supply before habitat investors react: a Sigma Sigma' ∫ w A.

    Returns
    -------
    ndarray, (factor,)
    """
    dates = checked_maturities(model, tau)
    amounts = np.atleast_1d(np.asarray(weight, dtype=np.float64))
    if amounts.shape != dates.shape or not np.isfinite(amounts).all():
        raise InputError("Supply needs one finite weight for each of its maturities.")
    exposure = contract("t,ti->i", amounts, model.loadings(dates))
    calibration = model.calibration
    return calibration.risk_aversion * contract("ij,j->i", calibration.covariance, exposure)


def programme_matrix(model: HabitatModel, decay_per_year: float, maturities: ArrayLike) -> Array:
    """Yield change per unit of :func:`supply_pressure`; shape ``(maturity, factor)``.

    ``(I + K) L = b`` gives the prices of risk L; the yield change is ``g(tau)'L / tau`` with
    ``g' = A - k g``.
    """
    if not 0 <= decay_per_year < np.inf:
        raise out_of_range("The rate of decay per year", decay_per_year, "zero or more")
    tau = checked_maturities(model, maturities)
    calibration, n, count = model.calibration, model.calibration.factors, model.tau.size - 1
    G = generator(model.M, model.source, decay_per_year)
    g = on_grid(G, n, model.tau[1], count)[:, n + 1 :]
    slope = model.weights * calibration.slope(model.tau)
    absorbed = contract("t,ti,tj->ij", slope, model.A, g)
    K = calibration.risk_aversion * contract("ij,jk->ik", calibration.covariance, absorbed)
    loading = at_times(G, n, tau)[:, n + 1 :] / tau[:, None]
    settled = np.asarray(np.linalg.inv(np.eye(n) + K), dtype=np.float64)
    return contract("mi,ij->mj", loading, settled)


def raw_risk_aversion_response(
    calibration: Calibration,
    multiple: float,
    tau: ArrayLike,
    weight: ArrayLike,
    decay_per_year: float,
    maturities: ArrayLike,
    *,
    grid: int = GRID,
) -> Array:
    """Show what happens when risk aversion alone is multiplied, alpha and theta untouched.

    Not used for results: it is the comparison behind the choice of
    :meth:`Calibration.at_scale`. Parameters and result as in :func:`programme_response`.
    """
    model = solve(calibration.with_raw_risk_aversion(multiple), grid=grid)
    return programme_response(model, tau, weight, decay_per_year, maturities)
