"""Rates at which each class of debt is sold, and how they follow the published zero yields."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal.policy import Policy
from saiken.fiscal.rates import BaseRates
from saiken.fiscal.securities import discount_rate
from saiken.market.curves import Curve
from saiken.market.par import par_response
from saiken.units import MONTHS_PER_YEAR
from saiken.variables import MATURITIES

Array = NDArray[np.float64]
FLOATING_TERM_YEARS: Final = MATURITIES[0]
"""Floating-rate notes follow the three-month bill."""


def issue_response(policy: Policy, curve: Curve) -> Array:
    """Change of the rate at issue per unit of each zero yield; a bill's is that of its discount.

    Returns
    -------
    ndarray, shape (class, maturity)
    """
    response = np.einsum("cp,pt->ct", _weights(policy), par_response(curve), optimize=False)
    years = policy.term_months / MONTHS_PER_YEAR
    slope = np.where(_bills(policy), (1 + curve.par(years) * years) ** -2.0, 1.0)
    scaled: Array = response * slope[:, None]
    return scaled


def issue_rates(policy: Policy, base: BaseRates) -> Array:
    """Rate at issue of each class at the end of each month, shape (class, month 0..M).

    Coupon debt is sold at par; a bill's rate is its discount per dollar of par; TIPS are sold at
    the par yield less inflation.
    """
    rates = np.einsum("cp,mp->cm", _weights(policy), base.par, optimize=False)
    years = (policy.term_months / MONTHS_PER_YEAR)[:, None]
    tips = np.array([one.kind == "TIPS" for one in policy.classes])[:, None]
    rates = np.where(_bills(policy)[:, None], discount_rate(rates, years), rates)
    return np.where(tips, rates - base.inflation, rates)


def _weights(policy: Policy) -> Array:
    """Weights that read the published maturities linearly at each class, (class, maturity)."""
    own = policy.term_months / MONTHS_PER_YEAR
    years = np.where(policy.floating, FLOATING_TERM_YEARS, own)
    return np.stack([np.interp(years, MATURITIES, row) for row in np.eye(len(MATURITIES))], 1)


def _bills(policy: Policy) -> NDArray[np.bool_]:
    return np.array([one.kind == "Bill" for one in policy.classes])
