r"""The Federal Reserve buys for the functioning of the market.

When what dealers ask on the five-year yield has passed a threshold at yesterday's close, purchases
begin after a delay and rise over a ramp to a largest pace. On a day it buys what dealers had to
take yesterday plus a fifth of what they still carry, at most the pace and at most what is left of
the cap; it pauses while they ask less than half the threshold. What it holds is expected to run
off with the exit's half-life, which is no news and charges no dealer.

Each day's purchases are news. An announcement that moves prices before the first purchase is not
modelled, so the effect is if anything too late.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.responders.base import Action, Market, Memory, Seen
from saiken.responders.since import days_since, first_seen, untouched
from saiken.units import BUSINESS_DAYS_PER_WEEK

Array = NDArray[np.float64]
CALM: Final = 0.5
"""Share of the threshold below which it pauses."""


@dataclass(frozen=True, slots=True)
class Fed:
    """Purchases past a threshold, with a delay, a ramp, a pace and a cap."""

    name: str = "fed"
    reads: tuple[str, ...] = (
        "fed.threshold_bp",
        "fed.delay_days",
        "fed.ramp_days",
        "fed.pace_share_per_day",
        "fed.cap_share",
        "fed.exit_half_life_years",
    )

    def begin(self, market: Market) -> Memory:
        """Nothing crossed, nothing bought."""
        return {"first": untouched(market), "bought": np.zeros(market.parameters.draws)}

    def decay_per_year(self, market: Market) -> Array:
        """Rate of the exit, shape (draw,)."""
        return np.asarray(np.log(2) / market.parameters["fed.exit_half_life_years"])

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Buy what dealers cannot pass on."""
        prm = market.parameters
        threshold = prm["fed.threshold_bp"]
        first = first_seen(memory, seen.price > threshold, seen.day)
        since = days_since(first, prm["fed.delay_days"], seen.day)
        ramp = np.clip((since + 1) / np.maximum(prm["fed.ramp_days"], 1.0), 0.0, 1.0)
        pace = ramp * prm["fed.pace_share_per_day"] * market.debt_usd
        wanted = np.maximum(seen.taken_usd, 0) + seen.carried_usd / BUSINESS_DAYS_PER_WEEK
        left = prm["fed.cap_share"] * market.debt_usd - memory["bought"]
        active = seen.price > CALM * threshold
        bought = np.where(active, np.clip(np.minimum(wanted, pace), 0, np.maximum(left, 0)), 0.0)
        action = Action(supply_usd=-bought[:, None] * market.sold_mix)
        return action, {"first": first, "bought": memory["bought"] + bought}
