"""What the day slider of the report needs: every day's curve and every day's readouts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.outcome import Outcome
from saiken.outcome.quantiles import THREE
from saiken.report import words
from saiken.report.chart import Json, numbers
from saiken.report.figures_curve import (
    TRACES,
    YEN,
    base_yields_pct,
    curve_bands_bp,
    path_draws,
)
from saiken.units import from_si

SCALE: Final = 100
"""The curve is sent as whole hundredths of a basis point."""
KEYS: Final = ("p05", "p50", "p95")


def whole(values: NDArray[np.floating]) -> list[list[int]]:
    """Turn figures into integers, hundredths of their unit."""
    found: list[list[int]] = np.rint(np.asarray(values) * SCALE).astype(int).tolist()
    return found


def day_name(out: Outcome, day: int) -> str:
    """Name a day: its number and its date."""
    return f"Day {day}, {long_date(out.dates[day])}"


def long_date(day: np.datetime64) -> str:
    """Write a date as ``2 May 2025``."""
    date = day.astype("datetime64[D]").tolist()
    return f"{date.day} {date:%B %Y}"


def slider(out: Outcome) -> Json:
    """Collect curve and readouts for every business day."""
    curve = dict(zip(KEYS, map(whole, curve_bands_bp(out)), strict=True))
    return {
        "scale": SCALE, "names": [day_name(out, int(day)) for day in out.days],
        "base": numbers(base_yields_pct(out)), "traces": list(TRACES), **curve,
        "readouts": {name: [each["middle"], each["band"]] for name, each in readouts(out).items()},
        "cursors": list(path_draws(out)),
    }  # fmt: skip


def readouts(out: Outcome) -> dict[str, Json]:
    """Label, middle and band of each path in words, a list over days, by id."""
    found: dict[str, Json] = {}
    for name, (label, unit, _, draws) in path_draws(out).items():
        low, middle, high = from_si(np.quantile(draws.astype(np.float64), THREE, axis=0), unit)
        if name == YEN:
            band = list(map(words.yen_span, low, high))
            found[name] = {"label": "Yen", "middle": list(map(words.yen, middle)), "band": band}
            continue
        say: Callable[[float], str] = words.pct if unit == "pct" else words.bp
        band = [words.span(*ends, say) for ends in zip(low, high, strict=True)]
        found[name] = {"label": label, "middle": list(map(say, middle)), "band": band}
    return found
