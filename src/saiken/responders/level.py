r"""The ten-year yield at the close of each day, while everybody answers.

What the seller's programme does to it is known beforehand; what responders buy and sell, and what
is not sold, adds exponential states, one a rate at which it is expected to be undone. What dealers
ask comes on top. It is the same sum as the one that is put together afterwards (:mod:`answer`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.impact.habitat import Kernels
from saiken.impact.response import Shape, program_size
from saiken.parameters import Parameters
from saiken.snapshot import Snapshot
from saiken.units import BUSINESS_DAYS_PER_YEAR
from saiken.variables import maturity_index

Array = NDArray[np.float64]
TEN_YEARS: Final = maturity_index("10y")
WITHHELD: Final = "withheld"
"""What the seller does not sell because others act: supply that is missing."""


@dataclass(frozen=True, slots=True, eq=False)
class Road:
    """What the ten-year yield takes from the programme, shared by all days.

    Attributes
    ----------
    planned : ndarray, shape (draw, day)
        Stock effect of the programme as planned, decimals.
    missing_usd : ndarray, shape (draw, day, bucket)
        What leaves the market's supply if a day's sale does not happen; negative.
    spread : ndarray, shape (draw,)
        Of what dealers ask on the five-year yield.
    decay_per_year : float
        At which the market expects the sale undone.
    kernels : Kernels
    scale : ndarray, shape (draw,)
        Of a dollar of supply.
    """

    planned: Array
    missing_usd: Array
    spread: Array
    decay_per_year: float
    kernels: Kernels
    scale: Array

    @classmethod
    def of(
        cls, program: Program, shape: Shape, snap: Snapshot, prm: Parameters, kernels: Kernels
    ) -> Road:
        """Work it out for a programme and its shape."""
        size = program_size(program, snap, prm)
        return cls(
            planned=size[:, None] * shape.daily[:, TEN_YEARS],
            missing_usd=-program.amount_usd[:, None, None] * program.supply,
            spread=shape.flow.at(prm["flow.local_share"])[:, TEN_YEARS],
            decay_per_year=program.decay_per_year,
            kernels=kernels,
            scale=prm["impact.stock_scale"] / snap.scale.debt_held_by_public_usd,
        )

    def per_usd(self, decay_per_year: Array) -> Array:
        """Ten-year yield's answer to a dollar in a bucket, shape (draw, bucket)."""
        unit = self.kernels.programme(decay_per_year)[..., TEN_YEARS]
        return np.asarray(self.scale[:, None] * unit)


@dataclass(slots=True)
class TenYear:
    """The level at yesterday's close; moves on by a day at a time."""

    road: Road
    decay_per_year: dict[str, Array]
    unit: dict[str, Array]
    keep: dict[str, Array]
    state: dict[str, Array]

    @classmethod
    def fresh(cls, road: Road, decay_per_year: Mapping[str, Array]) -> TenYear:
        """Before the first day."""
        sale = np.full(road.scale.size, road.decay_per_year)
        rates = {**decay_per_year, WITHHELD: sale}
        daily = ((name, each / BUSINESS_DAYS_PER_YEAR) for name, each in rates.items())
        keep = {name: np.exp(-each)[:, None] for name, each in daily}
        return cls(road, rates, {}, keep, {})

    def take(self, day: int, supply_usd: Mapping[str, Array], kept: Array) -> None:
        """Add what everybody did today; `kept` is the share of the sale that happened."""
        self.state = {name: each * self.keep[name] for name, each in self.state.items()}
        news = dict(supply_usd)
        if (kept != 1).any():
            news[WITHHELD] = self.road.missing_usd[:, day] * (1 - kept)[:, None]
        for name, each in news.items():
            self.state[name] = self.state[name] + each if name in self.state else each

    def at(self, day: int, price: Array) -> Array:
        """Change of the ten-year yield at the close of a day, shape (draw,)."""
        found = self.road.planned[:, day] + price * self.road.spread
        for name in sorted(self.state):
            found = found + (self.state[name] * self._unit(name)).sum(axis=1)
        return np.asarray(found)

    def _unit(self, name: str) -> Array:
        if name not in self.unit:
            self.unit[name] = self.road.per_usd(self.decay_per_year[name])
        return self.unit[name]
