"""The price of a bond as a closed-form function of its yield, with its slope.

With ``u = log(1 + y/2)`` per half-year, ``w`` periods to the next coupon ``f``, and ``m`` further
coupons ``h``, the price with accrued interest per 100 of par is

    P(u) = exp(-w u) [f + h A(u) + 100 exp(-m u)],   A(u) = sum_{k=1..m} exp(-k u).

Work on many curves is done in blocks of rows that fit into the processor's cache: numbers do not
change, and it takes half the time.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.market.pricing.position import PAR, Position

Array = NDArray[np.float64]
SERIES_BELOW: Final = 1e-5
"""Below this rate per half-year sums of powers are expanded: closed forms divide by the rate."""
BLOCK: Final = 2**14
"""Numbers worked on at a time: 128 kB an array."""


def by_row(values: Array, like: Array) -> Array:
    """Let an array (security,) meet one of shape (security,) or (security, curve)."""
    shaped: Array = values.reshape(values.shape + (1,) * (like.ndim - 1))
    return shaped


def annuity(further: Array, u: Array) -> tuple[Array, Array]:
    """Sum of ``exp(-k u)`` for k = 1..m and its derivative by ``u``."""
    rate = np.expm1(u)
    small = np.abs(rate) < SERIES_BELOW
    if not small.any():
        return _closed(further, u, rate)
    total, slope = _closed(further, u, np.where(small, SERIES_BELOW, rate))
    series, series_slope = _series(further, u)
    return np.where(small, series, total), np.where(small, series_slope, slope)


def _closed(m: Array, u: Array, rate: Array) -> tuple[Array, Array]:
    shrink = np.expm1(-m * u)
    total = -shrink / rate
    return total, (m * (shrink + 1) - total * (rate + 1)) / rate


def _series(m: Array, u: Array) -> tuple[Array, Array]:
    """Expand the annuity and its slope to third order: power sums of 1..m."""
    one = m * (m + 1) / 2
    two = one * (2 * m + 1) / 3
    three = one**2
    return m - one * u + two * u**2 / 2 - three * u**3 / 6, -one + two * u - three * u**2 / 2


def log_value(at: Position, u: Array) -> tuple[Array, Array]:
    """Logarithm of the price with accrued interest, and minus its slope in ``u``.

    The slope is the mean time of the payments in coupon periods, weighted by present value: the
    Macaulay duration in half-years.
    """
    w, m, f, h = (by_row(x, u) for x in (at.periods, at.further, at.next_coupon, at.coupon))
    total, slope = annuity(m, u)
    principal = PAR * np.exp(-m * u)
    body = f + h * total + principal
    return np.log(body) - w * u, w - (h * slope - m * principal) / body


def log_growth(yields: Array) -> Array:
    """Turn semi-annual yields into ``log(1 + y/2)``."""
    u: Array = np.log1p(np.asarray(yields, float) / 2)
    return u


def in_blocks(job: Callable[[Position, Array], Array], at: Position, values: Array) -> Array:
    """Run a job that treats every security by itself on blocks of securities.

    Parameters
    ----------
    job : callable
        Gives an array of the shape of its second argument.
    at : Position
    values : ndarray, shape (security,) or (security, curve)
    """
    if values.size <= BLOCK:
        return job(at, values)
    result = np.empty_like(values)
    rows = max(BLOCK * len(at) // values.size, 1)
    for start in range(0, len(at), rows):
        block = slice(start, start + rows)
        result[block] = job(at.rows(block), values[block])
    return result
