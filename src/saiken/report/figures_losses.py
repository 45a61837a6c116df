"""Both sides' losses: ledger A side by side, ledger M apart; never added to each other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    GREEN,
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
from saiken.report.summary import seller_name

Band = Mapping[str, Any]
Bar = tuple[str, Band, str]
HOLDERS: Final = {
    "seller_unsold_usd_bn": "{seller}: bonds not sold yet",
    "changed_hands_usd_bn": "Bonds sold so far: {seller}, then the buyers",
    "other_foreign_usd_bn": "Other foreign holders",
    "federal_reserve_usd_bn": "Federal Reserve",
    "other_domestic_usd_bn": "Other US holders",
    "issuer_usd_bn": "The issuer: what it owes is worth less",
}
FRAME_PX: Final = 90


def ledger_a_chart(out: Outcome) -> Chart:
    """National losses on transactions, seller and US on one scale."""
    head, who = out.headline, seller_name(out)
    parts = head["seller_loss_parts_usd_bn"]
    given = (
        (f"{who}: on the bonds", parts["seller_loss_bonds"], VERMILION),
        (f"{who}: on the conversion", parts["seller_loss_currency"], VERMILION),
        (f"{who}: together", head["seller_loss_usd_bn"], VERMILION),
        ("United States: interest to foreigners", head["us_loss_usd_bn"], BLUE),
    )
    shown = given if out.program.converted.any() else (given[0], given[3])
    bars = [(label, band, color) for label, band, color in shown if band is not None]
    note = (
        "Present value, USD bn, on the curve before the sale; a gain is negative. Bars: middle; "
        "whiskers: 5 to 95 of 100 draws. Middles of parts need not add up to that of the whole."
    )
    alt = (
        "National losses: "
        + "; ".join(f"{label} {_in_words(band)}" for label, band, _ in bars)
        + "."
    )
    figure = _bars([bars], ("",))
    return Chart("ledger-a", "Ledger A: national losses on transactions", note, alt, figure,
                 _table([bars], ("",)), *_heights(bars))  # fmt: skip


def ledger_m_chart(out: Outcome) -> Chart:
    """Marks by holder on the peak day and after one year; for bonds they sum to zero."""
    marks, who = out.headline["marks"], seller_name(out)
    names = {"peak": f"day {marks['peak']['day']}", "1y": "one year"}
    series = [_mark_bars(marks[key], who, color)
              for key, color in (("peak", GREEN), ("1y", BLUE)) if key in marks]  # fmt: skip
    titles = tuple(names[key] for key in ("peak", "1y") if key in marks)
    note = (
        "Change in market value, USD bn, first order; a loss is negative. Nobody has to sell, and "
        "holders and issuer sum to zero in every draw. Never added to ledger A."
    )
    alt = f"Marks on {titles[0]}: " + "; ".join(
        f"{label} {words.usd(band['p50'])}" for label, band, _ in series[0]
    )
    figure = _bars(series, titles)
    return Chart("ledger-m", "Ledger M: marks on what is held", note, alt + ".", figure,
                 _table(series, titles), *_heights(series[0]))  # fmt: skip


def _mark_bars(found: Band, who: str, color: str) -> list[Bar]:
    return [
        (label.format(seller=who), found[key], color)
        for key, label in HOLDERS.items()
        if found.get(key) is not None
    ]


def _heights(bars: Sequence[Bar]) -> tuple[int, int]:
    labels = [label for label, _, _ in bars]
    return rows_px(labels, FRAME_PX, WIDE), rows_px(labels, FRAME_PX, THIN)


def _in_words(band: Band) -> str:
    return f"{words.usd(band['p50'])} ({words.span(band['p05'], band['p95'], words.usd)})"


def _bars(series: Sequence[Sequence[Bar]], names: Sequence[str]) -> Json:
    """Horizontal bars with whiskers, one set for each name."""
    vertical, narrow = named_rows([label for label, _, _ in series[0]])
    data = [
        {
            "type": "bar", "orientation": "h", "name": name,
            "y": list(range(len(bars))), "x": numbers([band["p50"] for _, band, _ in bars]),
            "marker": {"color": [color for _, _, color in bars], "opacity": 0.9 - 0.35 * place},
            "error_x": whiskers([band for _, band, _ in bars]),
            "hovertemplate": "USD %{x:.1f}bn<extra>" + name + "</extra>",
        }
        for place, (bars, name) in enumerate(zip(series, names, strict=True))
    ]  # fmt: skip
    figure = layout(
        xaxis=axis("USD bn", nticks=7), yaxis=vertical, bargap=0.45, bargroupgap=0.1,
        showlegend=len(names) > 1, meta={"narrow": {**narrow, "xaxis.nticks": 4}},
    )  # fmt: skip
    return {"data": data, "layout": figure}


def _table(series: Sequence[Sequence[Bar]], names: Sequence[str]) -> Table:
    columns = ["USD bn"]
    for name in names:
        tail = f", {name}" if name else ""
        columns += [f"middle{tail}", f"5 to 95 of 100{tail}"]
    rows = []
    for place, (label, _, _) in enumerate(series[0]):
        cells = [label]
        for bars in series:
            band = bars[place][1]
            cells += [words.plain(band["p50"]), words.span(band["p05"], band["p95"], words.plain)]
        rows.append(tuple(cells))
    return Table(tuple(columns), tuple(rows))
