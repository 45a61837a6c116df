r"""The ladder as a game tree in Gambit's text format, to be checked by others' solvers.

One draw, as its shocks vanish or with them. Two payoffs depend on the market's price, which no tree
can hold: flow costs and hazards are written at the prices of the solution, under which that
solution stays an equilibrium. The resolute seller moves by its plan and has no choice in the tree.
The same game gives the same bytes.

With shocks the tree is meant for logit play (agent quantal response, McKelvey and Palfrey,
Experimental Economics 1998), in which nobody foresees that choosing after a shock is worth more
than the average of what is chosen. Our buyer does: the difference, :math:`-\sigma \sum p \log p`
over the actions of a round, is paid to it when the round is reached, at the solution's p. Paid
before the choice it moves no choice of that round, so that the solution is logit play of the tree,
the buyer's precision being 1 / sigma and the seller's infinite. Derived here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice
from typing import Final

import numpy as np
from scipy.special import entr

from saiken.bargaining.climb import no_card
from saiken.bargaining.ladder import Ladder
from saiken.bargaining.path import Played
from saiken.bargaining.rounds import Terms
from saiken.draws import Array
from saiken.errors import InputError, SolverError, out_of_range

LARGEST: Final = 300
"""Nodes: Gambit's solvers took seconds for 216 and did not end within 20 s for 701."""
DIGITS: Final = 15
"""Of a chance's probabilities, which have to add up to one exactly."""
VANISHING: Final = 1e-7
"""Scale of shocks that stands for none, as a share of the stake."""


def to_efg(game: Ladder, *, shocks: bool = False) -> str:
    """Write a game of one draw.

    Players are ``Seller`` and ``Buyer``; the weak seller's information set of round t is the
    seller's number t + 1, the buyer's of round t his number t + 1.

    Parameters
    ----------
    game : Ladder
    shocks : bool
        Whether to write the game for logit play at the buyer's precision 1 / sigma. By default it
        is written for Nash equilibria, as the limit for vanishing shocks.

    Raises
    ------
    InputError
        If the game has several draws, a certain type, or a tree of more than `LARGEST` nodes.
    SolverError
        If its equilibrium is refused.
    """
    terms = game.terms
    if terms.draws != 1:
        raise InputError(f"The game has {terms.draws} draws; a tree can hold 1.")
    if not 0 < terms.mu0[0] < 1:
        raise out_of_range("mu0", f"{terms.mu0[0]:g}", "above 0 and below 1 in a tree")
    if not shocks:
        game = replace(game, sigma=np.minimum(terms.sigma, VANISHING * terms.stake))
    found = game.solve()
    if found.refused.any():
        raise SolverError("The game's equilibrium was refused, so that it has no prices to write.")
    option = option_value(game.terms, found.played) if shocks else np.zeros(terms.rounds)
    return written(game.terms, found.played, option)


def option_value(terms: Terms, played: Played) -> Array:
    """What seeing its shocks before it chooses is worth to the buyer of one draw, (round,)."""
    q, p = played.concede[0], played.preempt[0]
    return np.asarray(terms.sigma[0] * (entr(q) + entr((1 - q) * p) + entr((1 - q) * (1 - p))))


def written(terms: Terms, played: Played, option: Array) -> str:
    """Write the tree of one draw at the prices of a solution.

    Parameters
    ----------
    terms : Terms
    played : Played
        Of which only prices and accidents are read.
    option : ndarray, shape (round,)
        Paid to the buyer in each round that is reached.

    Raises
    ------
    InputError
        If it has more than `LARGEST` nodes.
    """
    tree = _Tree(terms, played, option)
    lines = list(islice(tree.start(), LARGEST + 1))
    if len(lines) > LARGEST:
        raise InputError(
            f"The tree has more than {LARGEST} nodes; allowed is up to that: take fewer rounds."
        )
    return "\n".join(['EFG 2 R "Escalation ladder" { "Seller" "Buyer" }', '""', "", *lines, ""])


@dataclass(frozen=True, slots=True)
class _Paid:
    """What both have received so far, exactly."""

    seller: Decimal = Decimal(0)
    buyer: Decimal = Decimal(0)

    def plus(self, seller: float = 0.0, buyer: float = 0.0) -> _Paid:
        return _Paid(self.seller + _exact(seller), self.buyer + _exact(buyer))


class _Tree:
    """Writes nodes in the order in which the format wants them: a node, then its branches."""

    def __init__(self, terms: Terms, played: Played, option: Array) -> None:
        self.terms, self.played = terms, played
        self.chances = self.outcomes = 0
        self.costs = terms.flow[0] * played.price[0] + terms.slice_loss[0] - option
        rest = no_card(terms)
        self.seller, self.buyer = rest.seller[0], rest.buyer[0]

    def start(self) -> Iterator[str]:
        yield self._chance("type", "resolute", "weak", self.terms.mu0[0])
        for resolute in (True, False):
            yield from self._round(0, resolute, _Paid())

    def _round(self, t: int, resolute: bool, paid: _Paid) -> Iterator[str]:
        terms = self.terms
        if not resolute:
            yield f'p "" 1 {t + 1} "weak {t}" {{ "go on" "fold" }} 0'
        now = paid.plus(-terms.slice_cost[0, t], -self.costs[t])
        yield from self._answer(t, resolute, now)
        if not resolute:
            fold = self.seller[t] - terms.fold[0, t]
            yield self._end("folded", paid.plus(fold, self.buyer[t]))

    def _answer(self, t: int, resolute: bool, paid: _Paid) -> Iterator[str]:
        terms, on = self.terms, self.terms.goes_on[0, t]
        removable = bool(np.isfinite(terms.x[0]))
        actions = '"concede" "hold"' + (' "remove"' if removable else "")
        yield f'p "" 2 {t + 1} "buyer {t}" {{ {actions} }} 0'
        yield self._end("deal", paid.plus(terms.gain[0, t], -terms.k[0]))
        accident = round(float(self.played.accident[0, t]), DIGITS)
        if accident > 0:
            yield self._chance("accident", "accident", "none", accident)
            yield self._end("accident", paid.plus(-terms.accident[0, t], -terms.loss[0, t]))
        if 0 < on < 1:
            yield self._chance("deadline", "moved", "comes", on)
        if on > 0:
            yield from self._round(t + 1, resolute, paid)
        if on < 1:
            yield self._deadline(t, resolute, paid)
        if removable:
            gone = paid.plus(on * self.seller[t + 1], on * self.buyer[t + 1] - terms.x[0])
            yield self._end("removed", gone)

    def _deadline(self, t: int, resolute: bool, paid: _Paid) -> str:
        if resolute:
            return self._end("executed", paid.plus(-self.terms.cost[0, t], -self.terms.loss[0, t]))
        return self._end("backed down", paid.plus(-self.terms.fold[0, t + 1]))

    def _chance(self, name: str, one: str, other: str, share: float) -> str:
        self.chances += 1
        first = _exact(round(float(share), DIGITS))
        actions = f'"{one}" {first:f} "{other}" {1 - first:f}'
        return f'c "" {self.chances} "{name} {self.chances}" {{ {actions} }} 0'

    def _end(self, name: str, paid: _Paid) -> str:
        self.outcomes += 1
        label = f"{name} {self.outcomes}"
        return f't "" {self.outcomes} "{label}" {{ {paid.seller:f}, {paid.buyer:f} }}'


def _exact(number: float) -> Decimal:
    return Decimal(repr(float(number)))
