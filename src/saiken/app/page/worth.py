"""What the page says of the card: both faces, the map, and why where it cannot be shown."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any, Final

from saiken.app.errors import one_line
from saiken.case import Case
from saiken.draws import Array
from saiken.errors import InputError
from saiken.holders import find
from saiken.negotiation import (
    Card,
    NamedNegotiation,
    load_negotiation,
    negotiate,
    negotiation_names,
)
from saiken.outcome import rounded
from saiken.report.card_ends import channel_words, climb_words, ends_words
from saiken.report.card_figures import card_charts
from saiken.report.card_map import place
from saiken.report.card_words import UNSEEN, sentences

NONE: Final = (
    "What this creditor's holding is worth at a table cannot be shown: no negotiation of its own, "
    "with what was at stake, is at hand."
)


def worth_document(case: Case) -> dict[str, Any]:
    """Value the sale of a case in its creditor's own negotiation.

    Parameters
    ----------
    case : Case
    """
    named = negotiation_of(case)
    if named is None:
        return {"cannot": NONE}
    try:
        card = negotiate(named)
    except InputError as problem:
        return {"cannot": one_line(problem)}
    return {
        "cannot": "",
        "title": card.named.title,
        "context": card.named.context,
        "unseen": UNSEEN,
        "sentences": list(sentences(card)),
        "more": [ends_words(card), climb_words(card), channel_words(card)],
        "charts": {name: asdict(each) for name, each in card_charts(card).items()},
        "grid": _grid(card),
    }


def negotiation_of(case: Case) -> NamedNegotiation | None:
    """The named negotiation of a case's creditor, about this sale and from this day on."""
    seller = find(case.scenario.seller).name
    for name in negotiation_names():
        named = load_negotiation(name)
        base = named.negotiation
        if base.case is None or find(base.case.scenario.seller).name != seller:
            continue
        deadline = case.as_of + (base.deadline - base.case.as_of)
        changed = base.model_copy(update={"case": case, "deadline": deadline})
        return replace(named, negotiation=changed)
    return None


def _grid(card: Card) -> dict[str, Any]:
    """The map at this sale's share converted, for a mark that a reader moves."""
    _, panel, _ = place(card)
    prm = card.outcome.parameters
    return {
        "audience": _list(card.map.audience),
        "prior": _list(card.map.prior),
        "credible": _list(card.map.credible[panel]),
        "worth": _list(card.map.worth[panel]),
        "panel": panel,
        "start": {
            "audience": _middle(prm["card.audience_cost_share_gdp"]),
            "prior": _middle(prm["card.prior_of_resolve"]),
        },
    }


def _middle(values: Array) -> float:
    ordered = sorted(values.tolist())
    return float(rounded(ordered[len(ordered) // 2]))


def _list(values: Array) -> Any:  # noqa: ANN401 - nested lists of numbers
    return [_list(each) if each.ndim else rounded(float(each)) for each in values]
