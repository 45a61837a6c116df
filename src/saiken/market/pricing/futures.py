"""What a ten-year note futures contract is worth a basis point, without a list of deliverables.

Which note is cheapest to deliver is not known here. The convention: below the notional coupon of
6% the shortest deliverable note is the cheapest (its price rises least as yields fall), above it
the longest; the stand-in is a par bond of that maturity on the day's curve. One contract then moves
like its face amount of that bond divided by the bond's conversion factor. Left out: the choice
between notes that are really deliverable, the delivery option, and the carry to delivery.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np

from saiken.data import resource_yaml
from saiken.market.curves import Curve
from saiken.market.pricing.position import PAR, Position
from saiken.market.pricing.schedule import PERIODS_PER_YEAR
from saiken.market.pricing.yields import clean_price
from saiken.units import to_si

QUARTERS_PER_YEAR: Final = 4
FACTOR_DIGITS: Final = 4
"""Published conversion factors have four decimals."""


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract through its stand-in for the cheapest deliverable note.

    Attributes
    ----------
    deliverable_years : float
        Maturity of the stand-in.
    coupon : float
        Its coupon and yield, decimal: the par yield of that maturity.
    conversion_factor : float
    dv01_usd_per_bp : float
        Dollars a contract loses when all zero yields rise by one basis point.
    """

    deliverable_years: float
    coupon: float
    conversion_factor: float
    dv01_usd_per_bp: float


@cache
def _terms() -> dict[str, Any]:
    return dict(resource_yaml("market/pricing/futures.yaml"))


def conversion_factor(coupon: float, remaining_years: float) -> float:
    """Price of one dollar of par to yield the notional coupon, as the exchange computes it.

    Parameters
    ----------
    coupon : float
        Annual rate, decimal.
    remaining_years : float
        From the first day of the delivery month to maturity; rounded down to whole quarters.

    Returns
    -------
    float
        Rounded to four decimals.
    """
    quarters = np.floor(remaining_years * QUARTERS_PER_YEAR)
    periods = quarters / QUARTERS_PER_YEAR * PERIODS_PER_YEAR
    further = np.ceil(periods) - 1
    half = np.array([PAR * coupon / PERIODS_PER_YEAR])
    passed = 1 - (periods - further)
    at = Position(np.array([1 - passed]), np.array([further]), half, half, half * passed)
    notional = to_si(float(_terms()["notional_coupon_pct"]), "pct")
    return round(float(clean_price(at, np.array([notional]))[0]) / PAR, FACTOR_DIGITS)


def par_zero_duration(curve: Curve, maturity_years: float) -> float:
    """Fall of a par bond's value, in shares, per unit parallel rise of all zero yields (years).

    The bond pays the curve's par yield each half-year and is discounted on its zero yields.
    """
    dates = np.arange(1, round(maturity_years * PERIODS_PER_YEAR) + 1) / PERIODS_PER_YEAR
    flows = np.full(dates.size, float(curve.par(maturity_years)) / PERIODS_PER_YEAR)
    flows[-1] += 1
    values = flows * curve.discount(dates)
    return float((dates * values).sum() / values.sum())


def ten_year_contract(curve: Curve) -> Contract:
    """The ten-year note contract on a day's curve, under the convention of this module."""
    terms = _terms()
    notional = to_si(float(terms["notional_coupon_pct"]), "pct")
    shortest, longest = float(terms["shortest_years"]), float(terms["longest_years"])
    years = shortest if float(curve.par(shortest)) < notional else longest
    coupon = float(curve.par(years))
    factor = conversion_factor(coupon, years)
    one = float(terms["face_usd"]) * par_zero_duration(curve, years) * to_si(1.0, "bp")
    return Contract(years, coupon, factor, one / factor)
