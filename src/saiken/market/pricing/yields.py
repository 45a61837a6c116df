"""Prices from yields and yields from prices, vectorised over securities and curves.

This is the street convention: compound interest also in the fraction of a period and in the last
period. (Treasury auctions use simple interest in the fraction, and dealers in the last period.)

The logarithm of the price is a convex, falling function of ``u = log(1 + y/2)``, being that of a
sum of exponentials. So Newton's method on it converges from every start: each step ends left of the
root, and from there the steps only go up. No bracket is needed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError, SolverError
from saiken.market.pricing.closed_form import by_row, in_blocks, log_growth, log_value
from saiken.market.pricing.position import PAR, Position

Array = NDArray[np.float64]
STEP: Final = 1e-7
"""The last Newton step in ``u``; the error after it is of its square, below 1e-12."""
MAX_STEPS: Final = 50


def dirty_price(at: Position, yields: Array) -> Array:
    """Price with accrued interest from semi-annually compounded (street) yields.

    Parameters
    ----------
    at : Position
    yields : ndarray, shape (security,) or (security, curve)
        Decimals.

    Returns
    -------
    ndarray
        Per 100 of par, the shape of `yields`.
    """
    price: Array = np.exp(log_value(at, log_growth(yields))[0])
    return price


def clean_price(at: Position, yields: Array) -> Array:
    """Quoted price from yields: :func:`dirty_price` less accrued interest."""
    price: Array = dirty_price(at, yields) - by_row(at.accrued, np.asarray(yields))
    return price


def yield_from_price(at: Position, dirty: Array) -> Array:
    """Semi-annually compounded (street) yield from the price with accrued interest.

    Parameters
    ----------
    at : Position
    dirty : ndarray, shape (security,) or (security, curve)
        Per 100 of par.

    Returns
    -------
    ndarray
        Decimals, to 1e-10 or better, the shape of `dirty`.

    Raises
    ------
    InputError
        If a price is not positive and finite.
    SolverError
        If the iteration does not settle.
    """
    dirty = np.asarray(dirty, float)
    if not (np.isfinite(dirty) & (dirty > 0)).all():
        raise InputError("a price has to be a positive number to have a yield.")
    return in_blocks(_solve, at, dirty)


def _solve(at: Position, dirty: Array) -> Array:
    target = np.log(dirty)
    u = _start(at, target)
    for _ in range(MAX_STEPS):
        value, slope = log_value(at, u)
        value -= target
        value /= slope
        u += value
        if np.abs(value).max(initial=0.0) < STEP:
            yields: Array = 2 * np.expm1(u)
            return yields
    raise SolverError(f"Some of {dirty.size} yields did not settle in {MAX_STEPS} steps.")


def _start(at: Position, target: Array) -> Array:
    """Start where the second-order expansion of the log price around a zero yield has the price.

    Mean and variance of the payment times are those of the undiscounted payments; where the
    expansion has no root, its first-order part is used.
    """
    m, h = at.further, at.coupon
    one = m * (m + 1) / 2
    two = one * (2 * m + 1) / 3
    total = at.next_coupon + h * m + PAR
    mean = (h * one + PAR * m) / total
    spread = (h * two + PAR * m**2) / total - mean**2
    mean = mean + at.periods
    total, mean, spread = (by_row(x, target) for x in (total, mean, spread))
    gap = np.log(total) - target
    inside = mean**2 - 2 * spread * gap
    # the smaller root of spread/2 u^2 - mean u + gap, written so that spread may vanish
    return np.asarray(2 * gap / (mean + np.sqrt(np.where(inside > 0, inside, mean**2))))
