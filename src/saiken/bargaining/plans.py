"""Plans of escalation: which rung a seller who means it stands on in each round."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.draws import Array
from saiken.errors import InputError, out_of_range, unknown

RUNGS: Final = ("silence", "remark", "threat", "run-off", "slice", "execution")
"""From nothing to everything; the last is taken at the deadline and only there."""
BEFORE: Final = len(RUNGS) - 1
"""Rungs that can be stood on before the deadline."""


@cache
def plans_file() -> Mapping[str, Any]:
    """Return the plans and rungs (``bargaining/plans.yaml``), all of them assumptions."""
    return dict(resource_yaml("bargaining/plans.yaml"))


@dataclass(frozen=True, slots=True)
class Plan:
    """A seller's published way up, executed at the deadline.

    Attributes
    ----------
    title : str
    steps : tuple of (float, str)
        From which share of the clock on (0 to below 1, rising, the first 0) it stands on which
        rung, by its name in `RUNGS`.

    Raises
    ------
    InputError
        If a step lies outside the clock or out of order, or a rung is unknown or the last.
    """

    title: str
    steps: tuple[tuple[float, str], ...]

    def __post_init__(self) -> None:
        for _, rung in self.steps:
            if rung not in RUNGS[:BEFORE]:
                raise unknown("rung before the deadline", rung, RUNGS[:BEFORE])
        starts = [start for start, _ in self.steps]
        if not starts or starts[0] != 0:
            raise InputError("A plan has no step from 0 on; it has to start with the clock.")
        if sorted(set(starts)) != starts or starts[-1] >= 1:
            raise out_of_range("steps", starts, "rising shares of the clock below 1")

    def rungs(self, rounds: int, moves: int = 0) -> NDArray[np.intp]:
        """Index in `RUNGS` by round; rounds won by moving the deadline repeat the last.

        Returns
        -------
        ndarray of int, shape (rounds + moves,)
        """
        clock = np.minimum(np.arange(rounds + moves), rounds - 1) / rounds
        step = np.searchsorted([start for start, _ in self.steps], clock, side="right") - 1
        return np.array([RUNGS.index(rung) for _, rung in self.steps])[step]


def plan_named(name: str) -> Plan:
    """Return a plan of the file.

    Raises
    ------
    InputError
        If there is none of that name.
    """
    known = plans_file()["plans"]
    if name not in known:
        raise unknown("plan", name, known)
    steps = tuple((float(each["from"]), str(each["rung"])) for each in known[name]["steps"])
    return Plan(str(known[name]["title"]), steps)


def sold_in_a_round() -> Array:
    """Share of the holding that a round on each rung sells, shape (rung,), execution left out."""
    return np.array([float(plans_file()["rungs"][rung]["sells"]) for rung in RUNGS[:BEFORE]])
