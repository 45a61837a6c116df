"""What a pace costs both sides: the seller's loss against the US loss, by pace and length."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    GREEN,
    GREY,
    INK,
    MUTED,
    PALE,
    PURPLE,
    VERMILION,
    Chart,
    Json,
    Table,
    axis,
    layout,
    numbers,
)
from saiken.report.summary import seller_name

if TYPE_CHECKING:
    from saiken.sweep import Frontier, PacePoint

CHART_PX: Final = 400
NARROW_PX: Final = 460
NAMES: Final = {
    "even": ("even", BLUE, "circle", "solid"),
    "front-loaded": ("front-loaded", VERMILION, "square", "dash"),
    "almgren-chriss": ("Almgren–Chriss", GREEN, "triangle-up", "dot"),
    "obizhaeva-wang": ("Obizhaeva–Wang", PURPLE, "diamond", "dashdot"),
    "most-harmful": ("most harmful", INK, "star", "solid"),
}
"""Name, colour, marker and line of each pace."""
LABELLED: Final = "even"
"""The pace whose points carry their lengths."""
EDGE: Final = "the edge"


def frontier_chart(out: Outcome, found: Frontier) -> Chart:
    """Draw every pace over its lengths, the edge behind them and this sale ringed."""
    who = seller_name(out)
    note = (
        f"Present value, USD bn, middle of {found.draws} draws; all but pace and length as in this "
        "case. Numbers at the points: business days. On the pale edge: nothing drawn does more "
        f"harm for less. Ringed: this sale. {_ranges(found, who)}"
    )
    data = [_edge(found), *(_series(found, pace) for pace in NAMES), _ring(found)]
    return Chart("frontier", "What the pace costs both sides", note, _alt(found, who),
                 {"data": data, "layout": _layout(who)}, _table(found, who),
                 CHART_PX, NARROW_PX)  # fmt: skip


def _xy(points: list[PacePoint]) -> tuple[list[float], list[float]]:
    middles = [_middles(point) for point in points]
    return numbers([seller for seller, _ in middles]), numbers([us for _, us in middles])


def _edge(found: Frontier) -> Json:
    points = sorted(
        (point for point in found.points if point.on_edge),
        key=lambda point: point.seller_loss_usd_bn["p50"],
    )
    x, y = _xy(points)
    return {
        "type": "scatter", "mode": "lines", "name": EDGE, "x": x, "y": y, "hoverinfo": "skip",
        "line": {"color": PALE, "width": 9, "shape": "linear"},
    }  # fmt: skip


def _series(found: Frontier, pace: str) -> Json:
    name, color, symbol, dash = NAMES[pace]
    points = list(found.of_pace(pace))
    x, y = _xy(points)
    days = [str(point.days) for point in points]
    return {
        "type": "scatter", "mode": "lines+markers+text" if pace == LABELLED else "lines+markers",
        "name": name, "x": x, "y": y, "text": days, "customdata": days,
        "textposition": "bottom right", "textfont": {"color": MUTED, "size": 11},
        "line": {"color": color, "width": 1.5, "dash": dash},
        "marker": {"color": color, "size": 13 if symbol == "star" else 8, "symbol": symbol},
        "hovertemplate": "%{customdata} days: seller USD %{x:,.1f}bn, US USD %{y:,.1f}bn"
        "<extra>" + name + "</extra>",
    }  # fmt: skip


def _ring(found: Frontier) -> Json:
    x, y = _xy([point for point in found.points if point.asked])
    return {
        "type": "scatter", "mode": "markers", "name": "this sale", "x": x, "y": y,
        "hoverinfo": "skip",
        "marker": {"color": GREY, "size": 18, "symbol": "circle-open", "line": {"width": 2}},
    }  # fmt: skip


def _layout(who: str) -> Json:
    return layout(
        xaxis=axis(f"loss of {who}, USD bn", nticks=7), showlegend=True,
        yaxis=axis("loss of the US, USD bn", nticks=7),
        meta={"narrow": {"xaxis.nticks": 4}},
    )  # fmt: skip


def _ranges(found: Frontier, who: str) -> str:
    """Say how far each side's loss moves, and that the axes do not start at zero."""
    sides = zip(*(_middles(point) for point in found.points), strict=True)
    ranges = [(min(side), max(side)) for side in sides]
    if any(low <= 0 for low, _ in ranges):
        return "The axes do not start at zero."
    seller, us = (words.share(high / low - 1) for low, high in ranges)
    return (
        f"The axes do not start at zero: from the least to the most {who}'s loss grows by "
        f"{seller}, the US loss by {us}; the bands in the table are wider."
    )


def _middles(point: PacePoint) -> tuple[float, float]:
    return point.seller_loss_usd_bn["p50"], point.us_loss_usd_bn["p50"]


def _alt(found: Frontier, who: str) -> str:
    cheap = min(found.points, key=lambda point: point.seller_loss_usd_bn["p50"])
    worst = max(found.points, key=lambda point: point.us_loss_usd_bn["p50"])
    return " ".join(
        f"{start}, {NAMES[point.pace][0]} over {_days(point.days)}, "
        f"{words.loses(who, point.seller_loss_usd_bn['p50'])} and "
        f"{words.loses('the United States', point.us_loss_usd_bn['p50'])}."
        for start, point in (("At the lowest cost", cheap), ("At the greatest harm", worst))
    )


def _days(count: int) -> str:
    return "one business day" if count == 1 else f"{count} business days"


def _table(found: Frontier, who: str) -> Table:
    columns = ["Pace and length"]
    for name in (who, "United States"):
        columns += [f"{name}: middle, USD bn", f"{name}: 5 to 95 of 100"]
    rows = []
    for point in found.points:
        name = f"{NAMES[point.pace][0]}, {_days(point.days)}"
        cells = [name + (" (this sale)" if point.asked else "") + (" *" if point.on_edge else "")]
        for band in (point.seller_loss_usd_bn, point.us_loss_usd_bn):
            cells += [words.plain(band["p50"]), words.span(band["p05"], band["p95"], words.plain)]
        rows.append(tuple(cells))
    return Table((columns[0] + " (* on the edge)", *columns[1:]), tuple(rows))
