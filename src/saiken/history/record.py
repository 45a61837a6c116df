"""The back-test as a plain record: what is written to a file, and the committed score."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from saiken.history.backtest import Backtest
from saiken.history.library import settings
from saiken.history.scored import Scored
from saiken.history.total import Total, total
from saiken.outcome.score import SCORE_FILE, horizon_name
from saiken.units import from_si

FILE: Final = SCORE_FILE
RELEASE_FILE: Final = "history/release_score.json"
DIGITS: Final = 5
"""Far below what a score can tell, far above what machines disagree about."""
HEADLINE: Final = "10y"


def record(found: Backtest) -> dict[str, Any]:
    """Everything of a back-test in published units, numbers rounded."""
    document = {
        "draws": found.draws,
        "seed": found.seed,
        "papers_of_the_day": found.papers_of_the_day,
        "data_fingerprint": found.data_fingerprint,
        "totals": {each.target: _total(each) for each in found.totals},
        "by_horizon": {name: _total(each) for name, each in by_horizon(found).items()},
        "episodes": [_row(each) for each in found.rows],
        "words": [each.id for each in found.words],
        "reserve": [each.id for each in found.reserve],
        "unanswered": [{"id": one.id, "why": why} for one, why in found.unanswered],
    }
    return _rounded(document)  # type: ignore[no-any-return]


def text(found: Backtest) -> str:
    """The record as JSON, the same bytes for the same numbers."""
    return json.dumps(record(found), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def by_horizon(found: Backtest) -> dict[str, Total]:
    """Totals of the ten-year yield for each group of horizons."""
    groups: dict[str, list[Scored]] = {str(each["name"]): [] for each in settings()["horizons"]}
    for each in found.rows:
        groups[horizon_name(each.episode.window_days)].append(each)
    return {name: total(rows, HEADLINE) for name, rows in groups.items()}


def _total(each: Total) -> dict[str, Any]:
    found = asdict(each)
    found.pop("target")
    return found


def _row(each: Scored) -> dict[str, Any]:
    unit = str(settings()["targets"][each.target]["unit"])
    one, asked = each.episode, each.episode.used
    return {
        "id": one.id,
        "kind": one.kind,
        "start": str(one.start),
        "window_days": one.window_days,
        "usd_bn": None if asked is None else asked.usd_bn,
        "share_of_debt": each.debt_share,
        "target": each.target,
        "unit": unit,
        "status": each.status,
        "predicted": {name: from_si(value, unit) for name, value in each.predicted.items()},
        "with_noise": {name: from_si(value, unit) for name, value in each.with_noise.items()},
        "actual": from_si(each.actual, unit),
        "ordinary_sd": from_si(each.noise_sd, unit),
        "signal_to_noise": each.signal_to_noise,
        "dollar_rule": None if each.naive is None else from_si(each.naive, unit),
        "sign_right": each.sign_right,
        "inside": each.inside,
        "error": {"engine": each.engine, "no_impact": each.zero, "dollar_rule": each.rule},
        "skill": each.skill,
    }


def _rounded(value: Any) -> Any:  # noqa: ANN401 - a JSON document has no static type
    if isinstance(value, Mapping):
        return {key: _rounded(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(each) for each in value]
    if isinstance(value, float):
        return float(f"{value:.{DIGITS}g}") + 0.0
    return value
