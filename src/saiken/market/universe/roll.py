"""Roll the notes and bonds of an official list to another day: add sales, take off buybacks."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from saiken.data import Store
from saiken.market.pricing.calendar import SETTLEMENT_DAYS, calendar
from saiken.market.universe.lines import Lines, merge, official_lines, sum_by
from saiken.market.universe.sales import sales_since
from saiken.market.universe.table import Days, Floats, Texts


@dataclass(frozen=True, eq=False)
class Book:
    """Everything that moves notes and bonds after an official list.

    Attributes
    ----------
    record_date : datetime64[D]
        Date of the list.
    base : Lines
        The list without bills.
    sales : Lines
        One row a sale since.
    bought_cusip, bought_on, bought_usd : ndarrays, shape (buyback,)
        Par bought back by the Treasury since, by day of settlement.
    """

    record_date: np.datetime64
    base: Lines
    sales: Lines
    bought_cusip: Texts
    bought_on: Days
    bought_usd: Floats


def open_book(store: Store, record_date: np.datetime64, known_on: np.datetime64) -> Book:
    """Read the list of `record_date` and what is known of later sales and buybacks."""
    full = official_lines(store, record_date)
    base = full.take(full.kind != "Bill")
    bought = store.table("buybacks", known_on)
    settled = np.busday_offset(
        bought["operation_date"], SETTLEMENT_DAYS, roll="backward", busdaycal=calendar()
    )
    later = settled > record_date
    return Book(
        record_date=record_date,
        base=base,
        sales=sales_since(store, base, record_date, known_on),
        bought_cusip=bought["cusip"][later].astype(str),
        bought_on=settled[later],
        bought_usd=bought["par_accepted"][later],
    )


def position(book: Book, day: np.datetime64) -> Lines:
    """Notes and bonds outstanding after the close of `day`, before any scaling.

    A buyback is taken off the listed part, which may turn negative for a security that was only
    sold since; the sum of the two parts is what is outstanding.
    """
    settled = book.sales.take(book.sales.issue_date <= day)
    lines = merge(book.base.join(settled))
    gone = book.bought_on <= day
    bought = added_up(lines, book.bought_cusip[gone], book.bought_usd[gone])
    lines = replace(lines, kept_usd=lines.kept_usd - bought)
    return lines.take((lines.maturity_date > day) & (lines.raw_usd > 0))


def sold_by(book: Book, lines: Lines, day: np.datetime64) -> Floats:
    """How much of each line, shape (line,), had been sold since the list by the close of `day`."""
    settled = book.sales.take(book.sales.issue_date <= day)
    return added_up(lines, settled.cusip.astype(str), settled.sold_usd)


def added_up(lines: Lines, cusip: Texts, amount_usd: Floats) -> Floats:
    """Add amounts by CUSIP to the lines, which are sorted by CUSIP; others are left out."""
    names = lines.cusip.astype(str)
    place = np.minimum(np.searchsorted(names, cusip), names.size - 1)
    hit = names[place] == cusip
    return sum_by(place[hit], amount_usd[hit], names.size)
