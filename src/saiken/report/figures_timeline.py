"""Who answers, on which days: the timeline of a case in which somebody does."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.outcome import Outcome
from saiken.report.chart import (
    BLUE,
    GREEN,
    GREY,
    PURPLE,
    VERMILION,
    Chart,
    Json,
    Table,
    axis,
    layout,
    numbers,
)
from saiken.report.other_side import action_words, other_side
from saiken.units import from_si
from saiken.variables import VARIABLES

COLORS: Final = (BLUE, VERMILION, GREEN, PURPLE, GREY, BLUE, VERMILION)
DASHES: Final = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot", "dot")
HEIGHT_PX: Final = 330
PREFIX: Final = "answer_"


def timeline_chart(out: Outcome) -> Chart | None:
    """Mean over all draws of what each has done by each day; None where nobody is asked."""
    found = other_side(out)
    if found is None or not found.acting:
        return None
    shown = [line for line in found.acting if line.unit != "share"]
    data = [_line(found.outcome, line.actor, place) for place, line in enumerate(shown)]
    rows = tuple(action_words(line) for line in found.outcome.actions)
    words = "; ".join(f"{line.title} in {line.share_of_draws:.0%} of draws" for line in shown)
    note = (
        "USD bn taken off the market's hands by each day, mean over all draws, also those in which "
        "nobody acts: purchases, and sales that were not made; below zero are sales by others."
    )
    figure = {"data": data, "layout": _layout()}
    table = Table(("Who", "How often", "From when to when", "How much"), rows)
    return Chart("timeline", "Who answers, day by day", note, f"Who answers: {words}.", figure,
                 table, HEIGHT_PX, HEIGHT_PX)  # fmt: skip


def _line(out: Outcome, actor: str, place: int) -> Json:
    name = PREFIX + actor
    done = -np.cumsum(out[name].astype(np.float64), axis=1).mean(axis=0)
    title = VARIABLES[name].label
    return {
        "type": "scatter", "mode": "lines", "name": title, "x": out.days.tolist(),
        "y": numbers(from_si(done, "usd_bn")),
        "line": {"color": COLORS[place], "width": 2.5, "dash": DASHES[place]},
        "hovertemplate": "day %{x}: USD %{y:.0f}bn<extra>" + title + "</extra>",
    }  # fmt: skip


def _layout() -> Json:
    return layout(
        xaxis=axis("business days"), yaxis=axis("USD bn", rangemode="tozero"), showlegend=True,
        margin={"l": 8, "r": 12, "t": 34, "b": 8},
    )  # fmt: skip
