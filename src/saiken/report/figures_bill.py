"""The interest bill beside defence, Medicare and Social Security, by fiscal year."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.bill_years import BillYear, bill_years
from saiken.report.chart import (
    GREEN,
    GREY,
    INK,
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
from saiken.units import MONTHS_PER_YEAR, from_si

YEARS_BACK: Final = 10
CHART_PX: Final = 380
NARROW_PX: Final = 460
OTHERS: Final = {
    "national_defense": ("National defense", INK, "diamond", "solid"),
    "medicare": ("Medicare", GREEN, "square", "dash"),
    "social_security": ("Social Security", PURPLE, "circle", "dot"),
}


def bill_chart(out: Outcome) -> Chart:
    """Net interest without the sale, what the sale adds, and three other lines of the budget."""
    first = int(str(out.snap.as_of)[:4]) - YEARS_BACK
    years = bill_years(out, first)
    return Chart(
        "bill", "The federal interest bill beside defence",
        "USD bn by fiscal year (to September). Net interest: actual, then CBO's projection known "
        "on the day; the other lines end with the last year known. Whiskers: 5 to 95 of 100 draws.",
        _alt(out), {"data": _data(years), "layout": _layout(years)}, _table(years),
        CHART_PX, NARROW_PX,
    )  # fmt: skip


def _alt(out: Outcome) -> str:
    cost = out.headline["federal_interest_cost_usd_bn"]["ten_years"]
    return (
        f"Over ten years the sale adds {words.usd(cost['p50'])} to federal interest, "
        f"{words.span(cost['p05'], cost['p95'], words.usd)} in 5 to 95 of 100 draws."
    )


def _data(years: Sequence[BillYear]) -> list[Json]:
    known = [year for year in years if "net_interest" in year.baseline_usd]
    bars = [
        _bars([year for year in known if not year.projected], "net interest, actual", GREY),
        _bars([year for year in known if year.projected], "net interest, projected by CBO", PALE),
        _extra([year for year in known if year.extra_usd is not None]),
    ]
    lines = [_line(years, line, *look) for line, look in OTHERS.items()]
    return bars + lines


def _bars(years: Sequence[BillYear], name: str, color: str) -> Json:
    return {
        "type": "bar", "name": name, "x": [y.fiscal_year for y in years],
        "y": numbers([_bn(y.baseline_usd["net_interest"]) for y in years]),
        "marker": {"color": color}, "hovertemplate": "USD %{y:,.0f}bn<extra>" + name + "</extra>",
    }  # fmt: skip


def _extra(years: Sequence[BillYear]) -> Json:
    bands = np.array([year.extra_usd for year in years]).reshape(-1, 3)
    low, middle, high = from_si(bands, "usd_bn").T
    return {
        "type": "bar", "name": "added by the sale, middle", "x": [y.fiscal_year for y in years],
        "y": numbers(middle), "marker": {"color": VERMILION},
        "error_y": {
            "type": "data", "symmetric": False, "array": numbers(high - middle),
            "arrayminus": numbers(middle - low), "color": GREY, "thickness": 1.5, "width": 3,
        },
        "hovertemplate": "USD %{y:,.1f}bn<extra>added by the sale</extra>",
    }  # fmt: skip


def _line(
    years: Sequence[BillYear], line: str, name: str, color: str, symbol: str, dash: str
) -> Json:
    known = [year for year in years if line in year.baseline_usd]
    return {
        "type": "scatter", "mode": "lines+markers", "name": name,
        "x": [y.fiscal_year for y in known],
        "y": numbers([_bn(y.baseline_usd[line]) for y in known]),
        "line": {"color": color, "width": 2, "dash": dash},
        "marker": {"symbol": symbol, "size": 7, "color": color},
        "hovertemplate": "USD %{y:,.0f}bn<extra>" + name + "</extra>",
    }  # fmt: skip


def _layout(years: Sequence[BillYear]) -> Json:
    ends = [years[0].fiscal_year - 0.6, years[-1].fiscal_year + 0.6]
    return layout(
        barmode="stack", bargap=0.3, showlegend=True,
        xaxis=axis("fiscal year", dtick=2, showgrid=False, zeroline=False, range=ends),
        yaxis=axis("USD bn", nticks=7, rangemode="tozero", tickformat=",d"),
        meta={"narrow": {"xaxis.dtick": 5}},
    )  # fmt: skip


def _bn(value_usd: float) -> float:
    return float(from_si(value_usd, "usd_bn"))


def _table(years: Sequence[BillYear]) -> Table:
    columns = ("Fiscal year", "Net interest, baseline", "Added: middle", "Added: 5 to 95 of 100",
               "National defense", "Medicare", "Social Security")  # fmt: skip
    return Table(columns, tuple(_cells(year) for year in years))


def _cells(year: BillYear) -> tuple[str, ...]:
    partly = f" ({year.months} months)" if 0 < year.months < MONTHS_PER_YEAR else ""
    mark = " projected" if year.projected else ""
    outlays = {line: f"{_bn(value):,.0f}" for line, value in year.baseline_usd.items()}
    net = outlays.get("net_interest", "")
    low, middle, high = ("", "", "") if year.extra_usd is None else map(_bn, year.extra_usd)
    added = "" if year.extra_usd is None else words.plain(float(middle))
    band = "" if year.extra_usd is None else words.span(float(low), float(high), words.plain)
    rest = (outlays.get(line, "") for line in OTHERS)
    return (f"{year.fiscal_year}{partly}", net + (mark if net else ""), added, band, *rest)
