"""The equilibrium: the matrix fixed point (A2), found from the one-factor root by continuation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SolverError, out_of_range
from saiken.impact.habitat.calibration import Calibration
from saiken.impact.habitat.continuation import follow
from saiken.impact.habitat.linear import at_times, contract, generator, on_grid, simpson_weights

Array = NDArray[np.float64]

GRID: Final = 3000
"""Steps on the maturity axis (Simpson's rule; even)."""
RESIDUAL: Final = 1e-10
"""Largest accepted entry of M minus the right-hand side of (A2), per year."""
WIDENINGS: Final = 60
"""Doublings of the upper end before the one-factor root counts as not bracketed."""


@dataclass(frozen=True, eq=False)
class HabitatModel:
    """A solved model.

    Attributes
    ----------
    calibration : Calibration
    tau : ndarray, (grid + 1,), years
    A : ndarray, (grid + 1, factor)
        Loadings of minus the log price: log P(tau) = -(A(tau)'q + C(tau)).
    M : ndarray, (factor, factor), per year
        Risk-adjusted mean reversion. With a finite longest maturity an eigenvalue may be
        slightly negative; that is a property of the model and not an error.
    one_factor_root_per_year : float
        k* of (A4), where the continuation started.
    residual : float
        Largest entry of (A2)'s error.
    """

    calibration: Calibration
    tau: Array
    A: Array
    M: Array
    one_factor_root_per_year: float
    residual: float

    @property
    def weights(self) -> Array:
        """Simpson weights of an integral over the maturity grid, years."""
        return simpson_weights(self.tau.size - 1, self.tau[1])

    @property
    def source(self) -> Array:
        """Unit vector of the factor that is the short rate."""
        return short_rate(self.calibration)

    def loadings(self, maturities: Array) -> Array:
        """Return A at any maturities in years, ``(maturity, factor)``; exact, not interpolated."""
        n = self.calibration.factors
        times = np.asarray(maturities, dtype=np.float64)
        return at_times(generator(self.M, self.source), n, times)[:, :n]

    def check(self) -> HabitatModel:
        """Return the model if its equations hold.

        Raises
        ------
        SolverError
            When M does not solve (A2) to :data:`RESIDUAL`.
        """
        error = np.abs(self.M - feedback(self.calibration, self.M, self.tau.size - 1)).max()
        if not error <= RESIDUAL:
            raise SolverError(
                f"The habitat model is not in equilibrium: the largest error of its fixed point "
                f"is {error:.1e}, allowed is {RESIDUAL:.0e}."
            )
        return self


def short_rate(calibration: Calibration) -> Array:
    """Source of (A1): the first factor."""
    return np.asarray(np.eye(calibration.factors)[0], dtype=np.float64)


def _loadings(calibration: Calibration, M: Array, grid: int) -> Array:
    n, step = calibration.factors, calibration.horizon_years / grid
    return on_grid(generator(M, short_rate(calibration)), n, step, grid)[:, :n]


def feedback(calibration: Calibration, M: Array, grid: int, demand_share: float = 1) -> Array:
    """Right-hand side of (A2), shape ``(factor, factor)``, per year.

    ``Gamma' - a [∫ (Theta - alpha A) A'] Sigma Sigma'`` with Theta multiplied by `demand_share`.
    """
    tau = np.linspace(0, calibration.horizon_years, grid + 1)
    A = _loadings(calibration, M, grid)
    held = demand_share * calibration.demand_loading(tau) - calibration.slope(tau)[:, None] * A
    weights = simpson_weights(grid, tau[1])
    exposure = contract("t,ti,tj->ij", weights, held, A)
    return np.diag(calibration.kappa_per_year) - calibration.risk_aversion * contract(
        "ij,jk->ik", exposure, calibration.covariance
    )


def one_factor_root(calibration: Calibration, grid: int = GRID) -> float:
    """k* of the model whose demand does not move, equation (A4), per year.

    Raises
    ------
    SolverError
        When no root is bracketed above the short rate's mean reversion.
    """
    from scipy.optimize import brentq

    kappa = calibration.kappa_per_year[0]
    tau = np.linspace(0, calibration.horizon_years, grid + 1)
    slope = calibration.slope(tau) * simpson_weights(grid, tau[1])
    scale = calibration.risk_aversion * calibration.covariance[0, 0]

    def gap(k: float) -> float:
        return float(kappa + scale * np.sum(slope * (np.expm1(-k * tau) / k) ** 2) - k)

    high = 2 * kappa
    for _ in range(WIDENINGS):
        if gap(high) <= 0:
            return float(brentq(gap, kappa, high, xtol=np.finfo(float).eps, maxiter=500))
        high *= 2
    raise SolverError("The one-factor habitat model has no root above the short rate's kappa.")


def _start(calibration: Calibration, root: float, grid: int) -> Array:
    """M when demand does not move: only the short rate's row differs from Gamma."""
    M = np.diag(calibration.kappa_per_year)
    M[0, 0] = root
    return feedback(calibration, M, grid, demand_share=0)


def solve(calibration: Calibration, *, grid: int = GRID) -> HabitatModel:
    """Solve the model with any number of demand factors.

    Parameters
    ----------
    calibration : Calibration
    grid : int
        Steps on the maturity axis; even.

    Returns
    -------
    HabitatModel

    Raises
    ------
    InputError
        When `grid` is odd or too small.
    SolverError
        When the branch that starts at the one-factor root cannot be followed to the full demand
        loading, or the result does not solve (A2).

    Notes
    -----
    Large a*theta can have several solutions or none; the meaningful one is connected to the model
    without demand risk (Vayanos and Vila 2021). See :mod:`saiken.impact.habitat.continuation`.
    """
    if grid < 2 or grid % 2:
        raise out_of_range("The number of maturity steps", grid, "an even number, two or more")
    root = one_factor_root(calibration, grid)

    def error(M: Array, demand_share: float) -> Array:
        return M - feedback(calibration, M, grid, demand_share)

    M = follow(error, _start(calibration, root, grid))
    return HabitatModel(
        calibration=calibration,
        tau=np.linspace(0, calibration.horizon_years, grid + 1),
        A=_loadings(calibration, M, grid),
        M=M,
        one_factor_root_per_year=root,
        residual=float(np.abs(error(M, 1)).max()),
    ).check()
