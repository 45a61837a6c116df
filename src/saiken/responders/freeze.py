"""The United States freezes the seller's bonds.

So many business days after the first sale nothing of the seller's can be sold or converted any
more: what is unsold is blocked. A freeze is a political act, so *everybody* leaves it out; it is
switched on by name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.responders.base import Action, Market, Memory, Seen
from saiken.responders.since import days_since, first_seen, untouched

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Freeze:
    """A stop of all sales some days after the first."""

    name: str = "freeze"
    reads: tuple[str, ...] = ("freeze.delay_days",)

    def begin(self, market: Market) -> Memory:
        """Nothing sold yet."""
        return {"first": untouched(market)}

    def decay_per_year(self, market: Market) -> Array:
        """Nothing is bought."""
        return np.zeros(market.parameters.draws)

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Block what is left once the delay is over."""
        first = first_seen(memory, seen.planned_usd > 0, seen.day)
        delay = market.parameters["freeze.delay_days"]
        blocked = days_since(first, delay, seen.day) >= 0
        kept = np.where(blocked, 0.0, 1.0)
        return Action(kept=kept, kept_money=kept), {"first": first}
