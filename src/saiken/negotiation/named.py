"""Named negotiations, and negotiation files in general."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from saiken.case import load_scenario, settings_of
from saiken.case.files import load, mapping, plain_message
from saiken.errors import InputError, nearest
from saiken.negotiation.request import Negotiation

NAMES: Final = ("kato-2025", "hashimoto-1997", "blessing-1967", "china-2025", "europe-2026")
ABOUT: Final = ("title", "context", "sources")
INNER: Final = ("tariffs", "given", "TariffPoints", "function-after[_tariffs(), str]")
"""Parts of a field's path that are pydantic's, not the file's."""
CASE: Final = ("as_of", "scenario", "assumptions", "draws", "seed")


@dataclass(frozen=True, slots=True)
class NamedNegotiation:
    """A negotiation with a name, its context and its sources."""

    name: str
    title: str
    context: str
    sources: tuple[str, ...]
    negotiation: Negotiation


def negotiation_names() -> tuple[str, ...]:
    """Names of the bundled negotiations, the default first."""
    return NAMES


def load_negotiation(name: str | Path) -> NamedNegotiation:
    """Read a bundled negotiation by name, or a file with the suffix ``.yaml`` or ``.yml``.

    Raises
    ------
    InputError
        If there is no such negotiation or file, or it is malformed.
    """
    return load(name, "negotiation", NAMES, "negotiation/negotiations", parse)


def parse(text: str, name: str) -> NamedNegotiation:
    """Turn the text of a negotiation file into a request.

    ``from`` names the scenario whose sale is threatened, which `scenario` and `as_of` may change.
    """
    record = dict(mapping(text, name, "stake:"))
    about = {key: record.pop(key, "") for key in ABOUT}
    for key in record:
        known = ("from", *CASE, *Negotiation.model_fields)
        if key not in known:
            raise InputError(
                f"the file {name} has an unknown key {key!r}{nearest(str(key), known)}."
            )
    request: dict[str, Any] = {k: v for k, v in record.items() if k not in ("from", *CASE)}
    if "case" not in record:
        request["case"] = _case(record)
    try:
        negotiation = Negotiation(**request)
    except ValidationError as problem:
        raise InputError(f"in the file {name}, {one_sentence(problem)}") from None
    return NamedNegotiation(
        name=name,
        title=str(about["title"] or name),
        context=str(about["context"]).strip(),
        sources=tuple(str(source) for source in about["sources"] or ()),
        negotiation=negotiation,
    )


def one_sentence(problem: ValidationError) -> str:
    """Say the first thing that is wrong with a negotiation, in one sentence."""
    # a union reports each of its kinds: the one that was meant is not the one of another type
    first = min(problem.errors(), key=lambda each: each["type"] in ("string_type", "model_type"))
    where = ".".join(str(part) for part in first["loc"] if part not in INNER)
    if first["type"] == "extra_forbidden":
        return f"{where} is not a setting{nearest(where, Negotiation.model_fields)}."
    message = plain_message(first)
    settings = settings_of(Negotiation)
    named = settings[where].title if where in settings else where
    return f"{named}: {message}." if where else f"{message}."


def _case(record: Mapping[str, Any]) -> dict[str, Any]:
    base = load_scenario(str(record.get("from", "japan-2025"))).case.model_dump()
    given = {key: record[key] for key in CASE if key in record}
    scenario = given.pop("scenario", {})
    if not isinstance(scenario, Mapping):
        raise InputError("scenario: has to be keys such as 'seller:' with values.")
    return base | given | {"scenario": base["scenario"] | dict(scenario)}
