r"""The conversion leg: turning dollars into yen.

What has been converted weighs on the dollar until it is absorbed,

.. math:: C_t = e^{-\lambda} C_{t-1} + q_t, \qquad \Delta\ln e_t = -b\,g(C_t),

with e in yen per dollar and b from the intervention record. Up to the largest recorded operation Q
the record supports a straight line, g(C) = C; beyond it g(C) = Q (C/Q)^gamma, continuous at Q, with
gamma between a square root and a straight line. A purchase of dollars is the mirror image. The bond
leg (selling bonds and keeping dollars) is not here.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from saiken.impact.flow import fading
from saiken.impact.interventions import currency_file

Array = NDArray[np.float64]


def outstanding(converted_usd: Array, half_life_days: Array) -> Array:
    """Return the converted dollars that still weigh on the rate.

    Parameters
    ----------
    converted_usd : ndarray, shape (draw, day) or (1, day)
        Dollars sold for yen on each day; negative is a purchase of dollars.
    half_life_days : ndarray, shape (draw,)
        Business days.

    Returns
    -------
    ndarray, shape (draw, day), dollars
    """
    return fading(np.asarray(converted_usd, dtype=np.float64), np.log(2) / half_life_days)


def effective_usd(stock_usd: Array, exponent: Array, largest_usd: float) -> Array:
    """Count dollars one for one up to the largest operation, by a power of the multiple beyond.

    Parameters
    ----------
    stock_usd : ndarray, shape (draw, day)
    exponent : ndarray, shape (draw,)
    largest_usd : float

    Returns
    -------
    ndarray, shape (draw, day)
    """
    multiple = np.abs(stock_usd) / largest_usd
    beyond = largest_usd * np.maximum(multiple, 1.0) ** exponent[:, None]
    return np.where(multiple <= 1, stock_usd, np.sign(stock_usd) * beyond)


def conversion_path(
    converted_usd: Array,
    slope: Array,
    exponent: Array,
    half_life_days: Array,
    largest_usd: float,
) -> Array:
    """Log change of yen per dollar; negative is a stronger yen.

    Parameters
    ----------
    converted_usd : ndarray, shape (draw, day) or (1, day)
        Dollars sold for yen on each day.
    slope : ndarray, shape (draw,)
        b, log rate per dollar, positive.
    exponent : ndarray, shape (draw,)
        gamma beyond the largest recorded operation.
    half_life_days : ndarray, shape (draw,)
        Half-life of the effect, business days.
    largest_usd : float
        The largest recorded operation.

    Returns
    -------
    ndarray, shape (draw, day)
    """
    stock = outstanding(converted_usd, half_life_days)
    return 0.0 - slope[:, None] * effective_usd(stock, exponent, largest_usd)


def conversion_ends(
    converted_usd: Array, slope: Array, half_life_days: Array, largest_usd: float
) -> tuple[Array, ...]:
    """Return the path with the square root and with the straight line, each ``(draw, day)``."""
    return tuple(
        conversion_path(converted_usd, slope, np.full_like(slope, end), half_life_days, largest_usd)
        for end in currency_file()["exponent_ends"]
    )


def times_record(converted_usd: Array, half_life_days: Array, largest_usd: float) -> Array:
    """Peak of the outstanding conversion as a multiple of the largest operation, ``(draw,)``."""
    stock = outstanding(converted_usd, half_life_days)
    return np.asarray(np.abs(stock).max(axis=1) / largest_usd)
