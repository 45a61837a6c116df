"""What a responder sees, what it can do, and what it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np
from numpy.typing import NDArray

from saiken.market import bucket_names
from saiken.parameters import Parameters

Array = NDArray[np.float64]
Memory = Mapping[str, Array]
BILLS: Final = bucket_names().index("0-1")


@dataclass(frozen=True, slots=True, eq=False)
class Market:
    """What does not change from day to day while everybody answers.

    Attributes
    ----------
    debt_usd : float
        Debt held by the public.
    sale_usd : ndarray, shape (draw,)
        What the seller plans to sell in all.
    sold_mix : ndarray, shape (bucket,)
        Maturities of what the seller sells.
    sale_decay_per_year : float
        Rate at which the market expects the sale undone.
    foreign_usd : float
        What foreigners hold, the seller included, last known.
    funds_short_usd : float
        Leveraged funds' net short position in Treasury futures, last known; 0 without a record.
    parameters : Parameters
    """

    debt_usd: float
    sale_usd: Array
    sold_mix: Array
    sale_decay_per_year: float
    foreign_usd: float
    funds_short_usd: float
    parameters: Parameters

    @property
    def coupon_mix(self) -> Array:
        """What the seller sells beyond a year of maturity, adding up to one; zero if nothing."""
        found = self.sold_mix.copy()
        found[BILLS] = 0
        whole = found.sum()
        return found / whole if whole else found


@dataclass(frozen=True, slots=True, eq=False)
class Seen:
    """Yesterday's close and today's announcements; nobody sees what others do today.

    Attributes
    ----------
    day : int
        Business day on which one acts, 1 or later.
    price : ndarray, shape (draw,)
        What dealers ask on the five-year yield, flow and stress together, decimals.
    used : ndarray, shape (draw,)
        Dealers' book over their capacity.
    carried_usd : ndarray, shape (draw,)
        What dealers still carry.
    taken_usd : ndarray, shape (draw,)
        What dealers had to take yesterday from everybody together.
    planned_usd : ndarray, shape (draw,)
        What the seller sells today.
    sold_usd : ndarray, shape (draw,)
        What it really sold yesterday.
    ten_year : ndarray, shape (draw,)
        Change of the ten-year yield since the as-of date, decimals.
    """

    day: int
    price: Array
    used: Array
    carried_usd: Array
    taken_usd: Array
    planned_usd: Array
    sold_usd: Array
    ten_year: Array


@dataclass(frozen=True, slots=True, eq=False)
class Action:
    """What one does today.

    Attributes
    ----------
    supply_usd : ndarray, shape (draw, bucket), or None
        More (+) or fewer (-) Treasuries for the market to hold, market value.
    dealt_usd : ndarray, shape (draw,), or None
        What dealers have to take without more maturity for the market: the other leg takes it off.
    room : ndarray, shape (draw,), or None
        Dealers' capacity as a multiple of the drawn one.
    kept, kept_money : ndarray, shape (draw,), or None
        Share of today's sale, and of its conversion, that still happens.
    swaps : bool
        The supply changes places along the curve: as many bills more as notes and bonds fewer.
    """

    supply_usd: Array | None = None
    dealt_usd: Array | None = None
    room: Array | None = None
    kept: Array | None = None
    kept_money: Array | None = None
    swaps: bool = False

    def measure(self, planned_usd: Array) -> Array:
        """One number for the record, shape (draw,): dollars of supply, or a widening of room.

        Of supply that changes places only, what leaves the market beyond a year counts.
        """
        if self.room is not None:
            return self.room - 1
        found = np.zeros_like(planned_usd) if self.dealt_usd is None else self.dealt_usd
        if self.supply_usd is not None:
            counted = self.supply_usd[:, BILLS + 1 :] if self.swaps else self.supply_usd
            found = found + counted.sum(axis=1)
        return found if self.kept is None else found - planned_usd * (1 - self.kept)


class Responder(Protocol):
    """One who answers: a frozen object with a name, its parameters and one rule."""

    @property
    def name(self) -> str:
        """As in flags and files."""

    @property
    def reads(self) -> tuple[str, ...]:
        """Parameters that the rule uses."""

    def begin(self, market: Market) -> Memory:
        """What it remembers before the first day."""

    def decay_per_year(self, market: Market) -> Array:
        """Rate at which the market expects its purchases or sales undone, shape (draw,)."""

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Act on one day; the memory that is handed on is a new one."""
