"""What each paper would say, and what drives the result."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from saiken.impact.evidence import Answer, EvidenceRow, load_rows
from saiken.outcome import Driver, Outcome
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    GREEN,
    GREY,
    INK,
    VERMILION,
    Chart,
    Json,
    Table,
    axis,
    layout,
    named_rows,
    numbers,
)
from saiken.report.summary import main_drivers

PAPER: Final = re.compile(r"^.{0,52}?\(\d{4}[^)]*\)")
LOG_ABOVE: Final = 8
"""A spread of answers wider than this is drawn on a logarithmic axis."""
LOG_TICKS: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
MAX_DRIVERS: Final = 8
ROW_PX: Final = 40
FRAME_PX: Final = 90
KINDS: Final = {
    "10-year, through the shape": ("circle", BLUE, lambda each: each.ten_year_bp),
    "at its own maturity": ("diamond-open", GREEN, lambda each: _own(each)),
    "plain rescaling": ("square-open", GREY, lambda each: each.plain_rescaling_bp),
    "scaled by dollars (wrong)": ("x", VERMILION, lambda each: each.naive_bp),
}  # fmt: skip


def short_name(row: EvidenceRow) -> str:
    """Authors and year, or the citation up to its first comma."""
    found = PAPER.match(row.paper)
    name = found[0] if found else row.paper.partition(",")[0]
    return f"{name}, {row.kind}" if row.kind != "stock" else name


def weight_words(row: EvidenceRow) -> str:
    """Whether a row counts, and how far it was read."""
    return f"{'counts' if row.weight else 'weight zero'}; read: {row.verified}"


def _own(each: Answer) -> float | None:
    return None if each.maturity_years is None else each.own_maturity_bp


def papers_chart(out: Outcome) -> Chart:
    """Every paper's answer for this sale, four readings each, with the naive headline marked."""
    rows = {row.id: row for row in load_rows()}
    found = sorted(out.paper_answers, key=lambda each: each.ten_year_bp)
    labels = [short_name(rows[each.row_id]) for each in found]
    figure = {"data": _dots(found), "layout": _papers_layout(found, labels, out.naive_bp)}
    alt = f"Answers of {len(found)} papers for the 10-year yield: {_range(found)}; the naive headline is {words.bp(out.naive_bp)}."
    note = "Change of the yield in basis points for the whole sale, complete, without the flow effect."
    return Chart("papers", "What each paper would say", note, alt, figure,
                 _papers_table(found, rows), FRAME_PX + ROW_PX * len(found))  # fmt: skip


def _range(found: Sequence[Answer]) -> str:
    tens = [each.ten_year_bp for each in found]
    return words.span(min(tens), max(tens), words.bp)


def _dots(found: Sequence[Answer]) -> list[Json]:
    data: list[Json] = []
    for name, (symbol, color, read) in KINDS.items():
        pairs = [(place, value) for place, each in enumerate(found) if (value := read(each)) is not None]
        data.append({
            "type": "scatter", "mode": "markers", "name": name,
            "x": numbers([value for _, value in pairs]), "y": [place for place, _ in pairs],
            "marker": {"symbol": symbol, "size": 10, "color": color, "line": {"width": 2, "color": color}},
            "hovertemplate": "%{x:.1f} bp<extra>" + name + "</extra>",
        })  # fmt: skip
    return data


def _papers_layout(found: Sequence[Answer], labels: Sequence[str], naive: float) -> Json:
    vertical, narrow = named_rows(labels, wide=34, thin=18)
    vertical |= {"showgrid": True}
    horizontal = _horizontal(found)
    at = float(np.log10(naive)) if horizontal.get("type") == "log" else naive
    line = {"type": "line", "x0": naive, "x1": naive, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": VERMILION, "width": 1.5, "dash": "dash"}}  # fmt: skip
    label = {"x": at, "y": 1, "yref": "paper", "yanchor": "bottom", "xanchor": "right", "showarrow": False,
             "text": f"naive headline {words.bp(naive)}", "font": {"color": VERMILION, "size": 12}}  # fmt: skip
    return layout(
        xaxis=horizontal, yaxis=vertical, showlegend=True, shapes=[line], annotations=[label],
        legend={**layout()["legend"], "y": -0.16, "yanchor": "top"},
        margin={"l": 8, "r": 12, "t": 24, "b": 8},
        meta={"narrow": {**narrow, "legend.y": -0.14}},
    )  # fmt: skip


def _horizontal(found: Sequence[Answer]) -> Json:
    """A logarithmic axis where all answers are positive and far apart."""
    shown = [value for each in found for _, _, read in KINDS.values() if (value := read(each)) is not None]
    if min(shown) > 0 and max(shown) / min(shown) > LOG_ABOVE:
        ticks = list(LOG_TICKS)
        return axis("bp, logarithmic", type="log", tickvals=ticks, ticktext=[f"{tick:g}" for tick in ticks])
    return axis("bp", nticks=7)


def _papers_table(found: Sequence[Answer], rows: dict[str, EvidenceRow]) -> Table:
    def cell(value: float | None) -> str:
        return "" if value is None else words.signed(value)

    columns = ("Paper", "Measured at", "There, bp", "10-year, bp", "Plain rescaling, bp",
               "By dollars, bp", "In the pool")  # fmt: skip
    cells = tuple(
        (
            short_name(rows[each.row_id]),
            "model" if each.maturity_years is None else words.maturity(each.maturity_years),
            *(cell(read(each)) for read in _readers()),
            weight_words(rows[each.row_id]),
        )
        for each in found
    )
    return Table(columns, cells)


def _readers() -> tuple[Callable[[Answer], float | None], ...]:
    return (_own, lambda e: e.ten_year_bp, lambda e: e.plain_rescaling_bp, lambda e: e.naive_bp)


def drivers_chart(out: Outcome) -> Chart | None:
    """Shares of the spread of the ten-year peak, largest first; None when nothing varies."""
    found = main_drivers(out)[:MAX_DRIVERS]
    if not found:
        return None
    vertical, narrow = named_rows([driver_name(each) for each in found], wide=44, thin=20)
    shares = [each.share * words.PER_CENT for each in found]
    data = [{
        "type": "bar", "orientation": "h", "x": numbers(shares), "y": list(range(len(found))),
        "marker": {"color": BLUE}, "text": [words.share(each.share) for each in found],
        "textposition": "outside", "cliponaxis": False, "textfont": {"color": INK},
        "hoverinfo": "skip",
    }]  # fmt: skip
    figure = layout(
        xaxis=axis("% of the spread", range=[0, max(shares) * 1.18], nticks=6), yaxis=vertical,
        bargap=0.5, meta={"narrow": {**narrow, "xaxis.nticks": 4}},
    )  # fmt: skip
    note = "Squared rank correlation of each uncertain number with the 10-year change on its peak day."
    alt = "Largest shares of the spread: " + "; ".join(
        f"{each.title} {words.share(each.share)}" for each in found
    )
    return Chart("drivers", "What drives the 10-year yield", note, alt + ".",
                 {"data": data, "layout": figure}, _drivers_table(found), FRAME_PX + 42 * len(found))  # fmt: skip


def driver_name(each: Driver) -> str:
    """Title without remarks, with the mark of what is a mere assumption."""
    title = each.title.partition(",")[0]
    return f"{title} (assumption)" if each.verified == "assumption" else title


def _drivers_table(found: Sequence[Driver]) -> Table:
    rows = tuple((each.title, words.share(each.share), each.verified, each.id) for each in found)
    return Table(("Uncertain number", "Share", "How known", "Parameter"), rows)
