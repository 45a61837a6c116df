"""The road from a question to its answer."""

from __future__ import annotations

import math
from collections.abc import Callable
from itertools import pairwise
from statistics import NormalDist
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Case, NamedScenario
from saiken.errors import out_of_range
from saiken.reverse import wording
from saiken.reverse.answer import Range, Reading, ReverseAnswer, Status
from saiken.reverse.dials import Dial, dial
from saiken.reverse.search import Evaluations, first_reached
from saiken.reverse.target import Target, parse_target
from saiken.snapshot import Snapshot
from saiken.sweep import CommonDraws

Array = NDArray[np.float64]
CONFIDENCE: Final = 0.95
QUARTERS: Final = (0.25, 0.75)
COARSE: Final = 100
"""The ends of the bands are found to a hundredth of their value, the answer itself to one step."""
EXPECTED: Final = 32
"""Evaluations that a question usually takes, for the progress bar."""


def reverse(
    target: str,
    case: Case | NamedScenario,
    vary: str = "amount",
    probability: float = 0.5,
    snap: Snapshot | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> ReverseAnswer:
    """Find the least effort with which a target is reached often enough.

    Parameters
    ----------
    target : str
        A quantity, ``>=`` or ``<=``, and a number: ``"10y >= 5.0%"``.
    case : Case or NamedScenario
        Everything but what is varied.
    vary : str
        ``amount`` (the smallest, up to the ceiling), ``days`` or ``pace`` (the most days, the
        slowest pace), ``converted`` (the smallest share of the proceeds turned into yen, the rest
        kept in dollars) or ``half_life`` (the shortest).
    probability : float
        Share of the draws that has to reach the target, each by its own extreme over the horizon.
    snap : Snapshot, optional
        The market; left out, as known on the case's day.
    progress : callable, optional
        Called with evaluations done and expected.

    Returns
    -------
    ReverseAnswer

    Raises
    ------
    InputError
        If target, quantity to vary, probability or case cannot be used.
    """
    wanted = parse_target(target)
    if not 0 < probability < 1:
        raise out_of_range("the probability", probability, "between 0 and 1, both left out")
    common = CommonDraws.of(case, snap)
    market, request = common.engine.snap, common.engine.case
    knob = dial(vary, request.scenario, market)
    reader = wanted.reader(market)

    def measure(step: int) -> Array:
        if progress is not None:
            progress(min(len(seen.distances) + 1, EXPECTED), EXPECTED)
        return common.read(knob.apply(request.scenario, step), reader)

    seen = Evaluations(measure)
    for step in knob.scan.tolist():
        seen.at(step)
    return _answer(wanted, knob, probability, seen, common)


def _answer(
    target: Target, knob: Dial, probability: float, seen: Evaluations, common: CommonDraws
) -> ReverseAnswer:
    """Close the brackets and say what was found."""
    request, scan = common.engine.case, knob.scan.tolist()
    place = first_reached(seen, probability, scan)
    sampling = _range(seen, _interval(probability, request.draws), scan, knob, place)
    quarters = _range(seen, QUARTERS, scan, knob, place)
    status: Status = "not_reachable" if place is None else "found" if place else "already"
    answer = None if place is None else _reading(seen, knob, place)
    limit = _reading(seen, knob, scan[-1])
    notes = []
    if status != "already":
        notes += wording.uncertainty(knob.unit, sampling, quarters, QUARTERS, request.draws)
    notes += [*wording.notes(target, knob, common.engine, answer), *_unsteady(seen, knob, scan)]
    return ReverseAnswer(
        target=target.text,
        vary=knob.name,
        status=status,
        probability_share=probability,
        answer=answer,
        just_below=_reading(seen, knob, place - 1) if place else None,
        limit=limit,
        sampling=sampling,
        quarter_to_three_quarters=quarters,
        tried=tuple(_reading(seen, knob, step) for step in sorted(seen.distances)),
        draws=request.draws,
        seed=request.seed,
        sentence=wording.sentence(target, knob, probability, status, answer, limit),
        notes=tuple(notes),
    )


def _reading(seen: Evaluations, knob: Dial, step: int) -> Reading:
    return Reading(float(knob.values[step]), knob.unit, seen.share(step))


def _interval(probability: float, draws: int) -> tuple[float, float]:
    """Ends of the binomial confidence interval around a probability."""
    error = math.sqrt(probability * (1 - probability) / draws)
    wide = NormalDist().inv_cdf((1 + CONFIDENCE) / 2) * error
    return max(probability - wide, 1 / draws), min(probability + wide, 1.0)


def _range(
    seen: Evaluations, levels: tuple[float, float], scan: list[int], knob: Dial, place: int | None
) -> Range:
    """Values that reach two probabilities; never on the wrong side of the answer."""

    def enough(below: int, above: int) -> bool:
        pair = knob.values[[below, above]]
        return bool(COARSE * np.ptp(pair) <= pair.max())

    ends = []
    for level, order in zip(levels, (min, max), strict=True):
        step = first_reached(seen, level, scan, enough)
        both = step if step is None or place is None else order(step, place)
        ends.append(None if both is None else float(knob.values[both]))
    return Range(ends[0], ends[1])


def _unsteady(seen: Evaluations, knob: Dial, scan: list[int]) -> list[str]:
    """Say so when more effort does not always reach the target more often."""
    shares = [seen.share(step) for step in scan]
    if all(later >= earlier for earlier, later in pairwise(shares)):
        return []
    most, limit = wording.percent(max(shares)), wording.percent(shares[-1])
    end = wording.said(float(knob.values[scan[-1]]), knob.unit)
    return [wording.NOT_STEADY.format(most=most, limit=limit, value=end)]
