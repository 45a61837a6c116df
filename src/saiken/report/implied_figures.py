"""The figure of what the market said: expected sales by what they are read from."""

from __future__ import annotations

from typing import Final

from saiken.implied import Implied
from saiken.implied.result import SUMMARIES
from saiken.report.card_figures import FRAME_PX, dots_usd_bn
from saiken.report.chart import Chart, Table, rows_px
from saiken.report.implied_screen import COLUMNS, cells, usd_bn

NOTE: Final = (
    "What the move is worth if it was about nothing else, USD bn, with 90% of draws. Single "
    "maturities, which can tell less, are in the numbers below."
)


def implied_chart(found: Implied) -> Chart:
    """Draw the readings of several moves together, and of the currency; all are in the table."""
    shown = [each for each in found.estimates if each.key in SUMMARIES]
    ends = [usd_bn(each.change) for each in shown]
    labels = [each.name for each in shown]
    bands = [{"p05": low, "p50": middle, "p95": high} for low, middle, high in ends]
    figure = dots_usd_bn(
        labels, [middle for _, middle, _ in ends], bands, "USD bn of expected sales"
    )
    rows = tuple(cells(each) for each in found.estimates)
    return Chart(
        "implied", "Expected sales that the move is worth", NOTE,
        "; ".join(f"{name} {row[2]} ({row[3]})" for name, row in zip(labels, rows, strict=False)),
        figure, Table(COLUMNS, rows),
        rows_px(labels, FRAME_PX, 30), rows_px(labels, FRAME_PX, 16),
    )  # fmt: skip
