"""What the two-country model says, apart from every total: figures and the sentence on them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.outcome.quantiles import MIDDLE, band, furthest_day, peak_day, worst
from saiken.units import BUSINESS_DAYS_PER_YEAR, from_si
from saiken.variables import VARIABLES, maturity_index

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

Draws = NDArray[np.floating]
TEN: Final = maturity_index("10y")
STOCK: Final = 0
QUARTER: Final = 0.25
"""A conversion leg below this part of the bond leg would be small beside it."""


def path_figures(out: Outcome, variable: str, maturity: int | None = None) -> dict[str, Any]:
    """Peak, its day, each draw's own extreme, and one year on (if the horizon reaches it)."""
    place = (...,) if maturity is None else (..., maturity)
    path, unit = out[variable][place], VARIABLES[variable].shown
    day = furthest_day(out.bands(variable)[MIDDLE][place])
    found = {
        "peak": _band(path[:, day], unit),
        "peak_day": day,
        "worst": _band(worst(path), unit),
    }
    if path.shape[1] > BUSINESS_DAYS_PER_YEAR:
        found["1y"] = _band(path[:, BUSINESS_DAYS_PER_YEAR], unit)
    return found


def leg(out: Outcome, variable: str) -> dict[str, Any]:
    """Peak and one year on of one leg, in its published unit."""
    figures = path_figures(out, variable)
    return {name: value for name, value in figures.items() if name in ("peak", "1y")}


def _band(draws: Draws, unit: str) -> dict[str, float]:
    return band(from_si(draws.astype(np.float64), unit))


def japan_figures(out: Outcome) -> dict[str, Any]:
    """The Japanese ten-year yield, and the conversion's part in it: in no total."""
    leg_alone = leg(out, "jgb_10y_conversion_leg")
    return path_figures(out, "jgb_10y_change") | {"conversion_leg": leg_alone}


def us_leg_figures(out: Outcome) -> dict[str, Any]:
    """What the conversion does to the US ten-year yield: in no total."""
    share = small_share(out)
    found: dict[str, Any] = leg(out, "us_10y_conversion_leg")
    return found | {"share_below_a_quarter_of_the_bonds": share}


def small_share(out: Outcome) -> float | None:
    """Share of draws in which the conversion leg is below a quarter of the bonds' stock effect."""
    stock = out["yield_change_by_effect"][STOCK][:, :, TEN].astype(np.float64)
    day = peak_day(stock)
    there = np.abs(stock[:, day])
    if not there.any():
        return None
    part = np.abs(out["us_10y_conversion_leg"][:, day].astype(np.float64))
    return float((part < QUARTER * there).mean())


def abroad_words(out: Outcome) -> str:
    """Say what the two-country model adds, and that no figure contains it."""
    dollar = leg(out, "usdjpy_bond_leg")["peak"]
    japan = path_figures(out, "jgb_10y_change")["peak"]
    text = (
        "Apart, from the two-country model alone and in no other figure: selling the bonds and "
        f"keeping the dollars would lift the dollar by {dollar['p50']:.1f}% against the yen "
        f"({dollar['p05']:.1f} to {dollar['p95']:.1f}); the Japanese 10-year yield would rise by "
        f"{japan['p50']:.1f} bp in all ({japan['p05']:.1f} to {japan['p95']:.1f})"
    )
    if not np.any(out["us_10y_conversion_leg"]):
        return text + "."
    back, share = leg(out, "us_10y_conversion_leg")["peak"], small_share(out)
    small = (
        "" if share is None else f", below a quarter of the bonds' effect in {share:.0%} of draws"
    )
    return (
        text.replace("lift the dollar", "by itself lift the dollar")
        + f"; the conversion would take {abs(back['p50']):.1f} bp ({abs(back['p95']):.1f} to "
        f"{abs(back['p05']):.1f}) off the US 10-year yield{small}. How much bond capital also "
        "trades currency decides it, and the record of operations hardly knows."
    )
