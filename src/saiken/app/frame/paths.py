"""Arrays of a frame: paths, curves, the bill by fiscal year, what others do."""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.app.frame.pack import Part
from saiken.outcome import Outcome
from saiken.outcome.quantiles import THREE, quantiles
from saiken.report.bill_years import BillYear, bill_years
from saiken.report.figures_curve import PCT_PER_BP, base_yields_pct, curve_bands_bp
from saiken.units import from_si
from saiken.variables import VARIABLES, maturity_index

Array = NDArray[np.float64]
YIELDS: Final = ("3m", "2y", "5y", "10y", "30y")
PATHS: Final = {
    "mortgage": "mortgage_30y_change",
    "auto": "auto_loan_change",
    "baa": "corporate_baa_change",
    "equities": "equity_change",
    "yen": "usdjpy_change",
    "jgb": "jgb_10y_change",
}
"""Names of the small charts, and the results they show."""
ANSWER: Final = "answer_"
CARRIED: Final = "dealers_carried"
YEARS_BEFORE: Final = 3
"""Fiscal years before the ten of the bill: the last in which defence is known is among them."""


def parts(out: Outcome) -> dict[str, Part]:
    """Everything that moves, by name."""
    found = {"day": Part(out.days.astype(np.float64), "days", "Business day")}
    return found | _curve(out) | _paths(out) | _bill(out) | _answers(out)


def _curve(out: Outcome) -> dict[str, Part]:
    """Curve before (maturity,) and after (quantile, day, maturity), and five yields' changes."""
    before, change = base_yields_pct(out), curve_bands_bp(out)
    found = {
        f"yield_{name}": Part(change[:, :, maturity_index(name)], "bp", f"{name} Treasury yield")
        for name in YIELDS
    }
    return found | {
        "curve_before": Part(before, "pct", "Treasury curve before"),
        "curve_after": Part(before + change * PCT_PER_BP, "pct", "Treasury curve after"),
    }


def _paths(out: Outcome) -> dict[str, Part]:
    """Bands by day, (quantile, day); a path that cannot be shown is absent."""
    return {
        name: _part(out.bands(variable), variable)
        for name, variable in PATHS.items()
        if variable in out.arrays
    }


def _part(bands: Array, variable: str) -> Part:
    about = VARIABLES[variable]
    shown: Array = from_si(bands, about.shown)
    return Part(shown, about.shown, about.label)


def _bill(out: Outcome) -> dict[str, Part]:
    """By fiscal year: interest without and with the sale, what the sale adds, and defence."""
    first = bill_years(out)[0].fiscal_year
    years = bill_years(out, first - YEARS_BEFORE)
    nothing = (np.nan,) * len(THREE)
    extra = np.array([year.extra_usd or nothing for year in years]).T
    without = _line(years, "net_interest")
    return {
        "bill_year": Part(np.array([each.fiscal_year for each in years]), "1", "Fiscal year"),
        "bill_months": Part(np.array([each.months for each in years]), "1", "Months counted"),
        "bill_projected": Part(np.array([each.projected for each in years]), "1", "Projected"),
        "bill_without": _bn(without, "Net interest without the sale"),
        "bill_extra": _bn(extra, "Extra interest through the sale"),
        "bill_with": _bn(without + extra, "Net interest with the sale"),
        "defence": _bn(_line(years, "national_defense"), "National defence"),
    }


def _line(years: tuple[BillYear, ...], name: str) -> Array:
    return np.array([each.baseline_usd.get(name, np.nan) for each in years])


def _bn(usd: Array, label: str) -> Part:
    shown: Array = from_si(usd, "usd_bn")
    return Part(shown, "usd_bn", label)


def _answers(out: Outcome) -> dict[str, Part]:
    """What each who answers has done by a day, (quantile, day), and what dealers carry."""
    found = {}
    for name in (each for each in VARIABLES if each.startswith(ANSWER) and each in out.arrays):
        done = out[name].astype(np.float64)
        if VARIABLES[name].shown != "share":
            done = np.cumsum(done, axis=1)
        found[name] = _part(quantiles(done, THREE), name)
    if CARRIED in out.arrays:
        found[CARRIED] = _part(out.bands(CARRIED), CARRIED)
    return found
