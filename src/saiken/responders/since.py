"""When something was first seen: the one piece of memory that most responders need."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.responders.base import Market, Memory

Array = NDArray[np.float64]
NEVER: Final = np.inf


def untouched(market: Market) -> Array:
    """Nothing was seen yet, shape (draw,)."""
    return np.full(market.parameters.draws, NEVER)


def first_seen(memory: Memory, seen: NDArray[np.bool_], day: int) -> Array:
    """Day on which something was first seen, infinity where it was not, shape (draw,)."""
    known = memory["first"]
    return np.where(np.isinf(known) & seen, float(day), known)


def days_since(first: Array, delay_days: Array, day: int) -> Array:
    """Business days since a delay after the first sight ran out; negative before, (draw,)."""
    return np.asarray(day - first - np.round(delay_days))
