"""Answer every claim."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from saiken.errors import DataError, InputError
from saiken.facts import (
    economy,
    engine,
    episodes,
    fiscal,
    holdings,
    markets,
    negotiated,
    others,
    tactic,
)
from saiken.facts.claims import Claim, claims
from saiken.facts.verdict import Result, Verdict, unknown
from saiken.holders import Known

Check = Callable[[Claim, Known], Verdict]
EngineCheck = Callable[[Claim, Known, Result | None], Verdict]

FROM_DATA: Final[Mapping[str, Check]] = {
    "F1": holdings.largest_holder,
    "F2": holdings.size_of_holdings,
    "F3": holdings.share_of_gdp,
    "F4": holdings.purpose,
    "F6": fiscal.interest_above_military,
    "F8": markets.priced_off_treasuries,
    "F11": markets.stable_friday,
    "F12": tactic.tactic,
    "F13": negotiated.deadline,
    "F14": economy.shrinking,
    "F15": economy.surplus,
    "F16": episodes.achilles_heel,
    "F17": episodes.only_case,
    "F18": negotiated.empty_threat,
    "F19": others.other_holders,
}
FROM_ENGINE: Final[Mapping[str, EngineCheck]] = {
    "F5": engine.raises_costs,
    "F7": engine.whole_curve,
    "F9": engine.yen_soars,
    "F10": engine.hurt_more,
}


def check_facts(snap: Known, outcome: Result | None = None) -> list[Verdict]:
    """Answer every claim as of the snapshot's day.

    Parameters
    ----------
    snap : Known
        Figures as known on a day; a :class:`saiken.snapshot.Snapshot`.
    outcome : Result, optional
        The engine's result for the sale in question; without it the claims about consequences say
        that they need it.

    Returns
    -------
    list of Verdict
        One for every claim, F1 to F19.
    """
    return [_one(claim, snap, outcome) for claim in claims()]


def _one(claim: Claim, snap: Known, outcome: Result | None) -> Verdict:
    """Answer one claim; figures that were not published by the day make it unanswerable."""
    try:
        if claim.id in FROM_ENGINE:
            return FROM_ENGINE[claim.id](claim, snap, outcome)
        return FROM_DATA[claim.id](claim, snap)
    except (DataError, InputError) as error:
        return unknown(claim, str(error), "figures published by that day")
