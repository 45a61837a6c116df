"""The yields and the inflation that the bill is reckoned with before any sale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.fiscal.debt import elapsed_months, projection
from saiken.fiscal.history import month_ends, par_on
from saiken.fiscal.policy import settings
from saiken.market.curves import COUPONS_PER_YEAR, Curve
from saiken.units import MONTHS_PER_YEAR, from_si
from saiken.variables import MATURITIES, maturity_index

Array = NDArray[np.float64]
CBO_DATASET: Final = "cbo_economy"
CBO_VINTAGE: Final = np.datetime64("2025-01-01")
"""The one edition of CBO's economic projections whose rates are at hand."""
BREAKEVEN: Final = ("breakevens", "T10YIE")
MIDDLE_OF_QUARTER_MONTHS: Final = 1.5
QUARTER_MONTHS: Final = 3
INDEX_LAG_MONTHS: Final = 3
"""TIPS follow the consumer prices of three months earlier (31 CFR 356, appendix B)."""
FORWARDS: Final = (
    "Interest before the sale is reckoned at the forward par yields of the curve on the day; these "
    "contain term premia, so it lies above what CBO's own rates give."
)
CBO_RATES: Final = (
    "Interest before the sale is reckoned at the three-month and ten-year rates of CBO's economic "
    "projections of January 2025, other maturities in their usual place between the two."
)
QUOTED: Final = "Interest is reckoned at the par yields quoted at the end of each month."


@dataclass(frozen=True, slots=True, eq=False)
class BaseRates:
    """Path of yields and prices without a sale.

    Attributes
    ----------
    par : ndarray, shape (month 0..M, maturity)
        Par yields at the end of each month.
    inflation : ndarray, shape (month 0..M,)
        Yearly rate at which TIPS grow at the end of each month.
    source : str
        ``"forwards"``, ``"cbo"`` or ``"quoted"``.
    notes : tuple of str
        Where both come from.
    """

    par: Array
    inflation: Array
    source: str
    notes: tuple[str, ...]

    @property
    def price_index(self) -> Array:
        """Index of TIPS, 1 on day 0, shape (month 0..M,)."""
        mean = (self.inflation[:-1] + self.inflation[1:]) / 2 / MONTHS_PER_YEAR
        return np.concatenate([[1.0], np.cumprod(1 + mean)])


def base_rates(
    store: Store, as_of: object, curve: Curve, months: int, day0: object | None = None
) -> BaseRates:
    """Choose the path by what is at hand: CBO's rates where its newest baseline has them.

    Parameters
    ----------
    store : Store
    as_of : date-like
        What is known.
    curve : Curve
        Curve on that day.
    months : int
    day0 : date-like, optional
        Start of month 1; `as_of` when absent.
    """
    newest = projection(store, "debt", "Total", as_of).vintage
    if newest == CBO_VINTAGE:
        return cbo_rates(store, as_of, months, day0)
    return forward_rates(store, curve, as_of, months)


def forward_rates(store: Store, curve: Curve, as_of: object, months: int) -> BaseRates:
    """Par yields that the curve implies for later months; inflation at the ten-year breakeven."""
    starts = np.arange(months + 1) / MONTHS_PER_YEAR
    par = np.stack([_forward_par(curve, starts, maturity) for maturity in MATURITIES], axis=1)
    rate, note = breakeven(store, as_of)
    return BaseRates(par, np.full(months + 1, rate), "forwards", (FORWARDS, note))


def _forward_par(curve: Curve, starts: Array, maturity: float) -> Array:
    """Par yield of a bond of one maturity that is sold at each start, shape (start,)."""
    count = max(int(maturity * COUPONS_PER_YEAR), 1)
    dates = maturity - np.arange(count)[::-1] / COUPONS_PER_YEAR
    worth = curve.discount(starts[:, None] + dates) / curve.discount(starts)[:, None]
    if maturity * COUPONS_PER_YEAR < 1:  # one payment within half a year
        growth = worth[:, -1] ** (-1 / (maturity * COUPONS_PER_YEAR))
        bill: Array = COUPONS_PER_YEAR * (growth - 1)
        return bill
    bond: Array = COUPONS_PER_YEAR * (1 - worth[:, -1]) / worth.sum(axis=1)
    return bond


def cbo_rates(store: Store, as_of: object, months: int, day0: object | None = None) -> BaseRates:
    """Rates and consumer prices of CBO's projections of January 2025."""
    when = elapsed_months(as_of if day0 is None else day0) + np.arange(months + 1)
    middle, short, long, prices = cbo_economy(store)
    bill, note = np.interp(when, middle, short), np.interp(when, middle, long)
    weight = curve_shape(store, as_of)
    par = bill[:, None] + (note - bill)[:, None] * weight
    grown = "TIPS grow with CBO's consumer prices of three months earlier."
    return BaseRates(par, _inflation(when, middle, prices), "cbo", (CBO_RATES, grown))


def cbo_economy(store: Store) -> tuple[Array, Array, Array, Array]:
    """CBO's quarterly projections of January 2025.

    Returns
    -------
    (month, bill_3m, note_10y, cpiu) : tuple of ndarray, shape (quarter,)
        Months since January 1970 at the middle of each quarter; rates in decimals; index.
    """
    bill, note, prices = (store.series(CBO_DATASET, key) for key in ("bill_3m", "note_10y", "cpiu"))
    ends = np.array([elapsed_months(str(day)) for day in bill.dates], dtype=np.float64)
    return ends - MIDDLE_OF_QUARTER_MONTHS, bill.values, note.values, prices.values


def curve_shape(store: Store, as_of: object) -> Array:
    """Where each maturity lies between the three-month (0) and the ten-year yield (1) on average.

    Month-end par yields of the years before the day; ratio of the mean spreads.

    Returns
    -------
    ndarray, shape (maturity,)
    """
    months = int(settings()["rates"]["shape_years"]) * MONTHS_PER_YEAR
    end = np.datetime64(str(as_of), "D")
    start = (end.astype("datetime64[M]") - months).astype("datetime64[D]")
    ends = month_ends(start - 1, months)
    spread = par_on(store, ends[ends <= end])
    spread = (spread - spread[:, [maturity_index("3m")]]).mean(axis=0)
    weight: Array = spread / spread[maturity_index("10y")]
    return weight


def quoted_rates(store: Store, day0: object, months: int) -> BaseRates:
    """Yields as they were quoted after day 0, and consumer prices as CBO reports them."""
    ends = month_ends(day0, months)
    middle, _, _, prices = cbo_economy(store)
    when = elapsed_months(day0) + np.arange(months + 1)
    inflation = _inflation(when, middle, prices)
    note = (
        "TIPS grow with consumer prices of three months earlier (seasonally adjusted, quarterly), "
        "actual to the third quarter of 2024 and CBO's projection of January 2025 after it."
    )
    return BaseRates(par_on(store, ends), inflation, "quoted", (QUOTED, note))


def breakeven(store: Store, as_of: object) -> tuple[float, str]:
    """Ten-year breakeven inflation last known on a day, and a sentence on it."""
    day = np.datetime64(str(as_of), "D")
    series = store.series(*BREAKEVEN)
    place = int(np.searchsorted(series.dates, day, side="right")) - 1
    later = "" if place >= 0 else " (the first at hand, later than the day)"
    rate = float(series.values[max(place, 0)])
    note = (
        f"TIPS grow at the ten-year breakeven of {series.dates[max(place, 0)]}{later}, "
        f"{from_si(rate, 'pct'):.2f}% a year."
    )
    return rate, note


def _inflation(when: NDArray[np.floating], middle: Array, prices: Array) -> Array:
    """Yearly growth of prices three months before each month's end, between quarters."""
    growth = (prices[1:] / prices[:-1]) ** (MONTHS_PER_YEAR / QUARTER_MONTHS) - 1
    read: Array = np.interp(when - INDEX_LAG_MONTHS, (middle[1:] + middle[:-1]) / 2, growth)
    return read
