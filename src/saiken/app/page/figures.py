"""A figure of the report for saving one chart as a picture."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any, Final

from saiken.errors import InputError
from saiken.outcome import Outcome
from saiken.report.chart import Chart
from saiken.report.figures_bill import bill_chart
from saiken.report.figures_curve import curve_chart, path_chart, path_draws
from saiken.report.figures_losses import ledger_a_chart
from saiken.report.figures_timeline import timeline_chart
from saiken.variables import VARIABLES

LOSSES: Final = "ledger-a"
WHOLE: Final = {
    "curve": curve_chart,
    "bill": bill_chart,
    "timeline": timeline_chart,
    LOSSES: ledger_a_chart,
}
"""Figures with more to them than one path."""


def figure_names() -> tuple[str, ...]:
    """Everything that can be saved."""
    return (*WHOLE, *(name for name in VARIABLES), "yield_10y")


def figure_document(out: Outcome, name: str) -> dict[str, Any]:
    """Build one figure as plain Plotly JSON with its words.

    Raises
    ------
    InputError
        If the case has nothing to draw there.
    """
    found = WHOLE[name](out) if name in WHOLE else _path(out, name)
    if found is None:
        raise InputError(f"The figure {name} {NOTHING}.")
    return asdict(found)


NOTHING: Final = "has nothing to show in this case"


def _path(out: Outcome, name: str) -> Chart | None:
    shown = path_draws(out)
    if name in shown:
        return path_chart(out, name, *shown[name])
    if name not in out.arrays or out[name].ndim != 2:
        return None
    about = VARIABLES[name]
    return path_chart(out, name, about.label, about.shown, "", out[name])
