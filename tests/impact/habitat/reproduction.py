"""Compute every quoted value, and print the table of the method page.

``python -m tests.impact.habitat.reproduction`` prints it; a test compares it with the page.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from saiken.impact.habitat import (
    Calibration,
    HabitatModel,
    programme_response,
    published_calibration,
    raw_risk_aversion_response,
    solve,
)
from saiken.impact.habitat.moments import yearly_change_covariance, yield_levels_sd
from saiken.impact.habitat.solver import one_factor_root
from saiken.units import from_si

QUOTED = yaml.safe_load(Path(__file__).with_name("quoted.yaml").read_text(encoding="utf-8"))
TABLE = np.array([1.0, 2, 5, 10, 20, 30])
ALL_YEARS = np.arange(1.0, 31.0)
ONE_PCT = [0.01]


@dataclass(frozen=True)
class Row:
    """One line of quoted values and ours."""

    id: str
    of: str
    quoted: tuple[str, ...]
    ours: tuple[float, ...]
    differs: tuple[int, ...]

    def units_off(self, i: int) -> float:
        """Distance in units of the last printed digit."""
        digits = len(self.quoted[i].partition(".")[2])
        return abs(self.ours[i] - float(self.quoted[i])) * 10**digits


def one_factor(calibration: Calibration) -> Calibration:
    """Drop the demand factors."""
    return replace(
        calibration,
        kappa_per_year=calibration.kappa_per_year[:1],
        sigma=((calibration.sigma[0][0],),),
        theta=(),
        delta_theta_per_year=(),
    )


@cache
def model(factors: int = 2, scale: float = 1) -> HabitatModel:
    calibration = published_calibration()
    calibration = one_factor(calibration) if factors == 1 else calibration
    return solve(calibration.at_scale(scale))


def _mean_moments() -> list[float]:
    covariance = yearly_change_covariance(model(), ALL_YEARS)
    sd = np.sqrt(np.diag(covariance))
    correlation = covariance[0] / sd / sd[0]
    levels = yield_levels_sd(model(), ALL_YEARS)
    return [from_si(levels.mean(), "pct"), from_si(sd.mean(), "pct"), correlation.mean()]


def _ten_year_bp(k: float, scale: float = 1) -> float:
    return from_si(float(programme_response(model(2, scale), 10, ONE_PCT, k, 10)[0]), "bp")


def _raw_bp() -> float:
    raw = raw_risk_aversion_response(published_calibration(), 5, 10, ONE_PCT, 0, 10)
    return from_si(float(raw[0]), "bp")


def _demand_slope() -> float:
    solved = model()
    rule = solved.rule
    return float((rule.weights * solved.economy.markets[0].slope(rule.tau) * rule.tau).sum())


SOLUTION: dict[str, Callable[[], Any]] = {
    "one_factor_root": lambda: one_factor_root(model().economy, model().rule),
    "one_factor_loading_10y": lambda: model(1).loadings([10]),
    "M": lambda: model().M[0],
    "eigenvalues": lambda: np.sort(np.linalg.eigvals(model().M[0]))[::-1],
    "A_10": lambda: model().loadings([10]),
    "A_30": lambda: model().loadings([30]),
    "yield_loading_short_rate": lambda: model().loadings(TABLE)[:, 0] / TABLE,
    "yield_loading_demand": lambda: model().loadings(TABLE)[:, 1] / TABLE,
    "level_sd_pct": lambda: from_si(yield_levels_sd(model(), TABLE), "pct"),
    "change_sd_1y_pct": lambda: from_si(np.sqrt(yearly_change_covariance(model(), [1])), "pct"),
    "mean_moments": _mean_moments,
    "demand_slope_integral": _demand_slope,
    "implied_scale": lambda: [5 / _ten_year_bp(k) for k in (0, 0.1, 0.2, 0.5, 1)],
    "raw_risk_aversion_bp": _raw_bp,
    "scaled_bp": lambda: _ten_year_bp(0, 5),
}


def supply(entry: dict[str, Any]) -> tuple[np.ndarray, np.ndarray]:
    """Maturities and shares of GDP of a quoted experiment."""
    if "book" not in entry:
        return np.array([entry["at_years"]], float), np.array([entry["share_pct_gdp"] / 100])
    book = QUOTED["books"][entry["book"]]
    share = entry["usd_tn"] / QUOTED["gdp_usd_tn"]
    return np.array(book["maturities_years"], float), share * np.array(book["weights"])


def _impact(entry: dict[str, Any]) -> np.ndarray:
    solved = model(entry["factors"], entry.get("scale", 1))
    maturities = np.array(QUOTED["impact_maturities_years"], float)
    return from_si(programme_response(solved, *supply(entry), entry["k"], maturities), "bp")


def _described(entry: dict[str, Any]) -> str:
    what = (
        f"USD {entry['usd_tn']}tn, {entry['book'].replace('_', ' ')} book"
        if "book" in entry
        else f"{entry['share_pct_gdp']}% of GDP at {entry['at_years']}y"
    )
    factors = "two factors" if entry["factors"] == 2 else "one factor"
    return f"{what}, {factors}, k={entry['k']}, s={entry.get('scale', 1)}, bp"


def rows() -> Iterator[Row]:
    for entry in itertools.chain(QUOTED["solution"], QUOTED["impacts"]):
        solution = "factors" not in entry
        ours = SOLUTION[entry["id"]]() if solution else _impact(entry)
        yield Row(
            id=entry["id"],
            of=entry["of"] if solution else _described(entry),
            quoted=tuple(entry["quoted"]),
            ours=tuple(np.atleast_1d(ours).ravel().tolist()),
            differs=tuple(entry.get("differs", ())),
        )


def table() -> str:
    """Return the reproduction table in Markdown."""
    lines = ["| quantity | quoted | ours | agrees |", "|---|---|---|---|"]
    for row in rows():
        digits = [len(text.partition(".")[2]) + 1 for text in row.quoted]
        ours = " ".join(f"{v:.{d}f}" for v, d in zip(row.ours, digits, strict=True))
        off = [f"{row.quoted[i]} against {row.ours[i]:.{digits[i] + 1}f}" for i in row.differs]
        verdict = "no: " + ", ".join(off) if off else "yes"
        lines.append(f"| {row.of} | {' '.join(row.quoted)} | {ours} | {verdict} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table())
