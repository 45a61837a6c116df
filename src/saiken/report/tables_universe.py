"""The universe of securities beside what is official, for a terminal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

from saiken.report.console import HEADER, QUIET, line, table

if TYPE_CHECKING:
    from rich.console import Console

COLUMNS: Final = ("kind", "matures", "rolled", "universe", "official", "difference")
ABSENT: Final = "-"


def print_universe(
    console: Console, rows: Sequence[Mapping[str, Any]], as_of: str, notes: Iterable[str]
) -> None:
    """Print amounts by kind and maturity year, USD bn: rolled, scaled, official, difference."""
    line(console, f"Treasury securities known on {as_of}, at {rows[0]['date']}, USD bn", HEADER)
    kinds = dict.fromkeys(str(row["kind"]) for row in rows)
    cells = [cell for kind in kinds for cell in _kind(kind, rows)]
    table(console, COLUMNS, cells, right=(2, 3, 4, 5))
    for note in notes:
        line(console, note, QUIET)


def _kind(kind: str, rows: Sequence[Mapping[str, Any]]) -> list[tuple[str, ...]]:
    own = [row for row in rows if row["kind"] == kind]
    names = ("rolled_usd_bn", "ours_usd_bn", "official_usd_bn", "difference_usd_bn")
    sums = tuple(_number(_sum(own, name)) for name in names)
    years = [
        ("", str(row["maturity_year"]), *(_number(row[name]) for name in names)) for row in own
    ]
    return [(kind, "all", *sums), *years]


def _sum(rows: Sequence[Mapping[str, Any]], name: str) -> float | None:
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None


def _number(value_usd_bn: float | None) -> str:
    return ABSENT if value_usd_bn is None else f"{value_usd_bn:,.1f}"
