"""How long a habitat model takes to solve, beside the same equations written down with SciPy.

``python -m benchmarks.habitat_solve`` prints one table. The plain version integrates the loadings
with ``solve_ivp``, the exposures with Simpson's rule, and leaves the fixed point to ``root``, which
differences its Jacobian; it follows demand risk up in as many steps. Nothing is asserted; the last
column says how far the two solutions are apart.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray
from scipy.integrate import simpson, solve_ivp
from scipy.optimize import root

from benchmarks import measure
from saiken.impact.habitat import Economy, HabitatModel, published_calibration, solve, two_countries
from saiken.impact.habitat.continuation import STEPS
from saiken.impact.habitat.rule import gauss
from saiken.impact.habitat.solver import one_factor_root

Array = NDArray[np.float64]

OMEGA, CORRELATION, THETA_E = 0.5, 0.18, 5.06
MOVED = (0.45, 0.2, 5.3)
"""A neighbour: the warm start begins at the one and ends at the other."""
POINTS = 301
ACCURACY = 1e-9
FIRST_STEP = 0.1
REPEATS = 20
BUDGET_MS = {"warm": 10.0, "cold": 150.0}
MILLISECONDS = 1e3


@dataclass(frozen=True)
class Plain:
    """The equations as one would first write them; unknowns are M of the bonds, then A_e."""

    economy: Economy

    def error(self, unknown: Array, share: float) -> Array:
        """Left less right side of (A6) and (A7)."""
        economy, n = self.economy, self.economy.factors
        M, A_e = unknown[: n * n].reshape(n, n), unknown[n * n :]
        tau, S = np.linspace(0, economy.horizon_years, POINTS), economy.covariance
        parts = []
        for j, market in enumerate(economy.markets):
            slope = partial(self._slope, M=M, source=economy.source(j))
            path = solve_ivp(
                slope, (0, tau[-1]), np.zeros(n), t_eval=tau, rtol=ACCURACY, atol=ACCURACY
            ).y.T
            held = share * market.demand_loading(tau) - market.slope(tau)[:, None] * path
            outer = simpson(held[:, :, None] * path[:, None, :], x=tau, axis=0)
            parts.append(market.risk_aversion * outer @ S)
        gamma, omega = np.diag(economy.kappa_per_year), economy.sharing
        if economy.currency is not None:
            own = economy.currency
            held_e = share * np.asarray(own.theta) - own.alpha * A_e
            parts.append(own.risk_aversion * np.outer(held_e, A_e) @ S)
        shared = [sum(w * part for w, part in zip(row, parts, strict=True)) for row in omega]
        left = (M - gamma + shared[0]).ravel()
        if economy.currency is None:
            return np.asarray(left)
        return np.concatenate([left, (gamma - shared[-1]) @ A_e - economy.carry])

    @staticmethod
    def _slope(_: float, A: Array, M: Array, source: Array) -> Array:
        return np.asarray(source - M @ A)

    def cold(self) -> Array:
        """Follow the root from no demand risk."""
        economy = self.economy
        rates, rule = np.array(economy.kappa_per_year), gauss(economy.horizon_years)
        for j, market in enumerate(economy.markets):
            rates[market.short_rate] = one_factor_root(economy, rule, j)
        A_e = economy.carry / rates if economy.currency else np.zeros(0)
        u = np.concatenate([np.diag(rates).ravel(), A_e])
        for share in np.linspace(0, 1, STEPS + 1):
            u = self.warm(u, share)
        return u

    def warm(self, start: Array, share: float = 1) -> Array:
        """Start from a neighbour's root, with first steps short enough not to lose it."""
        found = root(self.error, start, args=(share,), tol=ACCURACY, options={"factor": FIRST_STEP})
        return np.asarray(found.x)


def unknowns(model: HabitatModel) -> Array:
    """The same vector from a solved model."""
    rest = model.A_e if model.economy.currency else np.zeros(0)
    return np.concatenate([model.M[0].ravel(), rest])


@dataclass(frozen=True)
class Timing:
    """One line: ours, plain SciPy's, and the distance of the solutions."""

    name: str
    ours: float
    plain: float
    apart: float
    budget_ms: float | None = None


def timings() -> list[Timing]:
    """Measure all of it in this process."""
    country = published_calibration().economy()
    world, near = two_countries(OMEGA, CORRELATION, THETA_E), two_countries(*MOVED)
    solved = solve(near)
    begin = unknowns(solved)
    jobs: list[tuple[str, Callable[[], HabitatModel], Callable[[], Array], float | None]] = [
        ("one country, cold", partial(solve, country), Plain(country).cold, None),
        ("two countries and a currency, cold", partial(solve, world), Plain(world).cold,
         BUDGET_MS["cold"]),
        ("the same, warm-started", partial(solve, world, start=solved),
         partial(Plain(world).warm, begin), BUDGET_MS["warm"]),
    ]  # fmt: skip
    found = []
    for name, ours, plain, budget in jobs:
        model, seconds = ours(), measure.best(ours, REPEATS)
        started = time.perf_counter()
        other = plain()
        slow = time.perf_counter() - started
        apart = float(np.abs(unknowns(model) - other).max())
        found.append(Timing(name, seconds, slow, apart, budget))
    return found


def main() -> None:
    """Print the times, and plain SciPy's as a multiple of ours."""
    print(f"{'':<38}{'ours':>11}{'budget':>9}{'plain SciPy':>14}{'ratio':>8}{'apart':>10}")
    for row in timings():
        budget = "" if row.budget_ms is None else f"{row.budget_ms:.0f} ms"
        print(
            f"{row.name:<38}{row.ours * MILLISECONDS:>8.1f} ms{budget:>9}{row.plain:>12.2f} s"
            f"{row.plain / row.ours:>8.0f}{row.apart:>10.0e}"
        )


if __name__ == "__main__":
    main()
