"""One figure for the result of every game, as plain Plotly JSON with its table.

:func:`game_chart` takes what a game's ``solve()`` returns. Draws are shown by their mean and from
the 5th to the 95th of 100; a game of plain numbers is one draw.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import singledispatch
from typing import Final

import numpy as np

from saiken.bargaining.assurance import AssuranceResult
from saiken.bargaining.attrition import DeadlineResult
from saiken.bargaining.plans import RUNGS
from saiken.bargaining.reputation import ReputationResult
from saiken.bargaining.solution import LadderSolution
from saiken.bargaining.threat import REGION_WORDS, Region, ThreatResult
from saiken.draws import Array
from saiken.errors import InputError
from saiken.outcome.quantiles import THREE, quantiles
from saiken.report.chart import (
    BLUE,
    BLUE_BAND,
    VERMILION,
    Chart,
    Json,
    Table,
    axis,
    band_traces,
    layout,
    named_rows,
    numbers,
    rows_px,
    whiskers,
)
from saiken.report.words import plain, share

FRAME_PX: Final = 70
PX: Final = 300
TIMES: Final = 101
"""Points of a path over time."""


@singledispatch
def game_chart(found: object) -> Chart:
    """Draw what a game's ``solve()`` returned.

    Parameters
    ----------
    found : ThreatResult, LadderSolution, AssuranceResult, ReputationResult or DeadlineResult

    Raises
    ------
    TypeError
        If it is something else.
    InputError
        If the check refused every draw.
    """
    raise TypeError(f"there is no figure for {type(found).__name__}")


@game_chart.register
def _threat(found: ThreatResult) -> Chart:
    ends = {
        "no threat": 1 - found.threat,
        "the buyer gives in": found.concession,
        "executed": found.execution,
        "backed down": found.back_down,
    }
    regions = np.bincount(found.region.ravel(), minlength=len(Region)) / found.region.size
    rows = [(f"where {REGION_WORDS[each]}", share(float(regions[each]))) for each in Region]
    return _chances(
        "game-threat", "A threat that may be a bluff: how it ends", ends,
        [row for row in rows if row[1] != share(0.0)],
    )  # fmt: skip


@game_chart.register
def _ladder(found: LadderSolution) -> Chart:
    if found.refused.all():
        raise InputError(found.summary())
    kept = ~found.refused
    rungs = {
        name: found.reached[kept, place] for place, name in enumerate(RUNGS) if name != "silence"
    }
    more = [("a deal, on any rung or none", share(_mean(found.deal[kept]))),
            ("refused by the check", share(float(found.refused.mean())))]  # fmt: skip
    return _chances("game-ladder", "The ladder: chance of ever standing on a rung", rungs, more)


@game_chart.register
def _assurance(found: AssuranceResult) -> Chart:
    prices = found.prices.reshape(found.prices.shape[0], -1)
    low, _, high = quantiles(prices.T, THREE)
    rounds = list(range(1, len(prices) + 1))
    traces = [
        *band_traces(numbers(low), numbers(high), BLUE_BAND, x=rounds),
        _line(rounds, prices.mean(axis=1), BLUE, "mean"),
    ]
    note = "What a promise for one round costs when that round comes, in the units of the loss."
    rows = tuple(
        (str(place), *(plain(float(each)) for each in row))
        for place, row in zip(rounds, zip(low, prices.mean(axis=1), high, strict=True), strict=True)
    )
    return Chart(
        "game-assurance", "A promise not to sell: it has to be bought again", note, found.summary(),
        _figure(traces, axis("round", dtick=max(1, len(rounds) // 8)), "price", rangemode="tozero"),
        Table(("round", "5 of 100", "mean", "95 of 100"), rows), PX, PX,
    )  # fmt: skip


@game_chart.register
def _reputation(found: ReputationResult) -> Chart:
    times = np.linspace(0, float(found.end.max()), TIMES)
    paths = [found.conceded(time).reshape(2, -1).mean(axis=1) for time in times]
    first, second = np.array(paths).T
    return _over_time(
        "game-reputation", "Who has given in, and when", found.summary(), times,
        {"first side": first, "second side": second}, "time",
    )  # fmt: skip


@game_chart.register
def _deadline(found: DeadlineResult) -> Chart:
    parts = np.linspace(0, 1, TIMES)
    deals = np.array([_mean(found.agreed(part * found.deadline)) for part in parts])
    return _over_time(
        "game-deadline", "Deals come early, or at the deadline", found.summary(), 100 * parts,
        {"a deal by then": deals}, "% of the time until the deadline",
    )  # fmt: skip


def _over_time(
    name: str, title: str, alt: str, times: Array, paths: dict[str, Array], across: str
) -> Chart:
    """Chances over time, each path in a colour and a dash of its own."""
    styles = ((BLUE, "solid"), (VERMILION, "dash"))
    traces = [
        _line(numbers(times), 100 * path, colour, label, dash)
        for (label, path), (colour, dash) in zip(paths.items(), styles, strict=False)
    ]
    shown = range(0, len(times), (len(times) - 1) // 4)
    rows = tuple(
        (plain(float(times[k])), *(share(float(path[k])) for path in paths.values())) for k in shown
    )
    figure = _figure(traces, axis(across), "% of cases", range=[0, 102])
    figure["layout"]["showlegend"] = len(paths) > 1
    note = "Chance by that time, mean over the draws."
    return Chart(name, title, note, alt, figure, Table((across, *paths), rows), PX, PX)


def _chances(
    name: str, title: str, chances: dict[str, Array], more: Sequence[tuple[str, str]]
) -> Chart:
    """Rows with a mean and a band over draws."""
    labels = list(chances)
    means = [_mean(each) for each in chances.values()]
    ends = [quantiles(np.ravel(each), THREE) for each in chances.values()]
    bands = [
        {"p05": 100 * float(low), "p50": 100 * mean, "p95": 100 * float(high)}
        for (low, _, high), mean in zip(ends, means, strict=True)
    ]
    vertical, narrow = named_rows(labels)
    dots: Json = {
        "type": "scatter", "mode": "markers", "x": numbers([100 * each for each in means]),
        "y": list(range(len(labels))), "error_x": whiskers(bands, BLUE),
        "marker": {"size": 9, "color": BLUE}, "cliponaxis": False,
        "hovertemplate": "%{x:.1f}%<extra></extra>",
    }  # fmt: skip
    told = [share(mean) for mean in means]
    rows = (*zip(labels, told, strict=True), *more)
    return Chart(
        name, title, "Mean over the draws, and 5 to 95 of 100, in %.",
        "; ".join(f"{label} {each}" for label, each in zip(labels, told, strict=True)),
        {"data": [dots], "layout": layout(
            xaxis=axis("% of cases", range=[0, 100]), yaxis=vertical, meta={"narrow": narrow})},
        Table(("what happens", "chance"), rows),
        rows_px(labels, FRAME_PX, 30), rows_px(labels, FRAME_PX, 16),
    )  # fmt: skip


def _line(across: Sequence[float], up: Array, colour: str, name: str, dash: str = "solid") -> Json:
    return {
        "type": "scatter", "mode": "lines", "x": list(across), "y": numbers(up), "name": name,
        "line": {"color": colour, "width": 2, "dash": dash},
    }  # fmt: skip


def _figure(traces: list[Json], across: Json, up: str, **vertical: object) -> Json:
    return {"data": traces, "layout": layout(xaxis=across, yaxis=axis(up, **vertical))}


def _mean(values: Array) -> float:
    return float(values.mean())
