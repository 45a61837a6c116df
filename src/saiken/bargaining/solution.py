"""The ladder's equilibrium as it is returned: paths, chances, payoffs, and what was refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.climb import climb, no_card
from saiken.bargaining.path import Ends, Played, ends, resolute, walk
from saiken.bargaining.plans import RUNGS
from saiken.bargaining.rounds import Terms
from saiken.bargaining.verify import Verdict, verify
from saiken.draws import Array, percent

Flags = NDArray[np.bool_]
Group = TypeVar("Group", Played, Ends)


@dataclass(frozen=True, slots=True, eq=False)
class LadderSolution:
    """The equilibrium, draw by draw; money in the units of the stakes.

    A draw whose profile the ruler refuses stays: its numbers are NaN and `refused` counts it.

    Attributes
    ----------
    rung : ndarray of int, shape (round,)
        Index in `RUNGS`.
    played : Played
        Continuation, concession, belief and price, shape (draw, round).
    ends : Ends
        Probabilities of every end by round, shape (draw, round).
    reached : ndarray, shape (draw, rung)
        Probability that the seller ever stands on the rung; the last is that of execution.
    seller, resolute, weak, buyer : ndarray, shape (draw,)
        Payoffs: the seller before its type is known, its two types, the buyer.
    silent_seller, silent_buyer : ndarray, shape (draw,)
        Payoffs in the same rounds with the same shocks when the seller is restricted to silence.
    credible : ndarray of bool, shape (draw,)
        Whether the plan is rational for the resolute seller throughout.
    several : ndarray of bool, shape (draw,)
        Whether other equilibria exist at some belief; the one shown has the weak fold most.
    verdict : Verdict
    """

    rung: NDArray[np.intp]
    played: Played
    ends: Ends
    reached: Array
    seller: Array
    resolute: Array
    weak: Array
    buyer: Array
    silent_seller: Array
    silent_buyer: Array
    credible: Flags
    several: Flags
    verdict: Verdict

    @property
    def refused(self) -> Flags:
        """Draws whose profile is no equilibrium by the ruler."""
        return ~self.verdict.ok

    @property
    def deal(self) -> Array:
        """Probability that the buyer concedes, with the card or without it, shape (draw,)."""
        return np.asarray((self.ends.deal + self.ends.deal_without).sum(axis=1))

    def summary(self) -> str:
        """Say in two sentences how the plan ends on average, and what was checked."""
        kept = self.verdict.ok
        if not kept.any():
            return "No draw has a checked equilibrium, so that there is no outcome to show."
        early = self.ends.deal[kept, : (len(self.rung) + 1) // 2].sum(axis=1)
        return (
            f"If the plan is followed, the buyer gives in with a chance of "
            f"{percent(self.deal[kept])}, {percent(early)} with the card on the table in the first "
            f"half of the rounds; it ends in execution or an accident with "
            f"{percent(self.price[kept])}. The plan is rational for a seller who means it in "
            f"{percent(self.credible[kept])} of the draws, and {percent(self.refused)} were "
            "refused by the check."
        )

    @property
    def price(self) -> Array:
        """Probability of execution or accident before the first round, shape (draw,)."""
        return np.asarray((self.ends.execution + self.ends.accident).sum(axis=1))


def solution(terms: Terms, rung: NDArray[np.intp], grid: int) -> LadderSolution:
    """Solve a game and have the ruler read the answer.

    Parameters
    ----------
    terms : Terms
    rung : ndarray of int, shape (round,)
        Index in `RUNGS`.
    grid : int
        Beliefs at which equilibria are bracketed and checked.
    """
    found, without = climb(terms, grid), no_card(terms)
    played = walk(terms, found)
    chances, verdict = ends(terms, played, without), verify(terms, found.profile)
    payoff, rational = resolute(terms, played, without)
    payoffs = {
        "seller": terms.mu0 * payoff + (1 - terms.mu0) * found.start.weak,
        "resolute": payoff,
        "weak": found.start.weak,
        "buyer": found.start.buyer,
        "silent_seller": without.seller[:, 0],
        "silent_buyer": without.buyer[:, 0],
    }
    return checked(rung, played, chances, payoffs, rational, found.several, verdict)


def checked(
    rung: NDArray[np.intp],
    played: Played,
    chances: Ends,
    payoffs: Mapping[str, Array],
    rational: Flags,
    several: Flags,
    verdict: Verdict,
) -> LadderSolution:
    """Put a solution together, with no number in a draw that the ruler refuses."""
    numbers = {"reached": _reached(rung, chances), **payoffs}
    return LadderSolution(
        rung=rung,
        played=_kept(played, verdict.ok),
        ends=_kept(chances, verdict.ok),
        **{name: _or_nan(each, verdict.ok) for name, each in numbers.items()},
        credible=rational & verdict.ok,
        several=several,
        verdict=verdict,
    )


def _reached(rung: NDArray[np.intp], chances: Ends) -> Array:
    """Probability of ever standing on each rung: it falls by round, so the first stay counts."""
    reached = np.zeros((len(chances.stands), len(RUNGS)))
    for t, each in enumerate(rung):
        reached[:, each] = np.maximum(reached[:, each], chances.stands[:, t])
    reached[:, -1] = chances.execution.sum(axis=1)
    return reached


def _or_nan(values: Array, ok: Flags) -> Array:
    return np.where(ok.reshape(-1, *(1,) * (values.ndim - 1)), values, np.nan)


def _kept(group: Group, ok: Flags) -> Group:
    return replace(
        group, **{each.name: _or_nan(getattr(group, each.name), ok) for each in fields(group)}
    )
