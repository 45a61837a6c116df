"""Both sides' national loss against the amount sold: everything else as in the case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    BLUE_BAND,
    INK,
    MUTED,
    VERMILION,
    VERMILION_BAND,
    Chart,
    Json,
    Table,
    axis,
    band_traces,
    layout,
    numbers,
)
from saiken.report.summary import seller_name

if TYPE_CHECKING:
    from saiken.sweep import Sweep

Array = NDArray[np.float64]
Bands = Mapping[str, Array]
DRAWS: Final = 256
CHART_PX: Final = 360
NARROW_PX: Final = 400
US: Final = "United States"


def sweep_chart(out: Outcome, found: Sweep) -> Chart:
    """Draw both sides' loss from nothing to the ceiling, with this sale's amount marked."""
    who, amount = seller_name(out), out.headline["amount_sold_usd_bn"]["p50"]
    note = (
        "Present value, USD bn; a gain is negative. All but the amount as in this case, on "
        f"{DRAWS} draws of its own. Lines: middle; areas: 5 to 95 of 100 draws; dotted: this sale. "
        "The right end is the most that can be sold."
    )
    sides = ((who, found.seller_loss_usd_bn, VERMILION, VERMILION_BAND, "solid"),
             (US, found.us_loss_usd_bn, BLUE, BLUE_BAND, "dash"))  # fmt: skip
    data: list[Json] = []
    for name, bands, color, area, dash in sides:
        data += _side(name, bands, found.amounts_usd_bn, color, area, dash)
    figure = {"data": data, "layout": _layout(found.amounts_usd_bn, float(amount))}
    return Chart("loss-against-amount", "Both sides' loss against the amount sold", note,
                 _alt(found, who), figure, _table(found, who), CHART_PX, NARROW_PX)  # fmt: skip


def _side(name: str, bands: Bands, amounts: Array, color: str, area: str, dash: str) -> list[Json]:
    x, edge = numbers(amounts), {"color": color, "width": 0.75, "dash": dash}
    middle = {
        "type": "scatter", "mode": "lines", "name": name, "x": x, "y": numbers(bands["p50"]),
        "line": {"color": color, "width": 2.5, "dash": dash},
        "hovertemplate": "USD %{x:,.0f}bn sold: USD %{y:,.1f}bn<extra>" + name + "</extra>",
    }  # fmt: skip
    return [
        *band_traces(numbers(bands["p05"]), numbers(bands["p95"]), area, x=x, line=edge),
        middle,
    ]


def _layout(amounts: Array, marked: float) -> Json:
    most = float(amounts[-1])
    line = {
        "type": "line", "xref": "x", "yref": "paper", "x0": marked, "x1": marked, "y0": 0, "y1": 1,
        "line": {"color": INK, "width": 1.5, "dash": "dot"},
    }  # fmt: skip
    left = marked > most / 2
    label = {
        "xref": "x", "yref": "paper", "x": marked, "y": 1, "showarrow": False,
        "text": "this sale", "xanchor": "right" if left else "left", "yanchor": "top",
        "xshift": -4 if left else 4, "font": {"color": MUTED, "size": 12},
    }  # fmt: skip
    return layout(
        xaxis=axis("amount sold, USD bn", nticks=9, tickformat=",d", range=[0, most]),
        yaxis=axis("loss, USD bn", nticks=7), showlegend=True, shapes=[line], annotations=[label],
        meta={"narrow": {"xaxis.nticks": 5}},
    )  # fmt: skip


def _alt(found: Sweep, who: str) -> str:
    seller, us = (bands["p50"] for bands in (found.seller_loss_usd_bn, found.us_loss_usd_bn))
    amounts = found.amounts_usd_bn
    half, most = amounts.size // 2, amounts.size - 1
    return " ".join(
        f"At {words.usd(float(amounts[place]))} sold, {words.loses(who, float(seller[place]))} and "
        f"{words.loses('the United States', float(us[place]))}{'.' if place == most else ';'}"
        for place in (half, most)
    )


def _table(found: Sweep, who: str) -> Table:
    columns = ["Sold, USD bn"]
    for name in (who, US):
        columns += [f"{name}: middle, USD bn", f"{name}: 5 to 95 of 100"]
    rows = []
    for place, amount in enumerate(found.amounts_usd_bn.tolist()):
        cells = [words.plain(amount)]
        for bands in (found.seller_loss_usd_bn, found.us_loss_usd_bn):
            low, middle, high = (float(bands[key][place]) for key in ("p05", "p50", "p95"))
            cells += [words.plain(middle), words.span(low, high, words.plain)]
        rows.append(tuple(cells))
    return Table(tuple(columns), tuple(rows))
