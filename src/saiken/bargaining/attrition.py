r"""Two sides wait for the other to give in, until a deadline.

Each waits at the cost c a unit of time for a prize v, shared if both give in together; without a
deal by T each loses D. At T each gives in with probability p. From T less the quiet on nobody does,
since p is worth waiting for; before, each concedes at the hazard h that leaves the other
indifferent:

.. math::

    h = \frac{c}{v}, \quad p = \frac{D}{D + v/2}, \quad \text{quiet} = \min(T, \tfrac{p v}{2 c}) ,

.. math::

    P(\text{reach}) = e^{-2 h (T - \text{quiet})}, \quad
    P(\text{breakdown}) = P(\text{reach}) (1 - p)^2 .

Derived here, for the equilibrium that treats both alike; a finite war of attrition in the sense of
Hendricks, Weiss and Wilson (International Economic Review 1988, from memory).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saiken.draws import Array, Value, finite, percent, require, together


@dataclass(frozen=True, slots=True, eq=False)
class DeadlineResult:
    """When two alike sides come to a deal before a deadline, draw by draw.

    Attributes
    ----------
    hazard : ndarray
        At which each side concedes before the quiet, per unit of time.
    quiet : ndarray
        Length of the time before the deadline in which nobody concedes.
    last : ndarray
        Chance that a side concedes at the deadline, if that is reached.
    reach, breakdown : ndarray
        Chances that the deadline is reached, and missed.
    payoff : ndarray
        Of a side at the start (of one that is not obstinate), in the units of the prize.
    deadline : ndarray
        T, as given.
    """

    hazard: Array
    quiet: Array
    last: Array
    reach: Array
    breakdown: Array
    payoff: Array
    deadline: Array

    def agreed(self, time: Value) -> Array:
        """Chance of a deal by `time`; from the deadline on all deals there are."""
        at = np.asarray(time, dtype=float)
        running = -np.expm1(-2 * self.hazard * np.clip(at, 0.0, self.deadline - self.quiet))
        return np.where(at >= self.deadline, 1 - self.breakdown, running)

    def summary(self) -> str:
        """Say in a sentence when deals come and how often the deadline is missed."""
        return (
            f"On average {percent(1 - self.reach)} of all cases end in a deal before the deadline, "
            f"{percent(self.reach - self.breakdown)} at it and {percent(self.breakdown)} without "
            f"one; nobody gives in during the last {percent(self.quiet / self.deadline)} of the "
            "time."
        )


@dataclass(frozen=True, slots=True, eq=False)
class DeadlineWar:
    """A war of attrition that a deadline ends; numbers or arrays of draws.

    Attributes
    ----------
    c : float or ndarray
        Cost of waiting, per unit of time, above 0.
    v : float or ndarray
        What the one wins to whom the other concedes, above 0, units of c times time.
    D : float or ndarray
        What each loses if the deadline is missed, 0 or more.
    T : float or ndarray
        Time until the deadline, above 0.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    c: Value
    v: Value
    D: Value
    T: Value

    def __post_init__(self) -> None:
        c, v, D, T = together(self.c, self.v, self.D, self.T)
        finite(c=c, v=v, D=D, T=T)
        for name, value in (("c", c), ("v", v), ("T", T)):
            require(name, value, value > 0, "above 0")
        require("D", D, D >= 0, "0 or more")

    def solve(self) -> DeadlineResult:
        """Return the equilibrium that treats both alike, in closed form."""
        c, v, D, T = together(self.c, self.v, self.D, self.T)
        hazard, last = c / v, D / (D + v / 2)
        quiet = np.minimum(T, last * v / 2 / c)
        reach = np.exp(-2 * hazard * (T - quiet))
        payoff = np.where(quiet < T, 0.0, last * v / 2 - c * T)
        return DeadlineResult(hazard, quiet, last, reach, reach * (1 - last) ** 2, payoff, T)
