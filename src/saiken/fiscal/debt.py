"""The path of federal debt held by the public, month by month, as CBO projected it at the time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.errors import DataError
from saiken.units import MONTHS_PER_YEAR

HORIZON_MONTHS: Final = 120
"""The bill's clock: months 0 to 120 after day 0."""
DATASET: Final = "cbo_baselines"
MONTHS_TO_FISCAL_YEAR_END: Final = 9
"""A fiscal year ends with September, nine months into the calendar year of its name."""


@dataclass(frozen=True, slots=True, eq=False)
class Projection:
    """One line of one CBO baseline by fiscal year.

    Attributes
    ----------
    vintage : datetime64[D]
        First day of the month of the baseline.
    fiscal_years : ndarray of int
        Ascending.
    values_usd : ndarray
        Dollars of each year, or at its end.
    """

    vintage: np.datetime64
    fiscal_years: NDArray[np.int64]
    values_usd: NDArray[np.float64]

    def at_year(self, fiscal_year: int) -> float:
        """Figure of one fiscal year.

        Raises
        ------
        DataError
            If the baseline does not cover it.
        """
        place = np.flatnonzero(self.fiscal_years == fiscal_year)
        if not place.size:
            raise DataError(f"The CBO baseline of {self.vintage} has no fiscal year {fiscal_year}.")
        return float(self.values_usd[place[0]])


@dataclass(frozen=True, slots=True, eq=False)
class DebtPath:
    """Growth of the debt after a start date.

    Attributes
    ----------
    vintage : datetime64[D]
        Baseline used.
    added_usd : ndarray, shape (month 0..M,)
        Debt above its level on the start date; month 0 is zero.
    held_from_month : int or None
        First month after the end of the baseline, from which the debt is held constant.
    """

    vintage: np.datetime64
    added_usd: NDArray[np.float64]
    held_from_month: int | None

    def caveats(self) -> tuple[str, ...]:
        """Say what the path rests on."""
        base = (
            f"Borrowing follows CBO's baseline of {str(self.vintage)[:7]}, fiscal-year ends joined "
            "by straight lines; the sale does not change it."
        )
        if self.held_from_month is None:
            return (base,)
        held = (
            f"That baseline ends before the ten years do; from month {self.held_from_month} on "
            "the debt is held constant."
        )
        return (base, held)


def projection(
    store: Store, component: str, line: str, as_of: object, vintage: np.datetime64 | None = None
) -> Projection:
    """Read one line of a CBO baseline: the newest known at `as_of` that carries it.

    Parameters
    ----------
    store : Store
        The data.
    component, line : str
        Such as ``"outlay", "Net Interest"``.
    as_of : date-like
        Baselines published later are not seen.
    vintage : datetime64[D], optional
        Take this baseline and no other.

    Raises
    ------
    DataError
        If no such baseline had been published.
    """
    table = store.table(DATASET, str(as_of))
    keep = (table["component"] == component) & (table["subcategory"] == line)
    if vintage is not None:
        keep &= table["vintage"] == vintage
    if not keep.any():
        raise DataError(f"No CBO baseline with {line} ({component}) was published by {as_of}.")
    found = np.max(table["vintage"][keep])
    keep &= table["vintage"] == found
    order = np.argsort(table["fiscal_year"][keep])
    years = np.asarray(table["fiscal_year"][keep], np.int64)[order]
    return Projection(found, years, np.asarray(table["value"][keep], float)[order])


def debt_path(
    store: Store, as_of: object, start: object | None = None, months: int = HORIZON_MONTHS
) -> DebtPath:
    """Growth of debt held by the public after `start`, from the baseline known at `as_of`.

    The level at the end of the year before the first projected one is that year's end less the
    deficit projected for it, so that one source gives the whole path.

    Parameters
    ----------
    store : Store
        The data.
    as_of : date-like
        Chooses the baseline.
    start : date-like, optional
        Day 0, after its close; `as_of` when absent.
    months : int
        Length of the path.

    Raises
    ------
    DataError
        If no baseline was known or `start` lies outside it.
    """
    debt = projection(store, "debt", "Total", as_of)
    deficits = projection(store, "deficit", "Total", as_of, debt.vintage)
    first = int(debt.fiscal_years[0])
    opening = debt.values_usd[0] + deficits.at_year(first)
    ends = _month_number(np.datetime64(f"{first}-01", "M")) + MONTHS_TO_FISCAL_YEAR_END
    knots = ends + MONTHS_PER_YEAR * np.arange(-1, debt.fiscal_years.size)
    levels = np.concatenate([[opening], debt.values_usd])
    day0 = elapsed_months(as_of if start is None else start)
    if not knots[0] <= day0 <= knots[-1]:
        raise DataError(f"The CBO baseline of {debt.vintage} does not cover {start or as_of}.")
    when = day0 + np.arange(months + 1)
    path = np.interp(when, knots, levels)
    beyond = np.flatnonzero(when > knots[-1])
    return DebtPath(debt.vintage, path - path[0], int(beyond[0]) if beyond.size else None)


def elapsed_months(date: object) -> float:
    """Months since January 1970 at the close of a day; a month's last day is a whole number."""
    day = np.datetime64(str(date), "D")
    month = day.astype("datetime64[M]")
    first, following = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    done = (day - first).astype(int) + 1
    return float(_month_number(month) + done / (following - first).astype(int))


def _month_number(month: np.datetime64) -> int:
    return int(month.astype(int))
