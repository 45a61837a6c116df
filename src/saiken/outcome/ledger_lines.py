"""The ledgers' lines in published units, for the headline."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.losses import Marks
from saiken.losses.benefits import BenefitLine
from saiken.losses.pain import HouseholdLine
from saiken.losses.shared import MarkLine
from saiken.outcome.quantiles import band
from saiken.units import BUSINESS_DAYS_PER_YEAR, from_si

if TYPE_CHECKING:
    from saiken.outcome.result import Outcome

LEDGER_M: Final = (
    "seller_unsold_usd",
    "changed_hands_usd",
    "other_foreign_usd",
    "federal_reserve_usd",
    "other_domestic_usd",
    "issuer_usd",
    "nonresidents_usd",
    "residents_usd",
)
LARGEST: Final = 10
"""Countries and sectors shown one by one, largest change first."""
SHOWN_UNIT: Final = {"usd": "usd_bn", "share": "pct"}
Draws = NDArray[np.floating]


def shown(draws: Draws, unit: str) -> dict[str, float]:
    """Take the band of draws in a published unit."""
    return band(from_si(draws.astype(np.float64), unit))


def shown_or_none(draws: Draws | None, unit: str = "usd_bn") -> dict[str, float] | None:
    """Take the band, or nothing where the figure cannot be shown."""
    return None if draws is None else shown(draws, unit)


def mark_lines(out: Outcome) -> dict[str, Any]:
    """Ledger M on the peak day and a year on."""
    days = {"peak": (out.losses.peak, out.losses.unsold_dollars_peak_usd)}
    if out.case.scenario.horizon_days >= BUSINESS_DAYS_PER_YEAR:
        days["1y"] = (out.losses.one_year, out.losses.unsold_dollars_one_year_usd)
    return {name: _mark(*each) for name, each in days.items()}


def _mark(found: Marks, dollars: Draws | None) -> dict[str, Any]:
    lines = {f"{name}_bn": shown_or_none(getattr(found, name)) for name in LEDGER_M}
    return {
        "day": found.day,
        **lines,
        "by_country": _largest(found.by_country),
        "by_sector": _largest(found.by_sector),
        "seller_unsold_dollars_usd_bn": shown_or_none(dollars),
    }


def _largest(lines: tuple[MarkLine, ...]) -> list[dict[str, Any]]:
    ranked = sorted(lines, key=lambda line: -abs(float(np.median(line.usd))))[:LARGEST]
    return [{"name": line.name, **shown(line.usd, "usd_bn")} for line in ranked]


def benefit_lines(lines: tuple[BenefitLine, ...]) -> list[dict[str, Any]]:
    """What the currency's move does for others at home: apart, never netted; gains positive."""
    return [
        {
            "id": line.id,
            "label": line.label,
            "unit": SHOWN_UNIT[line.unit],
            "band": shown_or_none(line.draws, SHOWN_UNIT[line.unit]),
        }
        for line in lines
    ]


def household_lines_shown(out: Outcome, lines: tuple[HouseholdLine, ...]) -> list[dict[str, Any]]:
    """Ledger B per household: extra dollars a month on a new loan signed on the worst day."""
    found = []
    for line in lines:
        extra = line.extra_usd_per_month(out[line.variable].astype(np.float64))
        found.append({"label": line.label, "unit": "usd", **band(extra)})
    return found
