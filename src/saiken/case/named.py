"""Named scenarios, and scenario files in general."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from pydantic import ValidationError

from saiken.case.files import load, mapping, plain_message
from saiken.case.request import Case
from saiken.errors import InputError, nearest

NAMES: Final = (
    "japan-2025",
    "japan-all-at-once",
    "japan-slow",
    "japan-threat",
    "china-2025",
    "europe-2026",
    "official-holders-together",
    "russia-2018",
    "march-2020",
)
KEYS: Final = ("title", "context", "sources", "as_of", "scenario", "assumptions", "draws", "seed")


@dataclass(frozen=True, slots=True)
class NamedScenario:
    """A case with a name, its context and its sources."""

    name: str
    title: str
    context: str
    sources: tuple[str, ...]
    case: Case


def scenario_names() -> tuple[str, ...]:
    """Names of the bundled scenarios, the default first."""
    return NAMES


def load_scenario(name: str | Path) -> NamedScenario:
    """Read a bundled scenario by name, or a file with the suffix ``.yaml`` or ``.yml``.

    Raises
    ------
    InputError
        If there is no such scenario or file, or it is malformed.
    """
    return load(name, "scenario", NAMES, "case/scenarios", parse)


def parse(text: str, name: str) -> NamedScenario:
    """Turn the text of a scenario file into a case."""
    record = mapping(text, name, "scenario:")
    for key in record:
        if key not in KEYS:
            near = nearest(str(key), KEYS)
            raise InputError(f"the file {name} has an unknown key {key!r}{near}.")
    request = {key: record[key] for key in KEYS[3:] if key in record}
    try:
        case = Case(**request)
    except ValidationError as problem:
        raise InputError(f"in the file {name}, {one_sentence(problem)}") from None
    return NamedScenario(
        name=name,
        title=str(record.get("title", name)),
        context=str(record.get("context", "")).strip(),
        sources=tuple(str(source) for source in record.get("sources", ())),
        case=case,
    )


def one_sentence(problem: ValidationError) -> str:
    """Say the first thing that is wrong with a request, in one sentence.

    pydantic's own message names the field by its path; unknown keys get the nearest valid one.
    """
    first = problem.errors()[0]
    field = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        known = _fields_beside(first["loc"])
        return f"{field} is not a setting{nearest(str(first['loc'][-1]), known)}."
    message = plain_message(first)
    seen = first.get("input")
    told = not isinstance(seen, str | int | float) or repr(seen) in message
    shown = "" if told else f" (seen: {seen!r})"
    return f"{field}: {message[:1].lower()}{message[1:]}{shown}." if field else f"{message}{shown}."


def _fields_beside(path: tuple[int | str, ...]) -> list[str]:
    model: Any = Case
    for part in path[:-1]:
        model = model.model_fields[str(part)].annotation
    return list(model.model_fields)
