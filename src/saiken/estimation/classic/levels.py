"""Beside the changes: yields in levels on a year of sales, and what officials lean against.

Levels of yields and of holdings both have trends, so their regression can be close and mean nothing
(Granger and Newbold 1974); the autocorrelation of what is left unexplained is stated with each row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import numpy as np

from saiken.estimation.classic.bench import SCALINGS, Bench, Row, described
from saiken.estimation.classic.fit import fit_effect, sold_until
from saiken.estimation.classic.panel import Array, change, lag
from saiken.estimation.classic.plan import SamplePlan, plan, sample_plan
from saiken.units import from_si

Run = Callable[[Bench, SamplePlan], Row]
NO_CONTROLS = 0


def levels(benches: Mapping[str, Bench]) -> Iterator[Row]:
    """The yield at the end of a month on the sales of the year to it."""
    return _runs(benches, "levels", _level)


def reactions(benches: Mapping[str, Bench]) -> Iterator[Row]:
    """Sales of a month on the yield's change of the month before."""
    return _runs(benches, "reaction", _reaction)


def _runs(benches: Mapping[str, Bench], part: str, run: Run) -> Iterator[Row]:
    """One row a flow and sample that is long enough."""
    choice, head = plan()[part], plan()["headline"]
    for flow in choice["flows"]:
        for name in choice["samples"]:
            bench, sample = benches[flow], sample_plan(name)
            months = bench.complete(head["yield"], head["controls"], sample)
            if months.size >= plan()["fewest_months"]:
                yield {"flow": flow, "yield": head["yield"], "sample": name, **run(bench, sample)}


def sold_in_year(sale: Array, months: int) -> Array:
    """Units sold in so many months up to each; NaN before the first full window."""
    total = np.full(sale.size, np.nan)
    # What a window that starts in a month sells until its end, read at its end.
    total[months - 1 :] = sold_until(sale, months - 1)[: sale.size - months + 1]
    return total


def _level(bench: Bench, sample: SamplePlan) -> Row:
    maturity, width = plan()["headline"]["yield"], int(plan()["levels"]["sales_of_months"])
    policy, equity, volatility = bench.panel.backdrop[maturity].T
    earned = np.append(np.full(width, np.nan), equity[width:] - equity[:-width])
    beside = np.stack([policy, earned, volatility], axis=1)
    row: Row = {}
    for scaling in SCALINGS:
        fit = fit_effect(
            bench.panel.yields[maturity], sold_in_year(bench.steps(scaling), width), beside,
            sample.keeps(bench.panel.months), plan()["hac"], width,
        )  # fmt: skip
        row["months"], row["hac_lags"] = fit.months, fit.hac_lags
        row[scaling] = described(fit)
    return row


def _reaction(bench: Bench, sample: SamplePlan) -> Row:
    """Dollars sold after the yield rose by one point, in billions."""
    moved = lag(change(bench.panel.yields[plan()["headline"]["yield"]]))
    none = np.empty((moved.size, NO_CONTROLS))
    billions = from_si(bench.sales.usd, "usd_bn")
    keep = sample.keeps(bench.panel.months)
    fit = fit_effect(billions, from_si(moved, "pct"), none, keep, plan()["hac"])
    return {
        "months": fit.months, "hac_lags": fit.hac_lags, "sold_usd_bn_per_point": fit.mean,
        "standard_error_usd_bn": fit.standard_error, "explained_share": fit.explained_share,
    }  # fmt: skip
