"""What the ten-year yield's change is made of, day by day."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.outcome import Outcome
from saiken.report import words
from saiken.report.chart import (
    BLUE,
    INK,
    PURPLE,
    VERMILION,
    Chart,
    Json,
    Table,
    axis,
    layout,
    numbers,
)
from saiken.units import BUSINESS_DAYS_PER_YEAR, from_si
from saiken.variables import EFFECTS, maturity_index

Array = NDArray[np.float64]
LOOKS: Final[dict[str, tuple[str, str]]] = {
    "stock": (BLUE, "solid"),
    "flow": (VERMILION, "dash"),
    "regime": (PURPLE, "dot"),
}
HEIGHT_PX: Final = 300
TABLE_DAYS: Final = (1, 20, 60, 125, 250)


def mean_effects_bp(out: Outcome) -> Array:
    """Means over draws of each effect on the ten-year yield, shape (effect, day), bp."""
    parts = out["yield_change_by_effect"][:, :, :, maturity_index("10y")]
    means: Array = from_si(parts.astype(np.float64).mean(axis=1), "bp")
    return means


def effects_chart(out: Outcome) -> Chart:
    """Draw stock, flow and regime and their sum, means over draws."""
    means = mean_effects_bp(out)
    data = [_line(values, name, *LOOKS[name]) for name, values in zip(EFFECTS, means, strict=True)]
    data.append(_line(means.sum(axis=0), "together", INK, "solid"))
    figure = {
        "data": data,
        "layout": layout(
            xaxis=axis("business days", nticks=6, zeroline=False, showgrid=False),
            yaxis=axis("bp", nticks=6, rangemode="tozero"),
            showlegend=True,
            margin={"l": 8, "r": 12, "t": 30, "b": 8},
        ),
    }
    day = out.peak_day
    named = zip(EFFECTS, means[:, day].tolist(), strict=True)
    said = ", ".join(f"{name} {words.bp(mean)}" for name, mean in named)
    return Chart(
        "effects",
        "What the 10-year yield’s change is made of",
        "Change, bp; means over draws, which add up. Regime is what stress adds when dealers’ "
        "books are nearly full.",
        f"Means over draws on day {day}: {said}.",
        figure,
        _table(means, day),
        HEIGHT_PX,
        HEIGHT_PX,
    )


def _line(values: Array, name: str, color: str, dash: str) -> Json:
    return {
        "type": "scatter", "y": numbers(values), "mode": "lines", "name": name,
        "line": {"color": color, "width": 2, "dash": dash},
        "hovertemplate": "day %{x}: %{y:.1f}<extra>%{fullData.name}</extra>",
    }  # fmt: skip


def _table(means: Array, peak: int) -> Table:
    last = means.shape[1] - 1
    days = sorted({day for day in (*TABLE_DAYS, peak, BUSINESS_DAYS_PER_YEAR, last) if day <= last})
    rows = tuple(
        (
            f"day {day}",
            *(words.signed(float(value)) for value in means[:, day]),
            words.signed(float(means[:, day].sum())),
        )
        for day in days
    )
    return Table(("Day", *(f"{name}, bp" for name in EFFECTS), "together, bp"), rows)
