"""The official book: how much a seller's government can really sell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import InputError
from saiken.holders.holdings import Holding, holding
from saiken.holders.known import Known
from saiken.holders.names import Holder, find, text
from saiken.holders.table import TABLE, month_name, newest_month, total_at
from saiken.units import from_si

Array = NDArray[np.float64]


class Draws(Protocol):
    """Draws of the parameters by id; :class:`saiken.parameters.Parameters` is one."""

    def __getitem__(self, identifier: str, /) -> Array:
        """Return one column, shape ``(draw,)``."""


@dataclass(frozen=True, slots=True, eq=False)
class Ceiling:
    """The most that a seller can sell, by default the official book.

    Attributes
    ----------
    seller : str
        Canonical name.
    low_usd, central_usd, high_usd : float
        Market value, dollars. Equal where the ceiling is one published figure.
    draws_usd : ndarray of shape (draw,), or None
        One ceiling a draw, when parameters were given.
    official : bool
        True if what is counted is official; False if private holdings are inside.
    month : datetime64[D]
        Month end of the table, or of the reserves behind it.
    words : tuple of str
        How the figure comes about, and by what power the rest would be reached.
    sources : tuple of str
        Datasets and parameters read.
    """

    seller: str
    low_usd: float
    central_usd: float
    high_usd: float
    draws_usd: Array | None
    official: bool
    month: np.datetime64
    words: tuple[str, ...]
    sources: tuple[str, ...]


def ceiling_usd(
    seller: str, known: Known, prm: Draws | None = None, include_private: bool = False
) -> Ceiling:
    """Return the most that a seller can sell.

    Japan: last reserves x last published securities share x a share of Treasuries drawn between
    two ends. Others: what the table records, official and private together.

    Parameters
    ----------
    seller : str
        A country, a group or a total of the table, or an alias.
    known : Known
        A snapshot: figures as known on its day.
    prm : Draws, optional
        Draws; without them `low_usd` and `high_usd` are the ends of the range.
    include_private : bool
        Count private holders where the official book is apart.

    Raises
    ------
    InputError
        If the seller is not known, not a seller, or no longer named in the table.
    """
    holder = find(seller)
    if holder.kind in ("aggregate", "rest"):
        raise InputError(f"{holder.name} is a sum of places and cannot sell; name a country.")
    book = _file()["books"].get(holder.name)
    if book is None:
        return _table_ceiling(holder, known, prm, include_private)
    official = _book_ceiling(holder, book, known, prm)
    return _with_private(official, holding(holder.name, known)) if include_private else official


def treasury_share_ends(seller: str) -> tuple[float, float]:
    """Return the ends of the range for the share of Treasuries in a seller's reserve securities.

    Raises
    ------
    InputError
        If the seller's reserves are not at hand.
    """
    name = find(seller).name
    books = _file()["books"]
    if name not in books:
        raise InputError(
            f"The reserves of {name} are not at hand; they are for {', '.join(books)}."
        )
    share = books[name]["treasury_share"]
    return float(share["low_share"]), float(share["high_share"])


@cache
def _file() -> Mapping[str, Any]:
    return dict(resource_yaml("holders/official.yaml"))


def _say(name: str, /, **values: object) -> str:
    return str(_file()["words"][name]).format(**values).strip()


def _table_ceiling(
    holder: Holder, known: Known, prm: Draws | None, include_private: bool
) -> Ceiling:
    """Take what the table records; one figure for every draw."""
    month = newest_month(holder, known)
    total, missing = total_at(holder, month, known)
    kind = "official_total" if holder.official else "group" if holder.note else "not_published"
    tic_bn = from_si(total, "usd_bn")
    named = {"seller": holder.name, "tic_bn": tic_bn, "month": month_name(month)}
    words = [_say(kind, note=holder.note, **named)]
    words += [text("not_listed", members=", ".join(missing))] if missing else []
    words += [text("custody", name=holder.name)] if holder.custody and not holder.note else []
    words += [_say("private")] if include_private and not holder.official else []
    draws = None if prm is None else _like(prm, total)
    return Ceiling(
        holder.name, total, total, total, draws, holder.official, month, tuple(words), (TABLE,)
    )


def _like(prm: Draws, value_usd: float) -> Array:
    """Repeat one figure for every draw."""
    any_share = next(iter(_file()["books"].values()))["treasury_share"]["parameter"]
    return np.full(prm[any_share].shape, value_usd)


def _book_ceiling(
    holder: Holder, book: Mapping[str, Any], known: Known, prm: Draws | None
) -> Ceiling:
    """Reserves x securities share x share of Treasuries."""
    reserves, share = book["reserves"], book["treasury_share"]
    total = known.latest(reserves["dataset"], reserves["total"])
    securities = known.latest(reserves["dataset"], reserves["securities"])
    totals = known.series(reserves["dataset"], reserves["total"])
    securities_share = securities.value / totals.at_or_before(securities.period_end).value
    column = None if prm is None else prm[share["parameter"]]
    ends = np.array([share["low_share"], share["high_share"]]) if column is None else column
    book_usd = total.value * securities_share
    words = str(book["words"]).format(
        total_bn=from_si(total.value, "usd_bn"),
        total_month=month_name(total.period_end),
        securities_pct=from_si(securities_share, "pct"),
        securities_month=month_name(securities.period_end),
        low_pct=from_si(float(ends.min()), "pct"),
        high_pct=from_si(float(ends.max()), "pct"),
    )
    return Ceiling(
        holder.name,
        book_usd * float(ends.min()),
        book_usd * float(np.median(ends)),
        book_usd * float(ends.max()),
        None if column is None else book_usd * column,
        True,
        total.period_end,
        (words.strip(),),
        (reserves["dataset"], share["parameter"]),
    )


def _with_private(official: Ceiling, table: Holding) -> Ceiling:
    """Raise the ceiling to all that the table records, never below the official book."""
    tic = table.holdings_usd
    tic_bn = from_si(tic, "usd_bn")
    said = _say(
        "with_private", seller=official.seller, tic_bn=tic_bn, month=month_name(table.month)
    )
    draws = official.draws_usd
    return Ceiling(
        official.seller,
        max(tic, official.low_usd),
        max(tic, official.central_usd),
        max(tic, official.high_usd),
        None if draws is None else np.maximum(draws, tic),
        False,
        table.month,
        (*official.words, said),
        (*official.sources, TABLE),
    )
