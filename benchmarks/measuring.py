"""One event study, and the term premium beside pyacm on the same curves.

``python -m benchmarks.measuring`` prints one table. pyacm is not a dependency; without it its row
says so. Nothing is asserted.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np

from benchmarks import measure
from benchmarks.pricing import MILLISECONDS, Timing
from saiken.data import load_store
from saiken.measure import event, term_premium
from saiken.measure.monthly_curve import settings
from saiken.measure.zero_panel import curves_on, short_rates, zero_yields

LAST = "2025-06-30"
EVENT = "one event study"
PREMIUM = "term premium, 769 months x 120 maturities"
BUDGET_SECONDS = {EVENT: 1.0, PREMIUM: 0.05}


class PyacmJob:
    """The same monthly curves, short rate and return maturities in pyacm."""

    def __init__(self) -> None:
        pandas: Any = import_module("pandas")
        self.model: Any = import_module("pyacm").NominalACM
        store = load_store()
        days = term_premium(LAST).days
        curves = curves_on(store, np.searchsorted(zero_yields(store)[0], days))
        curves[:, 0] = short_rates(store, days, curves)
        index = pandas.DatetimeIndex(days).to_period("M").to_timestamp("M")
        columns = np.arange(1, curves.shape[1] + 1)
        self.curve = pandas.DataFrame(curves, index=index, columns=columns)

    def run(self) -> Any:  # noqa: ANN401 - pyacm has no types
        """Estimate and split every month."""
        return self.model(
            curve=self.curve,
            n_factors=settings()["factors"],
            selected_maturities=settings()["return_months"],
        )


def timings() -> list[Timing]:
    """Measure in this process, data already read."""
    event("2025-05-02")
    found = [Timing(EVENT, measure.best(lambda: event("2025-05-02")), BUDGET_SECONDS[EVENT])]
    found.append(Timing(PREMIUM, measure.best(lambda: term_premium(LAST)), BUDGET_SECONDS[PREMIUM]))
    if find_spec("pyacm") is None:
        return [*found, Timing("  pyacm (not installed)", None)]
    return [*found, Timing("  pyacm", measure.best(PyacmJob().run))]


def main() -> None:
    """Print the times."""
    for row in timings():
        seconds = "" if row.seconds is None else f"{row.seconds * MILLISECONDS:>9.1f} ms"
        budget = "" if row.budget_seconds is None else f"{row.budget_seconds * MILLISECONDS:.0f} ms"
        print(f"{row.name:<44}{seconds:>12}{budget:>10}")


if __name__ == "__main__":
    main()
