"""Print the table: ``python -m benchmarks``."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

import saiken
from benchmarks import habitat_solve, measure, measuring, pricing
from saiken.negotiation.card import at_the_table
from saiken.negotiation.game import first
from saiken.sweep.common import CommonDraws

SCENARIO = "japan-2025"
DRAWS = 2048
HORIZON_DAYS = 250
MEGABYTE = 1e6
SLIDER_DRAWS = 256
SLIDER_USD_BN = 300.0
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
    return [*found, warm, *engine(), *table(), *models(), *bonds(), *past()]


def engine() -> list[Row]:
    """Run the engine alone, both countries: all draws, and a slider's 256."""
    named = saiken.load_scenario(SCENARIO)
    snap = saiken.snapshot(named.case.as_of)
    common = CommonDraws.of(named.case.model_copy(update={"draws": SLIDER_DRAWS}), snap)

    def moved() -> object:
        changed = named.case.scenario.model_copy(update={"amount_usd_bn": SLIDER_USD_BN})
        return common.changed(changed).run(0)

    everybody = named.case.scenario.model_copy(update={"answers": "everybody", "freeze": "default"})
    case = named.case.model_copy(update={"scenario": everybody, "draws": DRAWS})
    whole = measure.best(lambda: saiken.simulate(named, snap, draws=DRAWS))
    answered = measure.best(lambda: saiken.simulate(case, snap))
    return [
        timed("saiken.simulate, both countries, warm", whole, "500 ms"),
        timed("  with all who can answer", answered, "3 s"),
        timed(f"  {SLIDER_DRAWS} draws when a slider moves", measure.best(moved), "30 ms"),
    ]


def table() -> list[Row]:
    """Solve the ladder of the default negotiation, and work out the whole card."""
    named = saiken.load_negotiation("kato-2025")
    _, _, game = at_the_table(named.negotiation)
    few = first(game, SLIDER_DRAWS)
    return [
        timed(f"ladder, {DRAWS:,} draws", measure.best(game.solve), "3 s"),
        timed(f"  {SLIDER_DRAWS} draws", measure.best(few.solve), "400 ms"),
        timed("the whole card with its map", measure.best(lambda: saiken.negotiate(named)), "15 s"),
    ]


def models() -> list[Row]:
    """Solve the habitat models, beside the same equations in plain SciPy."""
    found = []
    for line in habitat_solve.timings():
        budget = "" if line.budget_ms is None else f"{line.budget_ms:.0f} ms"
        found.append(timed(f"habitat: {line.name}", line.ours, budget))
        found.append(timed("  plain SciPy", line.plain))
    return found


def bonds() -> list[Row]:
    """Price 400 bonds on 1,000 curves; QuantLib's line is there when it is installed."""
    return [
        timed(line.name, line.seconds, _milliseconds(line.budget_seconds))
        for line in pricing.timings()
        if line.seconds is not None
    ]


def past() -> list[Row]:
    """Measure the back-test, one event and the term premium; pyacm's line needs it installed."""
    whole = measure.best(saiken.backtest, repeats=1)
    asked = timed("all past episodes, 1,024 draws", whole, "60 s")
    return [
        asked,
        *(
            timed(line.name, line.seconds, _milliseconds(line.budget_seconds))
            for line in measuring.timings()
            if line.seconds is not None
        ),
    ]


def _milliseconds(seconds: float | None) -> str:
    return "" if seconds is None else f"{seconds * MILLISECONDS:.0f} ms"


def main() -> None:
    """Print the measurements beside the reference."""
    unit = measure.reference()
    size = f"{DRAWS:,} draws, {HORIZON_DAYS} business days"
    print(f"{size}, best of {measure.REPEATS}, numpy {np.__version__}")
    print(f"{'':<44}{'measured':>12}{'budget':>12}{'x reference':>14}")
    reference_row = timed(f"matrix product {measure.MATRIX} x {measure.MATRIX}", unit)
    for row in [reference_row, *rows()]:
        ratio = "" if row.seconds is None else f"{row.seconds / unit:.1f}"
        print(f"{row.name:<44}{row.measured:>12}{row.budget:>12}{ratio:>14}")


if __name__ == "__main__":
    main()
