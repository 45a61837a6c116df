r"""Who gives in first when either side may be one that never does, with and without a deadline.

*Reputation* (Abreu and Gul, Econometrica 2000). Two sides ask for shares :math:`a_1 + a_2 > 1` of a
pie and discount at rates r; with chance :math:`z_i` side i never gives in. Each concedes at the
hazard that leaves the other indifferent, until no flexible side is left at :math:`T_0`:

.. math::

    \lambda_i = \frac{r_j (1 - a_i)}{a_1 + a_2 - 1}, \quad T_0 = \min_i \frac{-\ln z_i}{\lambda_i},
    \quad F_i(t) = 1 - z_i e^{\lambda_i (T_0 - t)}, \quad
    u_i = F_j(0) a_i + (1 - F_j(0)) (1 - a_j) .

*Reputation with a deadline* (derived here, for two alike sides and the equilibrium that treats them
alike). Those who ask for a at rate r, obstinate with chance z, get nothing without a deal by T. The
hazard is that of Abreu and Gul until the quiet begins, when a share :math:`\rho = 1 - z e^{\lambda
(T - \text{quiet})}` of each is still flexible. At T a flexible side concedes for sure, unless
so many would that holding out pays: then each side concedes with chance :math:`2 (1 - a)`. So

.. math::

    p = \min(\rho, 2 (1 - a)), \qquad
    \text{quiet} = \min\Bigl(T, \tfrac1r \ln \tfrac{(1 - a) + p (a - 1/2)}{1 - a}\Bigr) ,

the worth of waiting for T against 1 - a now. Deals thin out, stop, and come in a burst at the
deadline, which some miss: by thirds of the clock a U where the deadline is short (tested up to
:math:`\lambda T = 0.7` and a = 0.7). That is the pattern of Fanning (Econometrica 2016, abstract
read), but not his model: his deals at the very start come from demands that are chosen, while here,
between two alike sides with given demands, nobody gives in at once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.bargaining.attrition import DeadlineResult
from saiken.draws import Array, Value, percent, require, together

STEPS: Final = 60
"""The quiet's equation halves an error in each step or better: sixty leave less than rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class ReputationResult:
    """Equilibrium of `AbreuGul`, draw by draw.

    Attributes
    ----------
    hazard : ndarray, shape (2, ...)
        lambda, at which each side concedes, per unit of time.
    end : ndarray
        T0, when no flexible side is left.
    at_start : ndarray, shape (2, ...)
        F(0), chance that a side concedes at once; of the two at most one is above 0.
    payoff : ndarray, shape (2, ...)
        u, of a flexible side, share of the pie.
    obstinate : ndarray, shape (2, ...)
        z, as given.
    """

    hazard: Array
    end: Array
    at_start: Array
    payoff: Array
    obstinate: Array

    def conceded(self, time: Value) -> Array:
        """F, chance that each side has conceded by `time`, shape (2, ...)."""
        left = np.maximum(self.end - np.asarray(time, dtype=float), 0.0)
        return np.asarray(1 - self.obstinate * np.exp(self.hazard * left))

    @property
    def breakdown(self) -> Array:
        """Chance that both never give in."""
        return np.asarray(self.obstinate.prod(0))

    def summary(self) -> str:
        """Say in a sentence who gives in at once and how often nobody does."""
        first, second = (percent(each) for each in self.at_start)
        return (
            f"The first side gives in at once with a chance of {first}, the second of {second}, on "
            f"average; in {percent(self.breakdown)} of all cases neither ever does."
        )


@dataclass(frozen=True, slots=True, eq=False)
class AbreuGul:
    """Two sides with given demands, one of them perhaps obstinate; numbers or arrays of draws.

    Attributes
    ----------
    a1, a2 : float or ndarray
        Demands, shares of the pie above 0 and below 1 that add up to more than 1.
    r1, r2 : float or ndarray
        Discount rates, above 0, per unit of time.
    z1, z2 : float or ndarray
        Chances of being obstinate, above 0 and below 1.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    a1: Value
    a2: Value
    r1: Value
    r2: Value
    z1: Value
    z2: Value

    def __post_init__(self) -> None:
        a, r, z = self._pairs()
        for name, values in (("A demand", a), ("A chance of being obstinate", z)):
            require(name, values, (values > 0) & (values < 1), "above 0 and below 1")
        require("A discount rate", r, (r > 0) & np.isfinite(r), "above 0 and finite")
        require("a1 + a2", a.sum(0), a.sum(0) > 1, "above 1")

    def solve(self) -> ReputationResult:
        """Return the equilibrium, which is unique, in closed form."""
        a, r, z = self._pairs()
        hazard = r[::-1] * (1 - a) / (a.sum(0) - 1)
        alone = -np.log(z) / hazard
        end = alone.min(0)
        # whoever would be last gives in at once, so that both run out of flexible sides together
        at_start = np.where(alone > end, 1 - z * np.exp(hazard * end), 0.0)
        met = at_start[::-1]
        payoff = met * a + (1 - met) * (1 - a[::-1])
        return ReputationResult(hazard, end, at_start, payoff, z)

    def _pairs(self) -> tuple[Array, Array, Array]:
        a1, a2, r1, r2, z1, z2 = together(self.a1, self.a2, self.r1, self.r2, self.z1, self.z2)
        return np.stack([a1, a2]), np.stack([r1, r2]), np.stack([z1, z2])


@dataclass(frozen=True, slots=True, eq=False)
class DeadlineReputation:
    """Two alike sides of `AbreuGul` with a deadline; numbers or arrays of draws.

    Attributes
    ----------
    a : float or ndarray
        Demand of each, share of the pie, above 1/2 and below 1.
    r : float or ndarray
        Discount rate, above 0, per unit of time.
    z : float or ndarray
        Chance of being obstinate, above 0 and below 1.
    T : float or ndarray
        Time until the deadline, above 0.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    a: Value
    r: Value
    z: Value
    T: Value

    def __post_init__(self) -> None:
        a, r, z, T = together(self.a, self.r, self.z, self.T)
        require("a", a, (a > 0.5) & (a < 1), "above 1/2 and below 1")
        require("z", z, (z > 0) & (z < 1), "above 0 and below 1")
        for name, value in (("r", r), ("T", T)):
            require(name, value, (value > 0) & np.isfinite(value), "above 0 and finite")

    def solve(self) -> DeadlineResult:
        """Return the equilibrium that treats both alike; its one equation is iterated."""
        a, r, z, T = together(self.a, self.r, self.z, self.T)
        hazard = r * (1 - a) / (2 * a - 1)
        quiet = np.zeros(a.shape)
        for _ in range(STEPS):  # a contraction: its slope stays below a half
            last = _concede(a, z, hazard, T - quiet)
            quiet = np.minimum(T, np.log1p(last * (a - 0.5) / (1 - a)) / r)
        last = _concede(a, z, hazard, T - quiet)
        reach = np.exp(-2 * np.minimum(hazard * (T - quiet), -np.log(z)))
        waiting = (1 - a + last * (a - 0.5)) * np.exp(-r * T)
        payoff = np.where(quiet < T, 1 - a, waiting)
        return DeadlineResult(hazard, quiet, last, reach, reach * (1 - last) ** 2, payoff, T)


def _concede(a: Array, z: Array, hazard: Array, before: Array) -> Array:
    """Chance that a side concedes at the deadline after so much time of conceding at `hazard`."""
    flexible = np.maximum(1 - z * np.exp(np.minimum(hazard * before, -np.log(z))), 0.0)
    return np.asarray(np.minimum(flexible, 2 * (1 - a)))
