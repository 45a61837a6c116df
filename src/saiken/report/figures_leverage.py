"""Figures of the leverage index: the card's value by month, and both sides' loss today."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from saiken.leverage import Band, LeverageIndex, LeverageRow
from saiken.report.chart import (
    BLUE,
    GREEN,
    INK,
    PURPLE,
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
    whiskers,
)
from saiken.report.leverage_words import COLUMNS, NOTHING, answer, cells, month, name
from saiken.report.words import plain
from saiken.units import from_si

CHART_PX: Final = 380
NARROW_PX: Final = 420
FRAME_PX: Final = 120
LINES: Final = (
    (BLUE, "solid"), (VERMILION, "dash"), (GREEN, "dot"), (PURPLE, "dashdot"), (INK, "longdash"),
)  # fmt: skip
SIDES: Final = (
    ("United States", BLUE, "circle", "us_loss_usd", -0.16),
    ("the holder, on bonds", VERMILION, "square", "seller_loss_usd", 0.16),
)
"""Name, colour, marker, field, and how far from the row's middle."""


def value_chart(found: LeverageIndex, count: int) -> Chart | None:
    """Draw the reference value by month of those who rank first; None where nobody has one."""
    shown = [row.holder for row in found.newest if row.value is not None][: min(count, len(LINES))]
    if not shown:
        return None
    histories = [[row for row in found.of(holder) if row.value is not None] for holder in shown]
    data = [_line(rows, *style) for rows, style in zip(histories, LINES, strict=False)]
    note = (
        "What the threat is worth over what it asks for, mean over draws, in one assumed "
        "negotiation for every holder and month. The order counts, not the level."
    )
    figure = {"data": data, "layout": layout(
        xaxis=axis("", type="date", nticks=8), yaxis=axis("value over stake", rangemode="tozero"),
        showlegend=True, meta={"narrow": {"xaxis.nticks": 4}},
    )}  # fmt: skip
    return Chart("leverage-value", "The card’s reference value by month", note, _tops(histories),
                 figure, _years(histories), CHART_PX, NARROW_PX)  # fmt: skip


def _line(rows: Sequence[LeverageRow], color: str, dash: str) -> Json:
    who = name(rows[0].holder)
    return {
        "type": "scatter", "mode": "lines", "name": who, "x": [str(row.month) for row in rows],
        "y": numbers([row.value or 0.0 for row in rows]),
        "line": {"color": color, "width": 2, "dash": dash},
        "hovertemplate": "%{x|%b %Y}: %{y:.3f}<extra>" + who + "</extra>",
    }  # fmt: skip


def _tops(histories: Sequence[Sequence[LeverageRow]]) -> str:
    tops = [max(rows, key=lambda row: row.value or 0.0) for rows in histories]
    said = [
        f"{name(row.holder)} {plain(row.value or 0.0, 2)} in {month(row.month)}" for row in tops
    ]
    return f"Highest values: {'; '.join(said)}."


def _years(histories: Sequence[Sequence[LeverageRow]]) -> Table:
    """The last month of every year, as text."""
    by_year = [{str(row.month)[:4]: row for row in rows} for rows in histories]
    years = sorted({year for rows in by_year for year in rows})
    head = ("Last month of", *(name(rows[0].holder) for rows in histories))
    body = [(year, *(_said(rows.get(year)) for rows in by_year)) for year in years]
    return Table(head, tuple(body))


def _said(row: LeverageRow | None) -> str:
    return NOTHING if row is None else plain(row.value or 0.0, 3)


def losses_chart(found: LeverageIndex, top: int) -> Chart:
    """Draw both sides' loss in the newest month, in the order of the ranking."""
    rows = found.newest[:top]
    labels = [name(row.holder) for row in rows]
    vertical, narrow = named_rows(labels)
    note = (
        "If each sold all that the table reports, alone: USD bn on a scale of powers of ten; "
        "middle and 5 to 95 of 100 draws. In the order of the reference value."
    )
    figure = {"data": [_side(rows, *side) for side in SIDES], "layout": layout(
        xaxis=axis("loss, USD bn", type="log", nticks=6), yaxis=vertical, showlegend=True,
        meta={"narrow": narrow},
    )}  # fmt: skip
    title = f"What a sale would cost both sides, {month(rows[0].month)}"
    columns = ("place", *COLUMNS[1:])
    return Chart("leverage-losses", title, note, answer(found), figure,
                 Table(columns, tuple(cells(row) for row in rows)),
                 rows_px(labels, FRAME_PX, WIDE), rows_px(labels, FRAME_PX, THIN))  # fmt: skip


def _side(
    rows: Sequence[LeverageRow], who: str, color: str, symbol: str, field: str, off: float
) -> Json:
    bands = [_usd_bn(getattr(row, field)) for row in rows]
    return {
        "type": "scatter", "mode": "markers", "name": who, "x": numbers([b["p50"] for b in bands]),
        "y": [place + off for place in range(len(rows))], "error_x": whiskers(bands, color),
        "marker": {"size": 8, "color": color, "symbol": symbol},
        "hovertemplate": "USD %{x:,.2f}bn<extra>" + who + "</extra>",
    }  # fmt: skip


def _usd_bn(band: Band) -> dict[str, float]:
    return {key: from_si(value, "usd_bn") for key, value in asdict(band).items()}
