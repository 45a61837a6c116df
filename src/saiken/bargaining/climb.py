r"""Equilibrium of the ladder, by backward recursion over all draws and beliefs at once.

After the seller went on, the buyer's choices at a belief follow from what holding is worth at the
same belief a round later. Before, a weak seller that goes on for sure leaves the belief where it
is; one that mixes must be indifferent, and takes every lower belief to the one point
:math:`\mu^*_t` at which going on is worth as much as folding: :math:`b = \mu (1 - \mu^*) / ((1 -
\mu)\mu^*)`. So a number a round describes the seller, and the value at *any* belief follows exactly
from those of later rounds: the grid brackets :math:`\mu^*_t` and nothing is interpolated.

:math:`\mu^*_t` is the largest root, 0 if going on is better at every belief and 1 if at none (then
b = 0). That is an equilibrium whatever the shape of what going on is worth, since a belief below is
never held; where that shape is not monotone there are others, and `Climb.several` says in which
draws. Derived here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from saiken.bargaining.roots import roots
from saiken.bargaining.rounds import Round, Terms
from saiken.bargaining.verify import Profile
from saiken.draws import Array

TIE: Final = 1e-12
"""A weak seller that gains less than this share of the stake by folding goes on."""


class Worth(NamedTuple):
    """At beliefs before a round: buyer's and weak seller's payoff, probability of execution."""

    buyer: Array
    weak: Array
    price: Array


class Played(NamedTuple):
    """The same after the seller went on, with the buyer's choices (`preempt`: if not conceding)."""

    buyer: Array
    weak: Array
    price: Array
    concede: Array
    preempt: Array


class NoCard(NamedTuple):
    """The rest of the game without the card, from each round and after the last.

    `concede` has shape (draw, round), the payoffs (draw, round + 1).
    """

    seller: Array
    buyer: Array
    concede: Array


@dataclass(frozen=True, slots=True, eq=False)
class Climb:
    """A profile at every grid belief, the prior and every indifference point.

    Attributes
    ----------
    profile : Profile
        Beliefs in that order.
    star : ndarray, shape (draw, round)
        mu*.
    several : ndarray of bool, shape (draw,)
        Whether another choice of the seller is optimal too at some grid belief.
    start : Worth
        At the prior before the first round, each of shape (draw,).
    prior : int
        Where the prior stands among the profile's beliefs.
    """

    profile: Profile
    star: Array
    several: NDArray[np.bool_]
    start: Worth
    prior: int


def no_card(terms: Terms) -> NoCard:
    """Solve the game in which the seller is restricted to silence: same rounds, same shocks."""
    seller, buyer = np.zeros_like(terms.fold), np.zeros_like(terms.fold)
    concede = np.zeros_like(terms.gain)
    for t in reversed(range(terms.rounds)):
        ahead = terms.goes_on[:, t] * buyer[:, t + 1]
        concede[:, t] = expit((-terms.k - ahead) / terms.sigma)
        kept = (1 - concede[:, t]) * terms.goes_on[:, t] * seller[:, t + 1]
        seller[:, t] = concede[:, t] * terms.gain[:, t] + kept
        buyer[:, t] = either(-terms.k, ahead, terms.sigma)
    return NoCard(seller, buyer, concede)


def climb(terms: Terms, grid: int) -> Climb:
    """Solve for the equilibrium.

    Parameters
    ----------
    terms : Terms
    grid : int
        Beliefs in the grid, denser near 0.
    """
    search = _Search(terms, no_card(terms))
    beliefs = np.tile((np.arange(grid) / (grid - 1)) ** 2, (terms.draws, 1))
    worth, several = search.nothing(beliefs), np.zeros(terms.draws, dtype=bool)
    for t in reversed(range(terms.rounds)):
        played = search.play(t, worth, beliefs)
        several |= search.settle(t, played.weak - search.fold(t), beliefs)
        worth = search.before(t, played, beliefs)
    star = np.concatenate(search.star, axis=1)
    profile, worth = _profile(search, np.hstack([beliefs, terms.mu0[:, None], star]))
    start = Worth(*(each[:, grid].copy() for each in worth))
    return Climb(profile, star, several, start, grid)


class _Search:
    """Backward recursion that remembers, of each round done, mu* and the worth there."""

    def __init__(self, terms: Terms, without: NoCard) -> None:
        self.terms, self.without = terms, without
        self.rounds = [terms.at(t) for t in range(terms.rounds)]
        self.star: list[Array] = [np.zeros((terms.draws, 1)) for _ in self.rounds]
        self.there: list[Played | None] = [None for _ in self.rounds]

    def nothing(self, mu: Array) -> Worth:
        """Worth after the last round."""
        return Worth(*(np.zeros_like(mu) for _ in Worth._fields))

    def fold(self, t: int) -> Array:
        """What folding at the start of round t brings a weak seller, shape (draw, 1)."""
        return self.without.seller[:, t, None] - self.rounds[t].fold

    def play(self, t: int, ahead: Worth, mu: Array) -> Played:
        """Worth and choices at beliefs after the seller went on."""
        now = self.rounds[t]
        price, hold_buyer, hold_weak = held(now, ahead, mu)
        removed_buyer = now.goes_on * self.without.buyer[:, t + 1, None] - now.x
        removed_seller = now.goes_on * self.without.seller[:, t + 1, None]
        rest = either(removed_buyer, hold_buyer, now.sigma)
        preempt = expit((removed_buyer - hold_buyer) / now.sigma)
        concede = expit((-now.k - rest) / now.sigma)
        price = (1 - concede) * (1 - preempt) * price
        kept = preempt * removed_seller + (1 - preempt) * hold_weak
        return Played(
            either(-now.k, rest, now.sigma) - now.flow * price - now.slice_loss,
            concede * now.gain + (1 - concede) * kept - now.slice_cost,
            price,
            concede,
            preempt,
        )

    def drops(self, t: int, mu: Array) -> NDArray[np.bool_]:
        """Where a weak seller does not go on for sure."""
        return np.asarray((mu < self.star[t]) | (self.star[t] >= 1))

    def before(self, t: int, played: Played, mu: Array) -> Worth:
        """Worth at beliefs before the seller chooses."""
        there = self.there[t]
        assert there is not None  # noqa: S101 - settled in the round's own turn
        drops = self.drops(t, mu)
        reach = np.divide(mu, self.star[t], out=np.ones_like(mu), where=drops)
        stays = self.without.buyer[:, t, None]
        return Worth(
            np.where(drops, reach * there.buyer + (1 - reach) * stays, played.buyer),
            np.where(drops, self.fold(t), played.weak),
            np.where(drops, reach * there.price, played.price),
        )

    def at(self, t: int, mu: Array) -> Played:
        """`play` at any beliefs, exactly, from the rounds that are settled."""
        worth = self.nothing(mu)
        for later in range(self.terms.rounds - 1, t, -1):
            worth = self.before(later, self.play(later, worth, mu), mu)
        return self.play(t, worth, mu)

    def settle(self, t: int, gap: Array, beliefs: Array) -> NDArray[np.bool_]:
        """Find round t's mu* from what going on gains at the grid; say where it is not alone."""
        slack = TIE * self.terms.stake[:, None]
        short = gap < -slack
        last = beliefs.shape[1] - 1 - np.argmax(short[:, ::-1], axis=1)[:, None]
        inside = short.any(axis=1, keepdims=True) & ~short[:, -1:]
        low = np.take_along_axis(beliefs, last, axis=1)
        high = np.take_along_axis(beliefs, np.minimum(last + 1, beliefs.shape[1] - 1), axis=1)
        root = low
        if inside.any():
            root = roots(lambda mu: self.at(t, mu).weak - self.fold(t), low, high, inside, slack)
        self.star[t] = np.where(inside, root, np.where(short[:, -1:], 1.0, 0.0))
        self.there[t] = self.at(t, self.star[t])
        return np.asarray(((gap > slack) & self.drops(t, beliefs)).any(axis=1))


def held(now: Round, ahead: Worth, mu: Array) -> tuple[Array, Array, Array]:
    """Price, buyer and weak seller once the buyer is known to hold, an accident to come or not."""
    ends = 1 - now.goes_on
    executed = ends * mu + now.goes_on * ahead.price
    accident = now.hazard * executed
    buyer = -ends * mu * now.loss + now.goes_on * ahead.buyer
    weak = -ends * now.fold_next + now.goes_on * ahead.weak
    return (
        accident + (1 - accident) * executed,
        -accident * now.loss + (1 - accident) * buyer,
        -accident * now.accident + (1 - accident) * weak,
    )


def either(one: Array, other: Array, sigma: Array) -> Array:
    """Expected worth of the better of two, the difference having a logistic shock of mean zero."""
    return np.asarray(sigma * np.logaddexp(one / sigma, other / sigma))


def _profile(search: _Search, beliefs: Array) -> tuple[Profile, Worth]:
    """Everything that is done at the given beliefs, of which the last are the rounds' mu*."""
    terms = search.terms
    shape = (terms.draws, terms.rounds, beliefs.shape[1])
    goes_on, concede, preempt, price = (np.empty(shape) for _ in range(4))
    lands = np.empty(shape, dtype=np.intp)
    worth = search.nothing(beliefs)
    for t in reversed(range(terms.rounds)):
        played, drops, star = (
            search.play(t, worth, beliefs),
            search.drops(t, beliefs),
            search.star[t],
        )
        concede[:, t], preempt[:, t], price[:, t] = played.concede, played.preempt, played.price
        top, bottom = beliefs * (1 - star), (1 - beliefs) * star
        goes_on[:, t] = np.divide(top, bottom, out=np.zeros_like(top), where=drops & (bottom > 0))
        goes_on[:, t][~drops] = 1
        own = np.arange(beliefs.shape[1])
        lands[:, t] = np.where(drops, beliefs.shape[1] - terms.rounds + t, own)
        worth = search.before(t, played, beliefs)
    return Profile(beliefs, goes_on, lands, concede, preempt, price), worth
