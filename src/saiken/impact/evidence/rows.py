"""The evidence table as it stands in ``rows.yaml``, with a user's own rows behind it."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from saiken.data import resource_text
from saiken.errors import DataError, InputError, unknown
from saiken.impact.evidence.record import EvidenceRow, Quantity
from saiken.impact.evidence.user_rows import read_rows, read_rows_file

__all__ = ["EvidenceRow", "Quantity", "load_rows", "row"]

TABLE: Final = "impact/evidence/rows.yaml"


@cache
def _bundled() -> tuple[EvidenceRow, ...]:
    try:
        return read_rows(resource_text(TABLE), TABLE)
    except InputError as problem:
        raise DataError(f"the evidence table is broken: {problem}") from problem


def load_rows(extra: Path | None = None) -> tuple[EvidenceRow, ...]:
    """Read the evidence table, and behind it the rows of a user's own file.

    Parameters
    ----------
    extra : Path, optional
        A YAML file with a list of rows; a row with the id of a bundled one replaces it.

    Raises
    ------
    DataError
        If a bundled row is malformed.
    InputError
        If the user's file cannot be read or a row in it is malformed.
    """
    if extra is None:
        return _bundled()
    own = read_rows_file(extra)
    replaced = {each.id for each in own}
    return (*(each for each in _bundled() if each.id not in replaced), *own)


def row(identifier: str) -> EvidenceRow:
    """Look a bundled row up; an unknown one names the nearest."""
    rows = {each.id: each for each in load_rows()}
    if identifier not in rows:
        raise unknown("row of the evidence", identifier, rows)
    return rows[identifier]
