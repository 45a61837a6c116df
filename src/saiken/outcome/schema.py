"""The published schema of the JSON document; ``python -m saiken.outcome.schema`` writes it.

Keys are only ever added. A key whose room is not built is not in the schema; null means that the
figure cannot be shown, and the reason stands under ``caveats``.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any, Final

from saiken.case import Case
from saiken.outcome.document import MATURITIES, PATH_BAND, PATHS, SCHEMA
from saiken.outcome.headline import LOANS, SHOWN, TARIFF
from saiken.outcome.ledger_lines import LEDGER_M
from saiken.outcome.quantiles import BAND
from saiken.variables import EFFECTS, VARIABLES

FILE: Final = Path(__file__).with_name("outcome.schema.json")
Json = dict[str, Any]
NUMBER: Final[Json] = {"type": "number"}
TEXT: Final[Json] = {"type": "string"}
DAY: Final[Json] = {"type": "integer", "minimum": 0}


def record(properties: Json, optional: tuple[str, ...] = ()) -> Json:
    """Describe an object whose keys are all known."""
    required = [name for name in properties if name not in optional]
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _ref(name: str) -> Json:
    return {"$ref": f"#/$defs/{name}"}


def _nullable(part: Json) -> Json:
    return {"anyOf": [part, {"type": "null"}]}


def _list(part: Json) -> Json:
    return {"type": "array", "items": part}


def _definitions() -> Json:
    band, path = dict.fromkeys(BAND, NUMBER), {"peak": _ref("band"), "peak_day": DAY}
    year = {"worst": _ref("band"), "1y": _ref("band")}
    leg = {"peak": _ref("band"), "1y": _ref("band")}
    return {
        "band": record(band),
        "path": record(path | year, optional=("1y",)),
        "leg": record(leg, optional=("1y",)),
        "daily": record({name: _list(NUMBER) for name in PATH_BAND}),
    }


def _currency() -> Json:
    extremes = {
        "times_largest_operation": NUMBER,
        "largest_operation_usd_bn": NUMBER,
        "square_root_end": _ref("band"),
        "proportional_end": _ref("band"),
    }
    path = _definitions()["path"]["properties"] | {
        "legs": record(dict.fromkeys(("conversion", "bonds"), _ref("leg")))
    }
    return _nullable(record(path | extremes, optional=("1y", *extremes)))


def _equity() -> Json:
    names = {"trough": _ref("band"), "peak_day": DAY, "worst": _ref("band"), "1y": _ref("band")}
    return record(names, optional=("1y",))


def _abroad() -> Json:
    """Describe what the two-country model says, apart from the rest."""
    japan = _definitions()["path"]["properties"] | {"conversion_leg": _ref("leg")}
    back = _definitions()["leg"]["properties"] | {
        "share_below_a_quarter_of_the_bonds": _nullable(NUMBER)
    }
    return {
        "jgb_10y_change_bp": record(japan, optional=("1y",)),
        "us_10y_conversion_leg_bp": record(back, optional=("1y",)),
    }


def _headline() -> Json:
    flow = (
        "without",
        "without_regime",
        "square_root_end",
        "published_end",
        "published_end_by_gdp",
    )
    found: Json = {
        "amount_sold_usd_bn": _ref("band"),
        "yield_change_bp": record({name: _ref("path") for name in SHOWN}),
        "effects_bp": record(dict.fromkeys((*EFFECTS, "total"), NUMBER)),
        "flow_bp": record({name: _ref("band") for name in flow}),
    }
    found |= {f"{name}_bp": _ref("path") for name in LOANS}
    interest = {"first_year": _ref("band"), "ten_years": _ref("band")}
    found |= {
        "swap_spread_change_bp": _ref("path"),
        "equity_change_pct": _equity(),
        "usdjpy_change_pct": _currency(),
        **_abroad(),
        "federal_interest_cost_usd_bn": record(interest),
    }
    tariff = dict.fromkeys(TARIFF, _ref("band"))
    return record(found | {"desk": _desk()} | _losses() | tariff, optional=tuple(TARIFF))


def _desk() -> Json:
    """Describe the desk's lines; null when nothing is sold."""
    book = {"bucket": TEXT, "amount_usd_bn": NUMBER, "duration_years": NUMBER}
    dealer = {"tenor": TEXT, "sold_usd_bn": NUMBER, "position_usd_bn": _nullable(NUMBER)}
    names = (
        "dv01_usd_mn",
        "dv01_usd_mn_per_day",
        "volume_share_pct",
        "ten_year_equivalents_usd_bn",
        "futures_contracts",
        "futures_contracts_per_day",
    )
    lists = {
        "book": _list(record(book | {"dv01_usd_mn": NUMBER})),
        "dealers": _list(record(dealer)),
    }
    return _nullable(record(dict.fromkeys(names, NUMBER) | lists))


def _losses() -> Json:
    maybe = _nullable(_ref("band"))
    ratio = dict.fromkeys(BAND, NUMBER) | {"share_of_draws_without": NUMBER}
    mark = {"day": DAY} | {f"{name}_bn": maybe for name in LEDGER_M}
    mark["seller_unsold_dollars_usd_bn"] = maybe
    bands = dict.fromkeys(BAND, NUMBER)
    mark |= dict.fromkeys(("by_country", "by_sector"), _list(record({"name": TEXT} | bands)))
    household = {"label": TEXT, "unit": TEXT} | bands
    benefit = {"id": TEXT, "label": TEXT, "unit": TEXT, "band": maybe}
    pain = {"label": TEXT, "variable": TEXT, "unit": TEXT} | dict.fromkeys(BAND, NUMBER)
    parts = ("seller_loss_bonds", "seller_loss_currency")
    return {
        "seller_loss_usd_bn": maybe,
        "seller_loss_parts_usd_bn": record(dict.fromkeys(parts, maybe)),
        "seller_loss_pct_gdp": maybe,
        "us_loss_usd_bn": _ref("band"),
        "us_loss_pct_gdp": _ref("band"),
        "us_output_lost_usd_bn": {"type": "null"},
        "damage_ratio": _nullable(record(ratio)),
        "marks": record({"peak": record(mark), "1y": record(mark)}, optional=("1y",)),
        "pain": _list(record(pain)),
        "households": _list(record(household)),
        "currency_benefits": _list(record(benefit)),
        "foregone_carry_usd_bn_per_year": maybe,
        "financing_carry_usd_bn_per_year": maybe,
    }


def _paths() -> Json:
    yields = {f"yield_{name}_change_bp": _ref("daily") for name in MATURITIES}
    others = {f"{name}_{VARIABLES[name].shown}": _ref("daily") for name in PATHS}
    names = {"day": _list(DAY)} | yields | others
    return record(names, optional=("usdjpy_change_pct",))


def _answers() -> Json:
    maybe = _nullable(NUMBER)
    answer = {
        "label": TEXT,
        "row_id": TEXT,
        "maturity_years": maybe,
        "own_maturity_bp": NUMBER,
        "ten_year_bp": NUMBER,
        "plain_rescaling_bp": maybe,
        "naive_bp": maybe,
    }
    return record({"four": _list(record(answer)), "naive_bp": NUMBER, "market_growth": NUMBER})


def _action() -> Json:
    """Describe one who answered."""
    found = dict.fromkeys(("actor", "title", "what", "unit"), TEXT)
    days = dict.fromkeys(("first_day", "last_day"), _nullable(NUMBER))
    return record(found | {"share_of_draws": NUMBER, **days, "total": _nullable(_ref("band"))})


def _score() -> Json:
    """Describe what history says; null for a difference of two results."""
    count, maybe = {"type": "integer", "minimum": 0}, _nullable(NUMBER)
    part = dict.fromkeys(("asked", "silent", "scored", "sign_right", "inside"), count)
    part |= {"skill": maybe, "relative": maybe, "verdict": TEXT}
    part["skill_90"] = _nullable(_list(NUMBER))
    found = {
        "signal_to_noise": NUMBER,
        "enough": {"type": "boolean"},
        "horizon_days": DAY,
        "horizon": TEXT,
        "at_this_horizon": record(part),
        "all": record(part),
        "largest_scored_share_of_debt": maybe,
    }
    return _nullable(record(found))


def schema() -> Json:
    """Build the schema of the document."""
    case = Case.model_json_schema(mode="serialization")
    definitions = _definitions() | case.pop("$defs", {})
    driver = {"id": TEXT, "title": TEXT, "share": NUMBER, "verified": TEXT}
    source = {"id": TEXT, "title": TEXT, "vintage": TEXT, "url": TEXT}
    properties = {
        "schema": {"const": SCHEMA},
        "saiken": TEXT,
        "name": TEXT,
        "title": TEXT,
        "case": case,
        "case_key": TEXT,
        "data_fingerprint": TEXT,
        "headline": _headline(),
        "paths": _paths(),
        "answers": _answers(),
        "assumptions": _list(record(driver)),
        "actions": _list(_action()),
        "caveats": _list(TEXT),
        "score": _score(),
        "sources": _list(record(source)),
    }
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Outcome of saiken run --json",
    }
    return head | record(properties) | {"$defs": definitions}


def text() -> str:
    """Write the schema as it is published."""
    return json.dumps(schema(), indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write the schema, or with ``--check`` compare it with the published one."""
    if arguments == ["--check"]:
        same = FILE.read_text(encoding="utf-8") == text()
        sys.stdout.write("the published schema is current\n" if same else "the schema differs\n")
        return int(not same)
    FILE.write_text(text(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
