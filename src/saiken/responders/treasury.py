"""The Treasury sells fewer notes and bonds and more bills.

Once the ten-year yield has risen past a threshold at yesterday's close, it buys back notes and
bonds after one delay and, after another, sells a share of its new notes and bonds as bills: for a
year, as long as money funds and stablecoin issuers have room for the bills. What leaves has the
seller's maturities beyond a year. As much comes as goes, so dealers have nothing to take. Each
day's change is news.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.responders.base import BILLS, Action, Market, Memory, Seen
from saiken.responders.since import days_since, first_seen, untouched
from saiken.units import BUSINESS_DAYS_PER_YEAR

Array = NDArray[np.float64]
QUARTERS: Final = 4
QUARTER_DAYS: Final = BUSINESS_DAYS_PER_YEAR / QUARTERS


@dataclass(frozen=True, slots=True)
class Treasury:
    """Buybacks paid with bills, and issuance moved to bills."""

    name: str = "treasury"
    reads: tuple[str, ...] = (
        "treasury.threshold_bp",
        "treasury.buyback_share_per_quarter",
        "treasury.buyback_delay_days",
        "treasury.tilt_share",
        "treasury.tilt_delay_days",
        "treasury.coupons_share_per_quarter",
        "treasury.bill_capacity_share",
    )

    def begin(self, market: Market) -> Memory:
        """Nothing crossed, nothing moved."""
        return {"first": untouched(market), "moved": np.zeros(market.parameters.draws)}

    def decay_per_year(self, market: Market) -> Array:
        """The debt stays shorter for good."""
        return np.zeros(market.parameters.draws)

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Move today's part from notes and bonds to bills."""
        prm = market.parameters
        first = first_seen(memory, seen.ten_year > prm["treasury.threshold_bp"], seen.day)
        back = _lasts(first, prm["treasury.buyback_delay_days"], seen.day)
        tilt = _lasts(first, prm["treasury.tilt_delay_days"], seen.day)
        wanted = back * prm["treasury.buyback_share_per_quarter"]
        wanted = (
            wanted + tilt * prm["treasury.tilt_share"] * (prm["treasury.coupons_share_per_quarter"])
        )
        room = prm["treasury.bill_capacity_share"] * market.debt_usd - memory["moved"]
        moved = np.clip(wanted / QUARTER_DAYS * market.debt_usd, 0.0, room)
        swapped = -market.coupon_mix
        swapped[BILLS] = -swapped.sum()
        action = Action(supply_usd=moved[:, None] * swapped, swaps=True)
        return action, {"first": first, "moved": memory["moved"] + moved}


def _lasts(first: Array, delay_days: Array, day: int) -> NDArray[np.bool_]:
    """Whether a year of it has begun and is not over, shape (draw,)."""
    since = days_since(first, delay_days, day)
    return np.asarray((since >= 0) & (since < BUSINESS_DAYS_PER_YEAR))
