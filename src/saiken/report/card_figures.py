"""Figures of the card: both faces, the ladder, the map and what would change the value."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.bargaining.plans import RUNGS
from saiken.draws import Array
from saiken.negotiation import Card
from saiken.negotiation.card import CHANNEL_DRAWS
from saiken.outcome import BAND
from saiken.report.card_ends import deals_by_round, round_days
from saiken.report.card_map import map_columns, map_rows, map_title, place
from saiken.report.card_screen import faces
from saiken.report.card_words import lever_row
from saiken.report.chart import (
    BLUE,
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
    rows_px,
    whiskers,
)
from saiken.report.words import plain, share
from saiken.units import from_si

PX: Final = 340
NARROW_PX: Final = 330
FRAME_PX: Final = 80
SCALE: Final = [
    [0, "rgba(198,79,0,0.75)"], [0.5, "rgba(128,128,128,0.04)"], [1, "rgba(0,114,178,0.75)"],
]  # fmt: skip
WORTH_NOTE: Final = "Mean value over the stake, proceeds as in this sale."
REFUSED: Final = (
    "A crossed square: the check refused some of the cell's draws, and the others are shown."
)
ASIDE: Final = 0.36
"""Where in its cell the cross stands, so that it does not cover the figure."""
MAP_NOTE: Final = (
    "Each cell: share of draws in which executing is rational for a seller who means it, all "
    "else as drawn. The cross is the middle of what is assumed, its line 90 of 100 draws: neither "
    "is measured."
)


def card_charts(card: Card) -> dict[str, Chart]:
    """The figures of the page, in their order."""
    found = [faces_chart(card), map_chart(card), worth_chart(card), ladder_chart(card)]
    return {each.id: each for each in (*found, levers_chart(card))}


def faces_chart(card: Card) -> Chart:
    """What threat and promises are worth, with bands."""
    rows = faces(card)
    values = [card.value.seller] + [
        each.value_usd for each in card.promises.values() if each.value_usd is not None
    ]
    labels = [row[0] for row in rows]
    means = [from_si(float(np.nanmean(each)), "usd_bn") for each in values]
    bands = [_band(each) | {"p50": mean} for each, mean in zip(values, means, strict=True)]
    figure = dots_usd_bn(labels, means, bands, "USD bn to the seller, over silence")
    return Chart(
        "faces", "Two faces: a threat, and a promise not to sell",
        "Mean, and 5 to 95 of 100 draws, over what silence brings in the same talks.",
        "; ".join(f"{name}: {worth}" for name, worth, _ in rows), figure,
        Table(("face", "worth, USD bn", "of the stake"), tuple(rows)),
        rows_px(labels, FRAME_PX, 30), rows_px(labels, FRAME_PX, 16),
    )  # fmt: skip


def levers_chart(card: Card) -> Chart:
    """What one change at a time does to the threat's value."""
    draws = min(CHANNEL_DRAWS, card.outcome.parameters.draws)
    rows = [lever_row(each) for each in card.levers]
    labels = [row[0] for row in rows]
    means = [from_si(each.value_usd, "usd_bn") for each in card.levers]
    figure = dots_usd_bn(labels, means, None, "USD bn, mean value of the threat")
    return Chart(
        "levers", "What would change the threat's value",
        f"Mean over {draws} draws, one change at a time, everything else as drawn.",
        "; ".join(f"{name}: {worth}" for name, worth, _ in rows), figure,
        Table(("change", "worth", "credible"), tuple(rows)),
        rows_px(labels, FRAME_PX, 30), rows_px(labels, FRAME_PX, 16),
    )  # fmt: skip


def ladder_chart(card: Card) -> Chart:
    """How likely each rung is, and when deals come."""
    rungs = [name for name in RUNGS if name != "silence"]
    chances = [100 * float(np.nanmean(card.reached[:, RUNGS.index(name)])) for name in rungs]
    days, deals = round_days(card), 100 * deals_by_round(card)
    bars = {
        "type": "bar", "x": rungs, "y": numbers(chances), "marker": {"color": BLUE},
        "hovertemplate": "%{x}: %{y:.1f}%<extra></extra>",
    }  # fmt: skip
    line = {
        "type": "scatter", "mode": "lines+markers", "x": numbers(days), "y": numbers(deals),
        "xaxis": "x2", "yaxis": "y2", "line": {"color": VERMILION, "dash": "dash"},
        "marker": {"size": 6, "color": VERMILION},
        "hovertemplate": "day %{x:.0f}: %{y:.1f}%<extra></extra>",
    }  # fmt: skip
    figure = {
        "data": [bars, line],
        "layout": layout(
            grid={"rows": 1, "columns": 2, "pattern": "independent"},
            xaxis=axis("rung", domain=[0, 0.45]), yaxis=axis("% ever on it", rangemode="tozero"),
            xaxis2=axis("days from the start", domain=[0.6, 1], anchor="y2"),
            yaxis2=axis("% a deal then", rangemode="tozero", anchor="x2"),
        ),
    }  # fmt: skip
    rows = [(name, f"{plain(each)}%") for name, each in zip(rungs, chances, strict=True)]
    rows += [(f"deal about day {plain(float(day), 0)}", f"{plain(float(each))}%")
             for day, each in zip(days, deals, strict=True)]  # fmt: skip
    return Chart(
        "ladder", "The ladder: how far it climbs, and when it ends in a deal",
        "Chances before anything is said, over all draws; where nobody would believe the plan the "
        "card is put away at once.",
        "; ".join(f"{name} {value}" for name, value in rows), figure,
        Table(("rung or deal", "chance"), tuple(rows)), PX, NARROW_PX,
    )  # fmt: skip


def map_chart(card: Card) -> Chart:
    """Where executing is rational: cost of backing down against what is converted."""
    middle = place(card)[2]
    across = [share(each) for each in card.map.converted]
    title = "share of the proceeds converted" if len(across) > 1 else ""
    across = across if title else ["as in this sale"]
    figure = _heat(card, card.map.credible[:, :, middle].T, across, title)
    here, panel, _ = place(card)
    figure["data"].append(_cross(card, panel - ASIDE))
    note = _mark_refused(figure, card.map.refused[:, :, middle].T, MAP_NOTE)
    alt = (
        f"Executing is rational in {share(float(card.map.credible[panel, here, middle]))} of the "
        "draws at the middle of what is assumed."
    )
    table = Table(map_columns(card), tuple(map_rows(card)))
    return Chart("map", map_title(card).partition(";")[0], note, alt, figure, table, PX, PX)


def worth_chart(card: Card) -> Chart:
    """What the card is worth: cost of backing down against the chance that it means it."""
    _, panel, _ = place(card)
    across = [share(float(each)) for each in card.map.prior]
    figure = _heat(card, card.map.worth[panel], across, "chance that the seller means it")
    prior = float(np.median(card.outcome.parameters["card.prior_of_resolve"]))
    places = np.arange(card.map.prior.size)
    figure["data"].append(_cross(card, float(np.interp(prior, card.map.prior, places))))
    note = _mark_refused(figure, card.map.refused[panel], WORTH_NOTE)
    rows = [
        (f"{plain(100 * float(cost))}%", *(share(float(each)) for each in row))
        for cost, row in zip(card.map.audience, card.map.worth[panel], strict=True)
    ]
    alt = (
        f"Worth between {share(float(card.map.worth[panel].min()))} and "
        f"{share(float(card.map.worth[panel].max()))} of the stake."
    )
    return Chart(
        "worth", "What the threat is worth, in per cent of the stake",
        note, alt, figure,
        Table(("backing down costs, of GDP", *across), tuple(rows)), PX, PX,
    )  # fmt: skip


def _heat(card: Card, grid: Array, across: list[str], title: str) -> Json:
    """A grid with its figures in the cells, rows by what backing down costs."""
    down = [f"{plain(100 * float(each))}%" for each in card.map.audience]
    text = [[plain(100 * float(each), 0) for each in row] for row in grid]
    heat = {
        "type": "heatmap", "x": list(range(len(across))), "y": list(range(len(down))),
        "z": [numbers(np.clip(row, -1, 1)) for row in grid],
        "text": text, "texttemplate": "%{text}", "textfont": {"color": INK, "size": 12},
        "colorscale": SCALE, "zmin": -1, "zmax": 1, "showscale": False, "xgap": 2, "ygap": 2,
        "hovertemplate": "%{text}<extra></extra>",
    }  # fmt: skip
    quiet = {"showgrid": False, "zeroline": False}
    return {
        "data": [heat],
        "layout": layout(
            xaxis=axis(title, tickvals=list(range(len(across))), ticktext=across, **quiet),
            yaxis=axis("backing down costs, of GDP", tickvals=list(range(len(down))),
                       ticktext=down, **quiet),
        ),
    }  # fmt: skip


def _mark_refused(figure: Json, refused: Array, note: str) -> str:
    """Hatch the cells in which the check refused draws, after the other traces; say so."""
    down, across = np.nonzero(refused)
    if not down.size:
        return note
    shares = [share(float(each)) for each in refused[down, across]]
    figure["data"].append({
        "type": "scatter", "mode": "markers", "x": across.tolist(), "y": down.tolist(),
        "text": shares, "hovertemplate": "%{text} refused<extra></extra>",
        "marker": {"symbol": "square-x-open", "size": 26, "color": GREY},
    })  # fmt: skip
    return f"{note} {REFUSED}"


def _cross(card: Card, at: float) -> Json:
    """Middle and spread of what is assumed of the cost, on the rows' scale."""
    cost = card.outcome.parameters["card.audience_cost_share_gdp"]
    rows = np.log(card.map.audience)
    low, middle, high = np.interp(
        np.log(np.quantile(cost, (BAND["p05"], BAND["p50"], BAND["p95"]))),
        rows, np.arange(rows.size),
    )  # fmt: skip
    return {
        "type": "scatter", "mode": "markers", "x": [at], "y": [float(middle)],
        "marker": {"symbol": "x-thin", "size": 12, "color": VERMILION,
                   "line": {"width": 3, "color": VERMILION}},
        "error_y": {"type": "data", "symmetric": False, "array": [float(high - middle)],
                    "arrayminus": [float(middle - low)], "color": VERMILION, "width": 6},
        "hovertemplate": "assumed, not measured<extra></extra>",
    }  # fmt: skip


def dots_usd_bn(
    labels: list[str], means: list[float], bands: list[Json] | None, title: str
) -> Json:
    """Rows with a dot each, and a band where there is one; US dollars, billions."""
    vertical, narrow = named_rows(labels)
    trace: Json = {
        "type": "scatter", "mode": "markers", "x": numbers(means), "y": list(range(len(labels))),
        "marker": {"size": 9, "color": BLUE}, "cliponaxis": False,
        "hovertemplate": "USD %{x:.1f}bn<extra></extra>",
    }  # fmt: skip
    if bands is not None:
        trace["error_x"] = whiskers(bands, BLUE)
    zero = {"type": "line", "x0": 0, "x1": 0, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": GREY, "width": 1}}  # fmt: skip
    return {
        "data": [trace],
        "layout": layout(xaxis=axis(title), yaxis=vertical, shapes=[zero], meta={"narrow": narrow}),
    }


def _band(values: Array) -> Json:
    found = np.nanquantile(values, (BAND["p05"], BAND["p95"]))
    return {name: from_si(float(each), "usd_bn") for name, each in zip(("p05", "p95"), found,
                                                                      strict=True)}  # fmt: skip
