"""What the card is worth: the seller's outcome with it, less the outcome when it must stay silent.

Both are the same rounds with the same shocks of the buyer; without the card nothing can be said,
priced or executed, and the buyer may still give in. Where the plan is not rational for the resolute
seller nobody believes it: the card is put away at once, worth nothing, or minus what that costs.

A seller that may stay silent for free cannot lose by holding a card. Four channels can lower its
value and are switches: accidents, the buyer's removing the card, audience cost already sunk, and
rumours by third parties. With none of them on, a negative value is a mistake in the code. The first
two lower the value but never below zero on their own, since putting the card away stays free; the
other two take just that away.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.ladder import Ladder
from saiken.bargaining.solution import LadderSolution
from saiken.draws import Array, percent
from saiken.errors import unknown

OFF: Final[dict[str, dict[str, Any]]] = {
    "accidents": {"h": None},
    "pre-emption": {"x": np.inf},
    "sunk": {"sunk": 0.0},
    "rumours": {"rumour": 0.0},
}
"""The negative channels, and what of the game turns each off."""
CHANNELS: Final = tuple(OFF)


@dataclass(frozen=True, slots=True, eq=False)
class CardValue:
    """Differences against silence, shape (draw,), in the units of the stakes.

    Attributes
    ----------
    seller, resolute, weak : ndarray
        The seller before its type is known, and its two types; NaN in refused draws.
    buyer : ndarray
        The buyer: what the card costs it, as a negative number; NaN in refused draws.
    stake : ndarray
        G, the most that the seller can win.
    credible, refused : ndarray of bool
        Whether a credible type exists, and whether the draw has no checked equilibrium.
    """

    seller: Array
    resolute: Array
    weak: Array
    buyer: Array
    stake: Array
    credible: NDArray[np.bool_]
    refused: NDArray[np.bool_]

    @property
    def total(self) -> Array:
        """Seller and buyer together: below zero the card destroys value."""
        return np.asarray(self.seller + self.buyer)

    @property
    def over_stake(self) -> Array:
        """The seller's value over G; 0 where there is nothing to win."""
        share = np.where(np.isnan(self.seller), np.nan, 0.0)
        return np.divide(self.seller, self.stake, out=share, where=self.stake > 0)

    def summary(self) -> str:
        """Say in two sentences what the card is worth, and to how many draws that applies."""
        kept = ~self.refused
        if not kept.any():
            return "No draw has a checked equilibrium, so that the card has no value to show."
        low, middle, high = np.quantile(self.over_stake[kept], (0.05, 0.5, 0.95))
        both = np.sign(self.total[kept].mean())
        gains = {-1: "destroys value for", 0: "changes nothing for", 1: "creates value for"}[both]
        return (
            f"The card is worth {middle:.0%} of what is at stake for the seller (5% to 95% of the "
            f"draws: {low:.0%} to {high:.0%}); a seller who means it is credible in "
            f"{percent(self.credible[kept])} of them. On average the card {gains} the two "
            f"together; {percent(self.refused)} of the draws were refused by the check."
        )


def switched(game: Ladder, on: Collection[str]) -> Ladder:
    """Return the game with only some of its negative channels on.

    Parameters
    ----------
    game : Ladder
    on : collection of str
        Names in `CHANNELS`.

    Raises
    ------
    InputError
        If there is no such channel.
    """
    for name in on:
        if name not in OFF:
            raise unknown("channel", name, CHANNELS)
    changes = {key: to for name in CHANNELS if name not in on for key, to in OFF[name].items()}
    return replace(game, **changes)


def card_value(game: Ladder, solved: LadderSolution | None = None) -> CardValue:
    """Value of holding the card, draw by draw, with whatever channels the game has.

    Parameters
    ----------
    game : Ladder
    solved : LadderSolution, optional
        Its solution, if it is at hand.
    """
    found, terms = game.solve() if solved is None else solved, game.terms
    away = np.where(found.refused, np.nan, 0.0 - terms.fold[:, 0])

    def over_silence(payoff: Array) -> Array:
        return np.where(found.credible, payoff - found.silent_seller, away)

    return CardValue(
        seller=over_silence(found.seller),
        resolute=over_silence(found.resolute),
        weak=over_silence(found.weak),
        buyer=np.where(found.credible, found.buyer - found.silent_buyer, 0 * away),
        stake=terms.gain.max(axis=1),
        credible=found.credible,
        refused=found.refused,
    )


def channel_effects(game: Ladder) -> dict[str, Array]:
    """What each negative channel, on alone, adds to the seller's value with none on.

    Returns
    -------
    dict of ndarray, shape (draw,)
        By channel, and under ``together`` all of the game's at once; what interacts makes the parts
        differ from that.
    """
    base = card_value(switched(game, ())).seller
    sets = {name: (name,) for name in CHANNELS} | {"together": CHANNELS}
    return {name: card_value(switched(game, on)).seller - base for name, on in sets.items()}
