"""The books of the sale as a plain table, and the swap spread in a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.outcome import Outcome, band
from saiken.proceeds import Books
from saiken.report import words
from saiken.report.chart import Table
from saiken.report.sheet import Cell, Sheet
from saiken.report.summary import is_difference
from saiken.units import from_si

NOT_ONE: Final = "The books are those of one sale, not of a difference of two."
NOTHING: Final = "Nothing is sold, so nobody's books change."
ZERO: Final = (
    "An asset counts plus, a debt minus, and owing less is plus. Every line sums to zero, because "
    "one's claim is another's debt or changes hands; every column does, because at unchanged "
    "prices nobody is richer for having traded. Losses come from prices that move while this "
    "happens: they stand below."
)
TOGETHER: Final = "Together"
NONE: Final = "–"
SHARE: Final = "impact.treasury_specific_share"


@dataclass(frozen=True, slots=True)
class BooksPage:
    """What the page prints.

    Attributes
    ----------
    sentence : str
        How to read the table, or why there is none.
    caption : str
        Caption of the table.
    table : Table or None
        Instruments in lines, sectors in columns.
    steps : tuple of str
        What happens, in order.
    sources : tuple of str
        What the institutions' facts rest on.
    """

    sentence: str
    caption: str = ""
    table: Table | None = None
    steps: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


def books_page(out: Outcome) -> BooksPage:
    """Everybody's balance sheet after the sale, at the median amount."""
    if is_difference(out):
        return BooksPage(NOT_ONE)
    found = out.books
    if not found.change_usd.any():
        return BooksPage(NOTHING)
    threat = ", if the threat is carried out" if out.program.threat is not None else ""
    return BooksPage(
        sentence=ZERO,
        caption=f"Change of the balance sheets{threat}, USD bn",
        table=table(found),
        steps=tuple(f"{says} ({words.usd(_bn(usd))})" for says, usd in found.steps if usd),
        sources=found.sources,
    )


def table(found: Books) -> Table:
    """Instruments in lines, sectors in columns, both with their sums."""
    change = _in_bn(found)
    rows = [
        (name, *(_cell(value) for value in line), words.plain(float(line.sum())))
        for name, line in zip(found.instruments, change, strict=True)
    ]
    sums = (TOGETHER, *(words.plain(float(value)) for value in change.sum(axis=0)))
    columns = ("What", *found.sectors, TOGETHER)
    return Table(columns, (*rows, (*sums, words.plain(float(change.sum())))))


def books_sheet(out: Outcome) -> Sheet:
    """The same table as numbers."""
    if is_difference(out):
        return Sheet("books", ("what",), ((NOT_ONE,),))
    found = out.books
    change = _in_bn(found)
    whole = np.vstack([change, change.sum(axis=0)])
    rows: list[tuple[Cell, ...]] = [
        (name, *map(float, line), float(line.sum()))
        for name, line in zip((*found.instruments, TOGETHER), whole, strict=True)
    ]
    header = ("what (debts count minus)", *(f"{name} (USD bn)" for name in found.sectors))
    return Sheet("books", (*header, f"{TOGETHER} (USD bn)"), tuple(rows))


def swap_line(out: Outcome) -> str:
    """The swap spread at ten years, and that it is assumed."""
    peak = out.headline["swap_spread_change_bp"]["peak"]
    happens = words.moves(peak["p50"], "bp")
    if happens == "does not change":
        return "The 10-year swap spread does not change."
    near, far = sorted((peak["p05"], peak["p95"]), key=abs)
    share = band(np.asarray(out.parameters[SHARE], dtype=np.float64))
    part = words.span(share["p05"], share["p95"], words.share)
    return (
        f"10-year swap spread (swap rate less Treasury yield): {happens} at its peak "
        f"({words.span(near, far, words.bp)}), if swap rates do not follow {part} of a change "
        "of the Treasury yield. That share is an assumption; swap rates are not in the data."
    )


def _in_bn(found: Books) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    """Instruments by sectors; what is smaller than a dollar is rounding."""
    return from_si(np.round(found.change_usd.T), "usd_bn") + 0.0


def _bn(value_usd: float) -> float:
    return from_si(value_usd, "usd_bn")


def _cell(value: float) -> str:
    return words.plain(value) if value else NONE
