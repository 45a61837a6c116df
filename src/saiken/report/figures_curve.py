"""The curve before and after, and the paths over the days."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.outcome import BAND, Outcome
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    BLUE_BAND,
    BLUE_INNER,
    GREY,
    Chart,
    Json,
    Table,
    axis,
    band_traces,
    layout,
    numbers,
)
from saiken.units import BUSINESS_DAYS_PER_YEAR, SCALE, from_si
from saiken.variables import MATURITIES, MATURITY_LABELS, VARIABLES, maturity_index

Array = NDArray[np.float64]
FIVE: Final = tuple(BAND.values())
SHOWN_YIELDS: Final = ("2y", "5y", "10y", "30y")
OTHERS: Final = (
    "mortgage_30y_change",
    "auto_loan_change",
    "corporate_baa_change",
    "equity_change",
    "usdjpy_change",
)
YEN: Final = "usdjpy_change"
TRACES: Final = (1, 2, 3, 4, 5, 6)
"""Traces of the curve that move with the day: two bands, each with its middle."""
PCT_PER_BP: Final = SCALE["bp"] / SCALE["pct"]
CURVE_PX: Final = 440
PATH_PX: Final = 220
HEADROOM: Final = 1.06
NARROW_TICKS: Final = (0.25, 1, 2, 5, 10, 30)
TABLE_DAYS: Final = (1, 20, 60, 125, 250)


def base_yields_pct(out: Outcome) -> Array:
    """Zero-coupon yields before the sale, in per cent, shape (maturity,)."""
    before: Array = from_si(np.asarray(out.snap.curve.zero(MATURITIES), dtype=np.float64), "pct")
    return before


def curve_bands_bp(out: Outcome) -> Array:
    """Change of the curve, shape (p05 p50 p95, day, maturity), in basis points."""
    return from_si(out.bands("yield_change"), "bp")


def curve_chart(out: Outcome) -> Chart:
    """Zero-coupon curve before and after on the peak day, and the change below it."""
    day, base, change = out.peak_day, base_yields_pct(out), curve_bands_bp(out)
    low, middle, high = change[:, day]
    after = [base + part * PCT_PER_BP for part in (low, middle, high)]
    x: Json = {"x": list(MATURITIES), "xaxis": "x"}
    below: Json = {"x": list(MATURITIES), "xaxis": "x", "yaxis": "y2"}
    data: list[Json] = [
        _line(numbers(base), "before", GREY, "dot", **x),
        *band_traces(numbers(after[0]), numbers(after[2]), BLUE_BAND, **x),
        _line(numbers(after[1]), "after, middle", BLUE, "solid", **x),
        *band_traces(numbers(low), numbers(high), BLUE_BAND, **below),
        _line(numbers(middle), "change, middle", BLUE, "solid", showlegend=False, **below),
    ]
    figure = {"data": data, "layout": _curve_layout(base, change)}
    ten = maturity_index("10y")
    alt = (
        f"The Treasury curve before the sale and on day {day}, its peak: the 10-year yield "
        f"{words.moves(float(middle[ten]), 'bp')}, "
        f"{words.moves_band(float(low[ten]), float(high[ten]), 'bp')}."
    )
    note = (
        "Zero-coupon yields in per cent, and their change in basis points; shaded: "
        f"{words.BAND_WORDS}."
    )
    return Chart(
        "curve",
        "The Treasury curve",
        note,
        alt,
        figure,
        _curve_table(base, change[:, day]),
        CURVE_PX,
        CURVE_PX,
    )


def _line(y: list[float], name: str, color: str, dash: str, **changes: Any) -> Json:  # noqa: ANN401
    return {
        "type": "scatter", "y": y, "name": name, "mode": "lines+markers",
        "line": {"color": color, "width": 2.25, "dash": dash},
        "marker": {"size": 6, "color": color},
        "hovertemplate": "%{y:.2f}<extra>%{fullData.name}</extra>", **changes,
    }  # fmt: skip


def _curve_layout(base: Array, change: Array) -> Json:
    """Axes that hold still while the day moves."""
    low, high = min(0.0, float(change.min())), max(0.0, float(change.max()))
    room = (high - low) * (HEADROOM - 1) or 1.0
    bottom, top = float(base.min()) + low * PCT_PER_BP, float(base.max()) + high * PCT_PER_BP
    margin = (top - bottom) * (HEADROOM - 1)
    return layout(
        xaxis=axis(
            "remaining maturity", type="log", tickvals=list(MATURITIES),
            ticktext=list(MATURITY_LABELS), anchor="y2", showgrid=False,
        ),
        yaxis=axis("%", domain=[0.46, 1], range=[bottom - margin, top + margin], zeroline=False),
        yaxis2=axis("bp", domain=[0, 0.36], range=[low - room, high + room]),
        showlegend=True,
        meta={"narrow": {
            "xaxis.tickvals": list(NARROW_TICKS),
            "xaxis.ticktext": [MATURITY_LABELS[MATURITIES.index(tick)] for tick in NARROW_TICKS],
        }},
    )  # fmt: skip


def _curve_table(base: Array, change: Array) -> Table:
    low, middle, high = change
    rows = tuple(
        (
            label,
            f"{base[k]:.2f}",
            f"{base[k] + middle[k] * PCT_PER_BP:.2f}",
            words.signed(float(middle[k])),
            words.span(float(low[k]), float(high[k]), words.signed),
        )
        for k, label in enumerate(MATURITY_LABELS)
    )
    return Table(("Maturity", "Before, %", "After, %", "Change, bp", "5 to 95 of 100, bp"), rows)


def path_draws(out: Outcome) -> dict[str, tuple[str, str, str, NDArray[np.float32]]]:
    """Every path shown: id, label, unit key, note, draws by day."""
    found = {}
    for name in SHOWN_YIELDS:
        place = maturity_index(name)
        label = f"{words.maturity(MATURITIES[place])} Treasury yield"
        found[f"yield_{name}"] = (label, "bp", "", out["yield_change"][:, :, place])
    for name in OTHERS:
        if name in out.arrays and (name != YEN or out.program.converted.any()):
            variable = VARIABLES[name]
            note = "down: yen stronger" if name == YEN else ""
            found[name] = (variable.label, variable.shown, note, out[name])
    return found


def path_charts(out: Outcome) -> tuple[Chart, ...]:
    """One small chart for every path: middle, the middle half and the band."""
    return tuple(path_chart(out, name, *described) for name, described in path_draws(out).items())


def path_chart(
    out: Outcome, name: str, label: str, unit: str, note: str, draws: NDArray[np.float32]
) -> Chart:
    """One path over the days: the middle, the middle half and the band."""
    bands = from_si(np.quantile(draws.astype(np.float64), FIVE, axis=0), unit)
    data = [
        *band_traces(numbers(bands[0]), numbers(bands[4]), BLUE_BAND),
        *band_traces(numbers(bands[1]), numbers(bands[3]), BLUE_INNER),
        {"type": "scatter", "y": numbers(bands[2]), "mode": "lines", "name": "middle",
         "line": {"color": BLUE, "width": 2}, "hovertemplate": "day %{x}: %{y:.1f}<extra></extra>"},
    ]  # fmt: skip
    shown = "%" if unit == "pct" else "bp"
    figure = {
        "data": data,
        "layout": layout(
            xaxis=axis("business days", nticks=6, zeroline=False, showgrid=False),
            yaxis=axis("", nticks=6, rangemode="tozero"),
        ),
    }
    worst = int(np.argmax(np.abs(bands[2])))
    alt = (
        f"{label} over {draws.shape[1] - 1} business days: the middle is furthest from zero on day "
        f"{worst}, at {words.signed(float(bands[2][worst]))} {shown}."
    )
    heading = f"Change, {shown}" + (f"; {note}" if note else "")
    return Chart(
        name, label, heading, alt, figure, _path_table(bands, shown, out.peak_day), PATH_PX, PATH_PX
    )


def _path_table(bands: Array, shown: str, peak: int) -> Table:
    last = bands.shape[1] - 1
    days = sorted({day for day in (*TABLE_DAYS, peak, BUSINESS_DAYS_PER_YEAR, last) if day <= last})
    rows = tuple(
        (f"day {day}", *(words.signed(float(bands[k, day])) for k in (0, 2, 4))) for day in days
    )
    return Table(("Day", f"5 of 100, {shown}", f"middle, {shown}", f"95 of 100, {shown}"), rows)
