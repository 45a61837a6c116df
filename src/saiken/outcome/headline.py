"""The figures of the first screen, in published units."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal import first_year_usd, ten_years_usd
from saiken.outcome.abroad_lines import abroad_headline, leg, path_figures
from saiken.outcome.desk import desk_headline
from saiken.outcome.ends import currency_ends, flow_summary
from saiken.outcome.ledger_lines import (
    benefit_lines,
    household_lines_shown,
    mark_lines,
    shown_or_none,
)
from saiken.outcome.quantiles import band
from saiken.units import from_si
from saiken.variables import EFFECTS, VARIABLES, maturity_index

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

SHOWN: Final = ("3m", "2y", "5y", "10y", "30y")
LOANS: Final = ("mortgage_30y_change", "auto_loan_change", "corporate_baa_change")
TARIFF: Final = {
    "tariff_seller_usd_bn_per_year": "tariff_seller",
    "tariff_us_usd_bn_per_year": "tariff_us",
}
Draws = NDArray[np.floating]


def headline(out: Outcome) -> dict[str, Any]:
    """Build the headline of an outcome; keys of rooms that do not exist are absent."""
    found: dict[str, Any] = {
        "amount_sold_usd_bn": _band(out["amount_sold"], "usd_bn"),
        "yield_change_bp": {name: path_figures(_yield(out, name), "bp") for name in SHOWN},
        "effects_bp": effects(out),
        "flow_bp": flow_summary(out),
    }
    found |= {f"{name}_bp": path_figures(out[name], "bp") for name in LOANS}
    found["swap_spread_change_bp"] = path_figures(out["swap_spread_change"], "bp")
    found["equity_change_pct"] = _equity(out)
    found["usdjpy_change_pct"] = _currency(out)
    found |= abroad_headline(out)
    found["federal_interest_cost_usd_bn"] = _interest(out)
    found["desk"] = desk_headline(out.desk)
    return found | _losses(out) | _tariff(out)


def _tariff(out: Outcome) -> dict[str, Any]:
    """What a tariff in answer costs both sides a year; absent without one."""
    return {key: _band(out[name], "usd_bn") for key, name in TARIFF.items() if name in out.arrays}


def _yield(out: Outcome, maturity: str) -> Draws:
    return out["yield_change"][:, :, maturity_index(maturity)]


def _band(draws: Draws, unit: str) -> dict[str, float]:
    return band(from_si(draws.astype(np.float64), unit))


def effects(out: Outcome) -> dict[str, float]:
    """Means over draws of what moves the ten-year yield on the peak day; they add up."""
    parts = out["yield_change_by_effect"][:, :, out.peak_day, maturity_index("10y")]
    means = from_si(parts.astype(np.float64).mean(axis=1), "bp")
    named = {name: float(mean) for name, mean in zip(EFFECTS, means, strict=True)}
    return named | {"total": float(means.sum())}


def _equity(out: Outcome) -> dict[str, Any]:
    path = path_figures(out["equity_change"], "pct")
    return {"trough" if name == "peak" else name: value for name, value in path.items()}


def _currency(out: Outcome) -> dict[str, Any] | None:
    """Change of yen per dollar; None where no record says what the proceeds move."""
    if "usdjpy_change" not in out.arrays:
        return None
    legs = {"conversion": leg(out, "usdjpy_change"), "bonds": leg(out, "usdjpy_bond_leg")}
    return path_figures(out["usdjpy_change"], "pct") | {"legs": legs} | currency_ends(out)


def _interest(out: Outcome) -> dict[str, Any]:
    monthly = out["federal_interest"].astype(np.float64)
    return {
        "first_year": _band(first_year_usd(monthly), "usd_bn"),
        "ten_years": _band(ten_years_usd(monthly), "usd_bn"),
    }


def _losses(out: Outcome) -> dict[str, Any]:
    us_gdp = out.snap.scale.gdp_usd
    seller = out.arrays.get("seller_loss")
    own_gdp = out.seller_gdp_usd
    share = None if seller is None or own_gdp is None else _band(seller / own_gdp, "pct_gdp")
    parts = ("seller_loss_bonds", "seller_loss_currency")
    return {
        "seller_loss_usd_bn": shown_or_none(seller),
        "seller_loss_parts_usd_bn": {name: shown_or_none(out.arrays.get(name)) for name in parts},
        "seller_loss_pct_gdp": share,
        "us_loss_usd_bn": _band(out["us_loss"], "usd_bn"),
        "us_loss_pct_gdp": _band(out["us_loss"] / us_gdp, "pct_gdp"),
        "us_output_lost_usd_bn": None,
        "damage_ratio": _ratio(out),
        "marks": mark_lines(out),
        "pain": _pain(out),
        "households": household_lines_shown(out, out.losses.households),
        "currency_benefits": benefit_lines(out.losses.benefits),
        "foregone_carry_usd_bn_per_year": shown_or_none(out.losses.carry.usd_per_year),
        "financing_carry_usd_bn_per_year": shown_or_none(out.losses.financing.usd_per_year),
    }


def _ratio(out: Outcome) -> dict[str, float] | None:
    ratio = out.losses.ratio
    if ratio.per_draw is None:
        return None
    return band(ratio.per_draw) | {"share_of_draws_without": ratio.share_without}


def _pain(out: Outcome) -> list[dict[str, Any]]:
    """Ledger B: lines that are listed, each in its own unit."""
    return [_pain_line(out, line.label, line.variable, line.reading) for line in out.losses.pain]


def _pain_line(out: Outcome, label: str, variable: str, reading: str) -> dict[str, Any]:
    unit = VARIABLES[variable].shown
    values = out[variable].astype(np.float64)
    if reading == "first_year":
        felt = first_year_usd(values)
    else:
        felt = values.max(axis=1) if reading == "highest" else values.min(axis=1)
    return {"label": label, "variable": variable, "unit": unit, **_band(felt, unit)}
