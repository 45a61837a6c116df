"""The uses of the proceeds, read from ``uses.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import unknown
from saiken.units import from_si

Array = NDArray[np.float64]
FILE: Final = "proceeds/uses.yaml"


@dataclass(frozen=True, slots=True)
class Use:
    """One use of the dollars.

    Attributes
    ----------
    name : str
        As written in a scenario.
    title, sentence : str
        Plain name; end of the sentence that says what is sold.
    spot : str
        Whether dollars are sold at the spot rate: ``none``, ``recorded`` (a record of operations
        says what that moves) or ``unrecorded``.
    steps, special, hedge : tuple of str
        Steps of the books; those where a special account retires the bills behind the reserves;
        those of what was hedged (empty where a hedge changes nothing).
    buys : str
        Bucket of the Treasuries bought with the money, or an empty string.
    carry : str
        What the money earns afterwards: ``money``, ``bills``, ``yen`` or ``none``.
    note : str
        What it does, and what of that is not in the figures.
    sources : tuple of str
        What was read; lines that begin with "memory" were not.
    """

    name: str
    title: str
    sentence: str
    spot: str
    steps: tuple[str, ...]
    special: tuple[str, ...]
    hedge: tuple[str, ...]
    buys: str
    carry: str
    note: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """Balance-sheet changes for one dollar.

    Attributes
    ----------
    name, says : str
    change : ndarray, shape (sector, instrument)
        An asset counts plus, a debt minus; lines and columns sum to zero.
    """

    name: str
    says: str
    change: Array


@cache
def _file() -> Mapping[str, Any]:
    return dict(resource_yaml(FILE))


def use_names() -> tuple[str, ...]:
    """Names of the uses, the default first."""
    return tuple(_file()["uses"])


@cache
def use(name: str) -> Use:
    """Look up a use.

    Raises
    ------
    InputError
        If there is none of that name; the message names the nearest.
    """
    if name not in use_names():
        raise unknown("use of the proceeds", name, use_names())
    row = _file()["uses"][name]
    steps = tuple(row["steps"])
    return Use(
        name=name,
        title=row["title"],
        sentence=row["sentence"],
        spot=row["spot"],
        steps=steps,
        special=tuple(row.get("special", steps)),
        hedge=tuple(row.get("hedge", ())),
        buys=row.get("buys", ""),
        carry=row["carry"],
        note=str(row.get("note", "")).strip(),
        sources=tuple(row["sources"]),
    )


def sectors() -> dict[str, str]:
    """Titles of the sectors by name, in the order of the books' lines."""
    return dict(_file()["sectors"])


def instruments() -> dict[str, str]:
    """Titles of the instruments by name, in the order of the books' columns."""
    return dict(_file()["instruments"])


@cache
def steps() -> Mapping[str, Step]:
    """Every step by name."""
    return {name: _step(name, row) for name, row in _file()["steps"].items()}


def _step(name: str, row: Mapping[str, Any]) -> Step:
    lines, columns = list(sectors()), list(instruments())
    change = np.zeros((len(lines), len(columns)))
    for sector, entries in row["entries"].items():
        for instrument, value in entries.items():
            change[lines.index(sector), columns.index(instrument)] = value
    return Step(name, str(row["says"]).strip(), change)


def has_special_account(seller: str) -> bool:
    """Say whether a seller's reserves were paid for with bills of a special account.

    Parameters
    ----------
    seller : str
        Canonical name.
    """
    return seller in _file()["special_account"]["sellers"]


def hedge_note(hedged_share: float) -> str:
    """Say what unwinding a hedge moves and what is not modelled of it."""
    return str(_file()["hedged"]["note"]).format(pct=from_si(hedged_share, "pct")).strip()
