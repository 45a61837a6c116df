"""All scored episodes of one target together, and the sentence that the numbers allow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from saiken.history.library import settings
from saiken.history.scored import SCORED, SILENT, Scored
from saiken.measure.interval import Interval

Array = NDArray[np.float64]
Verdict = Literal["better", "not distinguishable", "worse", "nothing to score"]
BETTER: Final = "better"
SAME: Final = "not distinguishable"
WORSE: Final = "worse"
NOTHING: Final = "nothing to score"


@dataclass(frozen=True, slots=True)
class Total:
    """The score of one target.

    Attributes
    ----------
    target : str
    asked, silent, scored : int
        Episodes with a prediction and a quantity that counts; those without information among
        them; the rest.
    blocks : int
        Groups of scored episodes that stand close in time; the interval resamples these.
    sign_right, inside : int
        Of the scored: the predicted side; within the band of effect and noise.
    skill, rule_skill : float or None
        Mean reduction of the error against "no impact", in standard deviations of the noise; of
        the engine and of the dollar rule.
    relative : float or None
        The same as a share of the error of "no impact".
    interval : Interval or None
        Of `skill`, 90%, by blocks.
    verdict : str
        ``better``, ``not distinguishable`` or ``worse`` than no impact; ``nothing to score``.
    """

    target: str
    asked: int
    silent: int
    scored: int
    blocks: int
    sign_right: int
    inside: int
    skill: float | None
    relative: float | None
    interval: Interval | None
    rule_skill: float | None
    verdict: Verdict


def total(rows: Sequence[Scored], target: str) -> Total:
    """Add up the episodes of one target.

    Parameters
    ----------
    rows : sequence of Scored
        Of any targets and status; only scored ones enter the means.
    target : str
    """
    mine = [each for each in rows if each.target == target]
    kept = [each for each in mine if each.status == SCORED]
    silent = sum(each.status == SILENT for each in mine)
    blocks = blocks_of(kept)
    skill = np.array([each.skill for each in kept])
    zero = np.array([each.zero for each in kept])
    interval = _interval(skill, blocks)
    return Total(
        target=target,
        asked=len(kept) + silent,
        silent=silent,
        scored=len(kept),
        blocks=len(set(blocks)),
        sign_right=sum(each.sign_right for each in kept),
        inside=sum(each.inside for each in kept),
        skill=float(skill.mean()) if kept else None,
        relative=float(skill.sum() / zero.sum()) if kept else None,
        interval=interval,
        rule_skill=_rule(kept),
        verdict=_verdict(interval, bool(kept)),
    )


def _rule(kept: Sequence[Scored]) -> float | None:
    gains = [each.zero - each.rule for each in kept if each.rule is not None]
    return float(np.mean(gains)) if gains else None


def blocks_of(rows: Sequence[Scored]) -> list[int]:
    """Number the groups of episodes that stand close in time, in the given order.

    An episode joins the group before it when it begins within the settings' distance of that
    group's last beginning, or before one of its windows has ended.
    """
    order = sorted(range(len(rows)), key=lambda place: rows[place].episode.start)
    apart = int(settings()["interval"]["apart_days"])
    found, number = [0] * len(rows), -1
    until = dt.date.min
    for place in order:
        one = rows[place].episode
        number += int(one.start > until)
        days = max(apart, one.window_days)
        until = max(until, np.busday_offset(one.start, days, roll="forward").astype(object))
        found[place] = number
    return found


def _interval(skill: Array, blocks: Sequence[int]) -> Interval | None:
    """Resample blocks with replacement; None with too few of them."""
    names, rule = sorted(set(blocks)), settings()["interval"]
    if len(names) < int(rule["fewest_blocks"]):
        return None
    member = np.array([[float(block == name) for block in blocks] for name in names])
    sums, counts = (member * skill).sum(axis=1), member.sum(axis=1)
    generator = np.random.Generator(np.random.PCG64(int(rule["seed"])))
    picked = generator.integers(0, len(names), (int(rule["resamples"]), len(names)))
    means = sums[picked].sum(axis=1) / counts[picked].sum(axis=1)
    tail = float(settings()["distinct"])
    low, high = np.quantile(means, [tail, 1 - tail])
    return Interval(float(low), float(high))


def _verdict(interval: Interval | None, any_scored: bool) -> Verdict:
    if not any_scored:
        return NOTHING
    if interval is None or interval.low <= 0 <= interval.high:
        return SAME
    return BETTER if interval.low > 0 else WORSE
