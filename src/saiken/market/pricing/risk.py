"""How prices move with yields: duration, convexity, the value of a basis point."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from saiken.market.curves import Curve
from saiken.market.pricing.closed_form import by_row, in_blocks, log_growth, log_value
from saiken.market.pricing.flows import CashFlows
from saiken.market.pricing.position import PAR, Position, par_bond
from saiken.market.pricing.schedule import PERIODS_PER_YEAR
from saiken.units import to_si

Array = NDArray[np.float64]
TEN_YEARS = 10.0


def modified_duration(at: Position, yields: Array) -> Array:
    """Fall of the price with accrued interest, in shares of it, per unit rise of the yield.

    Returns
    -------
    ndarray
        Years, the shape of `yields`.
    """
    u = log_growth(yields)
    years: Array = log_value(at, u)[1] / PERIODS_PER_YEAR * np.exp(-u)
    return years


def convexity(at: Position, yields: Array) -> Array:
    """Second derivative of the price by the yield, as a share of the price.

    Added payment by payment, so it takes about sixty times as long as the duration.

    Returns
    -------
    ndarray
        Years squared, the shape of `yields`.
    """
    u = log_growth(yields)
    steps = np.arange(at.further.max(initial=0.0) + 1)
    each = steps <= at.further[:, None]
    paid = np.where(each, at.coupon[:, None], 0.0)
    paid[:, 0] = at.next_coupon
    paid[np.arange(len(at)), at.further.astype(np.int64)] += PAR
    times = at.periods[:, None] + steps
    paid, times = (
        x.reshape(x.shape[:1] + (1,) * (u.ndim - 1) + x.shape[1:]) for x in (paid, times)
    )
    values = paid * np.exp(-times * u[..., None])
    moment = (values * times * (times + 1)).sum(axis=-1) / values.sum(axis=-1)
    squared: Array = moment * np.exp(-2 * u) / PERIODS_PER_YEAR**2
    return squared


def dv01(at: Position, yields: Array) -> Array:
    """Fall of the price for a rise of the yield by one basis point, to first order.

    Returns
    -------
    ndarray
        Dollars per 100 of par, the shape of `yields`.
    """
    return in_blocks(_dv01, at, np.asarray(yields, float))


def _dv01(at: Position, yields: Array) -> Array:
    u = log_growth(yields)
    log_price, half_years = log_value(at, u)
    value: Array = np.exp(log_price - u) * half_years * (to_si(1.0, "bp") / PERIODS_PER_YEAR)
    return value


def dv01_usd(at: Position, yields: Array, amount_usd: Array) -> Array:
    """Dollars lost on par amounts for a rise of the yields by one basis point.

    Parameters
    ----------
    amount_usd : ndarray, shape (security,)
        Par amounts.
    """
    value: Array = (
        dv01(at, yields) * by_row(np.asarray(amount_usd, float), np.asarray(yields)) / PAR
    )
    return value


def ten_year_equivalents_usd(dv01_usd_per_bp: Array, curve: Curve) -> Array:
    """Par amount of the current ten-year par bond with the same value of a basis point.

    The ten-year par bond pays the ten-year par yield of the curve and is worth 100.
    """
    yields = curve.par([TEN_YEARS])
    one = dv01(par_bond(TEN_YEARS, float(yields[0])), yields)[0]
    amount: Array = np.asarray(dv01_usd_per_bp, float) / one * PAR
    return amount


def zero_duration(flows: CashFlows, discount: Array) -> Array:
    """Fall of value, in shares of it, per unit parallel rise of continuously compounded yields.

    Parameters
    ----------
    discount : ndarray, shape (date,) or (date, curve)

    Returns
    -------
    ndarray
        Years, shape (security,) or (security, curve). On a flat curve it is the modified duration
        times ``1 + y/2``.
    """
    timed = flows.present_value(discount * by_row(flows.years, discount))
    years: Array = timed / flows.present_value(discount)
    return years
