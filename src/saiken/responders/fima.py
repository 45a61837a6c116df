"""The seller borrows dollars on its Treasuries from the Federal Reserve instead of selling them.

Up to the facility's cap for one counterparty, and a share of it that is used, the first dollars of
the sale come from repo: the bonds stay, the dollars can be converted all the same. The facility is
the Federal Reserve's to refuse: *absent* is a refusal.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.responders.base import Action, Market, Memory, Seen

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Fima:
    """Repo against Treasuries up to a cap."""

    name: str = "fima"
    reads: tuple[str, ...] = ("fima.cap_usd_bn", "fima.use_share")

    def begin(self, market: Market) -> Memory:
        """Nothing borrowed."""
        return {"lent": np.zeros(market.parameters.draws)}

    def decay_per_year(self, market: Market) -> Array:
        """Nothing is bought."""
        return np.zeros(market.parameters.draws)

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Lend what would be sold today, while the cap lasts."""
        prm = market.parameters
        left = prm["fima.cap_usd_bn"] * prm["fima.use_share"] - memory["lent"]
        lent = np.clip(np.minimum(seen.planned_usd, left), 0, None)
        kept = np.ones_like(lent)
        np.divide(seen.planned_usd - lent, seen.planned_usd, out=kept, where=seen.planned_usd > 0)
        return Action(kept=kept), {"lent": memory["lent"] + lent}
