"""What history says about results like this one: read from the committed score.

The back-test itself is the room ``history``; it writes one file, and a result only looks up the
part for its own horizon. Its own signal-to-noise says whether such a sale could have been told
from ordinary moves at all.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from saiken.data import resource_text, resource_yaml
from saiken.measure.ordinary import ordinary_sd
from saiken.variables import maturity_index

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

SCORE_FILE: Final = "history/score.json"
RULES_FILE: Final = "history/history.yaml"
MATURITY: Final = "10y"
SHOWN: Final = ("asked", "silent", "scored", "sign_right", "inside", "skill", "relative", "verdict")


@cache
def committed_score() -> Mapping[str, Any]:
    """Read the score of the bundled episodes."""
    return dict(json.loads(resource_text(SCORE_FILE)))


def horizon_name(days: int) -> str:
    """Name of the group of horizons that a number of business days belongs to."""
    groups = resource_yaml(RULES_FILE)["horizons"]
    return next(str(each["name"]) for each in groups if days <= each["days"])


def score_of(out: Outcome) -> dict[str, Any] | None:
    """Look up the score for a result's horizon, and its own signal-to-noise.

    Returns
    -------
    dict or None
        None where too little of the ten-year yield is known before the day.
    """
    days = max(out.peak_day, 1)
    sd = ordinary_sd(out.snap.store, MATURITY, out.snap.as_of, days)
    if sd is None:
        return None
    peak = out["yield_change"][:, out.peak_day, maturity_index(MATURITY)]
    signal = abs(float(np.median(peak.astype(np.float64)))) / sd
    return {
        "signal_to_noise": signal,
        "enough": signal >= resource_yaml(RULES_FILE)["signal_to_noise_least"],
        "horizon_days": days,
        "horizon": horizon_name(days),
        "at_this_horizon": _part(committed_score()["by_horizon"][horizon_name(days)]),
        "all": _part(committed_score()["totals"][MATURITY]),
        "largest_scored_share_of_debt": _largest_share(),
    }


def _part(total: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: total[name] for name in SHOWN}
    ends = total["interval"]
    return found | {"skill_90": None if ends is None else [ends["low"], ends["high"]]}


def _largest_share() -> float | None:
    """Largest share of the debt among episodes that carry information on the ten-year yield."""
    told = [
        each["share_of_debt"]
        for each in committed_score()["episodes"]
        if each["status"] == "scored" and each["target"] == MATURITY
    ]
    return max(told, default=None)
