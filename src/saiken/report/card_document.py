"""The card as one JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from typing import Any, Final

import numpy as np

from saiken._version import __version__
from saiken.bargaining.plans import RUNGS
from saiken.draws import Array
from saiken.negotiation import Card, NamedNegotiation, Promise
from saiken.negotiation.april import stakes_file
from saiken.outcome import BAND
from saiken.report.card_ends import deals_by_round
from saiken.report.card_words import UNSEEN, UNSEEN_PROMISE, sentences
from saiken.units import from_si, to_si

SCHEMA: Final = "saiken-card/1"
DIGITS: Final = 6
Json = dict[str, Any]


def card_document(card: Card) -> Json:
    """Everything on the first screen and the page, in published units."""
    return {
        **_about(card.named),
        "case": card.outcome.case.model_dump(mode="json"),
        "data_fingerprint": card.outcome.snap.store.fingerprint,
        "unobservable": UNSEEN,
        "sentences": list(sentences(card)),
        "threat": _threat(card),
        "assurance": {name: _promise(each) for name, each in card.promises.items()},
        "stakes_usd_bn": _stakes(card),
        "chances": {name: _band(each, 1) for name, each in card.chances.items()},
        "rungs": {
            rung: _round(float(np.nanmean(card.reached[:, place])))
            for place, rung in enumerate(RUNGS)
        },
        "deals_by_round": _rounded(deals_by_round(card)),
        "channels_usd_bn": {name: _mean_bn(each) for name, each in card.channels.items()},
        **_obstinate(card),
        "levers": [
            {
                "name": each.name,
                "title": each.title,
                "value_usd_bn": _bn(each.value_usd),
                "change_usd_bn": _bn(each.change_usd),
                "credible": _round(each.credible),
            }
            for each in card.levers
        ],
        "map": {
            "share_converted": _rounded(card.map.converted),
            "audience_cost_share_gdp": _rounded(card.map.audience),
            "prior_of_resolve": _rounded(card.map.prior),
            "credible": _rounded(card.map.credible),
            "worth_over_stake": _rounded(card.map.worth),
            "refused": _rounded(card.map.refused),
            "draws": card.map.draws,
        },
        "checked": {
            "refused": _round(float(card.value.refused.mean())),
            "several_equilibria": _round(float(card.solution.several.mean())),
        },
        "drivers": [
            {"id": each.id, "title": each.title, "share": _round(each.share)}
            for each in card.drivers()[:5]
        ],
        "caveats": [*stakes_file()["limits"], *card.outcome.caveats],
    }


def card_json(card: Card) -> str:
    """The document as text."""
    return _text(card_document(card))


def promises_json(named: NamedNegotiation, found: Mapping[str, Promise]) -> str:
    """The assurance alone, where the threat cannot be shown."""
    return _text(
        {
            **_about(named),
            "threat": {"cannot_be_shown": "the engine's figures do not reach that far back"},
            "assurance": {name: _promise(each) for name, each in found.items()},
            "unobservable": UNSEEN_PROMISE,
        }
    )


def _about(named: NamedNegotiation) -> Json:
    return {
        "schema": SCHEMA,
        "saiken": __version__,
        "name": named.name,
        "title": named.title,
        "context": named.context,
        "sources": list(named.sources),
        "negotiation": named.negotiation.model_dump(mode="json", exclude={"case"}),
    }


def _threat(card: Card) -> Json:
    value = card.value
    return {
        "value_usd_bn": _money(value.seller),
        "value_usd_bn_per_year": _money(card.per_year_usd),
        "value_tariff_points": None if card.points is None else _band(card.points, 1),
        "value_over_stake": _band(value.over_stake, 1),
        "resolute_usd_bn": _money(value.resolute),
        "weak_usd_bn": _money(value.weak),
        "buyer_usd_bn": _money(value.buyer),
        "both_usd_bn": _money(value.total),
        "credible": _round(float(value.credible.mean())),
    }


def _obstinate(card: Card) -> Json:
    """The two-sided ladder, where it was asked for."""
    if (found := card.obstinate) is None:
        return {}
    solution = found.solution
    return {
        "obstinate": {
            "chance": _round(to_si(card.negotiation.obstinate_pct, "pct")),
            "draws": len(solution.refused),
            "rounds": solution.path.price.shape[1],
            "selection": solution.selection,
            "value_usd_bn": _money(found.value.seller),
            "value_if_normal_usd_bn": _money(found.normal.seller),
            "refused": _round(float(solution.refused.mean())),
            "selections_differ": _round(float(solution.differs.mean())),
        }
    }


def _promise(each: Promise) -> Json:
    said: Json = {
        "title": each.title,
        "share_of_fear": _band(each.of_fear, 1),
        "at_once": _band(each.at_once, 1),
    }
    if each.value_usd is not None:
        said["value_usd_bn"] = _money(each.value_usd)
    return said


def _stakes(card: Card) -> Json:
    found = {
        each.name: _money(value)
        for each in fields(card.stakes)
        if isinstance(value := getattr(card.stakes, each.name), np.ndarray) and each.name != "years"
    }
    return found | {
        "L": _money(card.stakes.L),
        "c": _money(card.stakes.c),
        "years": _band(card.stakes.years, 1),
        "tariff_points": card.stakes.concession.points and _round(card.stakes.concession.points),
        "why": card.stakes.concession.why,
    }


def _money(values: Array) -> Json:
    return _band(values, from_si(1.0, "usd_bn"))


def _band(values: Array, scale: float) -> Json:
    """Quantiles and the mean over the draws that the check accepted; null without one."""
    kept = values[~np.isnan(values)] * scale
    if not kept.size:
        return {**dict.fromkeys(BAND), "mean": None}
    found = np.quantile(kept, tuple(BAND.values()))
    named = {name: _round(float(each)) for name, each in zip(BAND, found, strict=True)}
    return named | {"mean": _round(float(kept.mean()))}


def _mean_bn(values: Array) -> float:
    return _bn(float(np.nanmean(values)))


def _bn(value: float) -> float:
    return _round(from_si(value, "usd_bn"))


def _round(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def _rounded(values: Array) -> Any:  # noqa: ANN401 - nested lists of numbers
    if values.ndim > 1:
        return [_rounded(each) for each in values]
    return [_round(float(each)) if np.isfinite(each) else None for each in values]


def _text(document: Json) -> str:
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
