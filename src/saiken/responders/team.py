"""Who there is: responders by name, and the file of figures behind each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Final

from saiken.data import resource_yaml
from saiken.errors import unknown
from saiken.responders.base import Responder
from saiken.responders.creditors import Creditors
from saiken.responders.fed import Fed
from saiken.responders.fima import Fima
from saiken.responders.freeze import Freeze
from saiken.responders.funds import Funds
from saiken.responders.regulators import Regulators
from saiken.responders.run import Run
from saiken.responders.treasury import Treasury

TEAM: Final[Mapping[str, Responder]] = {
    each.name: each
    for each in (
        Fed(),
        Fima(),
        Treasury(),
        Regulators(),
        Funds(),
        Creditors(),
        Freeze(),
        Run(),
    )
}
"""Everybody who can answer."""


def team_of(names: Iterable[str]) -> tuple[Responder, ...]:
    """Look responders up; an unknown name gets the nearest.

    Raises
    ------
    InputError
        If there is no such responder.
    """
    found = []
    for name in names:
        if name not in TEAM:
            raise unknown("responder", name, TEAM)
        found.append(TEAM[name])
    return tuple(found)


def idle_parameters(names: Iterable[str]) -> frozenset[str]:
    """Parameters that only those who do not answer would read."""
    asked = {each.name for each in team_of(names)}
    return frozenset(one for each in TEAM.values() if each.name not in asked for one in each.reads)


@cache
def responder_file(name: str) -> Mapping[str, Any]:
    """Read the figures behind a responder: ``title``, ``what``, ``facts``, ``limits``."""
    return dict(resource_yaml(f"responders/{name}.yaml"))
