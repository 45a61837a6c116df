"""Compute the tables of the two-country method page.

``python -m tests.estimation.two_countries_tables`` writes them into the page; a test compares.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path

import numpy as np

from saiken.data import load_store
from saiken.estimation.moments import RATE, Moment, moment_table
from saiken.estimation.two_countries import currency_change_sd, currency_demand, targets
from saiken.impact.evidence import load_rows
from saiken.impact.evidence.sizing import share_of_debt
from saiken.impact.habitat import (
    HabitatModel,
    load_kernels,
    load_two_countries,
    solve,
    two_countries,
)
from saiken.impact.habitat.programmes import bond_supply, currency_supply, programme_matrix
from saiken.impact.habitat.two_countries import settings
from saiken.market import bucket_names
from saiken.parameters import read_record
from saiken.units import from_si
from saiken.variables import MATURITIES
from tests.impact.habitat.example import rows

PAGE = Path(__file__).parents[2] / "docs" / "method" / "two_countries.md"
OMEGAS = (0.0, 0.25, 0.5, 0.75, 1.0)
SHOWN_OMEGAS = (0.0, 0.5, 1.0)
DECAY = 0.2
YEARS = [2.0, 5.0, 10.0, 30.0]
PUBLISHED = {"US 1y, s.d. of level": "2.62, remembered"}
TARGETS = (
    f"{RATE}, s.d. of twelve-month change",
    "US 1y and Japan 1y, correlation of twelve-month changes",
)


@cache
def aim() -> Mapping[str, object]:
    return targets(load_store())


@cache
def solved(omega: float) -> HabitatModel:
    return solve(two_countries(omega, float(str(aim()["correlation"])), currency_demand(aim())))


def legs(model: HabitatModel, decay: float = DECAY) -> tuple[np.ndarray, np.ndarray]:
    """Both legs for 1% of GDP: yields in bp, then the change of log yen per dollar in %."""
    matrix, found = programme_matrix(model, decay, YEARS), []
    for sources in (bond_supply(model, 10, 0.01), currency_supply(model, -0.01)):
        moved = matrix @ sources
        found.append(np.append(from_si(moved[:-1], "bp"), from_si(-moved[-1:], "pct")))
    return found[0], found[1]


def reproduction_table() -> str:
    lines = ["| quantity | quoted | ours | agrees |", "|---|---|---|---|"]
    for row in rows():
        digits = [len(text.partition(".")[2]) + 1 for text in row.quoted]
        ours = " ".join(f"{v:.{d}f}" for v, d in zip(row.ours, digits, strict=True))
        agrees = all(row.units_off(i) <= 0.5 + 1e-9 for i in range(len(row.quoted)))
        lines.append(
            f"| {row.of} | {' '.join(row.quoted)} | {ours} | {'yes' if agrees else 'no'} |"
        )
    return "\n".join(lines)


def _cells(leg: np.ndarray) -> str:
    shown = [*leg[: len(YEARS)], leg[len(YEARS) + YEARS.index(10.0)]]
    return " | ".join(
        [f"{one + 0.0:.2f}" for one in np.round(shown, 2)] + [f"{_zero(leg[-1]):.3f}"]
    )


def _zero(value: float) -> float:
    """No minus sign before a rounded zero."""
    return float(np.round(value, 3)) + 0.0


def response_table() -> str:
    head = "| omega | leg | US 2y | 5y | 10y | 30y | Japan 10y | yen per dollar, % |"
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for omega in OMEGAS:
        bonds, conversion = legs(solved(omega))
        lines.append(f"| {omega:g} | bonds | {_cells(bonds)} |")
        lines.append(f"| {omega:g} | conversion | {_cells(conversion)} |")
    return "\n".join(lines)


def persistence_table() -> str:
    head = (
        "| half-life, years | US 10y, bonds | US 10y, conversion | yen, bonds, % "
        "| yen, conversion, % |"
    )
    lines = [head, "|---|---|---|---|---|"]
    for years in (0.25, 1, 3.5, 10, None):
        decay = 0.0 if years is None else float(np.log(2)) / years
        bonds, conversion = legs(solved(0.5), decay)
        ten = YEARS.index(10.0)
        cells = [
            f"{_zero(one):.3f}" for one in (bonds[ten], conversion[ten], bonds[-1], conversion[-1])
        ]
        lines.append(f"| {'for good' if years is None else f'{years:g}'} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _figure(moment: Moment, column: str) -> str:
    return f"{from_si(moment.figures[column], moment.unit):.2f}"


@cache
def moments() -> tuple[Moment, ...]:
    models = {f"{omega:g}": solved(omega) for omega in SHOWN_OMEGAS}
    return tuple(moment_table(load_store(), models))


def moments_table() -> str:
    models = [f"{omega:g}" for omega in SHOWN_OMEGAS]
    head = "| moment | target | data, from | | from 1999-09 | " + " | ".join(
        f"model, omega {name}" for name in models
    )
    lines = [head + " |", "|---" * (5 + len(models)) + "|"]
    for one in moments():
        goal = PUBLISHED.get(one.name, "")
        if one.name in TARGETS:
            key = "currency_sd" if RATE in one.name else "correlation"
            goal = f"{from_si(float(str(aim()[key])), one.unit):.2f}"
        cells = [goal, _figure(one, "data"), one.first, _figure(one, "recent")]
        cells += [_figure(one, name) for name in models]
        lines.append(f"| {one.name} | {' | '.join(cells)} |")
    return "\n".join(lines)


def _variants() -> Mapping[str, Callable[[], HabitatModel]]:
    own = settings()["currency"]

    def made(goal: Mapping[str, object], alpha_e: float | None = None) -> HabitatModel:
        theta_e = currency_demand(goal, alpha_e)
        return solve(two_countries(0.5, float(str(goal["correlation"])), theta_e, alpha_e))

    found: dict[str, Callable[[], HabitatModel]] = {"as bundled": lambda: made(aim())}
    for value in own["alpha_e_others"]:
        found[f"alpha_e = {value:g}"] = lambda value=value: made(aim(), float(value))
    for since in settings()["targets"]["also_from"]:
        found[f"targets from {since}"] = lambda since=since: made(targets(load_store(), str(since)))
    correlation = float(str(aim()["correlation"]))
    found["theta_e = 0"] = lambda: solve(two_countries(0.5, correlation, 0.0))
    return found


def sensitivity_table() -> str:
    head = (
        "| variant, omega 0.5 | theta_e | s.d. of yen, % | US 10y, bonds | Japan 10y, bonds "
        "| yen, bonds, % | US 10y, conversion | yen, conversion, % |"
    )
    lines = [head, "|---|---|---|---|---|---|---|---|"]
    for name, make in _variants().items():
        model = make()
        bonds, conversion = legs(model)
        ten, count = YEARS.index(10.0), len(YEARS)
        figures = [
            f"{model.economy.currency.theta[-1]:.2f}",
            f"{from_si(currency_change_sd(model), 'pct'):.1f}",
            f"{bonds[ten]:.2f}",
            f"{bonds[count + ten]:.2f}",
            f"{bonds[-1]:.3f}",
            f"{conversion[ten]:.2f}",
            f"{conversion[-1]:.3f}",
        ]
        lines.append(f"| {name} | {' | '.join(figures)} |")
    return "\n".join(lines)


def swap_table() -> str:
    """Hamilton and Wu's swap at scale one, at the pooled scale, and at its own."""
    row = next(row for row in load_rows() if row.id == "hamilton-wu-2012")
    share = share_of_debt(row.quantity, load_store())
    mix = share * np.array([row.mix.get(name, 0.0) for name in bucket_names()])
    places = [MATURITIES.index(0.5), MATURITIES.index(10.0)]
    curves = {"one country": mix @ load_kernels().programme(0.0)}
    for omega in SHOWN_OMEGAS:
        full = load_two_countries().programme(0.0, omega)[: mix.size, : len(MATURITIES)]
        curves[f"two countries, omega {omega:g}"] = mix @ full
    pooled = float(read_record("evidence")["median"])
    lines = [
        "| | scale | 6-month, bp | 10-year, bp |", "|---|---|---|---|",
        "| published | | +11 | -14 |",
    ]  # fmt: skip
    for name, curve in curves.items():
        six, ten = (float(from_si(-curve[place], "bp")) for place in places)
        own = -14 / ten
        for label, scale in (
            ("1", 1.0),
            (f"{pooled:.1f}, pooled", pooled),
            (f"{own:.2f}, to match", own),
        ):
            lines.append(f"| {name} | {label} | {scale * six:+.2f} | {scale * ten:+.1f} |")
    return "\n".join(lines)


TABLES: Mapping[str, Callable[[], str]] = {
    "reproduction": reproduction_table,
    "responses": response_table,
    "persistence": persistence_table,
    "moments": moments_table,
    "sensitivity": sensitivity_table,
    "swap": swap_table,
}


def with_tables(text: str) -> str:
    """Put every table between its two markers."""
    for title, table in TABLES.items():
        begin, end = f"<!-- {title} -->\n", f"<!-- end of {title} -->"
        before, _, rest = text.partition(begin)
        _, found, after = rest.partition(end)
        if not found:
            raise ValueError(f"the page has no place for the table {title}")
        text = f"{before}{begin}{table()}\n{end}{after}"
    return text


if __name__ == "__main__":
    PAGE.write_text(with_tables(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
