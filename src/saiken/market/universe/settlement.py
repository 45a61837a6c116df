"""Dates of sales that the table leaves blank: the standing calendar of coupon auctions.

Notes of 2, 5 and 7 years and bonds of 20 years settle at the end of the month, the others on the
15th; a closed day moves settlement to the next open one, never maturity. Notes of 2, 5 and 7
years mature at the end of a month, all others on the 15th.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.market.pricing.calendar import calendar
from saiken.market.universe.table import Days
from saiken.units import MONTHS_PER_YEAR

SETTLES_AT_MONTH_END: Final = (2, 5, 7, 20)
MATURES_AT_MONTH_END: Final = (2, 5, 7)
"""Original terms in years."""
MID_MONTH: Final = 14
"""Days from the first of a month to its 15th."""


def issue_dates(rows: dict[str, NDArray[Any]]) -> Days:
    """Settlement of each sale: as published, else by the calendar."""
    month = rows["auction_date"].astype("datetime64[M]")
    at_end = np.isin(rows["term_years"], SETTLES_AT_MONTH_END)
    planned = np.where(at_end, _month_end(month), _mid_month(month))
    rule = np.busday_offset(planned, 0, roll="forward", busdaycal=calendar())
    published = rows["issue_date"]
    return np.where(np.isnat(published), rule, published)


def maturity_dates(rows: dict[str, NDArray[Any]]) -> Days:
    """Maturity of each sale: as published, else by the calendar as if it were a first sale."""
    month = rows["auction_date"].astype("datetime64[M]") + rows["term_years"] * MONTHS_PER_YEAR
    at_end = np.isin(rows["term_years"], MATURES_AT_MONTH_END)
    rule = np.where(at_end, _month_end(month), _mid_month(month))
    published = rows["maturity_date"]
    return np.where(np.isnat(published), rule, published)


def _month_end(month: Days) -> Days:
    last: Days = (month + 1).astype("datetime64[D]") - 1
    return last


def _mid_month(month: Days) -> Days:
    day: Days = month.astype("datetime64[D]") + MID_MONTH
    return day
