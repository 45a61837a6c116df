"""The two ends between which size cannot be decided, for flow and for the conversion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from saiken.impact.currency import conversion_ends, times_record
from saiken.impact.flow import flow_ends, flow_size
from saiken.impact.interventions import episodes, largest_operation_usd
from saiken.impact.response import half_life_days
from saiken.outcome.quantiles import band, peak_day, quantiles
from saiken.units import from_si
from saiken.variables import EFFECTS, maturity_index

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

Array = NDArray[np.float64]
TEN = maturity_index("10y")
FIVE = maturity_index("5y")


def flow_summary(out: Outcome) -> dict[str, Any]:
    """Peak of the ten-year yield without the flow effect and at both ends of its size, in bp."""
    stock = out["yield_change_by_effect"][EFFECTS.index("stock")][:, :, TEN].astype(np.float64)
    ratio = _ten_over_five(out)
    low, high = (_peak(stock + ratio * path) for path in _flow_ends(out, "debt"))
    by_gdp = _peak(stock + ratio * _flow_ends(out, "gdp")[1])
    return {
        "without": _peak(stock),
        "square_root_end": low,
        "published_end": high,
        "published_end_by_gdp": by_gdp,
    }


def _flow_ends(out: Outcome, denominator: str) -> tuple[Array, ...]:
    """Flow effect at both ends, when the published experiment is rescaled by a denominator."""
    size = flow_size(out.parameters, out.snap, denominator)
    volume = out.snap.scale.volume_usd_per_day
    return flow_ends(out.program.rate_usd[:, : out.days.size], size, out.parameters, volume)


def _ten_over_five(out: Outcome) -> float:
    """How the flow effect at ten years compares with five, the same in every draw."""
    flow = out["yield_change_by_effect"][EFFECTS.index("flow")].astype(np.float64)
    five = np.abs(flow[:, :, FIVE])
    place = np.unravel_index(int(five.argmax()), five.shape)
    return float(flow[place][TEN] / flow[place][FIVE]) if five[place] > 0 else 0.0


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
