"""Bank regulators relieve dealers of a leverage rule.

When dealers' books have passed a share of what they can carry at yesterday's close, their capacity
is widened after a delay and stays so. Nothing else about dealers changes: the capacity is the one
number that a responder may move.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.responders.base import Action, Market, Memory, Seen
from saiken.responders.since import days_since, first_seen, untouched

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Regulators:
    """More room for dealers past a utilisation, after a delay, for good."""

    name: str = "regulators"
    reads: tuple[str, ...] = (
        "regulators.threshold_share",
        "regulators.delay_days",
        "regulators.relief_share",
    )

    def begin(self, market: Market) -> Memory:
        """Nothing crossed."""
        return {"first": untouched(market)}

    def decay_per_year(self, market: Market) -> Array:
        """Nothing is bought, so nothing runs off."""
        return np.zeros(market.parameters.draws)

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Widen dealers' capacity."""
        prm = market.parameters
        first = first_seen(memory, seen.used > prm["regulators.threshold_share"], seen.day)
        given = days_since(first, prm["regulators.delay_days"], seen.day) >= 0
        room = np.where(given, 1 + prm["regulators.relief_share"], 1.0)
        return Action(room=room), {"first": first}
