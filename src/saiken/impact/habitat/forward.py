"""Prices before and after the arrival of supply that stays: the Volterra equations.

See :mod:`~saiken.impact.habitat.known_path` for the equations.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.impact.habitat.linear import along, contract, generator, gregory_weights
from saiken.impact.habitat.programmes import held
from saiken.impact.habitat.risk_prices import RiskPrices
from saiken.impact.habitat.rule import uniform
from saiken.impact.habitat.solver import HabitatModel

Array = NDArray[np.float64]

STEPS: Final = 1500
"""Steps of the Volterra equations per longest maturity (fourth-order rule)."""
NODES: Final = 64
"""Gauss-Legendre nodes along a bond's life."""


@dataclass(frozen=True, eq=False)
class Steps:
    """Prices of risk around the arrival of permanent supply, as interpolants.

    Attributes
    ----------
    after : ndarray, (asset, factor, column)
        L once the supply is there.
    before : tuple of splines, (market,)
        S(x), the prices of risk of each bond market at distance x, ``(factor, column)``.
    currency : spline or None
        Minus the log price of the currency at distance x, ``(column,)``.
    paths : tuple of splines, (market,)
        Loadings over maturities; their antiderivatives are taken where needed.
    """

    after: Array
    before: tuple[Any, ...]
    currency: Any
    paths: tuple[Any, ...]

    @classmethod
    def solve(
        cls, model: HabitatModel, sources: Array, furthest_years: float, steps: int = STEPS
    ) -> Steps:
        """Solve backwards from the arrival to the furthest distance asked for."""
        from scipy.interpolate import CubicSpline

        markets = range(len(model.economy.markets))
        tau, A = _grid(model, steps)
        y, L = (contract("...u,uc->...c", part, sources) for part in held(model, 0))
        V = np.stack([_kernel(model, m, A[m], tau) for m in markets])
        count = max(2, int(np.ceil(furthest_years / tau[1])))
        prices, a_e = _March.prepare(model, V, tau, (y, L), count).run()
        x = tau[1] * np.arange(count + 1)
        return cls(
            after=L,
            before=tuple(CubicSpline(x, prices[:, m]) for m in markets),
            currency=CubicSpline(x, a_e) if model.economy.currency else None,
            paths=tuple(CubicSpline(tau, A[m]) for m in markets),
        )

    def response(self, arrival: Array, tau: Array) -> Array:
        """Return outputs today per source that stays from `arrival` on.

        Returns
        -------
        ndarray, (arrival, output, column)
        """
        found = [
            self._yield(market, arrival, float(maturity))[:, None]
            for market in range(len(self.paths))
            for maturity in tau
        ]
        if self.currency is not None:
            found.append(-self.currency(arrival)[:, None])
        return np.concatenate(found, axis=1)

    def _yield(self, market: int, arrival: Array, tau: float) -> Array:
        path, before = self.paths[market], self.before[market]
        ahead = np.clip(tau - arrival, 0, None)  # life left once the supply is there
        there = contract("hi,ic->hc", path.antiderivative()(ahead), self.after[market])
        begin = np.clip(arrival - tau, 0, None)
        nodes, rule = np.polynomial.legendre.leggauss(NODES)
        half = (arrival - begin)[:, None] / 2
        x = half * nodes + ((begin + arrival) / 2)[:, None]
        age = np.clip(x + (tau - arrival)[:, None], 0, None)
        loading = (half * rule)[..., None] * path(age)
        return (there + contract("hqi,hqic->hc", loading, before(x))) / tau


def _grid(model: HabitatModel, steps: int) -> tuple[Array, Array]:
    """Maturities from zero to the longest and the loadings of every market on them."""
    rule, n = uniform(model.economy.horizon_years, steps), model.economy.factors
    A = np.zeros((len(model.economy.markets), steps + 1, n))
    for market, M in enumerate(model.M):
        A[market, 1:] = along(generator(M, model.economy.source(market)), n, rule)[:, :n]
    return np.concatenate([[0.0], rule.tau]), A


def _kernel(model: HabitatModel, market: int, A: Array, tau: Array) -> Array:
    """V of one market on the grid, ``(node, factor, factor)``: a correlation of alpha A with A."""
    end, half = gregory_weights(tau.size - 1), tau.size // 2
    left = A * np.concatenate([end[:half], np.ones(tau.size - half)])[:, None]
    slope = model.economy.markets[market].slope(tau)
    right = A * (slope * np.concatenate([np.ones(half), end[half:]]))[:, None]
    n = A.shape[1]
    lags = np.zeros((tau.size, n, n))
    for i, j in np.ndindex(n, n):
        lags[:, i, j] = np.correlate(right[:, i], left[:, j], "full")[tau.size - 1 :]
    lags[-1] = 0
    return lags * float(tau[1])


@dataclass(frozen=True, eq=False)
class _March:
    """The Volterra equations, walked away from the arrival one step of distance at a time.

    ``L`` and ``drift`` are filled from the end, so that a sum over what lies between here and the
    arrival is a plain slice: position ``count - i`` is i steps away.

    Attributes
    ----------
    V : ndarray, (market, node, factor, factor)
        Kernels.
    left : ndarray, (market, node, factor, column)
        What the settled prices of risk beyond the arrival contribute at each distance.
    settled : ndarray, (column,)
        a_e once the supply is there.
    L : ndarray, (step, asset, factor, column)
    drift : ndarray, (step, column)
        A_e'L_e.
    """

    model: HabitatModel
    risk: RiskPrices
    step_years: float
    V: Array
    left: Array
    settled: Array
    L: Array
    drift: Array

    @classmethod
    def prepare(
        cls, model: HabitatModel, V: Array, tau: Array, settled: tuple[Array, Array], count: int
    ) -> _March:
        """Lay out the arrays; `settled` are exposures and prices of risk after the arrival."""
        from scipy.interpolate import CubicSpline

        y, L = settled
        cumulative = CubicSpline(tau, V, axis=1).antiderivative()(tau)
        beyond = cumulative[:, -1:] - cumulative
        left = contract("mvij,mjc->mvic", beyond, L[: V.shape[0]])
        path, drift = np.zeros((count + 1, *L.shape)), np.zeros((count + 1, L.shape[-1]))
        return cls(model, RiskPrices.of(model), float(tau[1]), V, left, y[-1], path, drift)

    def run(self) -> tuple[Array, Array]:
        """Prices of risk ``(distance, asset, factor, column)`` and a_e ``(distance, column)``."""
        count = self.L.shape[0] - 1
        a_e = np.zeros_like(self.drift)
        for i in range(count + 1):
            y = np.asarray(np.linalg.solve(*self._equations(i, count - i)), dtype=np.float64)
            self.L[count - i] = contract("miu,uc->mic", self.risk.state, y)
            self.drift[count - i] = contract("i,ic->c", self.model.A_e, self.L[count - i, -1])
            a_e[i] = y[-1]
        return self.L[::-1], a_e

    def _equations(self, i: int, place: int) -> tuple[Array, Array]:
        """Left side ``(unknown, unknown)`` and right side ``(unknown, column)`` at i steps."""
        markets, nodes, n, _ = self.V.shape
        reach = min(i, nodes - 1)
        rule = self.step_years * gregory_weights(reach)
        seen = self.L[place + 1 : place + 1 + reach, :markets]
        now, known = np.eye(self.risk.state.shape[2]), []
        for m in range(markets):
            weighted = rule[1:, None, None] * self.V[m, 1 : reach + 1]
            known.append(-self.left[m, reach] - contract("vij,vjc->ic", weighted, seen[:, m]))
            own = slice(m * n, (m + 1) * n)
            now[own] += rule[0] * contract("ij,ju->iu", self.V[m, 0], self.risk.state[m])
        if self.model.economy.currency:
            rule = self.step_years * gregory_weights(i)
            between = contract("v,vc->c", rule[1:], self.drift[place + 1 :])
            known.append((self.settled + between)[None])
            now[-1] -= rule[0] * contract("i,iu->u", self.model.A_e, self.risk.state[-1])
        return now, np.concatenate(known)
