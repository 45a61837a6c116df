"""The federal bill by fiscal year: what was to be paid anyway, and what the sale adds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal import baseline_bill
from saiken.outcome import Outcome
from saiken.outcome.quantiles import THREE, quantiles
from saiken.units import MONTHS_PER_YEAR

FIRST_MONTH: Final = 10
"""A fiscal year starts in October of the year before its name."""
LINES: Final = ("net_interest", "national_defense", "medicare", "social_security")


@dataclass(frozen=True, slots=True)
class BillYear:
    """One fiscal year.

    Attributes
    ----------
    fiscal_year : int
    baseline_usd : mapping of str to float
        Outlays by line; a line that is neither known nor projected is absent.
    projected : bool
        Whether net interest is CBO's projection rather than an actual figure.
    extra_usd : tuple of float or None
        5th, 50th and 95th of 100 draws of what the sale adds; None outside the ten years.
    months : int
        Months of the fiscal year inside the ten years.
    """

    fiscal_year: int
    baseline_usd: dict[str, float]
    projected: bool
    extra_usd: tuple[float, float, float] | None
    months: int


def bill_years(out: Outcome, first: int | None = None) -> tuple[BillYear, ...]:
    """Join the baseline known on the day with the extra interest of the outcome.

    Parameters
    ----------
    out : Outcome
    first : int, optional
        First fiscal year shown; left out, the first of the ten years.
    """
    lines: dict[int, dict[str, float]] = {}
    projected: set[int] = set()
    for row in baseline_bill(out.snap):
        lines.setdefault(row.fiscal_year, {})[row.line] = row.outlay_usd
        if row.kind == "projected":
            projected.add(row.fiscal_year)
    extra = extra_by_year(out)
    first = min(extra) if first is None else first
    last = max(max(lines), max(extra))
    return tuple(
        BillYear(year, lines.get(year, {}), year in projected, *extra.get(year, (None, 0)))
        for year in range(first, last + 1)
    )


def extra_by_year(out: Outcome) -> dict[int, tuple[tuple[float, float, float], int]]:
    """Bands over draws of extra interest by fiscal year, and the months counted in each."""
    monthly = out["federal_interest"].astype(np.float64)[:, 1:]
    years = fiscal_years(out.snap.as_of, monthly.shape[1])
    found = {}
    for year in np.unique(years):
        inside = years == year
        low, middle, high = quantiles(monthly[:, inside].sum(axis=1), THREE)
        found[int(year)] = ((float(low), float(middle), float(high)), int(inside.sum()))
    return found


def fiscal_years(as_of: np.datetime64, months: int) -> NDArray[np.int64]:
    """Fiscal year of each month after a day, by the calendar month in which most of it lies."""
    day = as_of.astype("datetime64[D]")
    first = day.astype("datetime64[M]")
    late = int((day - first.astype("datetime64[D]")).astype(int)) >= 15
    index = first.astype(np.int64) + int(late) + np.arange(months)
    calendar_year = 1970 + index // MONTHS_PER_YEAR
    return np.asarray(calendar_year + (index % MONTHS_PER_YEAR + 1 >= FIRST_MONTH), dtype=np.int64)
