"""What the threat is worth if Washington may be one that never gives in."""

from __future__ import annotations

from dataclasses import dataclass

from saiken.bargaining import Ladder, TwoSided, card_value
from saiken.bargaining.two_sided import TwoSidedSolution
from saiken.bargaining.value import CardValue
from saiken.negotiation.game import first
from saiken.negotiation.request import Negotiation
from saiken.units import to_si


@dataclass(frozen=True, slots=True, eq=False)
class Obstinate:
    """The threat against a buyer that may be obstinate, on the first draws.

    Attributes
    ----------
    solution : TwoSidedSolution
    value : CardValue
        What holding the card is worth over silence against such a buyer.
    normal : CardValue
        The same in as many rounds against one that is normal for sure.
    """

    solution: TwoSidedSolution
    value: CardValue
    normal: CardValue


def obstinate(negotiation: Negotiation, game: Ladder, draws: int) -> Obstinate | None:
    """Solve the two-sided ladder on a game's first draws; None where the option is off."""
    if not negotiation.obstinate_pct:
        return None
    both = TwoSided(first(game, draws), to_si(negotiation.obstinate_pct, "pct"))
    found = both.solve()
    return Obstinate(found, card_value(both.one_sided, found.outcome), card_value(both.one_sided))
