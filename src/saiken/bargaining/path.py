"""What happens on the way up: chances of every end, and the resolute seller's payoff."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.climb import TIE, Climb, NoCard
from saiken.bargaining.rounds import Terms
from saiken.draws import Array


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """What is done and believed in each round that is reached, shape (draw, round).

    Attributes
    ----------
    goes_on : ndarray
        b, of the weak seller.
    reach : ndarray
        Probability that the seller goes on, whichever it is.
    belief : ndarray
        That the seller is resolute, after it went on.
    concede, preempt : ndarray
        By the buyer; the second if he does not concede.
    price : ndarray
        The market's probability of execution after the seller went on, an accident included.
    accident : ndarray
        Probability of one once the buyer held.
    """

    goes_on: Array
    reach: Array
    belief: Array
    concede: Array
    preempt: Array
    price: Array
    accident: Array


@dataclass(frozen=True, slots=True, eq=False)
class Ends:
    """Probabilities by round, before anything is known, shape (draw, round).

    `stands`: the seller is on the round's rung. The others are ends, beside which only the talks
    that run out without the card are left to add up to one: `deal`, `deal_without` (after a fold or
    with the card removed), `accident`, `execution` and `back_down` (the weak seller's fold at the
    deadline). `fold` and `removed` lead to the rest of the talks without the card.
    """

    stands: Array
    fold: Array
    deal: Array
    removed: Array
    accident: Array
    execution: Array
    back_down: Array
    deal_without: Array


def walk(terms: Terms, found: Climb) -> Played:
    """Follow the equilibrium from the prior."""
    profile, row = found.profile, np.arange(terms.draws)
    at = np.full(terms.draws, found.prior)
    b, q, p, price, belief, before = (np.empty(terms.gain.shape) for _ in range(6))
    for t in range(terms.rounds):
        before[:, t], b[:, t] = profile.beliefs[row, at], profile.goes_on[row, t, at]
        at = profile.lands[row, t, at]
        belief[:, t], price[:, t] = profile.beliefs[row, at], profile.price[row, t, at]
        q[:, t], p[:, t] = profile.concede[row, t, at], profile.preempt[row, t, at]
    reach = before + (1 - before) * b
    ahead = (1 - terms.goes_on) * belief
    ahead[:, :-1] += terms.goes_on[:, :-1] * reach[:, 1:] * price[:, 1:]
    return Played(b, reach, belief, q, p, price, terms.hazard * ahead)


def ends(terms: Terms, played: Played, without: NoCard) -> Ends:
    """Probability of every end in every round."""
    shape = terms.gain.shape
    found = Ends(*(np.zeros(shape) for _ in range(8)))
    arrives, quiet = np.ones(shape[0]), np.zeros(shape[0])
    for t in range(shape[1]):
        on = terms.goes_on[:, t]
        found.stands[:, t] = stands = arrives * played.reach[:, t]
        found.fold[:, t] = arrives - stands
        found.deal[:, t] = deal = stands * played.concede[:, t]
        found.removed[:, t] = removed = (stands - deal) * played.preempt[:, t]
        held = stands - deal - removed
        found.accident[:, t] = held * played.accident[:, t]
        held = held - found.accident[:, t]
        found.execution[:, t] = held * (1 - on) * played.belief[:, t]
        found.back_down[:, t] = held * (1 - on) * (1 - played.belief[:, t])
        quiet = quiet + found.fold[:, t]
        found.deal_without[:, t] = quiet * without.concede[:, t]
        arrives, quiet = held * on, (quiet - found.deal_without[:, t] + removed) * on
    return found


def resolute(
    terms: Terms, played: Played, without: NoCard, normal: Array | None = None
) -> tuple[Array, NDArray[np.bool_]]:
    """Payoff of the seller that follows its plan, and whether it would ever rather not.

    Parameters
    ----------
    terms : Terms
    played : Played
    without : NoCard
    normal : ndarray, shape (draw, round), optional
        Chance before each round that the buyer can give in at all, if it is not certain.

    Returns
    -------
    payoff : ndarray, shape (draw,)
    rational : ndarray of bool, shape (draw,)
        Executing costs less than backing down wherever a deadline comes, and going on is worth no
        less than folding in every round.
    """
    worth, rational = np.zeros(terms.draws), np.ones(terms.draws, dtype=bool)
    for t in reversed(range(terms.rounds)):
        on, accident = terms.goes_on[:, t], played.accident[:, t]
        rational &= (on == 1) | (terms.cost[:, t] < terms.fold[:, t + 1])
        hold = (1 - accident) * (on * worth - (1 - on) * terms.cost[:, t])
        hold = hold - accident * terms.accident[:, t]
        removed = on * without.seller[:, t + 1]
        kept = played.preempt[:, t] * removed + (1 - played.preempt[:, t]) * hold
        q = played.concede[:, t]
        worth = q * terms.gain[:, t] + (1 - q) * kept - terms.slice_cost[:, t]
        slack = TIE * terms.stake
        quiet = without.seller[:, t] if normal is None else normal[:, t] * without.seller[:, t]
        rational &= worth >= quiet - terms.fold[:, t] - slack
    return worth, rational
