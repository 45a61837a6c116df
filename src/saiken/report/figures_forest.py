"""The forest plot: what each paper found, where the pool draws it, and what they say together."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.impact.evidence import CaseEvidence, EvidenceLine
from saiken.outcome import Outcome
from saiken.parameters.pooling import Band
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    GREY,
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
from saiken.report.figures_evidence import LOG_TICKS

NARROW: Final = (0.2, 1, 5, 20, 100)
AVERAGE: Final = "Average of the papers"
NEXT: Final = "Next study, next episode"
FRAME_PX: Final = 110
SMALLEST: Final = 6.0
LARGEST: Final = 12.0
"""Diameters of the mark of a row without weight, and what the heaviest adds, in pixels."""


def forest_chart(out: Outcome) -> Chart | None:
    """Rows that count with their own error, heaviest marks largest; None when nothing is sold."""
    found = out.evidence
    lines = [each for each in found.lines if not each.why_not and each.ten_year_bp is not None]
    if not lines or not found.per_scale_bp > 0:
        return None
    labels = [*(each.row.id for each in lines), AVERAGE, NEXT]
    figure = {"data": _data(lines, found), "layout": _layout(labels)}
    answer, average = found.answer_bp, found.average_bp
    alt = (
        f"{len(lines)} rows of the evidence about this sale's effect on the 10-year yield; their "
        f"average is {_words(average)}, a new study of a new episode would find {_words(answer)}."
    )
    note = (
        "Basis points on the 10-year yield, logarithmic, once the sale is complete and without the "
        "flow effect. Filled: what the row found, with its own error; the larger, the more it "
        "weighs. Open: where the row is drawn to once all have been heard, news about the policy "
        "rate taken out."
    )
    return Chart("forest", "The evidence together", note, alt, figure, _table(lines, found),
                 rows_px(labels, FRAME_PX, WIDE), rows_px(labels, FRAME_PX, THIN))  # fmt: skip


def _data(lines: list[EvidenceLine], found: CaseEvidence) -> list[Json]:
    places = list(range(len(lines)))
    own = [each.ten_year_bp for each in lines]
    drawn = [each.shrunk_bp for each in lines]
    weight = np.array([max(each.weight_share, 0.0) for each in lines])
    size = numbers(SMALLEST + LARGEST * np.sqrt(weight / max(weight.max(), SMALLEST**-9)))
    pooled = [found.average_bp, found.answer_bp]
    last = [len(lines), len(lines) + 1]
    return [
        _marks("what the row found", own, places, BLUE, {"symbol": "square", "size": size}),
        _marks("with all heard", drawn, places, GREY, {"symbol": "circle-open", "size": 8}, False),
        _marks("together", pooled, last, VERMILION, {"symbol": "diamond", "size": 12}),
    ]


def _marks(
    name: str, bands: list[Band | None], places: list[int], color: str, mark: Json,
    errors: bool = True,
) -> Json:  # fmt: skip
    kept = [(band, place) for band, place in zip(bands, places, strict=True) if band is not None]
    middle = [band.middle for band, _ in kept]
    trace: Json = {
        "type": "scatter", "mode": "markers", "name": name, "x": numbers(middle),
        "y": [place for _, place in kept], "marker": {**mark, "color": color},
        "hovertemplate": "%{x:.1f} bp<extra>" + name + "</extra>",
    }  # fmt: skip
    if errors:
        trace["error_x"] = {
            "type": "data", "symmetric": False, "color": color, "thickness": 1.6, "width": 3,
            "array": numbers([band.high - band.middle for band, _ in kept]),
            "arrayminus": numbers([band.middle - band.low for band, _ in kept]),
        }  # fmt: skip
    return trace


def _layout(labels: list[str]) -> Json:
    vertical, narrow = named_rows(labels)
    horizontal = axis("bp, logarithmic", type="log", tickvals=list(LOG_TICKS),
                      ticktext=[f"{tick:g}" for tick in LOG_TICKS])  # fmt: skip
    small = {"xaxis.tickvals": list(NARROW), "xaxis.ticktext": [f"{tick:g}" for tick in NARROW]}
    return layout(
        xaxis=horizontal, yaxis=vertical | {"showgrid": True}, showlegend=True,
        meta={"narrow": narrow | small},
    )  # fmt: skip


def _table(lines: list[EvidenceLine], found: CaseEvidence) -> Table:
    columns = ("Row", "Found, bp", "5 to 95 of 100", "With all heard, bp", "Weight", "Read in")
    rows: list[tuple[str, ...]] = [
        (each.row.id, words.signed(each.answer.ten_year_bp), _ends(each.ten_year_bp),
         _middle(each.shrunk_bp), words.share(each.weight_share), each.row.verified)
        for each in lines
    ]  # fmt: skip
    for name, band in ((AVERAGE, found.average_bp), (NEXT, found.answer_bp)):
        rows.append((name, _middle(band), _ends(band), "", "", ""))
    return Table(columns, tuple(rows))


def _ends(band: Band | None) -> str:
    return "" if band is None else words.span(band.low, band.high, words.signed)


def _middle(band: Band | None) -> str:
    return "" if band is None else words.signed(band.middle)


def _words(band: Band | None) -> str:
    if band is None:
        return "not known"
    return f"{words.bp(band.middle)} ({words.span(band.low, band.high, words.bp)})"
