"""Print the table: ``python -m benchmarks``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import saiken
from benchmarks import measure, measuring, pricing

SCENARIO = "japan-2025"
DRAWS = 2048
HORIZON_DAYS = 250
MEGABYTE = 1e6
MILLISECONDS = 1e3


@dataclass(frozen=True)
class Row:
    """One line of the table; memory has no ratio."""

    name: str
    measured: str
    budget: str
    seconds: float | None = None


def timed(name: str, seconds: float, budget: str = "") -> Row:
    """Make a line from a time."""
    shown = f"{seconds:.2f} s" if seconds >= 1 else f"{seconds * MILLISECONDS:.0f} ms"
    return Row(name, shown, budget, seconds)


def answer() -> str:
    """Do in this process what `saiken run --json` does."""
    outcome = saiken.simulate(saiken.load_scenario(SCENARIO), draws=DRAWS)
    return outcome.to_json()


def rows() -> list[Row]:
    """Measure everything; the cold runs come first, in processes of their own."""
    run = ["run", SCENARIO, "--draws", str(DRAWS), "--horizon", f"{HORIZON_DAYS}d"]
    cold = measure.best_child(measure.saiken_command(*run, "--json"))
    found = [
        timed("saiken run, cold, a process of its own", cold.seconds, "5 s"),
        Row("  its peak memory", f"{cold.peak_bytes / MEGABYTE:.0f} MB", "1000 MB"),
        timed("saiken --help", measure.best_child(measure.saiken_command("--help")).seconds),
        timed("import saiken", measure.import_seconds("saiken")),
    ]
    answer()
    warm = timed("saiken run, warm in process", measure.best(answer), "1 s")
    return [*found, warm, *bonds(), *past()]


def bonds() -> list[Row]:
    """Price 400 bonds on 1,000 curves; QuantLib's line is there when it is installed."""
    return [
        timed(line.name, line.seconds, _milliseconds(line.budget_seconds))
        for line in pricing.timings()
        if line.seconds is not None
    ]


def past() -> list[Row]:
    """Measure one event and the term premium; pyacm's line is there when it is installed."""
    return [
        timed(line.name, line.seconds, _milliseconds(line.budget_seconds))
        for line in measuring.timings()
        if line.seconds is not None
    ]


def _milliseconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * MILLISECONDS:.0f} ms"


def main() -> None:
    """Print the measurements beside the reference."""
    unit = measure.reference()
    size = f"{DRAWS:,} draws, {HORIZON_DAYS} business days"
    print(f"{size}, best of {measure.REPEATS}, numpy {np.__version__}")
    print(f"{'':<40}{'measured':>12}{'budget':>12}{'x reference':>14}")
    reference_row = timed(f"matrix product {measure.MATRIX} x {measure.MATRIX}", unit)
    for row in [reference_row, *rows()]:
        ratio = "" if row.seconds is None else f"{row.seconds / unit:.1f}"
        print(f"{row.name:<40}{row.measured:>12}{row.budget:>12}{ratio:>14}")


if __name__ == "__main__":
    main()
