"""The card's other face: what a promise not to sell is worth, in every form of one.

The promise is handed over with the deal: what of its worth can be had at once lowers what conceding
costs the United States. Its value to the seller is what that adds, in the same rounds with the same
shocks as for the threat, to what silence would have brought.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from saiken.bargaining import Ladder, commitments
from saiken.bargaining.assurance import AssuranceResult
from saiken.bargaining.climb import no_card
from saiken.draws import Array
from saiken.negotiation.game import promise_game
from saiken.negotiation.request import Negotiation
from saiken.parameters import Parameters


@dataclass(frozen=True, slots=True, eq=False)
class Promise:
    """One form of a promise, shape (draw,).

    Attributes
    ----------
    name, title : str
    result : AssuranceResult
        In USD to the United States; without a game in shares of the loss from a sale.
    value_usd : ndarray or None
        What it brings the seller over silence; None without a game.
    stake_usd : ndarray or None
        The most that it could bring.
    """

    name: str
    title: str
    result: AssuranceResult
    value_usd: Array | None = None
    stake_usd: Array | None = None

    @property
    def of_fear(self) -> Array:
        """What it is worth over what the fear of a sale costs; 0 where there is no fear."""
        return _over(self.result.worth, self.result.most)

    @property
    def at_once(self) -> Array:
        """What of its worth can be had when it is first given; 0 where it is worth nothing."""
        return _over(self.result.at_once, self.result.worth)

    @property
    def over_stake(self) -> Array | None:
        """Its value over the stake; 0 where there is nothing to win."""
        if self.value_usd is None or self.stake_usd is None:
            return None
        return _over(self.value_usd, self.stake_usd)


def promises(
    negotiation: Negotiation, prm: Parameters, game: Ladder | None = None
) -> Mapping[str, Promise]:
    """Value every form of a promise not to sell.

    The chance of a sale without it is the prior that the seller means it.

    Parameters
    ----------
    negotiation : Negotiation
    prm : Parameters
    game : Ladder, optional
        The threat's, for its stakes and shocks; left out, everything is in shares of the loss from
        a sale.
    """
    prior = prm["card.prior_of_resolve"]
    loss = np.ones(prm.draws) if game is None else np.asarray(game.L)
    found = {}
    for name, record in commitments().items():
        result = promise_game(name, prior, loss, prm, negotiation.rounds).solve()
        bare = Promise(name, str(record["title"]), result)
        found[name] = bare if game is None else _valued(bare, game)
    return found


def _valued(promise: Promise, game: Ladder) -> Promise:
    silence = no_card(game.terms).seller[:, 0]
    eased = replace(game, k=np.asarray(game.k) - promise.result.at_once)
    value = no_card(eased.terms).seller[:, 0] - silence
    return replace(promise, value_usd=value, stake_usd=np.asarray(game.G))


def _over(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(whole), where=whole > 0)
