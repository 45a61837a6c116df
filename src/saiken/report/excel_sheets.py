"""What stands on each sheet of the workbook: header with units, and rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np

from saiken.impact.evidence import load_rows
from saiken.outcome import Outcome, band
from saiken.parameters import registry
from saiken.report.bill_years import BillYear, bill_years
from saiken.report.books_page import books_sheet
from saiken.report.excel_ledgers import desk, holders, losses
from saiken.report.figures_bill import OTHERS, YEARS_BACK
from saiken.report.figures_curve import PCT_PER_BP, base_yields_pct, curve_bands_bp
from saiken.report.reproduce import case_table
from saiken.report.sheet import BANDS, Cell, Sheet
from saiken.units import SHOWN, from_si, unit_of
from saiken.variables import MATURITIES

APART: Final = ("pain", "marks", "households", "currency_benefits", "desk")
"""Keys of the headline that have sheets of their own."""


def sheets(out: Outcome) -> tuple[Sheet, ...]:
    """Every sheet of the workbook, in order."""
    return (
        headline(out), paths(out), curve(out), losses(out), books_sheet(out), holders(out),
        desk(out), bill(out), answers(out), parameters(out), case(out), sources(out), caveats(out),
    )  # fmt: skip


def unit_name(identifier: str) -> str:
    """Unit of a key as people read it, by the suffix of the key's first part."""
    unit = unit_of(identifier.removesuffix("_per_year"))
    return SHOWN.get(unit, unit) or "number"


def headline(out: Outcome) -> Sheet:
    """Flatten the headline: one row per band or number, with its unit."""
    header = ("figure", "unit", *(f"{name}, in the unit" for name in BANDS), "day", "note")
    rows = [
        row
        for key, value in out.headline.items()
        if key not in APART
        for row in _flat(key, value, unit_name(key))
    ]
    return Sheet("headline", header, tuple(rows))


def _flat(key: str, value: Any, unit: str) -> Iterator[tuple[Cell, ...]]:  # noqa: ANN401
    """Rows below one key of the headline."""
    if value is None:
        yield (key, unit, *(None for _ in BANDS), None, "cannot be shown; see caveats")
    elif isinstance(value, Mapping) and "p50" in value:
        rest = {name: each for name, each in value.items() if name not in BANDS}
        yield (key, unit, *(value[name] for name in BANDS), None, _note(rest))
    elif isinstance(value, Mapping):
        for name, each in value.items():
            inner = unit_name(name) if unit_of(name) != "1" else unit
            inner = {"peak_day": "business days", "times_largest_operation": "times"}.get(
                name, inner
            )
            yield from _flat(f"{key}.{name}", each, inner)
    elif isinstance(value, list):
        for each in value:
            label, *names = each
            yield from _flat(f"{key}.{each[label]}", {name: each[name] for name in names}, unit)
    else:
        yield (key, unit, None, None, value, None, None, None, "single figure")


def _note(rest: Mapping[str, float]) -> str:
    return "; ".join(f"{name} {value:g}" for name, value in rest.items())


def paths(out: Outcome) -> Sheet:
    """Bands by business day; the unit is the end of each name."""
    found = out.document()["paths"]
    names = [(name, part) for name, bands in found.items() if name != "day" for part in bands]
    columns = [found[name][part] for name, part in names]
    header = ("day (business days)", "date", *(f"{name} {part}" for name, part in names))
    rows = zip(out.days.tolist(), map(str, out.dates), *columns, strict=True)
    return Sheet("paths", header, tuple(rows))


def curve(out: Outcome) -> Sheet:
    """Zero-coupon curve before and after on the peak day."""
    day, base = out.peak_day, base_yields_pct(out)
    low, middle, high = curve_bands_bp(out)[:, day]
    header = (
        "maturity (years)", "before (%)", f"after on day {day}, p50 (%)",
        "change p05 (bp)", "change p50 (bp)", "change p95 (bp)",
    )  # fmt: skip
    after = base + middle * PCT_PER_BP
    rows = zip(
        MATURITIES, *(part.tolist() for part in (base, after, low, middle, high)), strict=True
    )
    return Sheet("curve", header, tuple(rows))


def bill(out: Outcome) -> Sheet:
    """The federal bill by fiscal year."""
    first = int(str(out.snap.as_of)[:4]) - YEARS_BACK
    header = (
        "fiscal year", "net interest, baseline (USD bn)", "baseline is",
        "months of the sale's ten years",
        "added p05 (USD bn)", "added p50 (USD bn)", "added p95 (USD bn)",
        *(f"{look[0]} (USD bn)" for look in OTHERS.values()),
    )  # fmt: skip
    return Sheet("bill", header, tuple(_bill_row(year) for year in bill_years(out, first)))


def _bill_row(year: BillYear) -> tuple[Cell, ...]:
    extra = (None, None, None) if year.extra_usd is None else tuple(map(_bn, year.extra_usd))
    others = (_bn(year.baseline_usd.get(line)) for line in OTHERS)
    kind = "projected" if year.projected else "actual"
    return (
        year.fiscal_year,
        _bn(year.baseline_usd.get("net_interest")),
        kind,
        year.months,
        *extra,
        *others,
    )


def _bn(value_usd: float | None) -> float | None:
    return None if value_usd is None else float(from_si(value_usd, "usd_bn"))


def answers(out: Outcome) -> Sheet:
    """What each paper would say."""
    rows = {row.id: row for row in load_rows()}
    header = (
        "paper", "measured at (years)", "there (bp)", "10-year (bp)", "plain rescaling (bp)",
        "by dollars, wrong (bp)", "weight in the pool", "read", "address", "note",
    )  # fmt: skip
    found = [(each, rows[each.row_id]) for each in out.paper_answers]
    cells = [
        (row.paper, each.maturity_years, each.own_maturity_bp, each.ten_year_bp,
         each.plain_rescaling_bp, each.naive_bp, int(row.in_pool), row.verified, row.url, row.note)
        for each, row in found
    ]  # fmt: skip
    return Sheet("answers", header, tuple(cells))


def parameters(out: Outcome) -> Sheet:
    """Bands of the uncertain numbers, in their published units, with their share of the spread."""
    shares = {each.id: each.share for each in out.drivers()}
    known = registry()
    header = (
        "parameter", "title", "unit", *(f"{name}, in the unit" for name in BANDS),
        "share of the 10-year spread (0 to 1)", "how known", "source",
    )  # fmt: skip
    rows: list[tuple[Cell, ...]] = []
    for name in out.parameters.ids:
        row = known[name]
        bands = band(from_si(np.asarray(out.parameters[name], dtype=np.float64), row.unit))
        unit = SHOWN.get(row.unit, row.unit) or "number"
        cells: tuple[Cell, ...] = (
            name,
            row.title,
            unit,
            *bands.values(),
            shares.get(name, 0.0),
            row.verified,
            row.source,
        )
        rows.append(cells)
    return Sheet("parameters", header, tuple(rows))


def case(out: Outcome) -> Sheet:
    """The case echoed."""
    return Sheet("case", ("setting", "value with its unit"), case_table(out).rows)


def sources(out: Outcome) -> Sheet:
    """Sources of every number."""
    header = ("dataset", "title", "agency", "vintage", "address", "licence", "courier")
    rows = [(s.id, s.title, s.agency, s.vintage, s.url, s.licence, s.courier) for s in out.sources]
    return Sheet("sources", header, tuple(rows))


def caveats(out: Outcome) -> Sheet:
    """What the engine cannot know."""
    said: Sequence[str] = out.caveats
    return Sheet("caveats", ("what has to be known",), tuple((text,) for text in said))
