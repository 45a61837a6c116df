"""Total of bills: what is left of the debt held by the public.

Debt held by the public is published every quarter. Less all notes and bonds of the universe on
that day, less notes that matured on a closed day and were not yet paid, less everything that is
not a marketable security on the list (savings bonds, state and local series, the Thrift Savings
Plan's special issues, …), bills remain. The last item is kept at its amount on the newest official
list that falls on a quarter-end.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.data import Store
from saiken.errors import DataError
from saiken.market.pricing.calendar import calendar
from saiken.market.universe.coupons import coupons_on
from saiken.market.universe.lines import official_dates, official_lines
from saiken.market.universe.roll import Book, open_book
from saiken.market.universe.table import Days

DEBT: Final = ("fiscal_quarterly", "FYGFDPUN")
"""Debt held by the public, end of quarter."""


@dataclass(frozen=True)
class BillTotal:
    """Amount of bills outstanding and where it comes from.

    Attributes
    ----------
    amount_usd : float
    date : datetime64[D]
        Day for which the total holds.
    remainder : bool
        Whether it is what the debt held by the public leaves, or stands on the official list.
    """

    amount_usd: float
    date: np.datetime64
    remainder: bool

    @property
    def source(self) -> str:
        """One clause for notes."""
        if self.remainder:
            return "the debt held by the public less everything else"
        return "the official list"


def bill_total(store: Store, book: Book, day: np.datetime64, known_on: np.datetime64) -> BillTotal:
    """Find the newest total of bills known on a day.

    Raises
    ------
    DataError
        If what is left of the debt held by the public is not positive.
    """
    listed = official_lines(store, book.record_date)
    amount = float(listed.kept_usd[listed.kind == "Bill"].sum())
    debt = store.series(*DEBT, as_of=known_on).window(book.record_date + 1, day)
    if not len(debt) or not quarter_end_lists(store, known_on).size:
        return BillTotal(amount, book.record_date, remainder=False)
    newest = debt.last()
    quarter = newest.period_end
    others = float(coupons_on(store, book, quarter, known_on).amount_usd.sum())
    rest = newest.value - others - unpaid_usd(book, quarter) - other_debt_usd(store, known_on)
    if rest <= 0:
        raise DataError(f"The debt held by the public on {quarter} leaves nothing for bills.")
    return BillTotal(rest, quarter, remainder=True)


def other_debt_usd(store: Store, known_on: np.datetime64) -> float:
    """Debt held by the public that is not on the list, on the newest quarter-end with a list."""
    day = quarter_end_lists(store, known_on)[-1]
    first = official_dates(store)[0]
    unpaid = unpaid_usd(open_book(store, first, day), day) if first < day else 0.0
    listed = float(official_lines(store, day).kept_usd.sum())
    return store.series(*DEBT, as_of=known_on).at_or_before(day).value - listed - unpaid


def quarter_end_lists(store: Store, known_on: np.datetime64 | None = None) -> Days:
    """Dates of official lists for which the debt held by the public is published too."""
    lists = official_dates(store, known_on)
    return lists[np.isin(lists, store.series(*DEBT, as_of=known_on).dates)]


def unpaid_usd(book: Book, day: np.datetime64) -> float:
    """Notes and bonds that had matured by `day` but are paid on the next open day."""
    lines = book.base.join(book.sales)
    paid = np.busday_offset(lines.maturity_date, 0, roll="forward", busdaycal=calendar())
    waiting = (lines.maturity_date <= day) & (paid > day)
    return float(lines.raw_usd[waiting].sum())
