"""Lists and records as plain JSON: what `--json` prints and the HTTP API answers."""

from __future__ import annotations

import json
from dataclasses import asdict, is_dataclass
from typing import TYPE_CHECKING, Any

from saiken.case import NamedScenario
from saiken.outcome import rounded

if TYPE_CHECKING:
    from saiken.history import Backtest
    from saiken.history.episode import Episode


def plain(value: Any) -> Any:  # noqa: ANN401 - a JSON document has no static type
    """Turn records into what JSON can hold."""
    if is_dataclass(value) and not isinstance(value, type):
        return {key: plain(each) for key, each in asdict(value).items()}
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return str(value)


def json_text(value: object) -> str:
    """One JSON document; NaN and infinity are refused."""
    return json.dumps(value, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def scenario_document(named: NamedScenario) -> dict[str, Any]:
    """A named scenario with its context, its sources and its case."""
    return {
        "name": named.name,
        "title": named.title,
        "context": named.context,
        "sources": named.sources,
        "case": named.case.model_dump(mode="json"),
    }


def holders_document(as_of: str, top: int) -> dict[str, Any]:
    """The largest holders, as known on a day."""
    from saiken.holders import holdings
    from saiken.snapshot import snapshot

    rows = holdings(snapshot(as_of)).top(top)
    return {"as_of": as_of, "holders": [plain(row) for row in rows]}


def holder_document(name: str, as_of: str) -> dict[str, Any]:
    """One holder or group, as known on a day."""
    from saiken.holders import holding
    from saiken.snapshot import snapshot

    return {"as_of": as_of, "holder": plain(holding(name, snapshot(as_of)))}


def dataset_documents() -> list[Any]:
    """The bundled datasets: source, licence, rule of release, notes."""
    from saiken.data import load_store

    return [plain(info) for info in load_store().catalogue.values()]


def episode_rows(one: Episode, draws: int | None) -> tuple[Backtest, bool]:
    """Score one episode; one that waits for a release is not scored, and the flag says so."""
    from saiken.history import backtest
    from saiken.history.backtest import held_back

    waits = held_back(one)
    return backtest(() if waits else (one,), draws=draws), waits


def episode_document(one: Episode, found: Backtest, waits: bool) -> dict[str, Any]:
    """One episode and its scored rows."""
    from saiken.history.record import record

    rows = record(found)["episodes"]
    return {"episode": one.model_dump(mode="json"), "held_back": waits, "rows": rows}


def snapshot_document(as_of: str) -> dict[str, Any]:
    """The market as known on a day: its scale, the curve, the currency."""
    from saiken.snapshot import snapshot
    from saiken.units import from_si
    from saiken.variables import MATURITIES, MATURITY_LABELS

    snap = snapshot(as_of)
    curve = zip(
        MATURITY_LABELS, MATURITIES, snap.curve.par(MATURITIES), snap.curve.zero(MATURITIES),
        strict=True,
    )  # fmt: skip
    found = {
        "as_of": as_of,
        "data_fingerprint": snap.store.fingerprint,
        "gdp_usd_bn": from_si(snap.scale.gdp_usd, "usd_bn"),
        "debt_held_by_public_usd_bn": from_si(snap.scale.debt_held_by_public_usd, "usd_bn"),
        "volume_usd_bn_per_day": from_si(snap.scale.volume_usd_per_day, "usd_bn"),
        "jpy_per_usd": snap.spot_jpy_per_usd,
        "curve_day": str(snap.curve.day),
        "curve": [
            {"maturity": name, "years": years, "par_pct": from_si(float(par), "pct"),
             "zero_pct": from_si(float(zero), "pct")}
            for name, years, par, zero in curve
        ],
        "zero_yields": snap.curve.zero_source,
        "caveats": [*snap.caveats, *snap.curve.notes],
    }  # fmt: skip
    return rounded(found)  # type: ignore[no-any-return]
