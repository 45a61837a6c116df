"""The leverage index as a table, small charts by month, a record and a page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

import numpy as np
from rich.console import Console

from saiken import _version
from saiken.leverage import Band, LeverageIndex, LeverageRow, leverage_file
from saiken.report.chart import Json
from saiken.report.console import HEADER, QUIET, has_unicode, line, table
from saiken.report.figures_leverage import losses_chart, value_chart
from saiken.report.html import page
from saiken.report.leverage_words import COLUMNS, answer, cells, converted, month, name
from saiken.report.sparkline import column_chart
from saiken.report.words import plain
from saiken.units import from_si

KEY: Final = (
    "Middle (5 to 95 of 100 draws), US dollars, ledger A; ratio: what the US loses for each dollar "
    "that the holder loses on bonds. Value: of the threat in the reference negotiation, over its "
    "stake; pays: draws in which it is worth anything."
)
SHOWN: Final = 5
"""Holders whose value is drawn by month."""
CHART_WIDTH: Final = 52
LABEL: Final = 16
DIGITS: Final = 6


def print_leverage(console: Console, found: LeverageIndex, top: int) -> None:
    """Print the newest month's ranking, the value by month, and what the figures rest on."""
    line(console, answer(found), HEADER)
    newest = found.newest
    rows = [[each.replace("USD ", "") for each in cells(row)] for row in newest[:top]]
    table(console, COLUMNS, rows, right=(0, 2, 3, 4, 5, 6, 7), fold=(1,))
    _print_lines(console, found, newest[: min(top, SHOWN)])
    for text in _below(found, top):
        line(console, text, QUIET)


def _below(found: LeverageIndex, top: int) -> tuple[str, ...]:
    """What has to stand below the table."""
    rows = found.newest[:top]
    return (KEY, *filter(None, map(converted, rows)), *lacks_words(rows), *found.notes)


def _print_lines(console: Console, found: LeverageIndex, rows: Sequence[LeverageRow]) -> None:
    """One line of columns a holder, each from zero to its own top."""
    ranked = [row for row in rows if row.value is not None]
    if not ranked or found.rows[0].month == found.rows[-1].month:
        return
    first, last = month(found.rows[0].month), month(found.rows[-1].month)
    line(console, f"Value by month, {first} to {last}, each to its own top", HEADER)
    for row in ranked:
        values = by_month(found, row.holder)
        drawn = column_chart(values.tolist(), CHART_WIDTH, 1, unicode=has_unicode(console))
        label, top = f"{name(row.holder)[:LABEL]:>{LABEL}}", plain(float(values.max()))
        console.print(f"  {label} {drawn[0]:<{CHART_WIDTH}} {top}", soft_wrap=True)


def by_month(found: LeverageIndex, holder: str) -> np.ndarray:
    """Value in every month of the index, zero where there is none, shape (month,)."""
    months = sorted({row.month for row in found.rows})
    values = {row.month: row.value or 0.0 for row in found.of(holder)}
    return np.array([values.get(each, 0.0) for each in months])


def lacks_words(rows: Sequence[LeverageRow]) -> tuple[str, ...]:
    """Say once for each input that is missing where, and what follows."""
    texts, said = leverage_file()["lacks"], []
    for key, text in texts.items():
        without = [name(row.holder) for row in rows if key in row.lacks]
        others = [name(row.holder) for row in rows if key not in row.lacks]
        if without:
            whom = "All" if not others else ", ".join(without)
            if others and len(others) < len(without):
                whom = f"All but {', '.join(others)}"
            said.append(f"{whom}: {' '.join(str(text).split())}.")
    return tuple(said)


def leverage_json(found: LeverageIndex) -> str:
    """The index as one document; figures to six significant digits."""
    document = {
        "schema": "saiken-leverage/1",
        "saiken": _version.__version__,
        "as_of": str(found.as_of),
        "answer": answer(found),
        "reference": asdict(found.reference),
        "notes": list(found.notes),
        "lacks": {key: " ".join(text.split()) for key, text in leverage_file()["lacks"].items()},
        "rows": [_record(row) for row in found.rows],
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _record(row: LeverageRow) -> Json:
    bands = {
        "us_loss_usd_bn": row.us_loss_usd,
        "seller_loss_usd_bn": row.seller_loss_usd,
        "conversion_loss_usd_bn": row.conversion_loss_usd,
    }
    return {
        "holder": row.holder,
        "month": str(row.month),
        "known_on": str(row.known_on),
        "rank": row.rank,
        "holdings_usd_bn": _round(from_si(row.holdings_usd, "usd_bn")),
        **{key: _band(band, "usd_bn") for key, band in bands.items()},
        "ratio": _band(row.ratio, "1"),
        "ratio_converted": _band(row.ratio_converted, "1"),
        **{
            key: None if given is None else _round(given)
            for key, given in (
                ("value", row.value),
                ("value_converted", row.value_converted),
                ("credible_share", row.credible_share),
            )
        },
        "region": row.region,
        "lacks": list(row.lacks),
    }


def _band(band: Band | None, unit: str) -> Json | None:
    if band is None:
        return None
    return {key: _round(from_si(value, unit)) for key, value in asdict(band).items()}


def _round(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")


def leverage_html(found: LeverageIndex, top: int) -> str:
    """Write the index as a page of its own."""
    charts = (value_chart(found, SHOWN), losses_chart(found, top))
    return page("moves.html.j2", {each.id: each for each in charts if each is not None}, {
        "eyebrow": f"As known on {found.as_of}", "heading": "Who holds leverage, month by month",
        "verdict": answer(found), "texts": _below(found, top),
    })  # fmt: skip
