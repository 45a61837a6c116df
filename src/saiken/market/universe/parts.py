"""What a universe is made of: rolled and scaled amounts, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saiken.data import Store
from saiken.market.universe.bills import bill_lines
from saiken.market.universe.coupons import Coupons, coupons_on
from saiken.market.universe.lines import Lines, official_dates
from saiken.market.universe.roll import open_book
from saiken.market.universe.table import Floats
from saiken.market.universe.totals import BillTotal, bill_total


@dataclass(frozen=True, eq=False)
class Parts:
    """The universe of a day before its rows are joined.

    Attributes
    ----------
    day, record_date : datetime64[D]
        Day that is described; date of the official list it starts from.
    coupons : Coupons
        Notes and bonds of all kinds.
    bills : Lines
        In the amounts of the list.
    bills_usd : ndarray, shape (bill,)
        Scaled to the total.
    total : BillTotal
    """

    day: np.datetime64
    record_date: np.datetime64
    coupons: Coupons
    bills: Lines
    bills_usd: Floats
    total: BillTotal

    @property
    def official(self) -> bool:
        """Whether the day is that of an official list by CUSIP."""
        return bool(self.day == self.record_date)

    def scale(self) -> dict[str, float]:
        """Factor by kind on amounts that no official total by month covers."""
        bills = float(self.bills_usd.sum() / self.bills.kept_usd.sum())
        return {**self.coupons.factors.scale_by_kind(), "Bill": bills}


def find_parts(store: Store, day: np.datetime64, known_on: np.datetime64) -> Parts | None:
    """Roll the newest official list known to the day; None if the day is before any."""
    lists = official_dates(store, known_on)
    lists = lists[lists <= day]
    if not lists.size:
        return None
    book = open_book(store, lists[-1], known_on)
    coupons = coupons_on(store, book, day, known_on)
    total = bill_total(store, book, day, known_on)
    bills, amount = bill_lines(
        store, book.record_date, day, known_on, total.amount_usd, coupons.profile
    )
    return Parts(day, book.record_date, coupons, bills, amount, total)
