"""The two ends between which size cannot be decided, for flow and for the conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from saiken.impact.currency import conversion_ends, times_record
from saiken.impact.dealing import dealing
from saiken.impact.flow import sector_shape, stress_shape
from saiken.impact.habitat import load_kernels
from saiken.impact.interventions import episodes, largest_operation_usd
from saiken.impact.response import half_life_days
from saiken.outcome.quantiles import band, peak_day, quantiles
from saiken.parameters import middle
from saiken.units import from_si
from saiken.variables import EFFECTS, maturity_index

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

Array = NDArray[np.float64]
TEN = maturity_index("10y")
SQUARE_ROOT, PUBLISHED = 0.0, 1.0
"""The flow effect's size weight at its two ends."""


def flow_summary(out: Outcome) -> dict[str, Any]:
    """Peak of the ten-year yield without intermediaries, without stress, at both ends, in bp."""
    parts = out["yield_change_by_effect"][:, :, :, TEN].astype(np.float64)
    stock, flow = parts[EFFECTS.index("stock")], parts[EFFECTS.index("flow")]
    mix, half_life = out.program.schedule.sum(axis=0), middle("flow.half_life_weeks")
    kernels = load_kernels()
    spread = sector_shape(mix, kernels, half_life).at(out.parameters["flow.local_share"])[:, TEN]
    stress = stress_shape(kernels, half_life)

    def end(size_weight: float, denominator: str = "debt") -> dict[str, float]:
        found = dealing(
            out.program, stress, out.snap, out.parameters,
            size_weight=size_weight, denominator=denominator,
        )  # fmt: skip
        passing = (found.flow + found.regime)[:, : out.days.size]
        return _peak(stock + spread[:, None] * passing)

    return {
        "without": _peak(stock),
        "without_regime": _peak(stock + flow),
        "square_root_end": end(SQUARE_ROOT),
        "published_end": end(PUBLISHED),
        "published_end_by_gdp": end(PUBLISHED, "gdp"),
    }


def _peak(path: Array) -> dict[str, float]:
    there: Array = path[:, peak_day(path)]
    shown = from_si(there, "bp")
    return band(shown)


def currency_ends(out: Outcome) -> dict[str, Any]:
    """How far beyond the record the conversion goes; its peak at both exponents, per cent."""
    if not out.program.converted.any():
        return {}
    largest = largest_operation_usd(episodes(out.snap.store, out.snap.as_of))
    half_life = half_life_days(out.parameters)
    sold = out.program.converted_usd[:, : out.days.size]
    root, line = (
        np.expm1(path)
        for path in conversion_ends(sold, out.parameters["currency.slope"], half_life, largest)
    )
    times = times_record(sold, half_life, largest)
    return {
        "times_largest_operation": float(quantiles(times, (0.5,))[0]),
        "largest_operation_usd_bn": from_si(largest, "usd_bn"),
        "square_root_end": band(from_si(root[:, peak_day(root)], "pct")),
        "proportional_end": band(from_si(line[:, peak_day(line)], "pct")),
    }
