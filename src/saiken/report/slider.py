"""What the day slider of the report needs: every day's values, in whole hundredths."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.outcome import Outcome
from saiken.report.chart import Json, numbers
from saiken.report.figures_curve import (
    BAND,
    TRACES,
    base_yields_pct,
    curve_bands_bp,
    path_draws,
)
from saiken.units import from_si

SCALE: Final = 100
"""Values are sent as whole hundredths of the shown unit."""
KEYS: Final = ("p05", "p50", "p95")


def whole(values: NDArray[np.floating]) -> list[int] | list[list[int]]:
    """Hundredths of the shown unit as integers."""
    found: list[int] | list[list[int]] = np.rint(np.asarray(values) * SCALE).astype(int).tolist()
    return found


def slider(out: Outcome) -> Json:
    """Curve and readouts for every business day."""
    curve = dict(zip(KEYS, map(whole, curve_bands_bp(out)), strict=True))
    dates = [day.item().strftime("%-d %B %Y") for day in out.dates]
    return {
        "scale": SCALE, "dates": dates, "base": numbers(base_yields_pct(out)), "traces": list(TRACES),
        **curve, "series": readouts(out), "cursors": list(path_draws(out)),
    }  # fmt: skip


def readouts(out: Outcome) -> dict[str, Json]:
    """Label, unit and bands of each path, by id."""
    found = {}
    for name, (label, unit, _, draws) in path_draws(out).items():
        bands = from_si(np.quantile(draws.astype(np.float64), BAND, axis=0), unit)
        is_yen = name == "usdjpy_change"
        found[name] = {
            "label": "Yen" if is_yen else label, "kind": "yen" if is_yen else "change",
            "unit": "%" if unit == "pct" else " bp", "decimals": 1,
            **dict(zip(KEYS, map(whole, bands), strict=True)),
        }  # fmt: skip
    return found
