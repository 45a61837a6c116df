"""Names of holders: what the table prints, what people say, what is a sum of places."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from saiken.data import resource_yaml
from saiken.errors import unknown

Kind = Literal["country", "total", "group", "aggregate", "rest"]


@dataclass(frozen=True, slots=True)
class Holder:
    """One name that can be asked for.

    Attributes
    ----------
    name : str
        How it is written in every result.
    keys : tuple of str
        Rows of the table behind it; one, except for a group.
    kind : str
        ``country``, ``total`` (all or official holders), ``group``, ``aggregate`` (a sum of places
        that the table discontinued) or ``rest``.
    iso3 : str or None
        Code of its nominal GDP.
    custody : bool
        Bonds are kept there for owners elsewhere.
    official : bool
        The table classes the row as official.
    note : str
        What a reader has to know about the row.
    """

    name: str
    keys: tuple[str, ...]
    kind: Kind
    iso3: str | None = None
    custody: bool = False
    official: bool = False
    note: str = ""


@cache
def names_file() -> Mapping[str, Any]:
    """Return the room's table of names."""
    return dict(resource_yaml("holders/holders.yaml"))


def text(name: str, /, **values: object) -> str:
    """Return one of the room's sentences, filled in."""
    return str(names_file()["texts"][name]).format(**values).strip()


def _country(row: Mapping[str, Any]) -> Holder:
    return Holder(
        row["name"], (row["name"],), "country", row.get("iso3"), bool(row.get("custody", False))
    )


def _total(row: Mapping[str, Any]) -> Holder:
    return Holder(row["name"], (row["key"],), "total", official=bool(row["official"]))


def _group(row: Mapping[str, Any]) -> Holder:
    return Holder(row["name"], tuple(row["members"]), "group", custody=True, note=row["note"])


def _read() -> Iterator[tuple[Holder, list[str]]]:
    """Yield every holder with its aliases."""
    file = names_file()
    for build, part in ((_country, "countries"), (_total, "totals"), (_group, "groups")):
        for row in file[part]:
            yield build(row), list(row.get("aliases", []))
    for row in file["aggregates"]:
        yield Holder(row["name"], (row["name"],), "aggregate", note=row["note"]), []
    yield Holder(file["rest"], (file["rest"],), "rest"), []


@cache
def holders() -> Mapping[str, Holder]:
    """Return every holder by its canonical name."""
    return {holder.name: holder for holder, _ in _read()}


@cache
def _by_word() -> Mapping[str, Holder]:
    words: dict[str, Holder] = {}
    for holder, aliases in _read():
        for word in (holder.name, *aliases):
            words[word.casefold()] = holder
    return words


def countries() -> tuple[Holder, ...]:
    """Return the countries, without sums of places."""
    return tuple(holder for holder in holders().values() if holder.kind == "country")


def sellers() -> tuple[str, ...]:
    """Return the names that can be asked for as a seller."""
    return tuple(h.name for h in holders().values() if h.kind in ("country", "total", "group"))


def find(name: str) -> Holder:
    """Find a holder by its name or a common alias, whatever the case.

    Raises
    ------
    InputError
        If nobody is called so; the message names the nearest.

    Examples
    --------
    >>> find("China").name, find("uk").name
    ('China, Mainland', 'United Kingdom')
    """
    holder = _by_word().get(" ".join(name.split()).casefold())
    if holder is None:
        raise unknown("holder", name, holders())
    return holder
