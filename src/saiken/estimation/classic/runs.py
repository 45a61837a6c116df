"""Every regression of the design, one row of the artefact for each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import numpy as np

from saiken.estimation.classic.bench import SCALINGS, Bench, Controls, Row, described
from saiken.estimation.classic.fit import fit_effect, fit_projection
from saiken.estimation.classic.panel import change
from saiken.estimation.classic.plan import Months, SamplePlan, flow_plan, plan, sample_plan
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.data import Store


def estimate(
    bench: Bench, maturity: str, sample: SamplePlan, controls: Controls = "all"
) -> Row | None:
    """Effect of a month's sales on the month's yield change, or None in too short a sample."""
    months = bench.complete(maturity, controls, sample)
    if months.size < plan()["fewest_months"]:
        return None
    level, keep = bench.panel.yields[maturity], sample.keeps(bench.panel.months)
    beside = bench.regressors(maturity, controls)
    fits = {
        scaling: fit_effect(change(level), bench.steps(scaling), beside, keep, plan()["hac"])
        for scaling in SCALINGS
    }
    return {
        "flow": bench.flow.name, "yield": maturity, "sample": sample.name, "controls": controls,
        "months": fits["usd"].months, "hac_lags": fits["usd"].hac_lags,
        "first": str(months[0]), "last": str(months[-1]), **_spread(bench, months),
        **{scaling: described(fit) for scaling, fit in fits.items()},
    }  # fmt: skip


def _spread(bench: Bench, months: Months) -> Row:
    """Mean debt and the standard deviation of monthly sales, which say what a step is."""
    inside = np.isin(bench.panel.months, months)
    debt, sold = bench.panel.debt_usd[inside], bench.sales.usd[inside]
    return {
        "mean_debt_usd_bn": float(from_si(float(debt.mean()), "usd_bn")),
        "sales_sd_usd_bn": float(from_si(float(sold.std(ddof=1)), "usd_bn")),
    }


def estimates(benches: Mapping[str, Bench]) -> Iterator[Row]:
    """Every flow, yield, sample and set of controls."""
    for bench in benches.values():
        for maturity in plan()["yields"]:
            for name in plan()["samples"]:
                for controls in ("all", "none"):
                    row = estimate(bench, maturity, sample_plan(name), controls)
                    if row is not None:
                        yield row


def other_durations(store: Store) -> Iterator[Row]:
    """The headline regression with other durations taken out of the holdings."""
    head = plan()["headline"]
    for mix in (flow_plan(head["flow"]).mix, *plan()["valuation"]["also"]):
        bench = Bench.load(store, head["flow"], mix)
        for name in plan()["samples"]:
            row = estimate(bench, head["yield"], sample_plan(name), head["controls"])
            if row is not None:
                yield {"mix": mix, "duration_years": bench.duration_years, **row}


def projections(benches: Mapping[str, Bench]) -> Iterator[Row]:
    """The yield of the headline up to a year after the sale."""
    choice = plan()["projections"]
    for flow in choice["flows"]:
        for name in choice["samples"]:
            for horizon in plan()["horizons_months"]:
                row = _projection(benches[flow], sample_plan(name), int(horizon))
                if row is not None:
                    yield row


def _projection(bench: Bench, sample: SamplePlan, horizon: int) -> Row | None:
    head = plan()["headline"]
    maturity, controls = head["yield"], head["controls"]
    months = bench.complete(maturity, controls, sample)
    if months.size - horizon < plan()["fewest_months"]:
        return None
    level, keep = bench.panel.yields[maturity], sample.keeps(bench.panel.months)
    beside = bench.regressors(maturity, controls)
    row: Row = {"flow": bench.flow.name, "yield": maturity, "sample": sample.name,
                "horizon_months": horizon}  # fmt: skip
    for scaling in SCALINGS:
        fit = fit_projection(level, bench.steps(scaling), beside, keep, plan()["hac"], horizon)
        row["months"], row["hac_lags"] = fit.effect.months, fit.effect.hac_lags
        row[scaling] = {
            **described(fit.effect),
            "sold_until_then": fit.sold,
            "sold_until_then_error": fit.sold_error,
            "per_step_sold_bp": float(from_si(fit.ratio, "bp")),
            "per_step_sold_error_bp": float(from_si(fit.ratio_error, "bp")),
        }
    return row
