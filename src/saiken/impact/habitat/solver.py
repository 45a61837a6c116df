"""Solve a habitat model: the fixed point, found from the model without demand risk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SolverError
from saiken.impact.habitat.calibration import Calibration
from saiken.impact.habitat.continuation import Root, follow, near
from saiken.impact.habitat.economy import Economy
from saiken.impact.habitat.equilibrium import Equilibrium, Point
from saiken.impact.habitat.linear import at_times, generator
from saiken.impact.habitat.rule import Rule, gauss, simpson

Array = NDArray[np.float64]

RESIDUAL: Final = 1e-10
"""Largest accepted error of the fixed point, per year."""
WIDENINGS: Final = 60
"""Doublings of the upper end before the one-factor root counts as not bracketed."""


@dataclass(frozen=True, eq=False)
class HabitatModel:
    """A solved model.

    Attributes
    ----------
    economy : Economy
    rule : Rule
        Quadrature over maturities.
    M : ndarray, (market, factor, factor), per year
        Risk-adjusted mean reversion. With a finite longest maturity an eigenvalue may be
        slightly negative; that is a property of the model and not an error.
    A : ndarray, (market, node, factor)
        Loadings of minus the log price at the rule's nodes: log P(tau) = -(A(tau)'q + C(tau)).
    A_e : ndarray, (factor,)
        The currency's: log e = -(A_e'q + C_e), e the price of market 1's currency in market
        0's. Zeros without a currency.
    residual : float
        Largest error of the fixed point.
    """

    economy: Economy
    rule: Rule
    M: Array
    A: Array
    A_e: Array
    residual: float

    def loadings(self, maturities: Array, market: int = 0) -> Array:
        """Return A at any maturities in years, ``(maturity, factor)``; exact, not interpolated."""
        n, times = self.economy.factors, np.asarray(maturities, dtype=np.float64)
        return at_times(generator(self.M[market], self.economy.source(market)), n, times)[:, :n]

    def point(self) -> Point:
        """Return the unknowns of the fixed point."""
        groups = Equilibrium(self.economy, self.rule).groups
        first = [groups.index(group) for group in range(max(groups) + 1)]
        return Point(self.M[first], self.A_e)

    def check(self) -> HabitatModel:
        """Return the model if its equations hold.

        Raises
        ------
        SolverError
            When the fixed point is missed by more than :data:`RESIDUAL`.
        """
        equations = Equilibrium(self.economy, self.rule)
        return self._checked(Root.at(equations.error, equations.pack(self.point())).size)

    def _checked(self, error: float) -> HabitatModel:
        if not error <= RESIDUAL:
            raise SolverError(
                f"The habitat model is not in equilibrium: the largest error of its fixed point "
                f"is {error:.1e}, allowed is {RESIDUAL:.0e}."
            )
        return self


def one_factor_root(economy: Economy, rule: Rule, market: int = 0) -> float:
    """k* of a market whose demand does not move, equation (A4), per year.

    Raises
    ------
    SolverError
        When no root is bracketed above the short rate's mean reversion.
    """
    from scipy.optimize import brentq

    own, tau = economy.markets[market], rule.tau
    kappa = economy.kappa_per_year[own.short_rate]
    slope = own.slope(tau) * rule.weights
    scale = own.risk_aversion * economy.covariance[own.short_rate, own.short_rate]

    def gap(k: float) -> float:
        return float(kappa + scale * np.sum(slope * (np.expm1(-k * tau) / k) ** 2) - k)

    high = 2 * kappa
    for _ in range(WIDENINGS):
        if gap(high) <= 0:
            return float(brentq(gap, kappa, high, xtol=np.finfo(float).eps, maxiter=500))
        high *= 2
    raise SolverError("The one-factor habitat model has no root above the short rate's kappa.")


def _start(equations: Equilibrium) -> Array:
    """Guess of the model without demand risk: every short rate at its one-factor root."""
    economy = equations.economy
    rates = np.asarray(economy.kappa_per_year)
    for j, market in enumerate(economy.markets):
        rates[market.short_rate] = one_factor_root(economy, equations.rule, j)
    M = np.repeat(np.diag(rates)[None], max(equations.groups) + 1, axis=0)
    A_e = economy.carry / rates if economy.currency else np.zeros(rates.size)
    return equations.pack(Point(M, A_e))


def solve(
    model: Calibration | Economy, *, grid: int | None = None, start: HabitatModel | None = None
) -> HabitatModel:
    """Solve the model of one country or of several and a currency.

    Parameters
    ----------
    model : Calibration or Economy
        A calibration is the model of one country.
    grid : int, optional
        Steps of Simpson's rule over maturities, even, in place of Gauss-Legendre nodes.
    start : HabitatModel, optional
        A solved model with as many unknowns, nearby: its root is the first guess. When that does
        not lead to a root close by, the branch is followed as without it.

    Returns
    -------
    HabitatModel

    Raises
    ------
    InputError
        When `grid` is odd or too small.
    SolverError
        When the branch that starts at the model without demand risk cannot be followed to the
        full demand loading, or the result does not solve the fixed point.

    Notes
    -----
    Large a*theta can have several solutions or none; the meaningful one is connected to the model
    without demand risk (Vayanos and Vila 2021). See :mod:`saiken.impact.habitat.continuation`.
    """
    economy = model.economy() if isinstance(model, Calibration) else model
    horizon = economy.horizon_years
    equations = Equilibrium(economy, gauss(horizon) if grid is None else simpson(horizon, grid))
    found = None if start is None else _warm(equations, start)
    return _solved(equations, found or follow(equations.error, _start(equations)))


def _warm(equations: Equilibrium, start: HabitatModel) -> Root | None:
    """Newton straight from a solved model; None when its root does not lead to one close by."""
    before = Equilibrium(start.economy, equations.rule)
    if before.shape != equations.shape:
        return None
    found = near(equations.error, before.pack(start.point()))
    return None if found is None else found.polished(equations.error)


def _solved(equations: Equilibrium, root: Root) -> HabitatModel:
    point = equations.unpack(root.unknown)
    return HabitatModel(
        economy=equations.economy,
        rule=equations.rule,
        M=point.M[list(equations.groups)],
        A=equations.loadings(point)[0],
        A_e=point.A_e,
        residual=root.size,
    )._checked(root.size)
