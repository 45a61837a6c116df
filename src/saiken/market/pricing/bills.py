"""Treasury bills: discount rates, money-market yields and bond-equivalent yields.

Bills are quoted at a discount over 360 days. Conventions and formulas are the Treasury's: 31 CFR
356, Appendix B, VI ("Computation of Purchase Price, Discount Rate, and Investment Rate"). All
functions take and return arrays that broadcast; prices are per 100 of par, rates decimals, days
actual days from settlement to maturity.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.data import Day, as_day
from saiken.errors import InputError
from saiken.market.pricing.calendar import Dates
from saiken.market.pricing.position import PAR

Array = NDArray[np.float64]
MONEY_MARKET_DAYS: Final = 360
MONTHS_PER_YEAR: Final = 12


def days_to_maturity(maturity: Dates, settlement: Day) -> NDArray[np.int64]:
    """Actual days from settlement to maturity.

    Raises
    ------
    InputError
        If a bill has matured by settlement.
    """
    days = (np.asarray(maturity, "datetime64[D]") - as_day(settlement)).astype(np.int64)
    if (days <= 0).any():
        raise InputError(f"{(days <= 0).sum()} of {days.size} bills mature by {settlement}.")
    return days


def days_in_year(settlement: Day) -> int:
    """Days in the year after settlement: 366 if it contains a 29 February."""
    day = as_day(settlement)
    month = day.astype("datetime64[M]")
    same = (month + MONTHS_PER_YEAR).astype("datetime64[D]") + (day - month.astype("datetime64[D]"))
    # 29 February plus a year runs over into 1 March: 366 days, with the leap day as day 0 only
    return int((same - day).astype(np.int64))


def price_from_discount(rate: ArrayLike, days: ArrayLike) -> Array:
    """Price from the bank discount rate, actual/360: ``100 (1 - d t/360)``."""
    price: Array = PAR * (1 - np.asarray(rate, float) * np.asarray(days) / MONEY_MARKET_DAYS)
    return price


def discount_from_price(price: ArrayLike, days: ArrayLike) -> Array:
    """Bank discount rate, actual/360, from the price."""
    rate: Array = (1 - np.asarray(price, float) / PAR) * MONEY_MARKET_DAYS / np.asarray(days)
    return rate


def money_market_yield(price: ArrayLike, days: ArrayLike) -> Array:
    """Simple yield on the price paid, actual/360, comparable with deposits."""
    rate: Array = (PAR / np.asarray(price, float) - 1) * MONEY_MARKET_DAYS / np.asarray(days)
    return rate


def bond_equivalent_yield(price: ArrayLike, days: ArrayLike, year_days: int = 365) -> Array:
    """Coupon-equivalent yield ("investment rate"), comparable with coupon securities.

    Up to half a year it is simple interest, actual over `year_days`. Beyond, it is the yield of a
    bond that pays interest after half a year on which simple interest is earned for the rest:
    ``P (1 + i/2) (1 + i (t/y - 1/2)) = 100``.

    Parameters
    ----------
    price : array of float
    days : array of int
    year_days : int
        365, or 366 if the year after settlement contains a 29 February (:func:`days_in_year`).

    Returns
    -------
    ndarray
    """
    gross = PAR / np.asarray(price, float)
    years = np.asarray(days, float) / year_days
    rest = np.maximum(years - 0.5, 0)
    simple = (gross - 1) / years
    # rest/2 i^2 + years i + (1 - gross) = 0, the root written so that rest may vanish
    inside = years**2 - 2 * rest * (1 - gross)
    long = 2 * (gross - 1) / (years + np.sqrt(np.maximum(inside, 0)))
    rate: Array = np.where(rest > 0, long, simple)
    return rate


def price_from_bond_equivalent(rate: ArrayLike, days: ArrayLike, year_days: int = 365) -> Array:
    """Price from the coupon-equivalent yield; the inverse of :func:`bond_equivalent_yield`."""
    i = np.asarray(rate, float)
    years = np.asarray(days, float) / year_days
    rest = np.maximum(years - 0.5, 0)
    growth = np.where(rest > 0, (1 + i / 2) * (1 + i * rest), 1 + i * years)
    price: Array = PAR / growth
    return price
