"""The Treasury curve on a day: par yields, zero yields and discount factors.

Par yields are the Treasury's constant-maturity yields (semi-annual, bond equivalent). Zero yields
are those of Gürkaynak, Sack and Wright (2007), continuously compounded, where the Federal Reserve
published them for the day, with the two bill maturities below one year taken from the par curve.
On other days zero yields are bootstrapped from the par curve: semi-annual par bonds every half
year to thirty years, par yields read linearly in between.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.data import Store
from saiken.errors import DataError
from saiken.variables import MATURITIES, MATURITY_LABELS

Array = NDArray[np.float64]
COUPONS_PER_YEAR: Final = 2
PAR_KEYS: Final = (
    "DGS3MO", "DGS6MO", "DGS1", "DGS2", "DGS3", "DGS5", "DGS7", "DGS10", "DGS20", "DGS30",
)  # fmt: skip
"""Keys of the par yields, in the order of :data:`saiken.variables.MATURITIES`."""
ZERO_YEARS: Final = tuple(range(1, 31))
ANCHOR_KEY: Final = "DGS10"
"""The ten-year yield decides which days are business days: it has no gaps since 1962."""
MAX_GAP_DAYS: Final = 7
"""A last quotation older than this (calendar days) means that the data do not reach the date."""


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Par and zero yields of one day.

    Attributes
    ----------
    day : datetime64[D]
        Business day of the quotations.
    par_years, par_yields : ndarray
        Maturities in years and semi-annual bond-equivalent yields (decimals).
    zero_years, zero_yields : ndarray
        Maturities in years and continuously compounded zero yields (decimals).
    zero_source : str
        ``"published"`` (Gürkaynak-Sack-Wright) or ``"bootstrapped"``.
    notes : tuple of str
        What was filled in, in plain sentences.
    """

    day: np.datetime64
    par_years: Array
    par_yields: Array
    zero_years: Array
    zero_yields: Array
    zero_source: str
    notes: tuple[str, ...] = ()

    def par(self, maturities: ArrayLike) -> Array:
        """Par yields at `maturities` (years), linear in between and flat beyond the ends."""
        read: Array = np.interp(np.asarray(maturities, float), self.par_years, self.par_yields)
        return read

    def zero(self, maturities: ArrayLike) -> Array:
        """Continuously compounded zero yields at `maturities` (years), flat beyond the ends."""
        read: Array = np.interp(np.asarray(maturities, float), self.zero_years, self.zero_yields)
        return read

    def discount(self, years: ArrayLike) -> Array:
        """Value today of one dollar paid in `years`."""
        when = np.asarray(years, float)
        worth: Array = np.exp(-self.zero(when) * when)
        return worth

    @classmethod
    def from_yields(
        cls,
        day: np.datetime64,
        par: Mapping[float, float],
        zero: Mapping[float, float] | None = None,
    ) -> Curve:
        """Build a curve from yields by maturity.

        Parameters
        ----------
        day : datetime64[D]
            Day of the quotations.
        par : mapping of years to decimals
            Par yields that are quoted; the other published maturities are filled in and noted.
        zero : mapping of years to decimals, optional
            Published zero yields; bootstrapped from the par curve when absent.

        Raises
        ------
        DataError
            If fewer than two par yields are quoted.
        """
        if len(par) < 2:
            raise DataError(f"Fewer than two par yields are quoted on {day}.")
        years = np.array(sorted(par), float)
        yields = np.array([par[year] for year in sorted(par)], float)
        notes = _gaps(years)
        if zero:
            zero_years, zero_yields = _with_bills(years, yields, zero)
        else:
            zero_years, zero_yields = bootstrap(years, yields)
        source = "published" if zero else "bootstrapped"
        return cls(day, years, yields, zero_years, zero_yields, source, notes)

    @classmethod
    def from_store(cls, store: Store, as_of: object) -> Curve:
        """Read the curve of the last business day up to `as_of` (after its close).

        Raises
        ------
        DataError
            If the yields at hand do not reach `as_of`.
        """
        date = np.datetime64(str(as_of), "D")
        day = _last_day(store, date)
        par = _quoted(store, "par_yields", dict(zip(MATURITIES, PAR_KEYS, strict=True)), day)
        keys = {float(year): f"SVENY{year:02d}" for year in ZERO_YEARS}
        return cls.from_yields(day, par, _quoted(store, "zero_yields", keys, day))


def _last_day(store: Store, date: np.datetime64) -> np.datetime64:
    series = store.series("par_yields", ANCHOR_KEY, date)
    if not len(series):
        raise DataError(f"There are no Treasury yields on or before {date}.")
    day = np.datetime64(series.dates[-1], "D")
    if date - day > np.timedelta64(MAX_GAP_DAYS, "D"):
        raise DataError(f"The Treasury yields at hand end on {day}, before {date}.")
    return day


def _quoted(
    store: Store, dataset: str, keys: Mapping[float, str], day: np.datetime64
) -> dict[float, float]:
    """Find the yields, by maturity, that are quoted on exactly `day`."""
    found = {}
    for years, key in keys.items():
        series = store.series(dataset, key, day)
        if len(series) and series.dates[-1] == day:
            found[years] = float(series.values[-1])
    return found


def _gaps(years: Array) -> tuple[str, ...]:
    """Say which published maturities are not quoted and how they are read."""
    notes = []
    for label, maturity in zip(MATURITY_LABELS, MATURITIES, strict=True):
        if maturity in years:
            continue
        if maturity > years[-1]:
            how = "is read flat from the longest quoted maturity"
        elif maturity < years[0]:
            how = "is read flat from the shortest quoted maturity"
        else:
            how = "is interpolated between its neighbours"
        notes.append(f"No {label} par yield is quoted on this day; it {how}.")
    return tuple(notes)


def _with_bills(
    par_years: Array, par_yields: Array, zero: Mapping[float, float]
) -> tuple[Array, Array]:
    """Put the bill maturities below the first published zero yield in front of it."""
    first = min(zero)
    short = np.array([maturity for maturity in MATURITIES if maturity < first])
    bills = continuous(np.interp(short, par_years, par_yields))
    years = np.concatenate([short, sorted(zero)])
    return years, np.concatenate([bills, [zero[year] for year in sorted(zero)]])


def continuous(bond_equivalent: Array) -> Array:
    """Turn a semi-annual bond-equivalent yield into a continuously compounded one."""
    return COUPONS_PER_YEAR * np.log1p(bond_equivalent / COUPONS_PER_YEAR)


def bootstrap(par_years: Array, par_yields: Array) -> tuple[Array, Array]:
    """Zero yields that price semi-annual par bonds at par, half year by half year.

    ``P(t) = (1 - c/2 * sum of earlier P) / (1 + c/2)`` with ``c`` the par yield at ``t``.

    Returns
    -------
    (years, zero_yields) : tuple of ndarray
        The three-month bill and every half year to the longest published maturity;
        continuously compounded decimals.
    """
    dates = np.arange(1, int(MATURITIES[-1] * COUPONS_PER_YEAR) + 1) / COUPONS_PER_YEAR
    coupons = np.interp(dates, par_years, par_yields) / COUPONS_PER_YEAR
    prices = np.empty_like(dates)
    annuity = 0.0
    for k, coupon in enumerate(coupons):
        prices[k] = (1 - coupon * annuity) / (1 + coupon)
        annuity += prices[k]
    bill = continuous(np.interp(MATURITIES[:1], par_years, par_yields))
    years = np.concatenate([MATURITIES[:1], dates])
    return years, np.concatenate([bill, -np.log(prices) / dates])
