"""A book of Treasuries by maturity bucket: amounts, durations, basis-point values."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.market.buckets import bucket_names, price_sensitivity
from saiken.market.curves import Curve
from saiken.market.pricing.futures import par_zero_duration
from saiken.market.pricing.risk import TEN_YEARS
from saiken.units import to_si

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class BookLine:
    """A book's bonds of one maturity bucket; ten-year equivalents are of the par bond's value."""

    bucket: str
    amount_usd: float
    share: float
    duration_years: float
    dv01_usd_per_bp: float
    ten_year_usd: float


def book_lines(amount_usd: float, shares: Array, curve: Curve) -> tuple[BookLine, ...]:
    """Describe a book of Treasuries by maturity bucket.

    Parameters
    ----------
    amount_usd : float
        Market value.
    shares : ndarray, shape (bucket,)
        Sum to one.
    curve : Curve
        For the ten-year bond of ten-year equivalents.
    """
    durations = price_sensitivity().sum(axis=1)
    ten = par_zero_duration(curve, TEN_YEARS)
    return tuple(
        BookLine(
            bucket=name,
            amount_usd=float(amount_usd * share),
            share=float(share),
            duration_years=float(years),
            dv01_usd_per_bp=float(amount_usd * share * years * to_si(1.0, "bp")),
            ten_year_usd=float(amount_usd * share * years / ten),
        )
        for name, share, years in zip(bucket_names(), shares, durations, strict=True)
    )
