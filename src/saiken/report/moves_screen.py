"""A creditor's moves side by side: the table, the verdict, the record, the picture and the page."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Final

from rich.console import Console

from saiken import _version
from saiken.case import move_limits
from saiken.moves import Move
from saiken.outcome import Outcome
from saiken.report.chart import (
    BLUE,
    Chart,
    Json,
    Table,
    axis,
    layout,
    named_rows,
    rows_px,
    whiskers,
)
from saiken.report.console import HEADER, QUIET, line, table
from saiken.report.html import page
from saiken.report.summary import seller_name
from saiken.report.words import plain, signed, span, usd, yen
from saiken.units import from_si

COLUMNS: Final = (
    "move", "size", "10-year, bp", "later", "yen", "it loses", "US loses", "ratio",
)  # fmt: skip
KEY: Final = (
    "Middle (5 to 95 of 100 draws), US dollars; the 10-year yield at its peak, and later, a year "
    "on. Losses are ledger A, transactions only; ratio: what the US loses for each dollar that the "
    "creditor does. Each move has the size that it can have."
)
NOTHING: Final = "–"
SCREEN: Final = (0, 1, 2, 5, 6, 7)
"""Columns that a terminal of eighty characters has room for."""
Say = Callable[[float], str]
FRAME_PX: Final = 90


def print_moves(console: Console, found: Sequence[Move]) -> None:
    """Print the table and what it says."""
    line(console, verdict(found), HEADER)
    columns, *rows = (
        [row[place].replace("USD ", "") for place in SCREEN] for row in (COLUMNS, *_short(found))
    )
    table(console, columns, rows, right=range(1, len(SCREEN)))
    for text in (KEY, *reasons(found), *move_limits()):
        line(console, text, QUIET)


def cells(found: Sequence[Move]) -> tuple[tuple[str, ...], ...]:
    """The moves as rows of text."""
    return tuple(_row(move, _band) for move in found)


def _short(found: Sequence[Move]) -> tuple[tuple[str, ...], ...]:
    """The same; only the yield keeps its band."""
    return tuple(_row(move, _middle) for move in found)


def _row(move: Move, plainly: Callable[[Json | None, Say], str]) -> tuple[str, ...]:
    if move.outcome is None:
        return (move.title, *(NOTHING,) * (len(COLUMNS) - 1))
    head = move.outcome.headline
    ten, fx = head["yield_change_bp"]["10y"], head.get("usdjpy_change_pct")
    ratio = head["damage_ratio"]
    turned = yen(fx["peak"]["p50"]) if fx is not None and fx["peak"]["p50"] else NOTHING
    return (
        move.title, usd(from_si(move.size_usd, "usd_bn")), _band(ten["peak"], signed),
        signed(ten["1y"]["p50"]), turned,
        plainly(head["seller_loss_usd_bn"], usd), plainly(head["us_loss_usd_bn"], usd),
        plainly(ratio, plain) if ratio is not None and ratio["p50"] else NOTHING,
    )  # fmt: skip


def _middle(values: Json | None, say: Say) -> str:
    return NOTHING if values is None else str(say(values["p50"]))


def _band(values: Json | None, say: Say) -> str:
    if values is None:
        return NOTHING
    text = str(say(values["p50"]))
    ends = span(values["p05"], values["p95"], say)
    return text if text in {ends, "0", "USD 0"} else f"{text} ({ends})".replace("(USD ", "(")


def verdict(found: Sequence[Move]) -> str:
    """What letting bonds run off does against a sale, by the numbers."""
    by_name = {move.action: move.outcome for move in found}
    sale, quiet = by_name["sell"], by_name["run_off"]
    if sale is None or quiet is None:
        return "Letting bonds run off cannot be compared with a sale here."
    who, peaks = seller_name(sale), [_peak(each) for each in (sale, quiet)]
    text = (
        f"A year of run-off moves the 10-year yield by {signed(peaks[1])} bp at its peak, the sale "
        f"by {signed(peaks[0])}"
    )
    ratios = [each.headline["damage_ratio"] for each in (sale, quiet)]
    if ratios[1] is None:
        return f"{text}; it costs {who} nothing on transactions, so per dollar nothing compares."
    if ratios[0] is None:
        return f"{text}; the sale costs {who} nothing on transactions."
    costs = [each["p50"] for each in ratios]
    better = "dominates per dollar, not in size" if costs[1] > costs[0] else "does not dominate"
    if costs[1] > costs[0] and peaks[1] >= peaks[0]:
        better = "dominates"
    return (
        f"{text}; per dollar that {who} loses, the US loses {plain(costs[1])} by run-off and "
        f"{plain(costs[0])} by the sale: run-off {better}."
    )


def _peak(out: Outcome) -> float:
    return float(out.headline["yield_change_bp"]["10y"]["peak"]["p50"])


def reasons(found: Sequence[Move]) -> tuple[str, ...]:
    """Why a move cannot be shown."""
    return tuple(f"{each.title}: {each.why_not}" for each in found if each.outcome is None)


def moves_json(found: Sequence[Move]) -> str:
    """The comparison as one document."""
    document = {
        "schema": "saiken-moves/1",
        "saiken": _version.__version__,
        "verdict": verdict(found),
        "moves": [_record(each) for each in found],
    }
    return json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"


def _record(move: Move) -> Json:
    said: Json = {"action": move.action, "title": move.title}
    if move.outcome is None:
        return said | {"cannot_be_shown": move.why_not}
    whole = move.outcome.document()
    return said | {
        "size_usd_bn": float(f"{from_si(move.size_usd, 'usd_bn'):.6g}"),
        "case": whole["case"],
        "data_fingerprint": whole["data_fingerprint"],
        "headline": whole["headline"],
    }


def moves_chart(found: Sequence[Move]) -> Chart:
    """Draw the ten-year peak of every move."""
    shown = [move for move in found if move.outcome is not None]
    bands = [move.outcome.headline["yield_change_bp"]["10y"]["peak"] for move in shown]  # type: ignore[union-attr]
    labels = [f"{each.title}: {usd(from_si(each.size_usd, 'usd_bn'))}" for each in shown]
    vertical, narrow = named_rows(labels)
    trace = {
        "type": "scatter", "mode": "markers", "x": [band["p50"] for band in bands],
        "y": list(range(len(shown))), "error_x": whiskers(bands, BLUE),
        "marker": {"size": 9, "color": BLUE}, "cliponaxis": False,
        "hovertemplate": "%{x:.1f} bp<extra></extra>",
    }  # fmt: skip
    figure = {
        "data": [trace],
        "layout": layout(
            xaxis=axis("bp on the 10-year yield, at its peak", rangemode="tozero"),
            yaxis=vertical,
            meta={"narrow": narrow},
        ),
    }
    heights = rows_px(labels, FRAME_PX, 30), rows_px(labels, FRAME_PX, 16)
    note = "Middle and 5 to 95 of 100 draws."
    return Chart("moves", "What each move does to the 10-year yield", note, verdict(found), figure,
                 Table(COLUMNS, cells(found)), *heights)  # fmt: skip


def moves_html(found: Sequence[Move]) -> str:
    """Write the comparison as a page of its own."""
    chart = moves_chart(found)
    return page("moves.html.j2", {chart.id: chart}, {
        "verdict": verdict(found), "texts": (KEY, *reasons(found), *move_limits()),
    })  # fmt: skip
