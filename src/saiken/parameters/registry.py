"""The list of everything uncertain: ``parameters.yaml``, checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from saiken.data import resource_yaml
from saiken.errors import DataError, unknown
from saiken.units import SCALE

SOBOL_DIMENSIONS: Final = 256
FILES: Final = (
    "parameters/parameters.yaml",
    "case/moves.yaml",
    "negotiation/stakes.yaml",
    "responders/creditors.yaml",
    "responders/fed.yaml",
    "responders/fima.yaml",
    "responders/freeze.yaml",
    "responders/funds.yaml",
    "responders/regulators.yaml",
    "responders/run.yaml",
    "responders/treasury.yaml",
    "trade/trade.yaml",
)
"""Where parameters are declared; those of a responder stand with its other figures."""
VERIFIED: Final = ("read", "computed", "assumption")


@dataclass(frozen=True, slots=True)
class Parameter:
    """One uncertain number.

    Attributes
    ----------
    id, title, unit, source : str
        Name, plain title, published unit, and where the distribution comes from.
    index : int
        Permanent column of the Sobol sequence.
    distribution : mapping
        ``{kind: uniform | fixed | lognormal | artefact | table | pooled, ...}`` in the published
        unit.
    verified : str
        ``read`` in its source, ``computed`` from bundled data, or an ``assumption``.
    moves : tuple of str
        The only results it enters; empty where it may enter any. A parameter that is drawn given
        others is correlated with results that it does not enter.
    """

    id: str
    index: int
    title: str
    unit: str
    distribution: Mapping[str, object]
    source: str
    verified: str
    moves: tuple[str, ...] = ()

    @property
    def artefact(self) -> str | None:
        """Name of the estimate behind the parameter, if there is one."""
        name = self.distribution.get("artefact")
        return None if name is None else str(name)


@cache
def registry() -> Mapping[str, Parameter]:
    """Read the registry, in the order of the file.

    Raises
    ------
    DataError
        If two parameters share an index or an id, or a unit or kind of proof is not known.
    """
    rows = [Parameter(**record) for name in FILES for record in _records(resource_yaml(name))]
    _check(rows)
    return {row.id: row for row in rows}


def _records(file: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - from a file
    """Parameters of a file: a list, or the part of a responder's file that holds them."""
    found = file["parameters"] if isinstance(file, Mapping) else file
    return [{key: each[key] for key in each if key in Parameter.__slots__} for each in found]


def _check(rows: list[Parameter]) -> None:
    for field in ("id", "index"):
        seen = [getattr(row, field) for row in rows]
        twice = sorted({str(value) for value in seen if seen.count(value) > 1})
        if twice:
            raise DataError(f"the parameter registry uses the {field} {twice[0]} twice.")
    for row in rows:
        if row.unit not in SCALE or row.verified not in VERIFIED:
            raise DataError(f"the parameter {row.id} has an unknown unit or kind of proof.")
        if not 0 <= row.index < SOBOL_DIMENSIONS:
            raise DataError(f"the parameter {row.id} has an index beyond {SOBOL_DIMENSIONS - 1}.")


def parameter(identifier: str) -> Parameter:
    """Look a parameter up; an unknown id names the nearest."""
    rows = registry()
    if identifier not in rows:
        raise unknown("parameter", identifier, rows)
    return rows[identifier]
