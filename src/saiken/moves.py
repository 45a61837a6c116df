"""The same creditor's moves side by side: a sale, and what needs none.

Each move has the size that it can have: a sale or a swap into bills what the case says, run-off
what matures within a year, staying away what matures within a quarter, a loan what the Federal
Reserve lends, deposits what lies there. Draws are common to all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.case import ACTIONS, NO_TRADE, Case, Scenario
from saiken.errors import InputError
from saiken.outcome import Outcome
from saiken.simulate import simulate
from saiken.snapshot import Snapshot, snapshot
from saiken.units import BUSINESS_DAYS_PER_YEAR

DAYS: Final = {"run_off": BUSINESS_DAYS_PER_YEAR, "abstain": BUSINESS_DAYS_PER_YEAR // 4}
"""How long a move lasts that is not done at the case's own pace."""
TITLES: Final = {
    "sell": "sell",
    "run_off": "run off, a year",
    "shorten": "shorten into bills",
    "abstain": "abstain, a quarter",
    "repo": "borrow on them",
    "park": "park deposits",
}


@dataclass(frozen=True, slots=True, eq=False)
class Move:
    """One move and what comes of it.

    Attributes
    ----------
    action, title : str
    outcome : Outcome or None
        None where it cannot be shown.
    why_not : str
        The reason then.
    """

    action: str
    title: str
    outcome: Outcome | None
    why_not: str = ""

    @property
    def size_usd(self) -> float:
        """Middle of what it is about; 0 where it cannot be shown."""
        return 0.0 if self.outcome is None else float(np.median(self.outcome.program.planned_usd))


def compare_moves(
    case: Case,
    snap: Snapshot | None = None,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Move, ...]:
    """Run every move of a case's creditor.

    Parameters
    ----------
    case : Case
        Its amount counts for the sale and the swap into bills only; its proceeds for all that raise
        money.
    snap : Snapshot, optional
    progress : callable, optional
        Told how many moves of how many are done.

    Raises
    ------
    InputError
        If the case is a threat or a move other than a sale.
    """
    if case.scenario.action != "sell" or case.scenario.information == "threatened":
        raise InputError(
            "Moves are compared with a sale that is carried out; leave --action and a threat out."
        )
    known = snapshot(case.as_of) if snap is None else snap
    found = []
    for place, action in enumerate(ACTIONS):
        found.append(_move(case, known, action))
        if progress is not None:
            progress(place + 1, len(ACTIONS))
    return tuple(found)


def _move(case: Case, snap: Snapshot, action: str) -> Move:
    try:
        scenario = moved(case.scenario, action)
        outcome = simulate(case.model_copy(update={"scenario": scenario}), snap)
    except InputError as problem:
        if action == "sell":
            raise
        return Move(action, TITLES[action], None, str(problem))
    return Move(action, TITLES[action], outcome)


def moved(scenario: Scenario, action: str) -> Scenario:
    """Turn a sale into another move of the same creditor, of the size that it can have."""
    given = {"action": action, "sale_days": DAYS.get(action, scenario.sale_days)}
    if action in NO_TRADE:
        given |= {"amount_usd_bn": None, "share_pct": None, "pace": "even"}
    return scenario.model_copy(update=given)
