"""The numbers of the two-country model that come from bundled data, and how they are set.

Two targets, written down in ``impact/habitat/two_countries.yaml`` before solving: the correlation
of the two one-year yields sets the correlation of the short rates' shocks, and the volatility of
the exchange rate sets the size of currency demand risk. Nothing else is fitted.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SolverError
from saiken.impact.habitat import HabitatModel, solve, two_countries
from saiken.impact.habitat.moments import yearly_change_covariance
from saiken.impact.habitat.two_countries import settings

if TYPE_CHECKING:
    from saiken.data import Store
    from saiken.estimation.artefact_file import Record

Array = NDArray[np.float64]
Months = NDArray[np.datetime64]

TOLERANCE: Final = 1e-12
"""Of theta_e, relative."""
LAST_DAYS: Final = 7
"""A month counts as complete when its last figure lies in its last week."""
DOUBLINGS: Final = 12
"""How often theta_e is doubled in search of a currency that moves more than the target."""


def month_ends(store: Store, dataset: str, key: str) -> tuple[Months, Array]:
    """Last figure of every complete month of a series; logarithms for a currency.

    Returns
    -------
    ndarray of datetime64[M], (month,)
    ndarray, (month,)
    """
    series = store.series(dataset, key)
    months = series.dates.astype("datetime64[M]")
    last = np.append(np.flatnonzero(months[1:] != months[:-1]), months.size - 1)
    over = (months[last] + 1).astype("datetime64[D]") - series.dates[last]
    last = last[over <= np.timedelta64(LAST_DAYS, "D")]
    values = series.values[last]
    return months[last], np.log(values) if series.unit == "jpy_per_usd" else values


def changes(months: Months, values: Array, span: int) -> tuple[Months, Array]:
    """Changes over `span` months where both ends are at hand, by the month they end in."""
    begin = np.searchsorted(months, months - np.timedelta64(span, "M"))
    both = months[begin] == months - np.timedelta64(span, "M")
    return months[both], values[both] - values[begin[both]]


def targets(store: Store, since: str | None = None) -> Record:
    """Compute both targets on every month in which the three series are at hand.

    Parameters
    ----------
    store : Store
    since : str, optional
        A later first month such as ``"1999-01"``, for sensitivity.

    Returns
    -------
    dict
        ``correlation`` and ``currency_sd`` (decimal), ``first`` and ``last`` month of the levels,
        ``changes`` (how many overlapping changes) and ``inputs`` with checksums.
    """
    plan = settings()["targets"]
    levels = [month_ends(store, one["dataset"], one["key"]) for one in plan["series"]]
    first = max([months[0] for months, _ in levels])
    if since is not None:
        first = max(first, np.datetime64(since, "M"))
    last = min(months[-1] for months, _ in levels)
    moved = [
        dict(zip(*changes(months[inside], values[inside], plan["change_months"]), strict=True))
        for months, values in levels
        for inside in [(months >= first) & (months <= last)]
    ]
    common = sorted(set(moved[0]) & set(moved[1]) & set(moved[2]))
    us, japan, currency = (np.array([each[month] for month in common]) for each in moved)
    return {
        "correlation": float(np.corrcoef(us, japan)[0, 1]),
        "currency_sd": float(currency.std()),
        "first": str(first),
        "last": str(last),
        "changes": len(common),
        "inputs": [
            {"dataset": one["dataset"], "sha256": store.info(one["dataset"]).sha256}
            for one in plan["series"]
        ],
    }


def currency_change_sd(model: HabitatModel) -> float:
    """Standard deviation of the twelve-month change of log e in a solved model."""
    return float(np.sqrt(yearly_change_covariance(model, [1])[-1, -1]))


def currency_demand(aim: Mapping[str, object], alpha_e: float | None = None) -> float:
    """theta_e at which the segmented model's currency is as volatile as in the data.

    Set at omega of zero, where the currency is priced by its own capital alone, and kept for every
    omega: what happens to the volatility then is an outcome.

    Parameters
    ----------
    aim : mapping
        Of :func:`targets`.
    alpha_e : float, optional
        Slope of currency traders' demand; by default the file's.

    Returns
    -------
    float
        Zero when interest rates alone move the model's currency more than the target: demand risk
        cannot be negative, and the model misses the target.
    """
    from scipy.optimize import brentq

    correlation, wanted = float(str(aim["correlation"])), float(str(aim["currency_sd"]))
    at = [solve(two_countries(0, correlation, 0, alpha_e))]

    def gap(theta_e: float) -> float:
        at[0] = solve(two_countries(0, correlation, theta_e, alpha_e), start=at[0])
        return currency_change_sd(at[0]) - wanted

    if gap(0) >= 0:
        return 0.0
    low, high = 0.0, 1.0
    for _ in range(DOUBLINGS):
        if gap(high) > 0:
            return float(brentq(gap, low, high, rtol=TOLERANCE))
        low, high = high, 2 * high
    raise SolverError("No currency demand risk makes the model's currency as volatile as the data.")
