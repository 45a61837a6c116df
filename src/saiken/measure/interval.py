"""Intervals that hold nine of ten draws, as everywhere in this project."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import NormalDist
from typing import Final

COVERED: Final = 0.9
TAIL: Final = (1 - COVERED) / 2


@dataclass(frozen=True, slots=True)
class Interval:
    """Ends of a 90% interval, in the unit of what it describes (SI)."""

    low: float
    high: float


def normal_interval(middle: float, sd: float) -> Interval:
    """Middle and standard deviation of a normal variable as an interval."""
    reach = NormalDist().inv_cdf(1 - TAIL) * sd
    return Interval(middle - reach, middle + reach)
