"""Finding the first step at which enough draws reach a target, by bracketing on common draws.

A share of draws is a staircase, but the distance of the draw that decides it is not: if the k-th
furthest draw lies m beyond the target, at least k draws reach it exactly when m >= 0, and m changes
smoothly with what is varied. The bracket is closed on that distance, so a few evaluations find the
step, and one evaluation serves every probability asked about.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
SLACK: Final = 1e-9
"""Rounding of ``probability * draws``."""


@dataclass
class Evaluations:
    """Distances beyond the target at the steps evaluated so far.

    Attributes
    ----------
    measure : callable
        From a step to the distances, shape (draw,); NaN never reaches the target.
    distances : dict of int to ndarray, shape (draw,)
        Furthest beyond first.
    """

    measure: Callable[[int], Array]
    distances: dict[int, Array] = field(default_factory=dict)

    def at(self, step: int) -> Array:
        """Distances at a step, furthest beyond the target first."""
        if step not in self.distances:
            found = np.nan_to_num(self.measure(step), nan=-np.inf)
            self.distances[step] = -np.sort(-found)
        return self.distances[step]

    def share(self, step: int) -> float:
        """Share of the draws that reach the target at a step."""
        found = self.at(step)
        return float(np.count_nonzero(found >= 0)) / found.size

    def margin(self, step: int, probability: float) -> float:
        """Distance of the draw that decides: at least zero exactly when enough draws reach it."""
        found = self.at(step)
        place = max(math.ceil(probability * found.size - SLACK), 1)
        return float(found[place - 1])


def never(low: int, high: int) -> bool:
    """Close a bracket to neighbouring steps: no wider one is narrow enough."""
    return False


def first_reached(
    seen: Evaluations,
    probability: float,
    scan: Sequence[int],
    enough: Callable[[int, int], bool] = never,
) -> int | None:
    """Find the first step at which enough draws reach the target.

    Parameters
    ----------
    seen : Evaluations
    probability : float
    scan : sequence of int
        Steps looked at in order; the search is inside the first gap that ends with success.
    enough : callable
        Whether a bracket, from a step that fails to one that succeeds, is narrow enough; left out,
        the step before the answer fails.

    Returns
    -------
    int or None
        None when no step of the scan reaches it.
    """
    below: int | None = None
    for step in scan:
        if seen.margin(step, probability) >= 0:
            return step if below is None else _close(seen, probability, below, step, enough)
        below = step
    return None


def _close(
    seen: Evaluations,
    probability: float,
    low: int,
    high: int,
    enough: Callable[[int, int], bool],
) -> int:
    """Close a bracket whose low end fails and whose high end succeeds."""
    halve = False
    while high - low > 1 and not enough(low, high):
        before = high - low
        step = (low + high) // 2 if halve else _guess(seen, probability, low, high)
        if seen.margin(step, probability) >= 0:
            high = step
        else:
            low = step
        halve = 2 * (high - low) > before  # a poor guess is followed by a halving
    return high


def _guess(seen: Evaluations, probability: float, low: int, high: int) -> int:
    """Where a straight line between the ends crosses, strictly inside, on the reaching side."""
    below, above = seen.margin(low, probability), seen.margin(high, probability)
    if not (math.isfinite(below) and math.isfinite(above)) or above == below:
        return (low + high) // 2
    crossing = low + (high - low) * below / (below - above)
    return min(max(math.ceil(crossing), low + 1), high - 1)
