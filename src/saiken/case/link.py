"""A case as the query of a link: a named scenario, and what differs from it.

``scenario=japan-2025&sale_days=20&version=0.1.0&data=eecd46d4895e``: settings carry their own
names, an empty value is a setting left open, shares are JSON. Everything in a link is text from
outside; it is read by the same model as any other request.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl, urlencode

from pydantic import BaseModel, ValidationError

from saiken._version import __version__
from saiken.case.named import NAMES, load_scenario, one_sentence
from saiken.case.request import Assumptions, Case
from saiken.case.scenario import Scenario
from saiken.case.settings import settings_of
from saiken.errors import InputError, nearest

PARTS: Final[Mapping[str, type[BaseModel]]] = {"scenario": Scenario, "assumptions": Assumptions}
NAMED, VERSION, DATA = "scenario", "version", "data"
LONGEST: Final = 8192
"""Characters of a query that are read."""
SHORTEST_SHOWN: Final = 60
OLDER: Final = (
    "This link was made with other {what} than those here; its figures may differ from what its "
    "sender saw."
)


@dataclass(frozen=True, slots=True)
class Link:
    """A link that was read.

    Attributes
    ----------
    name : str
        The named scenario it starts from.
    case : Case
    message : str
        What its reader has to know; empty when there is nothing.
    """

    name: str
    case: Case
    message: str = ""


def owners() -> dict[str, str]:
    """Where each setting lives: ``scenario``, ``assumptions``, or ``""`` for the case itself."""
    found = {name: part for part, model in PARTS.items() for name in settings_of(model)}
    return found | {name: "" for name in settings_of(Case) if name not in PARTS}


def link_of(case: Case, name: str, data_fingerprint: str) -> str:
    """Write a case as a query.

    Parameters
    ----------
    case : Case
    name : str
        A bundled scenario to start from.
    data_fingerprint : str
        Of the data that the figures are made with.
    """
    base = dict(_settings(load_scenario(name).case))
    changed = [(key, _text(value)) for key, value in _settings(case) if value != base[key]]
    ends = [(VERSION, __version__), (DATA, data_fingerprint)]
    return urlencode([(NAMED, name), *changed, *ends])


def read_link(query: str, data_fingerprint: str) -> Link:
    """Read a query; what cannot be read becomes the default scenario with a message.

    Parameters
    ----------
    query : str
        Without its question mark.
    data_fingerprint : str
        Of the data at hand.
    """
    try:
        given = _pairs(query)
        name = given.pop(NAMED, NAMES[0])
        if name not in NAMES:
            raise InputError(f"There is no scenario named {_short(name)}{nearest(name, NAMES)}.")
        older = _older(given.pop(VERSION, ""), given.pop(DATA, ""), data_fingerprint)
        return Link(name, _changed(load_scenario(name).case, given), older)
    except InputError as problem:
        told = str(problem)
        message = f"This link cannot be opened: {told[:1].lower()}{told[1:]} Shown is the default."
        return Link(NAMES[0], load_scenario(NAMES[0]).case, message)


def _settings(case: Case) -> Iterator[tuple[str, Any]]:
    dumped = case.model_dump(mode="json")
    for name, part in owners().items():
        yield name, (dumped[part] if part else dumped)[name]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool | dict):
        return json.dumps(value, separators=(",", ":"))
    return str(value).removesuffix(".0") if isinstance(value, float) else str(value)


def _pairs(query: str) -> dict[str, str]:
    if len(query) > LONGEST:
        raise InputError(f"It is longer than {LONGEST:,} characters.")
    try:
        return dict(parse_qsl(query, keep_blank_values=True, max_num_fields=len(owners()) + 8))
    except ValueError:
        raise InputError("It has more settings than there are.") from None


def _changed(base: Case, given: Mapping[str, str]) -> Case:
    known = owners()
    request = base.model_dump(mode="json")
    for name, text in given.items():
        if name not in known:
            raise InputError(f"{_short(name)} is not a setting{nearest(name[:LONGEST], known)}.")
        part = known[name]
        (request[part] if part else request)[name] = _value(text)
    try:
        return Case.model_validate(request)
    except ValidationError as problem:
        raise InputError(one_sentence(problem)) from None


def _value(text: str) -> object:
    """Nothing, shares, or text, from which the model makes what it needs."""
    if not text:
        return None
    if not text.startswith("{"):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        raise InputError("Its shares are not valid JSON.") from None


def _older(version: str, data: str, here: str) -> str:
    what = [word for word, seen, now in (("software", version, __version__), ("data", data, here))
            if seen and seen != now]  # fmt: skip
    return OLDER.format(what=" and ".join(what)) if what else ""


def _short(text: str) -> str:
    return repr(text if len(text) <= SHORTEST_SHOWN else text[:SHORTEST_SHOWN] + "…")
