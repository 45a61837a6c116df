"""All figures of an outcome, as plain Plotly JSON with their tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from saiken.outcome import Outcome
from saiken.report.chart import Chart
from saiken.report.figures_bill import bill_chart
from saiken.report.figures_curve import curve_chart, path_charts
from saiken.report.figures_effects import effects_chart
from saiken.report.figures_evidence import drivers_chart, papers_chart
from saiken.report.figures_forest import forest_chart
from saiken.report.figures_frontier import frontier_chart
from saiken.report.figures_losses import ledger_a_chart, ledger_m_chart
from saiken.report.figures_sweep import sweep_chart
from saiken.report.figures_timeline import timeline_chart
from saiken.report.summary import is_difference

if TYPE_CHECKING:
    from saiken.sweep import Frontier, Sweep


def charts(
    out: Outcome, sweep: Sweep | None = None, frontier: Frontier | None = None
) -> dict[str, Chart]:
    """Every chart by its id, in the order of the report."""
    found = [
        curve_chart(out),
        effects_chart(out),
        *path_charts(out),
        timeline_chart(out),
        ledger_a_chart(out),
        None if sweep is None else sweep_chart(out, sweep),
        None if frontier is None else frontier_chart(out, frontier),
        ledger_m_chart(out),
        bill_chart(out),
        None if is_difference(out) else papers_chart(out),
        None if is_difference(out) else forest_chart(out),
        drivers_chart(out),
    ]
    return {chart.id: chart for chart in found if chart is not None}
