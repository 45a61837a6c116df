"""The episodes at hand: the bundled ones, a user's own file, and which are held in reserve."""

from __future__ import annotations

import hashlib
import importlib.resources
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from saiken.data import resource_yaml
from saiken.data.resources import parse_yaml
from saiken.errors import DataError, InputError, nearest, unknown
from saiken.history.episode import Episode
from saiken.impact.evidence import load_rows
from saiken.outcome.score import RULES_FILE
from saiken.parameters import load_artefact, registry

ROOM = "history/episodes"


@cache
def settings() -> Mapping[str, Any]:
    """Read the rules of the score."""
    return dict(resource_yaml(RULES_FILE))


@cache
def episodes() -> tuple[Episode, ...]:
    """Read the bundled episodes, oldest first.

    Raises
    ------
    DataError
        If a file is malformed, or its name is not the episode's.
    """
    folder = importlib.resources.files("saiken").joinpath(ROOM)
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    found = [_bundled(name) for name in names]
    return tuple(sorted(found, key=lambda each: (each.start, each.id)))


def _bundled(name: str) -> Episode:
    try:
        one = _episode(resource_yaml(f"{ROOM}/{name}"), name)
    except InputError as problem:
        raise DataError(f"The bundled episode is broken: {problem}") from problem
    if f"{one.id}.yaml" != name:
        raise DataError(f"The file {name} holds the episode {one.id}.")
    return one


def episode(identifier: str) -> Episode:
    """Look a bundled episode up; an unknown name gets the nearest."""
    found = {each.id: each for each in episodes()}
    if identifier not in found:
        raise unknown("episode", identifier, found)
    return found[identifier]


def read_episodes(path: Path) -> tuple[Episode, ...]:
    """Read a user's own file: one episode, or a list of them.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, or an episode in it is malformed.
    """
    try:
        record = parse_yaml(path.read_text(encoding="utf-8"), str(path))
    except FileNotFoundError:
        raise InputError(f"there is no file {path} with episodes.") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"the file {path} cannot be read: {problem}.") from None
    except DataError as problem:
        raise InputError(str(problem)) from None
    records = record if isinstance(record, list) else [record]
    if not records:
        raise InputError(f"the file {path} holds no episode.")
    return tuple(_episode(each, str(path)) for each in records)


def _episode(record: Any, source: str) -> Episode:  # noqa: ANN401 - from a file
    if not isinstance(record, Mapping):
        raise InputError(f"the file {source} has to be an episode: keys such as 'id:' with values.")
    name = record.get("id", "without an id")
    try:
        found = Episode(**{str(key): value for key, value in record.items()})
    except ValidationError as problem:
        raise InputError(f"episode {name} in {source}: {_one_sentence(problem)}") from None
    _check_names(found, source)
    return found


def _check_names(found: Episode, source: str) -> None:
    """Refuse names that would silently change nothing."""
    for what, given, known in (
        ("evidence", found.evidence, evidence_names()),
        ("parameter", found.fixed, registry()),
    ):
        for name in given:
            if name not in known:
                near = nearest(name, known)
                raise InputError(f"episode {found.id} in {source} names the {what} {name!r}{near}.")


@cache
def evidence_names() -> tuple[str, ...]:
    """Everything that can be left out: rows, studies and episodes, and operations in the yen."""
    rows = load_rows()
    names = [name for row in rows for name in (row.id, row.study, row.episode)]
    operations = load_artefact("currency").record["without"]
    assert isinstance(operations, list)  # noqa: S101 - tells the type checker what the file holds
    names += [str(row["episode"]) for row in operations]
    return tuple(dict.fromkeys(names))


def _one_sentence(problem: ValidationError) -> str:
    first = problem.errors()[0]
    field, kind = ".".join(str(part) for part in first["loc"]), first["type"]
    if kind == "extra_forbidden":
        return f"there is no field {field}{nearest(str(first['loc'][-1]), Episode.model_fields)}."
    message = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
    if kind == "missing":
        return f"the field {field} is missing."
    return f"{field}: {message[:1].lower()}{message[1:]}." if field else f"{message}."


@cache
def precedents() -> tuple[Mapping[str, Any], ...]:
    """Read what happened outside the market: one mapping each, as in ``precedents.yaml``."""
    return tuple(resource_yaml("history/precedents.yaml"))


@cache
def protocol() -> Mapping[str, Any]:
    """Read how remarks were searched for, what was kept and what was dropped."""
    return dict(resource_yaml("history/search_protocol.yaml"))


def in_reserve(identifier: str) -> bool:
    """Whether an episode is held back, by the hash of its name alone."""
    rule = settings()["split"]
    digest = hashlib.sha256(f"{rule['salt']}:{identifier}".encode()).digest()
    return int.from_bytes(digest[:4], "big") / 2**32 < float(rule["reserve_share"])
