"""Coupon dates counted back from maturity, and time in coupon periods.

Everything rests on one number: how many half-yearly coupon periods lie between a day and the
maturity date. Whole coupon dates are whole numbers; inside a period the count runs linearly in
actual days, which is the actual/actual (ICMA) day count. Accrued interest, odd first coupons and
discounting exponents are differences of such numbers.

Source: ICMA Rule 251; 31 CFR 356, Appendix B, I.A ("Regular Half-Year Payment Period").
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.market.pricing.calendar import Dates

Array = NDArray[np.float64]
MONTHS_PER_PERIOD: Final = 6
PERIODS_PER_YEAR: Final = 2
MAX_ISSUE_LAG_DAYS: Final = 31
"""Issued this long after a coupon date or less: interest runs from the coupon date."""
ONE_DAY: Final = np.timedelta64(1, "D")


def coupon_date(maturity: Dates, periods_back: ArrayLike) -> Dates:
    """Coupon date a whole number of half-years before (negative: after) maturity.

    A security that matures on the last day of a month pays on last days of months; otherwise the
    day of the month is the maturity's, or the month's last where that does not exist.

    Parameters
    ----------
    maturity : array of datetime64[D]
    periods_back : array of int
        Broadcast against `maturity`.
    """
    month = maturity.astype("datetime64[M]")
    day = (maturity - month.astype("datetime64[D]")).astype(np.int64)
    at_end = (maturity + ONE_DAY).astype("datetime64[M]") > month
    target = month - MONTHS_PER_PERIOD * np.asarray(periods_back, np.int64)
    first = target.astype("datetime64[D]")
    last = (target + 1).astype("datetime64[D]") - ONE_DAY
    dates: Dates = np.where(at_end, last, np.minimum(first + day, last))
    return dates


def periods_to_maturity(maturity: Dates, day: Dates | np.datetime64) -> Array:
    """Coupon periods from a day to maturity, actual/actual (ICMA).

    Parameters
    ----------
    maturity, day : array of datetime64[D]
        Broadcast against each other.

    Returns
    -------
    ndarray
        A whole number on coupon dates; negative after maturity.
    """
    day = np.asarray(day, "datetime64[D]")
    apart = maturity.astype("datetime64[M]").astype(np.int64) - day.astype("datetime64[M]").astype(
        np.int64
    )
    end = apart // MONTHS_PER_PERIOD  # this coupon date lies 0 to 5 months after the day's month
    end = np.where(coupon_date(maturity, end) <= day, end - 1, end)
    after, before = coupon_date(maturity, end), coupon_date(maturity, end + 1)
    periods: Array = end + (after - day) / (after - before)
    return periods


def dated_date(issue: Dates, maturity: Dates) -> Dates:
    """First day of interest: the issue date, or the coupon date it stands in for.

    A note sold for a coupon date on which the market is closed, and a twenty-year bond sold at the
    end of a month, bear interest from the coupon date before, and the buyer pays the days in
    between as accrued interest. Of the 707 first issues with a published price in the auctions of
    2008 to 2025 at hand, all but one (a reopening listed as a first issue) came on a coupon date or
    up to 19 days after one, and the rule gives all 706 prices to a millionth of a dollar per 100.
    It was otherwise in 1990 (31 CFR 356, Appendix B, example II.B): pass the dated dates
    of older securities.
    """
    before = coupon_date(maturity, np.ceil(periods_to_maturity(maturity, issue)))
    late = issue - before <= MAX_ISSUE_LAG_DAYS * ONE_DAY
    first: Dates = np.where(late, before, issue)
    return first


def curve_years(dates: Dates, settlement: np.datetime64) -> Array:
    """Time from settlement to dates as a curve of semi-annual yields measures it, in years.

    Half the number of coupon periods counted back from each date itself: a payment half a year on
    the calendar away is 0.5 years away, whether that half-year has 181 or 184 days. With actual
    days over 365.25 instead, a par bond of half a year would miss its par yield by up to 4 bp.
    """
    years: Array = periods_to_maturity(dates, settlement) / PERIODS_PER_YEAR
    return years
