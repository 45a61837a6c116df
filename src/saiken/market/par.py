"""From zero yields to the yields at which new debt is sold."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from saiken.market.curves import COUPONS_PER_YEAR, Curve
from saiken.variables import MATURITIES


def fitted_par(curve: Curve) -> NDArray[np.float64]:
    """Par yields of the published maturities implied by the zero curve.

    Returns
    -------
    ndarray, shape (maturity,)
        Semi-annual bond-equivalent decimals; a maturity below half a year pays once.
    """
    return np.array([_par_yield(curve, maturity) for maturity in MATURITIES])


def par_response(curve: Curve) -> NDArray[np.float64]:
    """Change of each published par yield per unit change of each published zero yield.

    The yield at which a coupon bond is issued averages the zero yields along its life. With
    par yield ``c``, discount factors ``P`` and coupon sum ``A`` (all semi-annual),
    ``dc = (2 T P(T) dz(T) + c * sum t P(t) dz(t)) / A``, zero yields read linearly between the
    published maturities.

    Returns
    -------
    ndarray, shape (maturity issued, maturity of the zero yield)
        Rows sum to about one: exactly ``1 + yield/2`` for a bill, whose bond-equivalent yield
        moves by that much per unit of its continuously compounded one.
    """
    return np.stack([_response(curve, maturity) for maturity in MATURITIES])


def _coupon_dates(maturity: float) -> NDArray[np.float64]:
    dates = maturity - np.arange(int(maturity * COUPONS_PER_YEAR)) / COUPONS_PER_YEAR
    return dates[::-1]


def _par_yield(curve: Curve, maturity: float) -> float:
    dates = _coupon_dates(maturity)
    if not dates.size:  # a bill: one payment
        growth = np.exp(curve.zero(maturity) / COUPONS_PER_YEAR)
        return float(COUPONS_PER_YEAR * (growth - 1))
    prices = curve.discount(dates)
    return float(COUPONS_PER_YEAR * (1 - prices[-1]) / prices.sum())


def _response(curve: Curve, maturity: float) -> NDArray[np.float64]:
    dates = _coupon_dates(maturity)
    if not dates.size:
        growth = np.exp(curve.zero(maturity) / COUPONS_PER_YEAR)
        bill: NDArray[np.float64] = _hats(np.array([maturity]))[0] * growth
        return bill
    prices = curve.discount(dates)
    weights = _par_yield(curve, maturity) * dates * prices
    weights[-1] += COUPONS_PER_YEAR * maturity * prices[-1]
    bond: NDArray[np.float64] = (weights[:, None] * _hats(dates)).sum(axis=0) / prices.sum()
    return bond


def _hats(years: NDArray[np.float64]) -> NDArray[np.float64]:
    """Weights that read the published maturities linearly at `years`, shape (years, maturity)."""
    units = np.eye(len(MATURITIES))
    return np.stack([np.interp(years, MATURITIES, unit) for unit in units], axis=1)
