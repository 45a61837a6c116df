r"""A round of the two-sided ladder: what the buyer answers, when it may be one that never gives in.

With probability :math:`\nu` the buyer is obstinate: it neither concedes nor removes the card. A
normal one, with the shocks of the one-sided game, concedes with chance q and else removes the card
with chance p, so that one that held is believed obstinate with chance

.. math::

    \nu' = \frac{\nu}{\nu + (1 - \nu)(1 - q)(1 - p)} .

Without the card the seller has no choice left to make: there the normal buyer does what it does in
the one-sided game, and what the seller gets is :math:`1 - \nu` times that. Derived here.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from saiken.bargaining.climb import NoCard, Played, Worth, either, held
from saiken.bargaining.rounds import Round, Terms
from saiken.draws import Array


class Stage(NamedTuple):
    """A round's terms, with what the game without the card is worth before and after it."""

    now: Round
    seller: Array
    buyer: Array
    removed_seller: Array
    removed_buyer: Array

    def fold(self, nu: Array) -> Array:
        """What folding at the round's start brings a weak seller."""
        return (1 - nu) * self.seller - self.now.fold

    def some(self, rows: NDArray[np.intp]) -> Stage:
        """Return the stage of some of the draws."""
        return Stage(Round(*(each[rows] for each in self.now)), *(each[rows] for each in self[1:]))


class Answer(NamedTuple):
    """The normal buyer's choices and worth, and what follows once the buyer is seen to hold.

    `executed` and `weak` are the price and the weak seller's payoff then; `buyer` is what the round
    is worth to the normal buyer before what the round itself costs.
    """

    concede: Array
    preempt: Array
    executed: Array
    weak: Array
    buyer: Array

    @property
    def holds(self) -> Array:
        """Chance that a normal buyer holds."""
        return np.asarray((1 - self.concede) * (1 - self.preempt))


def stages(terms: Terms, without: NoCard, axes: int) -> list[Stage]:
    """Every round, its numbers standing beside arrays with so many axes after the draws."""
    one_each = tuple(range(1, axes))
    found = []
    for t in range(terms.rounds):
        now = terms.at(t)
        after = (without.seller[:, t + 1, None], without.buyer[:, t + 1, None])
        gone = (now.goes_on * after[0], now.goes_on * after[1] - now.x)
        here = (without.seller[:, t, None], without.buyer[:, t, None])
        wide = Round(*(np.expand_dims(each, one_each) for each in now))
        found.append(Stage(wide, *(np.expand_dims(each, one_each) for each in (*here, *gone))))
    return found


def answer(stage: Stage, ahead: Worth, mu: Array) -> Answer:
    """Return the answer to a seller believed resolute with chance mu, given the worth of holding.

    Parameters
    ----------
    stage : Stage
    ahead : Worth
        Before the next round, at the belief about the buyer that holding brings.
    mu : ndarray
    """
    now = stage.now
    executed, hold_buyer, hold_weak = held(now, ahead, mu)
    rest = either(stage.removed_buyer, hold_buyer, now.sigma)
    return Answer(
        expit((-now.k - rest) / now.sigma),
        expit((stage.removed_buyer - hold_buyer) / now.sigma),
        executed,
        hold_weak,
        either(-now.k, rest, now.sigma),
    )


def played(stage: Stage, given: Answer, nu: Array) -> Played:
    """Worth of the round when the buyer is obstinate with chance nu."""
    now, normal, q, p = stage.now, 1 - nu, given.concede, given.preempt
    stays = nu + normal * given.holds
    price = stays * given.executed
    gains = normal * (q * now.gain + (1 - q) * p * stage.removed_seller)
    return Played(
        given.buyer - now.flow * price - now.slice_loss,
        gains + stays * given.weak - now.slice_cost,
        price,
        q,
        p,
    )
