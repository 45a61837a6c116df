"""The claims in our own words, with the rule and the thresholds of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from saiken.data import resource_yaml


@dataclass(frozen=True, slots=True)
class Claim:
    """One checkable statement.

    Attributes
    ----------
    id : str
        ``F1`` to ``F19``.
    claim : str
        The statement in our own words.
    rule : str
        How the verdict is reached, in a sentence or two.
    settings : mapping
        What was claimed, and the thresholds.
    needs : str
        What a full answer would need, empty if nothing is missing.
    """

    id: str
    claim: str
    rule: str
    settings: Mapping[str, Any]
    needs: str = ""


@cache
def claims() -> tuple[Claim, ...]:
    """Return the claims in order."""
    return tuple(
        Claim(row["id"], row["claim"], row["rule"].strip(), row["settings"], row.get("needs", ""))
        for row in _file()["claims"]
    )


def needs_engine() -> str:
    """Say what a claim about consequences needs when no result is given."""
    return str(_file()["needs_engine"])


@cache
def _file() -> Mapping[str, Any]:
    return dict(resource_yaml("facts/facts.yaml"))
