"""What would change the card's value most: one thing at a time, everything else as drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.bargaining import Ladder, card_value, plans_file
from saiken.draws import Array
from saiken.negotiation.game import threat_game
from saiken.negotiation.request import Negotiation
from saiken.negotiation.stakes import Stakes, stakes
from saiken.parameters import Parameters

if TYPE_CHECKING:
    from saiken.outcome import Outcome

PRIOR: Final = 0.5
AUDIENCE: Final = 0.02


@dataclass(frozen=True, slots=True)
class Lever:
    """One change and what it does.

    Attributes
    ----------
    name, title : str
    value_usd, change_usd : float
        Mean value of the threat with it, and by how much that is more.
    credible : float
        Share of draws in which a seller who means it is credible.
    """

    name: str
    title: str
    value_usd: float
    change_usd: float
    credible: float


def levers(
    negotiation: Negotiation, out: Outcome, at_stake: Stakes, draws: int
) -> tuple[Lever, ...]:
    """Try every lever on the first draws.

    Parameters
    ----------
    negotiation : Negotiation
    out : Outcome
        The simulated execution.
    at_stake : Stakes
    draws : int
    """
    rows = np.arange(min(draws, out.parameters.draws))
    prm, some = out.parameters.take(rows), at_stake.take(rows)
    base = threat_game(negotiation, some, prm)
    before, _ = _worth(base)
    found = []
    for name, (title, change) in _changes(negotiation, out, some, prm).items():
        worth, credible = _worth(change())
        found.append(Lever(name, title, worth, worth - before, credible))
    return tuple(sorted(found, key=lambda each: (-each.change_usd, each.name)))


def _changes(
    negotiation: Negotiation, out: Outcome, some: Stakes, prm: Parameters
) -> dict[str, tuple[str, Callable[[], Ladder]]]:
    def played(plan: str) -> Callable[[], Ladder]:
        return lambda: threat_game(negotiation.model_copy(update={"plan": plan}), some, prm)

    changes: dict[str, tuple[str, Callable[[], Ladder]]] = {
        "resolve": (
            "if even odds were known to be given to its meaning it",
            lambda: threat_game(negotiation, some, prm, prior=PRIOR),
        ),
        "audience": (
            "if backing down cost it 2% of its GDP",
            lambda: threat_game(negotiation, some, prm, audience_share_gdp=AUDIENCE),
        ),
    }
    if negotiation.channels:
        quiet = negotiation.model_copy(update={"channels": ()})
        changes["channels"] = (
            "without accidents, pre-emption, rumours and what is sunk",
            lambda: threat_game(quiet, some, prm),
        )
    scenario = out.case.scenario
    if scenario.proceeds_shares.get("dollars", 0.0) < 1:
        changes["dollars"] = (
            "if the money stayed in dollars",
            lambda: _in_dollars(negotiation, out, prm),
        )
    for plan, record in plans_file()["plans"].items():
        if plan != negotiation.plan:
            title = str(record["title"])
            changes[f"plan {plan}"] = (f"by another plan: {title[:1].lower()}{title[1:]}",
                                       played(plan))  # fmt: skip
    return changes


def _in_dollars(negotiation: Negotiation, out: Outcome, prm: Parameters) -> Ladder:
    from saiken.simulate import simulate

    scenario = out.case.scenario.model_copy(update={"proceeds": "dollars"})
    case = out.case.model_copy(update={"scenario": scenario, "draws": prm.draws})
    kept = simulate(case, out.snap)
    return threat_game(negotiation, stakes(negotiation, kept), kept.parameters)


def _worth(game: Ladder) -> tuple[float, float]:
    value = card_value(game)
    seller: Array = value.seller
    return float(np.nanmean(seller)), float(value.credible.mean())
