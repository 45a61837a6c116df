"""Rows from the text of a file, bundled or a user's own; one plain sentence when one is wrong."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from saiken.data.resources import parse_yaml
from saiken.errors import DataError, InputError, nearest
from saiken.impact.evidence.record import EvidenceRow, Quantity


def read_rows_file(path: Path) -> tuple[EvidenceRow, ...]:
    """Read a user's own file of rows.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, or a row is malformed.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"there is no file {path} with rows of the evidence.") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"the file {path} cannot be read: {problem}.") from None
    return read_rows(text, str(path))


def read_rows(text: str, source: str) -> tuple[EvidenceRow, ...]:
    """Turn the text of a YAML list into rows.

    Parameters
    ----------
    text : str
        A list of records as in the bundled table.
    source : str
        What to call the file in an error.

    Raises
    ------
    InputError
        If the text is not a list of records, two share an id, or one is malformed: one sentence
        that names the row, the field and what is allowed.
    """
    try:
        records = parse_yaml(text, source)
    except DataError as problem:
        raise InputError(str(problem)) from None
    if not isinstance(records, list) or not records:
        raise InputError(f"the file {source} has to be a list of rows, each starting with '- id:'.")
    rows = tuple(_row(record, place, source) for place, record in enumerate(records, start=1))
    names = [each.id for each in rows]
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"the file {source} has two rows named {twice}.")
    return rows


def _row(record: Any, place: int, source: str) -> EvidenceRow:  # noqa: ANN401 - from a file
    if not isinstance(record, Mapping):
        raise InputError(f"row {place} of {source} has to be fields such as 'id:' with values.")
    name = record.get("id", f"number {place}")
    try:
        return EvidenceRow(**{str(key): value for key, value in record.items()})
    except ValidationError as problem:
        raise InputError(f"row {name} of {source}: {one_sentence(problem)}") from None


def one_sentence(problem: ValidationError) -> str:
    """Say the first thing that is wrong with a row: the field, what was seen, what is allowed."""
    first = problem.errors()[0]
    path = [str(part) for part in first["loc"]]
    field, kind, limits = ".".join(path), first["type"], first.get("ctx", {})
    if kind == "missing":
        return f"the field {field} is missing."
    if kind == "extra_forbidden":
        model = Quantity if path[0] == "quantity" else EvidenceRow
        known = [each.alias or name for name, each in model.model_fields.items()]
        return f"there is no field {field}{nearest(path[-1], known)}."
    message = str(first["msg"]).removeprefix("Value error, ").rstrip(".")
    if not path:
        return f"{message}."
    if kind == "value_error":
        return f"{field}: {message}."
    allowed = limits.get("expected") or message.replace("Input should be ", "")
    return f"{field} is {first.get('input')!r}; allowed is {allowed}."
