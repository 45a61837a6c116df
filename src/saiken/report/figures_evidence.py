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
    THIN,
    VERMILION,
    WIDE,
    Chart,
    Json,
    Table,
    axis,
    layout,
    named_rows,
    numbers,
    rows_px,
)
from saiken.report.summary import REMARK, main_drivers

MANY: Final = re.compile(r"^([A-Z][\w'-]+), .*? and [A-Z][\w'-]+ \((\d{4})\)")
PAPER: Final = re.compile(r"^(.{0,40}?\(\d{4})[^)]*\)")
LAST: Final = re.compile(r", ([^,]*\(\d{4}\))$")
LOG_ABOVE: Final = 8
"""A spread of answers wider than this is drawn on a logarithmic axis."""
LOG_ROOM: Final = 1.25
LOG_TICKS: Final = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
NARROW_TICKS: Final = (0.1, 1, 10, 100, 1000)
MAX_DRIVERS: Final = 8
FRAME_PX: Final = 120
WIDE_NAME: Final = 44
Reader = Callable[[Answer], float | None]


def _own(each: Answer) -> float | None:
    return None if each.maturity_years is None else each.own_maturity_bp


def _ten(each: Answer) -> float | None:
    return each.ten_year_bp


def _plain(each: Answer) -> float | None:
    return each.plain_rescaling_bp


def _dollars(each: Answer) -> float | None:
    return each.naive_bp


KINDS: Final[tuple[tuple[str, str, str, Reader], ...]] = (
    ("at its own maturity", "diamond-open", GREEN, _own),
    ("10-year, through the shape", "circle", BLUE, _ten),
    ("plain rescaling", "square-open", GREY, _plain),
    ("scaled by dollars (wrong)", "x", VERMILION, _dollars),
)
"""How each answer is read: name, mark, colour, value."""


def short_name(row: EvidenceRow) -> str:
    """Give authors and year, or the nearest that a citation has to them."""
    many, plain, last = MANY.match(row.paper), PAPER.match(row.paper), LAST.search(row.paper)
    name = row.paper.partition(",")[0]
    if many:
        name = f"{many[1]} et al. ({many[2]})"
    elif plain or last:
        name = f"{plain[1]})" if plain else last[1] if last else name
    return name if row.kind == "stock" else f"{name}, {row.kind}"


def weight_words(row: EvidenceRow) -> str:
    """Whether a row counts, and how far it was read."""
    return f"{'counts' if row.in_pool else 'weight zero'}; read: {row.verified}"


def papers_chart(out: Outcome) -> Chart:
    """Every paper's answer for this sale, four readings each, with the naive headline marked."""
    rows = {row.id: row for row in load_rows()}
    found = sorted(
        out.paper_answers, key=lambda each: (not rows[each.row_id].in_pool, each.ten_year_bp)
    )
    labels = [_row_name(rows[each.row_id]) for each in found]
    figure = {"data": _dots(found), "layout": _papers_layout(found, labels, out.naive_bp)}
    alt = (
        f"Answers of {len(found)} papers for the 10-year yield: {_range(found)}; the naive "
        f"headline is {words.bp(out.naive_bp)}."
    )
    note = (
        "Change of the yield in basis points once the sale is complete, without the flow effect. "
        "Rows of weight zero are shown but do not count: stress, flows, or read from memory only."
    )
    table = _papers_table(found, rows)
    return Chart("papers", "What each paper would say", note, alt, figure, table,
                 rows_px(labels, FRAME_PX, WIDE), rows_px(labels, FRAME_PX, THIN))  # fmt: skip


def _row_name(row: EvidenceRow) -> str:
    return short_name(row) if row.in_pool else f"{short_name(row)} [weight zero]"


def _range(found: Sequence[Answer]) -> str:
    tens = [each.ten_year_bp for each in found]
    return words.span(min(tens), max(tens), words.bp)


def _dots(found: Sequence[Answer]) -> list[Json]:
    data: list[Json] = []
    for name, symbol, color, read in KINDS:
        pairs = [
            (place, value) for place, each in enumerate(found) if (value := read(each)) is not None
        ]
        data.append({
            "type": "scatter", "mode": "markers", "name": name,
            "x": numbers([value for _, value in pairs]), "y": [place for place, _ in pairs],
            "marker": {
                "symbol": symbol, "size": 10, "color": color, "line": {"width": 2, "color": color},
            },
            "hovertemplate": "%{x:.1f} bp<extra>" + name + "</extra>",
        })  # fmt: skip
    return data


def _papers_layout(found: Sequence[Answer], labels: Sequence[str], naive: float) -> Json:
    vertical, narrow = named_rows(labels)
    vertical |= {"showgrid": True}
    horizontal = _horizontal(found)
    at = float(np.log10(naive)) if horizontal.get("type") == "log" else naive
    line = {"type": "line", "x0": naive, "x1": naive, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": VERMILION, "width": 1.5, "dash": "dash"}}  # fmt: skip
    label = {"x": at, "y": 1, "yref": "paper", "yanchor": "top", "xanchor": "right",
             "showarrow": False, "text": f"naive headline {words.bp(naive)}",
             "font": {"color": VERMILION, "size": 12}}  # fmt: skip
    return layout(
        xaxis=horizontal, yaxis=vertical, showlegend=True, shapes=[line], annotations=[label],
        meta={"narrow": narrow | _narrow_ticks(horizontal)},
    )  # fmt: skip


def _horizontal(found: Sequence[Answer]) -> Json:
    """A logarithmic axis where all answers are positive and far apart."""
    shown = [value for each in found for *_, read in KINDS if (value := read(each)) is not None]
    if min(shown) > 0 and max(shown) / min(shown) > LOG_ABOVE:
        ticks, ends = list(LOG_TICKS), [min(shown) / LOG_ROOM, max(shown) * LOG_ROOM]
        return axis(
            "bp, logarithmic", type="log", range=np.log10(ends).tolist(), tickvals=ticks,
            ticktext=[f"{tick:g}" for tick in ticks],
        )  # fmt: skip
    return axis("bp", nticks=7)


def _narrow_ticks(horizontal: Json) -> Json:
    if horizontal.get("type") != "log":
        return {"xaxis.nticks": 4}
    ticks = list(NARROW_TICKS)
    return {"xaxis.tickvals": ticks, "xaxis.ticktext": [f"{tick:g}" for tick in ticks]}


def _papers_table(found: Sequence[Answer], rows: dict[str, EvidenceRow]) -> Table:
    def cell(value: float | None) -> str:
        return "" if value is None else words.signed(value)

    columns = ("Paper", "Measured at", "There, bp", "10-year, bp", "Plain rescaling, bp",
               "By dollars, bp", "In the pool")  # fmt: skip
    cells = tuple(
        (
            short_name(rows[each.row_id]),
            "model" if each.maturity_years is None else words.maturity(each.maturity_years),
            *(cell(read(each)) for *_, read in KINDS),
            weight_words(rows[each.row_id]),
        )
        for each in found
    )
    return Table(columns, cells)


def drivers_chart(out: Outcome) -> Chart | None:
    """Shares of the spread of the ten-year peak, largest first; None when nothing varies."""
    found = main_drivers(out)[:MAX_DRIVERS]
    if not found:
        return None
    labels = [driver_name(each) for each in found]
    vertical, narrow = named_rows(labels, wide=WIDE_NAME)
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
    note = (
        "Squared rank correlation of each uncertain number with the 10-year change on its peak day."
    )
    alt = "Largest shares of the spread: " + "; ".join(
        f"{each.title} {words.share(each.share)}" for each in found
    )
    return Chart("drivers", "Shares of the spread of the 10-year peak", note, alt + ".",
                 {"data": data, "layout": figure}, _drivers_table(found),
                 rows_px(labels, FRAME_PX, WIDE_NAME), rows_px(labels, FRAME_PX, THIN))  # fmt: skip


def driver_name(each: Driver) -> str:
    """Give a title without remarks, marked where it is a mere assumption."""
    title = REMARK.sub("", each.title).partition(",")[0]
    return f"{title} (assumption)" if each.verified == "assumption" else title


def _drivers_table(found: Sequence[Driver]) -> Table:
    rows = tuple((each.title, words.share(each.share), each.verified, each.id) for each in found)
    return Table(("Uncertain number", "Share", "How known", "Parameter"), rows)
