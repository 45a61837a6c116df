r"""Creditors who would rather not be last: a run as a global game.

Fundamentals are :math:`\theta \sim N(y, 1/\alpha)`, and each of many small holders sees
:math:`x_i = \theta + N(0, 1/\beta)`. Running costs c and brings one if the bad state comes, which
it does when :math:`o + s\,l \ge \theta`: l is the share of the small that runs, s their mass and o
what was taken before they chose. They run below :math:`x^*`, the bad state comes below
:math:`\theta^*`:

.. math::

    \theta^* = o + s\,\Phi(u), \quad x^* = \theta^* + u/\sqrt\beta, \quad
    u = \tfrac{\alpha}{\sqrt\beta}(\theta^* - y)
        - \sqrt{\tfrac{\alpha+\beta}{\beta}}\,\Phi^{-1}(c) ,

unique for every y and c if and only if :math:`s\,\alpha/\sqrt\beta \le \sqrt{2\pi}`. For Treasuries
the bad state is *intervention by the central bank*, not default.

Published: the game with o = 0, s = 1 (Morris and Shin, American Economic Review 1998; the static
benchmark of Angeletos, Hellwig and Pavan, Econometrica 2007) and `DebtRun` (Morris and Shin,
European Economic Review 2004). `FirstMover` is derived here; from Corsetti, Dasgupta, Morris and
Shin (Review of Economic Studies 2004) it takes a large holder who moves first and in sight, not
that holder's own choice. The papers' texts were not at hand, so no equation is cited by number.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from saiken.draws import Array, Value, require, together
from saiken.errors import SolverError

STEEPEST: Final = float(np.sqrt(2 * np.pi))
"""Largest s alpha / sqrt(beta) at which the threshold is unique for every y and c."""
HALVINGS: Final = 60
"""A unique threshold's bracket is at most 2.5 wide: sixty halvings leave less than rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class RegimeChange:
    """The game of the module's head; parameters are numbers or arrays of draws that broadcast.

    Attributes
    ----------
    y : float or ndarray
        Prior mean of theta: what can be absorbed, in the units of `mass` and `taken`.
    alpha, beta : float or ndarray
        Precision of public and of private news, per squared unit of theta; beta may be infinite.
    c : float or ndarray
        Cost of running over what it saves in the bad state, between 0 and 1.
    mass, taken : float or ndarray
        s, what the small hold; o, what was taken before. One and nothing in the papers.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    y: Value
    alpha: Value
    beta: Value
    c: Value
    mass: Value = 1.0
    taken: Value = 0.0

    def __post_init__(self) -> None:
        y, alpha, beta, c, mass, taken = self._arrays()
        require("y", y, np.isfinite(y), "any finite number")
        require("alpha", alpha, (alpha > 0) & np.isfinite(alpha), "above 0 and finite")
        require("beta", beta, beta > 0, "above 0")
        require("c", c, (c > 0) & (c < 1), "above 0 and below 1")
        require("mass", mass, (mass > 0) & np.isfinite(mass), "above 0 and finite")
        require("taken", taken, np.isfinite(taken), "any finite number")

    @property
    def is_unique(self) -> NDArray[np.bool_]:
        """Whether s alpha / sqrt(beta) <= sqrt(2 pi), draw by draw."""
        return np.asarray(self._terms()[0] <= STEEPEST)

    def threshold(self) -> Array:
        """theta*, below which the bad state comes, in units of theta, one a draw.

        Raises
        ------
        SolverError
            If it need not be unique in some draw; `equilibria` then gives all.
        """
        return np.asarray(self.taken + self.mass * ndtr(self._score()))

    def signal(self) -> Array:
        """x*, below which a small holder runs, in units of theta; raises as `threshold`."""
        return np.asarray(self.threshold() + self._score() / np.sqrt(self.beta))

    def probability(self) -> Array:
        """Chance of the bad state under the prior, 0 to 1; raises as `threshold`."""
        return np.asarray(ndtr(np.sqrt(self.alpha) * (self.threshold() - self.y)))

    def share(self) -> Array:
        """Share of the small that runs, expected under the prior; raises as `threshold`."""
        _, alpha, beta, *_ = self._arrays()
        return np.asarray(ndtr((self.signal() - self.y) / np.sqrt(1 / alpha + 1 / beta)))

    def equilibria(self) -> Array:
        """All thresholds of cutoff equilibria, unique or not; the middle one is unstable.

        Returns
        -------
        ndarray, shape (3, ...)
            Lowest first, units of theta, NaN where absent; a lone one is the first or the last.
        """
        steep, rest = self._terms()
        turn = np.sqrt(2 * np.log(np.maximum(steep / STEEPEST, 1)))  # where the gap turns
        first, second = (np.clip(each, rest, rest + steep) for each in (-turn, turn))
        up, down = _gap(first, steep, rest) > 0, _gap(second, steep, rest) <= 0
        ends = (rest, first), (second, first), (second, rest + steep)
        found = np.stack([_bisect(left, right, steep, rest) for left, right in ends])
        held = np.where(np.stack([up, up & down, down]), found, np.nan)
        return np.asarray(self.taken + self.mass * ndtr(held))

    def _arrays(self) -> tuple[Array, ...]:
        return together(self.y, self.alpha, self.beta, self.c, self.mass, self.taken)

    def _terms(self) -> tuple[Array, Array]:
        """Slope and constant of ``u = slope Phi(u) + constant``, which the game comes down to."""
        y, alpha, beta, c, mass, taken = self._arrays()
        tilt = alpha / np.sqrt(beta)
        return tilt * mass, tilt * (taken - y) - np.sqrt(1 + alpha / beta) * ndtri(c)

    def _score(self) -> Array:
        """u: the share that runs at theta = theta* is Phi(u)."""
        steep, rest = self._terms()
        several = steep > STEEPEST
        if several.any():
            raise SolverError(
                f"In {several.sum()} of {several.size} draws several thresholds are possible: mass "
                f"times alpha / sqrt(beta) is up to {steep.max():g}; allowed is {STEEPEST:.4f}, so "
                "that private news has to be more precise."
            )
        return _bisect(rest, rest + steep, steep, rest)


@dataclass(frozen=True, slots=True, eq=False)
class DebtRun:
    """Creditors who may refuse to roll over; failure if ``z l > theta`` (Morris and Shin, 2004).

    Attributes
    ----------
    y, alpha, beta : float or ndarray
        As in `RegimeChange`; theta in the units of z.
    z : float or ndarray
        What the borrower loses if nobody rolls over, above 0.
    liquidation : float or ndarray
        lambda, payoff of leaving early over face if failure leaves nothing, between 0 and 1.

    Raises
    ------
    InputError
        If a parameter lies outside its range.
    """

    y: Value
    alpha: Value
    beta: Value
    z: Value
    liquidation: Value

    def __post_init__(self) -> None:
        z, early = np.asarray(self.z, dtype=float), np.asarray(self.liquidation, dtype=float)
        require("z", z, (z > 0) & np.isfinite(z), "above 0 and finite")
        require("liquidation", early, (early > 0) & (early < 1), "above 0 and below 1")
        _ = self.game

    @property
    def game(self) -> RegimeChange:
        """The same run as a change of regime: leaving costs one less what it pays."""
        return RegimeChange(self.y, self.alpha, self.beta, 1 - np.asarray(self.liquidation), self.z)

    def threshold(self) -> Array:
        """theta*, below which the borrower fails; raises as `RegimeChange.threshold`."""
        return self.game.threshold()

    def probability(self) -> Array:
        """Chance of failure under the prior, 0 to 1; raises as `RegimeChange.threshold`."""
        return self.game.probability()

    def price(self, recovery: Value = 0.0) -> Array:
        """W, worth of a claim to one that is held to the end and pays `recovery` in failure.

        The choice to run does not see `recovery` (0 to 1): with it, `liquidation` is to be
        ``(payoff - recovery) / (1 - recovery)``.
        """
        left = np.asarray(recovery, dtype=float)
        require("recovery", left, (left >= 0) & (left <= 1), "0 to 1")
        return np.asarray(1 - (1 - left) * self.probability())


@dataclass(frozen=True, slots=True, eq=False)
class FirstMover:
    """A holder of mass m moves first and in sight; the small, 1 - m, then run or not (own).

    The move comes from outside and says nothing about theta: it changes what is left to absorb, not
    what is believed. Each move leaves a `RegimeChange` in the same units, with its own threshold,
    signal, probability and share.

    Attributes
    ----------
    y, alpha, beta, c : float or ndarray
        As in `RegimeChange`; theta over what all hold, the first mover included.
    mass : float or ndarray
        m, from 0 to below 1.

    Raises
    ------
    InputError
        If a parameter lies outside its range.
    """

    y: Value
    alpha: Value
    beta: Value
    c: Value
    mass: Value

    def __post_init__(self) -> None:
        mass = np.asarray(self.mass, dtype=float)
        require("mass", mass, (mass >= 0) & (mass < 1), "0 to below 1")
        _ = self.sold

    @property
    def sold(self) -> RegimeChange:
        """The small after the sale: the bad state comes if ``m + (1 - m) l >= theta``."""
        rest = 1 - np.asarray(self.mass)
        return RegimeChange(self.y, self.alpha, self.beta, self.c, mass=rest, taken=self.mass)

    @property
    def stayed(self) -> RegimeChange:
        """The small when it kept its bonds: the bad state comes if ``(1 - m) l >= theta``."""
        return RegimeChange(self.y, self.alpha, self.beta, self.c, mass=1 - np.asarray(self.mass))

    @property
    def absent(self) -> RegimeChange:
        """The same bonds in small hands only: the bad state comes if ``l >= theta``."""
        return RegimeChange(self.y, self.alpha, self.beta, self.c)


def _gap(u: Array, steep: Array, rest: Array) -> Array:
    """Zero in equilibrium, below at u = rest and above at u = rest + steep."""
    return np.asarray(u - steep * ndtr(u) - rest)


def _bisect(low: Array, high: Array, steep: Array, rest: Array) -> Array:
    """Zero of the gap between an end where it is negative and one where it is positive."""
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        below = _gap(middle, steep, rest) <= 0
        low, high = np.where(below, middle, low), np.where(below, high, middle)
    return np.asarray((low + high) / 2)
