"""One measure of flows with everything it is set against."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

import numpy as np

from saiken.estimation.classic.fit import Effect
from saiken.estimation.classic.flows import NetSales, book_duration_years, net_sales
from saiken.estimation.classic.panel import Array, MonthPanel, month_panel
from saiken.estimation.classic.plan import FlowPlan, Months, SamplePlan, flow_plan, step
from saiken.units import from_si

if TYPE_CHECKING:
    from saiken.data import Store

Row = dict[str, object]
Controls = Literal["all", "none"]
SCALINGS: Final = ("usd", "share")


@dataclass(frozen=True, slots=True, eq=False)
class Bench:
    """One measure of flows, ready for regressions.

    Attributes
    ----------
    flow : FlowPlan
    panel : MonthPanel
    sales : NetSales
    duration_years : float
        Of the holdings, for the price effect.
    """

    flow: FlowPlan
    panel: MonthPanel
    sales: NetSales
    duration_years: float

    @classmethod
    def load(cls, store: Store, name: str, mix: str | None = None) -> Bench:
        """Read a flow; `mix` replaces the maturities behind the duration."""
        flow = flow_plan(name)
        panel = month_panel(store, flow)
        years = book_duration_years(mix or flow.mix, store)
        return cls(flow, panel, net_sales(panel, flow, years), years)

    def steps(self, scaling: str) -> Array:
        """Sales of each month in steps of the scaling."""
        return self.sales.scaled(scaling) / step(scaling)

    def regressors(self, maturity: str, controls: Controls) -> Array:
        """Columns beside the sales."""
        table = self.panel.controls(maturity)
        return table if controls == "all" else table[:, :0]

    def complete(self, maturity: str, controls: Controls, sample: SamplePlan) -> Months:
        """Months of a sample in which everything is at hand."""
        table = np.column_stack([self.sales.share, self.panel.yields[maturity],
                                 self.regressors(maturity, controls)])  # fmt: skip
        moved = np.isfinite(table).all(axis=1) & sample.keeps(self.panel.months)
        return self.panel.months[moved]


def bought_by_year(bench: Bench) -> list[Row]:
    """Net purchases of each year, without the months of a break, in billions of dollars."""
    year = bench.panel.months.astype("datetime64[Y]")
    rows: list[Row] = []
    for one in np.unique(year):
        sold = bench.sales.usd[(year == one) & np.isfinite(bench.sales.usd)]
        rows.append({"year": str(one), "months": int(sold.size),
                     "bought_usd_bn": float(from_si(-float(sold.sum()), "usd_bn"))})  # fmt: skip
    return rows


def described(fit: Effect) -> Row:
    """An effect in bp a step."""
    return {
        "effect_bp": float(from_si(fit.mean, "bp")),
        "standard_error_bp": float(from_si(fit.standard_error, "bp")),
        "explained_share": fit.explained_share,
        "residual_autocorrelation": fit.residual_autocorrelation,
    }
