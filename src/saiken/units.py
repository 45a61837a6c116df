"""The only place where basis points, per cent and billions become SI, and back.

Inside the engine a yield of 4.3% is ``0.043``, a hundred billion dollars is ``1e11`` and a move
of five basis points is ``0.0005``. Published figures keep the unit of their publisher until they
pass through :func:`to_si`; results keep SI until they pass through :func:`from_si`.
"""

from __future__ import annotations

from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

Numeric = TypeVar("Numeric", float, NDArray[np.float64], NDArray[np.float32])

BUSINESS_DAYS_PER_YEAR: Final = 250
"""The engine's clock: 250 business days a year."""
MONTHS_PER_YEAR: Final = 12
WEEKS_PER_YEAR: Final = 52
BUSINESS_DAYS_PER_WEEK: Final = 5
BUSINESS_DAYS_PER_MONTH: Final = BUSINESS_DAYS_PER_YEAR / MONTHS_PER_YEAR

SCALE: Final[dict[str, float]] = {
    "1": 1.0,
    "share": 1.0,
    "years": 1.0,
    "years_of_duration": 1.0,
    "days": 1.0,
    "per_year": 1.0,
    "pct": 1e-2,
    "pct_saar": 1e-2,
    "pct_gdp": 1e-2,
    "pct_fx": 1e-2,
    "bp": 1e-4,
    "usd": 1.0,
    "usd_mn": 1e6,
    "usd_bn": 1e9,
    "usd_tn": 1e12,
    "usd_bn_per_day": 1e9,
    "jpy": 1.0,
    "jpy_bn": 1e9,
    "jpy_tn": 1e12,
    "national_currency_bn": 1e9,
    "jpy_per_usd": 1.0,
    "index": 1.0,
    "contracts": 1.0,
    "bp_per_pp": 1e-4 / 1e-2,
    "usd_per_bp": 1.0 / 1e-4,
    "usd_mn_per_bp": 1e6 / 1e-4,
    "bp_per_usd_bn": 1e-4 / 1e9,
    "pct_per_usd_bn": 1e-2 / 1e9,
}
"""Published unit to SI: multiply by this. ``1`` is a pure number; ``share`` lies in 0..1."""

SHOWN: Final[dict[str, str]] = {
    "pct": "%",
    "pct_saar": "% a year",
    "pct_gdp": "% of GDP",
    "pct_fx": "%",
    "bp": "bp",
    "usd": "USD",
    "usd_mn": "USD mn",
    "usd_bn": "USD bn",
    "usd_tn": "USD tn",
    "jpy_bn": "JPY bn",
    "jpy_tn": "JPY tn",
    "jpy_per_usd": "yen per dollar",
    "per_year": "a year",
    "days": "business days",
    "1": "",
    "share": "",
}
"""How a unit is written for people; a unit not listed is written as it is."""


def to_si(value: Numeric, unit: str) -> Numeric:
    """Convert a published figure to SI.

    Parameters
    ----------
    value : float or ndarray
        Figure in `unit`.
    unit : str
        A key of :data:`SCALE`.

    Returns
    -------
    float or ndarray
        The same figure in SI (decimals, dollars, yen, years).

    Raises
    ------
    KeyError
        If the unit is not known.

    Examples
    --------
    >>> round(to_si(4.33, "pct"), 6)
    0.0433
    """
    return value * SCALE[unit]


def from_si(value: Numeric, unit: str) -> Numeric:
    """Convert an SI figure to a published unit; the inverse of :func:`to_si`.

    Examples
    --------
    >>> round(from_si(0.0005, "bp"), 6)
    5.0
    """
    return value / SCALE[unit]


def unit_of(identifier: str) -> str:
    """Read the unit from the suffix of a name such as ``amount_usd_bn``.

    Returns the longest known unit that ends `identifier` after an underscore, else ``"1"``.

    Examples
    --------
    >>> unit_of("amount_usd_bn"), unit_of("demand_elasticity")
    ('usd_bn', '1')
    """
    fits = [unit for unit in SCALE if identifier.endswith("_" + unit)]
    return max(fits, key=len, default="1")
