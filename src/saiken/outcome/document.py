"""The published JSON document."""

from __future__ import annotations

import dataclasses
import json
import math
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from saiken._version import __version__
from saiken.outcome.quantiles import quantiles
from saiken.units import from_si
from saiken.variables import VARIABLES, maturity_index

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

SCHEMA: Final = "saiken/outcome/1"
DIGITS: Final = 6
PATH_BAND: Final = {"p05": 0.05, "p50": 0.50, "p95": 0.95}
PATHS: Final = (
    "mortgage_30y_change",
    "auto_loan_change",
    "corporate_baa_change",
    "equity_change",
    "usdjpy_change",
    "jgb_10y_change",
)
MATURITIES: Final = ("2y", "5y", "10y", "30y")


def document(out: Outcome) -> dict[str, Any]:
    """Build the document; every number rounded to six significant digits."""
    found = {
        "schema": SCHEMA,
        "saiken": __version__,
        "name": out.name,
        "title": out.title,
        "case": out.case.model_dump(mode="json"),
        "case_key": out.case.key(out.snap.store.fingerprint),
        "data_fingerprint": out.snap.store.fingerprint,
        "headline": out.headline,
        "paths": paths(out),
        "answers": _answers(out),
        "assumptions": [dataclasses.asdict(driver) for driver in out.drivers()[:2]],
        "actions": [dataclasses.asdict(line) for line in out.actions],
        "caveats": list(out.caveats),
        "score": out.score,
        "sources": [
            {"id": s.id, "title": s.title, "vintage": s.vintage, "url": s.url} for s in out.sources
        ],
    }
    return rounded(found)  # type: ignore[no-any-return]


def to_json(out: Outcome) -> str:
    """Write the document as text; NaN and infinity are refused."""
    return json.dumps(document(out), indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def paths(out: Outcome) -> dict[str, Any]:
    """Bands by business day, in published units."""
    found: dict[str, Any] = {"day": out.days.tolist()}
    for name in MATURITIES:
        draws = out["yield_change"][:, :, maturity_index(name)]
        found[f"yield_{name}_change_bp"] = _bands(draws, "bp")
    for name in PATHS:
        if name in out.arrays:
            unit = VARIABLES[name].shown
            found[f"{name}_{unit}"] = _bands(out[name], unit)
    return found


def _bands(draws: np.ndarray[Any, Any], unit: str) -> dict[str, list[float]]:
    values = from_si(quantiles(draws, tuple(PATH_BAND.values())), unit)
    return {name: row.tolist() for name, row in zip(PATH_BAND, values, strict=True)}


def _answers(out: Outcome) -> dict[str, Any]:
    return {
        "four": [dataclasses.asdict(answer) for answer in out.four_answers],
        "naive_bp": out.naive_bp,
        "market_growth": out.market_growth,
    }


def rounded(value: Any) -> Any:  # noqa: ANN401 - a JSON document has no static type
    """Round every number of a nested document to six significant digits."""
    if isinstance(value, Mapping):
        return {key: rounded(each) for key, each in value.items()}
    if isinstance(value, str | bool | int) or value is None:
        return value
    if isinstance(value, Sequence):
        return [rounded(each) for each in value]
    number = float(value)
    if number == 0 or not math.isfinite(number):
        return 0.0 if number == 0 else number
    return float(f"{number:.{DIGITS}g}")
