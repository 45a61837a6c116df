"""Leveraged funds unwind what they hold against futures and swaps.

Once the ten-year yield has risen past a threshold within five business days, they sell a share of
both positions in equal parts over some days. A fund that sells the bond closes the other leg, so
the market has no more maturity to hold; but dealers have to take the bonds. Their selling in March
2020 is already inside the stress that the engine sizes on that month: as far as dealers are
strained, it is not counted again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.impact.flow import strain
from saiken.responders.base import Action, Market, Memory, Seen
from saiken.responders.since import days_since, first_seen, untouched

Array = NDArray[np.float64]
WINDOW_DAYS: Final = 5


@dataclass(frozen=True, slots=True)
class Funds:
    """Forced sales after a fast rise of yields."""

    name: str = "funds"
    reads: tuple[str, ...] = (
        "funds.basis_share",
        "funds.swap_share",
        "funds.unwind_share",
        "funds.threshold_bp",
        "funds.days",
    )

    def begin(self, market: Market) -> Memory:
        """No rise seen yet; yields were flat before the as-of date."""
        past = np.zeros((market.parameters.draws, WINDOW_DAYS))
        return {"first": untouched(market), "past": past}

    def decay_per_year(self, market: Market) -> Array:
        """Nothing is sold on balance."""
        return np.zeros(market.parameters.draws)

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Sell in equal parts while the unwinding lasts."""
        prm, past = market.parameters, memory["past"]
        rise = seen.ten_year - past[:, 0]
        first = first_seen(memory, rise > prm["funds.threshold_bp"], seen.day)
        since = days_since(first, np.zeros_like(first), seen.day)
        days = np.maximum(np.round(prm["funds.days"]), 1.0)
        held = (prm["funds.basis_share"] + prm["funds.swap_share"]) * market.funds_short_usd
        daily = prm["funds.unwind_share"] * held / days * (1 - strain(seen.used))
        sold = np.where((since >= 0) & (since < days), daily, 0.0)
        later = np.concatenate([past[:, 1:], seen.ten_year[:, None]], axis=1)
        return Action(dealt_usd=sold), {"first": first, "past": later}
