"""The figure of the score: what was predicted beside what happened, episode by episode."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from saiken.history import Backtest, Scored
from saiken.history.library import settings
from saiken.history.scored import SCORED, SILENT
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    GREY,
    PALE,
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
from saiken.report.history_words import outcome_words, summary_sentence
from saiken.units import from_si

TITLES: Final = {"10y": "10-year yield", "usdjpy": "Yen per dollar"}
COLUMNS: Final = (
    "Episode", "From", "Days", "USD bn", "Predicted", "5 to 95 of 100", "Was", "Ordinary", "S/N",
)  # fmt: skip
TOLD: Final = "Sign, band, closer"
FRAME_PX: Final = 130
NOTE: Final = (
    "In standard deviations of ordinary moves over as many days, so that days and years stand side "
    "by side. Bar: 5 to 95 of 100 draws of the effect alone. Pale lines: where 90 of 100 ordinary "
    "moves lie."
)
ORDINARY: Final = 1.645


def history_charts(found: Backtest) -> dict[str, Chart]:
    """One chart a target that has scored episodes."""
    made = [_chart(found, each.target) for each in found.totals if each.scored]
    return {each.id: each for each in made}


def _chart(found: Backtest, target: str) -> Chart:
    rows = [each for each in found.rows if each.target == target and each.status == SCORED]
    labels = [named(each) for each in rows]
    figure = {"data": _data(rows), "layout": _layout(labels)}
    title = f"{TITLES[target]}: predicted and happened"
    return Chart(f"history-{target}", title, NOTE, summary_sentence(found.total(target)), figure,
                 history_table(rows), rows_px(labels, FRAME_PX, WIDE),
                 rows_px(labels, FRAME_PX, THIN))  # fmt: skip


def named(row: Scored) -> str:
    """Title with the year, unless the title says it."""
    title, year = row.episode.title, str(row.episode.start.year)
    return title if year in title else f"{title} ({year})"


def _data(rows: Sequence[Scored]) -> list[Json]:
    places = list(range(len(rows)))
    bands = [{end: value / each.noise_sd for end, value in each.predicted.items()} for each in rows]
    predicted: Json = {
        "type": "scatter", "mode": "markers", "name": "predicted", "y": places,
        "x": numbers([band["p50"] for band in bands]), "error_x": whiskers(bands, BLUE),
        "marker": {"symbol": "circle", "size": 9, "color": BLUE},
        "hovertemplate": "%{x:.2f} sd<extra>predicted</extra>",
    }  # fmt: skip
    happened: Json = {
        "type": "scatter", "mode": "markers", "name": "happened", "y": places,
        "x": numbers([each.actual / each.noise_sd for each in rows]),
        "marker": {"symbol": "x", "size": 10, "color": VERMILION},
        "hovertemplate": "%{x:.2f} sd<extra>happened</extra>",
    }  # fmt: skip
    return [predicted, happened]


def _layout(labels: Sequence[str]) -> Json:
    vertical, narrow = named_rows(labels)
    lines = [_line(0.0, GREY), _line(-ORDINARY, PALE), _line(ORDINARY, PALE)]
    return layout(
        xaxis=axis("standard deviations of ordinary moves", nticks=9),
        yaxis=vertical | {"showgrid": True}, showlegend=True, shapes=lines,
        meta={"narrow": narrow | {"xaxis.nticks": 5, "xaxis.title.text": "standard deviations"}},
    )  # fmt: skip


def _line(at: float, color: str) -> Json:
    return {"type": "line", "x0": at, "x1": at, "y0": 0, "y1": 1, "yref": "paper",
            "line": {"color": color, "width": 1.5}, "layer": "below"}  # fmt: skip


def history_table(rows: Sequence[Scored]) -> Table:
    """Rows of a back-test as text; those without information need no verdict."""
    if all(each.status == SILENT for each in rows):
        return Table(COLUMNS, tuple(_cells(each) for each in rows))
    told = tuple((*_cells(each), outcome_words(each)) for each in rows)
    return Table((*COLUMNS, TOLD), told)


def _cells(row: Scored) -> tuple[str, ...]:
    unit = str(settings()["targets"][row.target]["unit"])
    say = words.bp if unit == "bp" else words.pct
    low, middle, high = (from_si(row.predicted[end], unit) for end in ("p05", "p50", "p95"))
    asked = row.episode.used
    return (
        row.episode.title, str(row.episode.start), str(row.episode.window_days),
        "" if asked is None else words.signed(asked.usd_bn),
        say(middle), words.span(low, high, say), say(from_si(row.actual, unit)),
        f"±{words.plain(from_si(row.noise_sd, unit))}", words.plain(row.signal_to_noise, 2),
    )  # fmt: skip
