"""The term premium in Treasury yields, month by month or on any day.

A measurement beside the engine: it splits a yield into the short rates it expects and a premium.
It never enters a yield that the engine computes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, Store, as_day, load_store
from saiken.errors import InputError, out_of_range
from saiken.measure.affine import AffineModel, Intercept, fit_affine
from saiken.measure.monthly_curve import settings
from saiken.measure.zero_panel import Days, curves_on, month_ends, short_rates, zero_yields
from saiken.units import MONTHS_PER_YEAR

Array = NDArray[np.float64]
YEARS: Final = tuple(range(1, 11))
"""Maturities reported, in years: those of the New York Fed's file."""


@dataclass(frozen=True, slots=True, eq=False)
class TermPremium:
    """Zero yields split in two, decimals.

    Attributes
    ----------
    days : ndarray of datetime64[D], shape (day,)
    years : ndarray, shape (maturity,)
    fitted : ndarray, shape (day, maturity)
        The model's zero yield, continuously compounded.
    expected : ndarray, shape (day, maturity)
        Mean short rate expected over the maturity.
    model : AffineModel
        What it was computed with.
    """

    days: Days
    years: Array
    fitted: Array
    expected: Array
    model: AffineModel

    @property
    def premium(self) -> Array:
        """Fitted less expected, shape ``(day, maturity)``."""
        return self.fitted - self.expected


def term_premium(
    as_of: Day | None = None,
    *,
    intercept: Intercept = "zero",
    start: Day | None = None,
    store: Store | None = None,
) -> TermPremium:
    """Measure the term premium at every month end up to a day.

    Parameters
    ----------
    as_of : date, optional
        Only curves of this day and before are used, for estimation too; all without it.
    intercept : {"zero", "estimated"}
        Drift of the factors in the expected path; see :func:`saiken.measure.affine.fit_affine`.
    start : date, optional
        First month of the sample; the first published curve (June 1961) without it.
    store : Store, optional
        Other data than the bundled ones.

    Returns
    -------
    TermPremium
        Completed months only, maturities of 1 to 10 years.

    Raises
    ------
    InputError
        If a day or the intercept is not valid, or the day lies outside the curves at hand.
    DataError
        If the sample is too short.
    """
    store = store or load_store()
    days, _ = zero_yields(store)
    last = days[-1] if as_of is None else as_day(as_of)
    _check(last, days)
    ends = month_ends(days[days <= last], last)
    if start is not None:
        ends = ends[days[ends] >= as_day(start)]
    curves = curves_on(store, ends)
    model = fit_affine(curves, short_rates(store, days[ends], curves), intercept)
    return _split(model, days[ends], curves)


def premium_on(found: TermPremium, days: Days, store: Store | None = None) -> TermPremium:
    """Read the split on any days with the estimates of a monthly one.

    Parameters
    ----------
    found : TermPremium
        Supplies the model; nothing is estimated anew.
    days : ndarray of datetime64[D]
        Days with a published zero curve.

    Raises
    ------
    InputError
        If a day has no published zero curve.
    """
    store = store or load_store()
    known, _ = zero_yields(store)
    wanted = np.asarray(days, dtype="datetime64[D]")
    place = np.minimum(np.searchsorted(known, wanted), known.size - 1)
    for day in wanted[known[place] != wanted]:
        raise InputError(f"There is no published zero-coupon curve on {day}.")
    return _split(found.model, wanted, curves_on(store, place))


@dataclass(frozen=True, slots=True)
class PremiumChange:
    """A change of a zero yield, split in two.

    Attributes
    ----------
    years : int
        Maturity.
    expected, premium : float
        Change of the mean short rate expected and of the term premium, decimals.
    """

    years: int
    expected: float
    premium: float


def premium_change(
    starts: Sequence[Day], ends: Sequence[Day], years: int = 10, store: Store | None = None
) -> PremiumChange:
    """Split what a yield did between closes, added up over several pairs of days.

    The model is estimated on month ends up to the first start, so the change itself is not in it.

    Parameters
    ----------
    starts, ends : sequences of dates
        Closes before and after.
    years : int
        Maturity, 1 to 10 years.
    store : Store, optional

    Raises
    ------
    InputError
        If a maturity or a day is not available.
    DataError
        If there are too few months before.
    """
    if years not in YEARS:
        raise out_of_range("the maturity in years", years, f"{YEARS[0]} to {YEARS[-1]}")
    before = np.array([as_day(day) for day in starts])
    after = np.array([as_day(day) for day in ends])
    model = term_premium(before.min(), store=store)
    first, last = (premium_on(model, days, store) for days in (before, after))
    at = YEARS.index(years)
    expected = (last.expected - first.expected)[:, at].sum()
    return PremiumChange(years, float(expected), float((last.premium - first.premium)[:, at].sum()))


def _check(day: np.datetime64, days: Days) -> None:
    first = np.datetime64(str(settings()["short_rate_break"]))
    if not first <= day <= days[-1]:
        raise out_of_range("the day of the term premium", day, f"{first} to {days[-1]}")


def _split(model: AffineModel, days: Days, curves: Array) -> TermPremium:
    years = np.asarray(YEARS, dtype=np.float64)
    months = (years * MONTHS_PER_YEAR).astype(int) - 1
    fitted, expected = model.fitted(curves), model.expected(curves)
    return TermPremium(days, years, fitted[:, months], expected[:, months], model)
