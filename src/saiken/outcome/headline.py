"""The figures of the first screen, in published units."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal import first_year_usd, ten_years_usd
from saiken.outcome.abroad_lines import japan_figures, leg, path_figures, us_leg_figures
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
Maker: TypeAlias = "Callable[[Outcome], Any]"


class Headline(Mapping[str, Any]):
    """The headline by key; each figure is worked out when it is first read.

    Parameters
    ----------
    out : Outcome
    found : dict
        Figures worked out so far; kept by the outcome, which must not keep this object: the two
        would hold each other, and the draws would stay in memory until the next collection.
    """

    def __init__(self, out: Outcome, found: dict[str, Any]) -> None:
        self._out, self._found = out, found
        absent = {key for key, name in TARIFF.items() if name not in out.arrays}
        self._keys = tuple(key for key in MAKERS if key not in absent)

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - a figure, a band, a list or None
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._found:
            self._found[key] = MAKERS[key](self._out)
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


def _yields(out: Outcome) -> dict[str, Any]:
    return {name: path_figures(out, "yield_change", maturity_index(name)) for name in SHOWN}


def _band(draws: Draws, unit: str) -> dict[str, float]:
    return band(from_si(draws.astype(np.float64), unit))


def effects(out: Outcome) -> dict[str, float]:
    """Means over draws of what moves the ten-year yield on the peak day; they add up."""
    parts = out["yield_change_by_effect"][:, :, out.peak_day, maturity_index("10y")]
    means = from_si(parts.astype(np.float64).mean(axis=1), "bp")
    named = {name: float(mean) for name, mean in zip(EFFECTS, means, strict=True)}
    return named | {"total": float(means.sum())}


def _equity(out: Outcome) -> dict[str, Any]:
    path = path_figures(out, "equity_change")
    return {"trough" if name == "peak" else name: value for name, value in path.items()}


def currency_path(out: Outcome) -> dict[str, Any] | None:
    """Change of yen per dollar; None where no record says what the proceeds move."""
    if "usdjpy_change" not in out.arrays:
        return None
    legs = {"conversion": leg(out, "usdjpy_change"), "bonds": leg(out, "usdjpy_bond_leg")}
    return path_figures(out, "usdjpy_change") | {"legs": legs}


def _currency(out: Outcome) -> dict[str, Any] | None:
    path = currency_path(out)
    return None if path is None else path | currency_ends(out)


def _interest(out: Outcome) -> dict[str, Any]:
    monthly = out["federal_interest"].astype(np.float64)
    return {
        "first_year": _band(first_year_usd(monthly), "usd_bn"),
        "ten_years": _band(ten_years_usd(monthly), "usd_bn"),
    }


def _share_of_gdp(out: Outcome) -> dict[str, float] | None:
    """The seller's loss against its own GDP, where both are known."""
    seller, own_gdp = out.arrays.get("seller_loss"), out.seller_gdp_usd
    return None if seller is None or own_gdp is None else _band(seller / own_gdp, "pct_gdp")


def _loss_parts(out: Outcome) -> dict[str, Any]:
    parts = ("seller_loss_bonds", "seller_loss_currency")
    return {name: shown_or_none(out.arrays.get(name)) for name in parts}


def _ratio(out: Outcome) -> dict[str, float] | None:
    ratio = out.ratio
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


def _path(variable: str) -> Maker:
    return lambda out: path_figures(out, variable)


def _size(variable: str, unit: str = "usd_bn") -> Maker:
    return lambda out: _band(out[variable], unit)


MAKERS: Final[Mapping[str, Maker]] = {
    "amount_sold_usd_bn": _size("amount_sold"),
    "yield_change_bp": _yields,
    "effects_bp": effects,
    "flow_bp": flow_summary,
    **{f"{name}_bp": _path(name) for name in LOANS},
    "swap_spread_change_bp": _path("swap_spread_change"),
    "equity_change_pct": _equity,
    "usdjpy_change_pct": _currency,
    "jgb_10y_change_bp": japan_figures,
    "us_10y_conversion_leg_bp": us_leg_figures,
    "federal_interest_cost_usd_bn": _interest,
    "desk": lambda out: desk_headline(out.desk),
    "seller_loss_usd_bn": lambda out: shown_or_none(out.arrays.get("seller_loss")),
    "seller_loss_parts_usd_bn": _loss_parts,
    "seller_loss_pct_gdp": _share_of_gdp,
    "us_loss_usd_bn": _size("us_loss"),
    "us_loss_pct_gdp": lambda out: _band(out["us_loss"] / out.snap.scale.gdp_usd, "pct_gdp"),
    "us_output_lost_usd_bn": lambda _: None,
    "damage_ratio": _ratio,
    "marks": mark_lines,
    "pain": _pain,
    "households": lambda out: household_lines_shown(out, out.losses.households),
    "currency_benefits": lambda out: benefit_lines(out.losses.benefits),
    "foregone_carry_usd_bn_per_year": lambda out: shown_or_none(out.losses.carry.usd_per_year),
    "financing_carry_usd_bn_per_year": lambda out: shown_or_none(out.losses.financing.usd_per_year),
    **{key: _size(name) for key, name in TARIFF.items()},
}
"""The published keys in their order, and how each is made."""
