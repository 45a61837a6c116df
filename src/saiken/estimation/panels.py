"""Loan rates and Treasury yields on the same dates.

Surveys ask on certain days; the yields are averaged over the same days, so that a lag is a lag and
not a difference of calendars.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.estimation.restricted import RestrictedSeries, read_restricted
from saiken.spillover.passthrough import PassThrough, pass_through
from saiken.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from saiken.data import Store

Array = NDArray[np.float64]
Dates = NDArray[np.datetime64]


@cache
def settings() -> Mapping[str, Any]:
    """Return the fitters' choices (``estimation/fits.yaml``)."""
    return dict(resource_yaml("estimation/fits.yaml"))


@dataclass(frozen=True, slots=True)
class Panel:
    """A loan rate and its benchmark on the same dates, levels in decimals.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape (period,)
    rate, benchmark : ndarray, shape (period,)
    inputs : list of mapping
        Where the figures come from, with checksums.
    """

    dates: Dates
    rate: Array
    benchmark: Array
    inputs: list[Mapping[str, object]]


def benchmark_daily(store: Store, channel: PassThrough) -> tuple[Dates, Array]:
    """Mean of the par yields that a rate follows, on days when all of them are published."""
    parts = [store.series("par_yields", _par_key(label)) for label in channel.follows]
    days = parts[0].dates
    for part in parts[1:]:
        days = np.intersect1d(days, part.dates, assume_unique=True)
    picked = [part.values[np.searchsorted(part.dates, days)] for part in parts]
    return days, np.sum(picked, axis=0) / len(picked)


def _par_key(label: str) -> str:
    return "DGS" + label.removesuffix("y")


def window_means(days: Dates, values: Array, low: Dates, high: Dates) -> Array:
    """Mean of `values` over each half-open window of days, NaN where a window is empty."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    first, last = np.searchsorted(days, low), np.searchsorted(days, high)
    count = last - first
    mean = np.full(low.size, np.nan)
    some = count > 0
    mean[some] = (total[last] - total[first])[some] / count[some]
    return mean


def mortgage_panel(store: Store, restricted: Path | None) -> Panel | None:
    """Freddie Mac's weekly rate and the yields of the survey days; None without the series."""
    choice, channel = settings()["mortgage_30y"], pass_through("mortgage_30y")
    survey = read_restricted(restricted, choice["file"], choice["series"])
    if survey is None:
        return None
    days, values = benchmark_daily(store, channel)
    back = np.timedelta64(int(choice["days_before_publication"]), "D")
    benchmark = window_means(days, values, survey.dates - back, survey.dates)
    inputs = [_bundled(store, "par_yields"), _restricted(choice, survey)]
    return Panel(survey.dates, survey.values, benchmark, inputs)


def auto_panel(store: Store, restricted: Path | None) -> Panel:
    """Banks' new-car loan rate and the yields of the survey week."""
    choice, channel = settings()["auto_loan"], pass_through("auto_loan")
    loans = store.series("consumer_loan_rates", "TERMCBAUTO48NS")
    days, values = benchmark_daily(store, channel)
    start = np.searchsorted(days, loans.dates.astype("datetime64[M]").astype("datetime64[D]"))
    width = int(choice["first_trading_days"])
    total = np.concatenate([[0.0], np.cumsum(values)])
    benchmark = np.full(start.size, np.nan)
    inside = (start + width <= days.size) & (start > 0)
    benchmark[inside] = (total[start[inside] + width] - total[start[inside]]) / width
    inputs = [_bundled(store, "par_yields"), _bundled(store, "consumer_loan_rates")]
    return Panel(loans.dates, loans.values, benchmark, inputs)


def baa_panel(store: Store, restricted: Path | None) -> Panel | None:
    """Moody's Baa yield and the 10-year yield, means of each quarter's last month."""
    choice, channel = settings()["corporate_baa"], pass_through("corporate_baa")
    bonds = read_restricted(restricted, choice["file"], choice["series"])
    if bonds is None:
        return None
    months = bonds.dates.astype("datetime64[M]")
    number = months.astype(int) % MONTHS_PER_YEAR + 1
    closing = np.isin(number, choice["quarter_months"])
    months = months[closing]
    days, values = benchmark_daily(store, channel)
    low, high = months.astype("datetime64[D]"), (months + 1).astype("datetime64[D]")
    benchmark = window_means(days, values, low, high)
    # A month that the daily yields do not cover to its end has no mean yet.
    benchmark[high > days[-1] + 1] = np.nan
    inputs = [_bundled(store, "par_yields"), _restricted(choice, bonds)]
    return Panel(high - 1, bonds.values[closing], benchmark, inputs)


PANELS: Mapping[str, Callable[[Any, Path | None], Panel | None]] = {
    "mortgage_30y": mortgage_panel,
    "auto_loan": auto_panel,
    "corporate_baa": baa_panel,
}


def _bundled(store: Store, dataset: str) -> Mapping[str, object]:
    return {"dataset": dataset, "restricted": False, "sha256": store.info(dataset).sha256}


def _restricted(choice: Mapping[str, Any], series: RestrictedSeries) -> Mapping[str, object]:
    return {
        "series": choice["series"],
        "owner": choice["owner"],
        "restricted": True,
        "sha256": series.sha256,
    }
