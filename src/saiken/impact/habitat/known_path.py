"""Supply announced today for later: the Green's function of the habitat model.

With supply theta_0(s, t) known in advance, minus the log price moves by

    a_s(tau, t) = ∫_0^tau A(v)' L(t + tau - v) dv,

and clearing the market gives prices of risk L that look forward,

    L(t) + ∫_0^T W(v) L(t + v) dv = b(t),   W(v) = a Sigma Sigma' ∫_v^T alpha(s) A(s) A(s-v)' ds,

with b(t) = a Sigma Sigma' ∫ theta_0(s, t) A(s) ds. (Insert ``mu_s = A'L`` along a bond's life into
the derivation of (A5); for theta_0 proportional to exp(-k t) it returns (A5) itself.)

The building block is supply that arrives at time h and stays. From h on L is constant,
``L = (I + ∫W)^-1 b``; before h the equation is a Volterra equation solved backwards in the
distance x = h - t. Its solution S(x) does not depend on h, on the bucket or on the output, so it
is solved once. Supply present during a bin is the difference of two such steps.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import InputError
from saiken.impact.habitat.linear import contract, generator, gregory_weights, on_grid
from saiken.impact.habitat.programmes import checked_maturities, supply_pressure
from saiken.impact.habitat.solver import HabitatModel
from saiken.units import BUSINESS_DAYS_PER_YEAR, MONTHS_PER_YEAR

Array = NDArray[np.float64]

STEPS: Final = 1500
"""Steps of the Volterra equation per longest maturity (fourth-order rule)."""
NODES: Final = 64
"""Gauss-Legendre nodes along a bond's life."""
BINS: Final = (
    (1, BUSINESS_DAYS_PER_YEAR),
    (3, 50),
    (10, MONTHS_PER_YEAR),
    (30, 4),
    (60, 1),
)
"""Published horizon grid: bins per year up to a year; beyond the last edge one bin for ever."""


def horizon_edges() -> Array:
    """Left edges of the published horizon bins, years, shape ``(horizon,)``.

    Business days for a year, weeks to three years, months to ten, quarters to thirty, years to
    sixty. The last edge opens a bin that never ends: supply in it is treated as permanent.
    """
    pieces, begin = [np.zeros(1)], 0
    for end, per_year in BINS:
        pieces.append(begin + np.arange(1, (end - begin) * per_year + 1) / per_year)
        begin = end
    return np.concatenate(pieces)


def known_path_response(
    model: HabitatModel,
    horizon_edges_years: ArrayLike,
    tau: ArrayLike,
    weight: ArrayLike,
    maturities: ArrayLike,
) -> Array:
    """Yield change today per horizon bin in which the market knows supply will be present.

    Parameters
    ----------
    model : HabitatModel
    horizon_edges_years : array_like, (horizon,)
        Increasing, zero or more. Bin i is [edge i, edge i + 1); the last runs to infinity.
    tau, weight : array_like, (cash flow,)
        The supply, as in :func:`~saiken.impact.habitat.programmes.programme_response`.
    maturities : array_like, (maturity,)
        Of the yields asked for, years.

    Returns
    -------
    ndarray, (horizon, maturity)
        Decimals. A path with bin averages f moves yields today by ``f @ response``.

    Raises
    ------
    InputError
        When edges do not increase or a maturity is outside its range.
    """
    pressure = supply_pressure(model, tau, weight)
    matrix = known_path_matrix(model, horizon_edges_years, maturities)
    return contract("hmi,i->hm", matrix, pressure)


def known_path_matrix(
    model: HabitatModel, horizon_edges_years: ArrayLike, maturities: ArrayLike
) -> Array:
    """Yield change per unit of supply pressure in a bin; shape ``(horizon, maturity, factor)``."""
    edges = np.atleast_1d(np.asarray(horizon_edges_years, dtype=np.float64))
    if edges.ndim != 1 or not (np.isfinite(edges).all() and edges[0] >= 0):
        raise InputError("Horizon edges must be a list of years, zero or more.")
    if not (np.diff(edges) > 0).all():
        raise InputError("Horizon edges must increase.")
    tau = checked_maturities(model, maturities)
    from_edge_on = _Steps.solve(model, edges[-1]).response(edges, tau)
    return np.concatenate([from_edge_on[:-1] - from_edge_on[1:], from_edge_on[-1:]])


def _kernel(model: HabitatModel, A: Array, tau: Array) -> Array:
    """W on the grid, shape ``(grid, factor, factor)``: a correlation of alpha A with A."""
    end = gregory_weights(tau.size - 1)
    half = tau.size // 2
    left = A * np.concatenate([end[:half], np.ones(tau.size - half)])[:, None]
    right = A * (
        model.calibration.slope(tau) * np.concatenate([np.ones(half), end[half:]])
    )[:, None]  # fmt: skip
    n = model.calibration.factors
    lags = np.zeros((tau.size, n, n))
    for i, j in np.ndindex(n, n):
        lags[:, i, j] = np.correlate(right[:, i], left[:, j], "full")[tau.size - 1 :]
    lags[-1] = 0
    scale = model.calibration.risk_aversion * float(tau[1])
    return contract("ij,vjk->vik", scale * model.calibration.covariance, lags)


def _before(W: Array, cumulative: Array, after: Array, step: float, count: int) -> Array:
    """S(x) at ``x = 0, step, …``: the Volterra equation, forwards in the distance x."""
    n, last = W.shape[1], W.shape[0] - 1
    backwards = np.zeros((count + 1, n, n))  # backwards[count - i] is S at i steps
    backwards[count] = -contract("ij,jk->ik", cumulative[-1], after)
    for i in range(1, count + 1):
        reach = min(i, last)
        rule = step * gregory_weights(reach)
        tail = contract("ij,jk->ik", cumulative[-1] - cumulative[reach], after)
        seen = backwards[count - i + 1 : count - i + 1 + reach]
        weighted = rule[1:, None, None] * W[1 : reach + 1]
        memory = contract("vij,vjk->ik", weighted, seen)
        backwards[count - i] = np.linalg.solve(np.eye(n) + rule[0] * W[0], -tail - memory)
    return backwards[::-1]


@dataclass(frozen=True, eq=False)
class _Steps:
    """Prices of risk around the arrival of permanent supply, as interpolants.

    `after` is L once the supply is there, `before` is S(x), `A` the loadings and `area` their
    integral from zero.
    """

    after: Array
    before: Any
    A: Any
    area: Any

    @classmethod
    def solve(cls, model: HabitatModel, furthest_years: float) -> _Steps:
        from scipy.interpolate import CubicSpline

        n, horizon = model.calibration.factors, model.calibration.horizon_years
        tau = np.linspace(0, horizon, STEPS + 1)
        A = on_grid(generator(model.M, model.source), n, tau[1], STEPS)[:, :n]
        W = _kernel(model, A, tau)
        cumulative = CubicSpline(tau, W).antiderivative()(tau)
        after = np.linalg.inv(np.eye(n) + cumulative[-1])
        count = max(2, int(np.ceil(furthest_years / tau[1])))
        before = _before(W, cumulative, after, tau[1], count)
        loadings = CubicSpline(tau, A)
        return cls(
            after, CubicSpline(tau[1] * np.arange(count + 1), before), loadings,
            loadings.antiderivative(),
        )  # fmt: skip

    def response(self, arrival: Array, tau: Array) -> Array:
        """Return yields today per unit pressure that stays; ``(arrival, maturity, factor)``."""
        ahead = np.clip(tau - arrival[:, None], 0, None)  # life left once the supply is there
        there = contract("hmi,ij->hmj", self.area(ahead), self.after)
        begin = np.clip(arrival[:, None] - tau, 0, None)
        end = np.broadcast_to(arrival[:, None], begin.shape)
        nodes, rule = np.polynomial.legendre.leggauss(NODES)
        half = (end - begin)[..., None] / 2
        x = half * nodes + ((begin + end) / 2)[..., None]
        age = np.clip(x + (tau - arrival[:, None])[..., None], 0, None)
        waiting = contract("hmq,hmqi,hmqij->hmj", half * rule, self.A(age), self.before(x))
        return (there + waiting) / tau[:, None]
