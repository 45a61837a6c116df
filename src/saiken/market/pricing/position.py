"""Where securities stand in their life on a settlement date."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day
from saiken.errors import InputError
from saiken.market.pricing.calendar import Dates
from saiken.market.pricing.schedule import PERIODS_PER_YEAR, periods_to_maturity
from saiken.market.pricing.securities import Securities

Array = NDArray[np.float64]
PAR: Final = 100.0
"""Prices, coupons and accrued interest are per 100 of par, as quoted."""


@dataclass(frozen=True, slots=True, eq=False)
class Position:
    """What is still to be paid, seen from settlement; all arrays have shape (security,).

    Attributes
    ----------
    periods : ndarray
        Coupon periods to the next payment date, actual/actual (ICMA); up to 1 in a regular period.
    further : ndarray
        Coupons after the next one, the last with the principal.
    next_coupon, coupon : ndarray
        The next coupon (in a first period in proportion) and each further one, per 100 of par.
    accrued : ndarray
        Accrued interest per 100 of par; zero before the dated date and on a coupon date.
    """

    periods: Array
    further: Array
    next_coupon: Array
    coupon: Array
    accrued: Array

    def __len__(self) -> int:
        return int(self.periods.size)

    def rows(self, keep: slice) -> Position:
        """Return a range of securities."""
        return Position(
            self.periods[keep],
            self.further[keep],
            self.next_coupon[keep],
            self.coupon[keep],
            self.accrued[keep],
        )


def position(securities: Securities, settlement: Day | Dates) -> Position:
    """Place securities on a settlement date.

    Accrued interest is the coupon times the share of the coupon period that has passed, in actual
    days; in a long first period the shares of its half-years are added (31 CFR 356, Appendix B,
    I.D).

    Parameters
    ----------
    securities : Securities
    settlement : date or array of date, shape (security,)

    Raises
    ------
    InputError
        If a security has matured by settlement.
    """
    settle = np.broadcast_to(np.asarray(settlement, "datetime64[D]"), len(securities))
    maturity = securities.maturity_date
    matured = maturity <= settle
    if matured.any():
        raise InputError(
            f"{matured.sum()} of {matured.size} securities mature on or before settlement on "
            f"{settle[matured][0]}; leave them out."
        )
    now = periods_to_maturity(maturity, settle)
    start = periods_to_maturity(maturity, securities.dated_date)
    first = periods_to_maturity(maturity, securities.first_coupon_date)
    further = np.minimum(np.ceil(now) - 1, first)
    in_first = further == first
    coupon = PAR * securities.coupon / PERIODS_PER_YEAR
    since = np.where(in_first, start, further + 1)
    return Position(
        periods=now - further,
        further=further,
        next_coupon=coupon * np.where(in_first, start - first, 1.0),
        coupon=coupon,
        accrued=coupon * np.maximum(since - now, 0.0),
    )


def par_bond(maturity_years: float, coupon: float) -> Position:
    """A bond at issue with whole half-years to go: no calendar, no accrued interest.

    Raises
    ------
    InputError
        If the maturity is not a whole number of half-years.
    """
    periods = maturity_years * PERIODS_PER_YEAR
    if periods < 1 or periods != round(periods):
        raise InputError(f"a bond of {maturity_years} years does not end on a coupon date.")
    half = np.array([PAR * coupon / PERIODS_PER_YEAR])
    return Position(np.ones(1), np.array([periods - 1]), half, half, np.zeros(1))
