"""Other official creditors sell, or buy, along with the seller.

Once the ten-year yield has risen past a threshold at yesterday's close they sell a share of what
the seller sold yesterday, in the same maturities. The share is one coefficient whose sign the data
do not show: positive, they follow; negative, they take the other side. They answer the seller
alone, never each other.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.responders.base import Action, Market, Memory, Seen
from saiken.responders.since import days_since, first_seen, untouched

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Creditors:
    """A complement or a substitute, past a threshold."""

    name: str = "creditors"
    reads: tuple[str, ...] = ("creditors.response_share", "creditors.threshold_bp")

    def begin(self, market: Market) -> Memory:
        """Nothing crossed."""
        return {"first": untouched(market)}

    def decay_per_year(self, market: Market) -> Array:
        """As the market expects of the seller, shape (draw,)."""
        return np.full(market.parameters.draws, market.sale_decay_per_year)

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Follow, or take the other side."""
        prm = market.parameters
        first = first_seen(memory, seen.ten_year > prm["creditors.threshold_bp"], seen.day)
        crossed = days_since(first, np.zeros_like(first), seen.day) >= 0
        sold = np.where(crossed, prm["creditors.response_share"] * seen.sold_usd, 0.0)
        return Action(supply_usd=sold[:, None] * market.sold_mix), {"first": first}
