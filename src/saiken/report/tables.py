"""Tables of the smaller commands: facts, scenarios, data; those of holders lie beside."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np
from rich.console import Console

from saiken.case import NamedScenario
from saiken.data import DatasetInfo, Observation
from saiken.facts import Verdict
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.tables_holders import NOTHING, print_holder, print_holders
from saiken.report.words import plain
from saiken.units import SHOWN, from_si

__all__ = [
    "print_dataset",
    "print_datasets",
    "print_facts",
    "print_holder",
    "print_holders",
    "print_scenarios",
    "print_verified",
]
MANY_DIGITS: Final = 1000
"""From here on a figure is shown without digits after the point."""
VERDICT_STYLE: Final = {
    "holds": "green", "holds roughly": "green", "does not hold": "red", "cannot be shown": "yellow",
}  # fmt: skip


def print_facts(console: Console, verdicts: Iterable[Verdict], as_of: np.datetime64) -> None:
    """Print each claim with its verdict, what was found, and where."""
    rows = list(verdicts)
    counts = ", ".join(
        f"{word} {sum(row.verdict == word for row in rows)}" for word in VERDICT_STYLE
    )
    line(console, f"{len(rows)} claims against what was known on {as_of} ({counts})", HEADER)
    for row in rows:
        console.print()
        line(console, f"{row.id}  {row.verdict}: {row.claim}", VERDICT_STYLE[row.verdict])
        line(console, row.found, indent=5)
        cited = "; ".join(part for part in (row.source, row.vintage) if part)
        if cited:
            line(console, f"Source: {cited}", QUIET, indent=5)
        if row.needs:
            line(console, f"Missing: {row.needs}", QUIET, indent=5)


def print_scenarios(console: Console, named: Sequence[NamedScenario]) -> None:
    """Print the bundled scenarios: name, as-of date, title."""
    rows = [(each.name, str(each.case.as_of), each.title) for each in named]
    table(console, ("scenario", "as of", "what happens"), rows, fold=(2,))
    line(console, "Run one with: saiken run NAME; flags override it: saiken run --help", QUIET)


def print_datasets(console: Console, infos: Iterable[DatasetInfo]) -> None:
    """Print the catalogue."""
    rows = [(info.id, info.title, str(info.last or NOTHING)[:7], _lag(info)) for info in infos]
    table(console, ("dataset", "title", "to", "known after"), rows, fold=(1,))
    line(console, "One of them: saiken data show DATASET; checksums: saiken data verify", QUIET)


def _range(info: DatasetInfo) -> str:
    ends = [str(day)[:7] for day in (info.first, info.last) if day is not None]
    return " to ".join(ends) or NOTHING


def _lag(info: DatasetInfo) -> str:
    return "own dates" if info.lag_days is None else f"{info.lag_days} days"


def print_dataset(
    console: Console,
    info: DatasetInfo,
    latest: Sequence[Observation] = (),
    keys: Sequence[str] = (),
) -> None:
    """Print one entry of the catalogue with its newest figures."""
    line(console, f"{info.id}: {info.title}", HEADER)
    facts = {
        "agency": info.agency, "series": info.official_series, "address": info.address,
        "unit": info.unit, "frequency": info.frequency, "range": _range(info),
        "release": info.release, "knowledge": info.knowledge,
        "vintage": str(info.vintage or "in the rows or not known"),
        "licence": info.licence, "courier": info.courier or "none, from the agency",
        "sha256": info.sha256,
    }  # fmt: skip
    table(console, ("", ""), facts.items(), fold=(1,))
    for note in info.notes:
        line(console, note, QUIET)
    if latest:
        table(
            console,
            ("key", "period", "value", "released"),
            map(_observation_row, latest),
            right=(2,),
        )
    if len(keys) > len(latest):
        line(console, f"{len(keys)} keys: " + textwrap.shorten(", ".join(keys), 400), QUIET)


def _observation_row(seen: Observation) -> tuple[str, ...]:
    shown = from_si(seen.value, seen.unit)
    digits = 0 if abs(shown) >= MANY_DIGITS else 2
    value = f"{plain(shown, digits)} {SHOWN.get(seen.unit, seen.unit)}"
    return (seen.key, str(seen.period_end), value.strip(), str(seen.released))


def print_verified(console: Console, problems: Sequence[str], count: int) -> None:
    """Print the result of the checksums."""
    if not problems:
        line(console, f"All {count} bundled files match their checksums.")
    for problem in problems:
        line(console, problem, "red")
