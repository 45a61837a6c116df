r"""The equilibrium path, exactly.

Shocks reach every decision, folding and conceding end the game of two beliefs, and what a player
does is seen only through going on and holding: so there is one public path, on which all
information sets lie, and an equilibrium *is* that path. Its unknowns are the beliefs
:math:`\mu_t` once the seller went on and :math:`\nu_{t+1}` once the buyer held; its equations are
Bayes' rule for the buyer and, for the seller, to be indifferent where it mixes
(:math:`\mu_{t-1} < \mu_t < 1`), not to lose by going on where it always does
(:math:`\mu_t = \mu_{t-1}`), and not to lose by folding where it always does (:math:`\mu_t = 1`).
Newton's method solves them from the grid's path, with the active side of each inequality read off
at every step.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.climb import NoCard, Played, Worth
from saiken.bargaining.rounds import Terms
from saiken.bargaining.two_sided.answer import Answer, Stage, answer, played, stages
from saiken.draws import Array

STEPS: Final = 25
"""Newton steps at most; the median draw takes a handful."""
NUDGE: Final = 1e-7
"""Step of the numerical derivatives."""
DONE: Final = 1e-12
"""Largest residual, in probabilities and shares of the stake, at which a draw is left alone."""
LENGTHS: Final = np.array([1.0, 0.5, 0.2, 0.05, 0.01])
"""Of a step that are tried."""


class Leg(NamedTuple):
    """A round of a path of beliefs, arrays (draw, path).

    `gap`: what going on gains a weak seller over folding, as a share of the stake. `mixes`,
    `folds`: where it is read to do either. `missed`: how far the belief about the buyer after the
    round is from Bayes' rule.
    """

    there: Played
    given: Answer
    gap: Array
    mixes: NDArray[np.bool_]
    folds: NDArray[np.bool_]
    missed: Array


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """The equations of a game's path; unknowns (draw, 2 T - 1, path): mu, then nu from 1 on."""

    stages: list[Stage]
    mu0: Array
    nu0: Array
    stake: Array

    @classmethod
    def of(cls, terms: Terms, without: NoCard, nu0: Array) -> System:
        """Return the equations of a game."""
        columns = (each[:, None] for each in (terms.mu0, nu0, terms.stake))
        return cls(stages(terms, without, 1), *columns)

    def some(self, rows: NDArray[np.intp]) -> System:
        """Return the equations of some of the draws."""
        columns = (each[rows] for each in (self.mu0, self.nu0, self.stake))
        return System([stage.some(rows) for stage in self.stages], *columns)

    @property
    def rounds(self) -> int:
        """T."""
        return len(self.stages)

    def beliefs(self, x: Array) -> tuple[list[Array], list[Array]]:
        """Beliefs about the seller before round 0 and after each, about the buyer before each."""
        lone, size = np.ones_like(x[:, 0]), self.rounds
        unknown = [x[:, i] for i in range(x.shape[1])]
        return [self.mu0 * lone, *unknown[:size]], [self.nu0 * lone, *unknown[size:]]

    def follow(self, x: Array, like: list[Leg] | None = None) -> tuple[list[Leg], Worth]:
        """Play paths out: every round, and the worth at the start.

        The active side of each inequality is read off, or taken from `like`.
        """
        mu, nu = self.beliefs(x)
        ahead = Worth(*(np.zeros_like(mu[0]) for _ in Worth._fields))
        legs: list[Leg] = []
        for t in reversed(range(self.rounds)):
            stage = self.stages[t]
            given = answer(stage, ahead, mu[t + 1])
            there, fold = played(stage, given, nu[t]), stage.fold(nu[t])
            gap = (there.weak - fold) / self.stake
            wanted = mu[t + 1] - gap
            folds = wanted >= 1 if like is None else like[t].folds
            mixes = (wanted > mu[t]) & ~folds if like is None else like[t].mixes
            stays = nu[t] + (1 - nu[t]) * given.holds
            ruled = _divide(nu[t], stays, 0.0)
            missed = nu[t + 1] - ruled if t + 1 < self.rounds else ruled
            legs.insert(0, Leg(there, given, gap, mixes, folds, missed))
            reach = np.where(mu[t] == mu[t + 1], 1.0, _divide(mu[t], mu[t + 1], 1.0))
            ahead = Worth(
                reach * there.buyer + (1 - reach) * stage.buyer,
                np.where(mixes, fold, np.maximum(there.weak, fold)),
                reach * there.price,
            )
        return legs, ahead

    def residual(self, x: Array, legs: list[Leg]) -> Array:
        """What is left of the equations, (draw, 2 T - 1, path), by the sides that were read off."""
        before, rows = self.beliefs(x)[0], []
        for t, leg in enumerate(legs):
            corner = x[:, t] - np.where(leg.folds, 1.0, before[t])
            rows.append(np.where(leg.mixes, leg.gap, corner))
        return np.stack([*rows, *(leg.missed for leg in legs[:-1])], axis=1)

    def step(self, x: Array) -> tuple[Array, Array]:
        """Return the best of a Newton step's lengths and what is left of the equations there."""
        legs, _ = self.follow(x)
        inwards = np.where(x > 0.5, -NUDGE, NUDGE)
        nudge = inwards * np.eye(x.shape[1])
        moved = self.residual(x + nudge, self.follow(x + nudge, legs)[0])
        here = self.residual(x, legs)
        slope = (moved - here) / inwards[:, None, :, 0]
        change = _solve(slope, -here)
        tried = np.clip(x + change * LENGTHS, 0.0, 1.0)
        left = np.abs(self.residual(tried, self.follow(tried)[0])).max(axis=1)
        left = np.where(np.isnan(left), np.inf, left)
        best = left.argmin(axis=1)[:, None, None]
        return (
            np.take_along_axis(tried, best, axis=2),
            np.take_along_axis(left, best[:, 0], axis=1)[:, 0],
        )


def polish(system: System, start: Array) -> tuple[Array, Array]:
    """Solve every draw's path from a first answer.

    Parameters
    ----------
    system : System
    start : ndarray, shape (draw, 2 T - 1)

    Returns
    -------
    path : ndarray, shape (draw, 2 T - 1)
        Where no path was found this is none; the ruler says so.
    left : ndarray, shape (draw,)
        What is left of the equations.
    """
    x, left = start[:, :, None].copy(), np.full(len(start), np.inf)
    for _ in range(STEPS):
        todo = np.flatnonzero(left >= DONE)
        if not todo.size:
            break
        x[todo], left[todo] = system.some(todo).step(x[todo])
    return x[:, :, 0], left


def _solve(slope: Array, wanted: Array) -> Array:
    """Solve every draw's linear system, the singular ones by least squares."""
    try:
        return np.asarray(np.linalg.solve(slope, wanted), dtype=float)
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.pinv(np.nan_to_num(slope)) @ np.nan_to_num(wanted))


def _divide(top: Array, bottom: Array, otherwise: float) -> Array:
    out: Array = np.full(top.shape, otherwise)
    return np.asarray(np.divide(top, bottom, out=out, where=bottom != 0))
