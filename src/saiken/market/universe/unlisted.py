"""Lines that only the official totals show: sold after the copy of the auction list ends.

Their CUSIP and coupon come from the full list of 24 March 2026 once it is released; until then
the line is named by kind and month.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.market.universe.fit import cells
from saiken.market.universe.lines import Lines, month_number
from saiken.market.universe.profile import Profile
from saiken.market.universe.table import Days, Texts

FULL_LIST = "securities_2026_03_24"


def unlisted_lines(
    store: Store, lines: Lines, profile: Profile, known_on: np.datetime64 | None
) -> Lines:
    """Make a line for every kind and month of maturity with an official total but no line.

    Where the full list has several securities for the month, the total is split equally.
    """
    kind, month = profile.cells()
    missing = (kind != "Bill") & ~np.isin(cells(kind, month), cells(lines.kind, lines.month))
    kind, month = kind[missing], month[missing]
    total = profile.total(kind, month)
    named = store.table(FULL_LIST, known_on)
    row, place = _find(named, lines, cells(kind, month))
    share = total[place] / np.bincount(place, minlength=kind.size)[place]
    left = ~np.isin(np.arange(kind.size), place)
    nameless = _nameless(kind[left], month[left], total[left])
    coupon = np.where(named["security_class"][row] == "FRN", np.nan, named["coupon"][row])
    found = Lines(
        cusip=named["cusip"][row].astype(object),
        kind=kind[place],
        coupon=coupon,
        issue_date=np.full(row.size, np.datetime64("NaT", "D")),
        maturity_date=named["maturity_date"][row],
        kept_usd=np.zeros(row.size),
        sold_usd=share,
    )
    return found.join(nameless)


def _find(
    named: dict[str, NDArray[Any]], lines: Lines, wanted: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows of the full list that fill a wanted cell, and the cell of each."""
    if not named["cusip"].size or not wanted.size:
        none = np.zeros(0, dtype=np.int64)
        return none, none
    mine = cells(named["security_class"], month_number(named["maturity_date"]))
    new = ~np.isin(named["cusip"].astype(str), lines.cusip.astype(str))
    row, place = np.nonzero((mine[:, None] == wanted) & new[:, None])
    return row, place


def _nameless(kind: Texts, month: NDArray[np.int64], total: NDArray[np.float64]) -> Lines:
    """Lines known by kind and month alone."""
    months = month.astype("datetime64[M]")
    return Lines(
        cusip=np.array([f"{k} {m}" for k, m in zip(kind, months, strict=True)], dtype=object),
        kind=kind,
        coupon=np.full(kind.size, np.nan),
        issue_date=np.full(kind.size, np.datetime64("NaT", "D")),
        maturity_date=_usual_day(kind, months),
        kept_usd=np.zeros(kind.size),
        sold_usd=total,
    )


def _usual_day(kind: Texts, months: Days) -> Days:
    """Floating-rate notes mature at the end of a month, TIPS on the 15th."""
    end = (months + 1).astype("datetime64[D]") - 1
    return np.where(kind == "FRN", end, months.astype("datetime64[D]") + 14)
