"""The engine beside CBO's published rule of thumb, and the baseline of the bill beside defence."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np

from saiken.data import Store, resource_yaml
from saiken.fiscal.bill import BillEngine
from saiken.fiscal.debt import HORIZON_MONTHS, debt_path, projection
from saiken.market.curves import Curve
from saiken.market.profile import debt_profile
from saiken.units import MONTHS_PER_YEAR, to_si

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

RULES: Final = "fiscal/rules_of_thumb.yaml"
ACTUAL_LINES: Final = ("net_interest", "national_defense", "medicare", "social_security")
"""Lines of OMB's table 3.1 shown beside the bill."""
PROJECTED_LINES: Final = {"net_interest": "Net Interest"}
"""Lines that CBO's baseline projects under the same definition, and their names there."""


@dataclass(frozen=True, slots=True)
class ComparisonRow:
    """One fiscal year, or a sum of years, of the engine beside CBO.

    Attributes
    ----------
    period : str
        ``"2031"`` or ``"2026-2035"``.
    engine_usd : float
        Extra interest in the engine.
    cbo_usd : float or None
        Published change of the deficit; None where it was not at hand.
    """

    period: str
    engine_usd: float
    cbo_usd: float | None

    @property
    def ratio(self) -> float | None:
        """Engine over CBO, where CBO published a figure."""
        return None if self.cbo_usd is None else self.engine_usd / self.cbo_usd


@dataclass(frozen=True, slots=True)
class BaselineRow:
    """One line of the budget in one fiscal year.

    Attributes
    ----------
    fiscal_year : int
        Year in which it ends.
    line : str
        ``net_interest``, ``national_defense``, ``medicare`` or ``social_security``.
    outlay_usd : float
        Dollars.
    kind : str
        ``"actual"`` (OMB) or ``"projected"`` (CBO's baseline known on the day).
    source : str
        Dataset and vintage.
    """

    fiscal_year: int
    line: str
    outlay_usd: float
    kind: str
    source: str


def rules_of_thumb() -> dict[str, Any]:
    """Return CBO's published scenarios, their source, and why the engine's figures differ."""
    return dict(resource_yaml(RULES))


def cbo_comparison(store: Store) -> tuple[ComparisonRow, ...]:
    """Run the engine on CBO's own experiment, untuned, and set the published figures beside it.

    All yields at issue rise by 0.1 point on the first day of fiscal year 2026 and stay there,
    under the baseline of January 2025.

    Returns
    -------
    tuple of ComparisonRow
        Fiscal years 2026 to 2035, then their sum.
    """
    rules = rules_of_thumb()
    known_on, day0 = str(rules["baseline"]["known_on"]), str(rules["baseline"]["day0"])
    engine = _engine(store, known_on, day0)
    shift = np.full(
        (engine.term_months.size, 1, HORIZON_MONTHS + 1), to_si(rules["shift_pp"], "pct")
    )
    monthly = engine.extra_interest_at_rates_usd(shift)[0, 1:]
    yearly = monthly.reshape(-1, MONTHS_PER_YEAR).sum(axis=1)
    published = next(row for row in rules["deficit_change_usd_bn"] if row["engine"])
    years = range(rules["first_year"], rules["last_year"] + 1)
    at_hand = {rules["last_year"]: to_si(float(published["last_year"]), "usd_bn")}
    rows = [
        ComparisonRow(str(year), float(usd), at_hand.get(year))
        for year, usd in zip(years, yearly, strict=True)
    ]
    total = to_si(float(published["ten_years"]), "usd_bn")
    whole = f"{rules['first_year']}-{rules['last_year']}"
    return (*rows, ComparisonRow(whole, float(yearly.sum()), total))


@lru_cache(maxsize=16)
def baseline_bill(snap: Snapshot) -> tuple[BaselineRow, ...]:
    """Net interest beside defence, Medicare and Social Security, as known on the snapshot's day.

    Returns
    -------
    tuple of BaselineRow
        Actual years of OMB's table 3.1, then net interest of CBO's newest baseline for the years
        after them. Other lines are not projected under the same definition and stop.

    Raises
    ------
    DataError
        If no baseline had been published.
    """
    rows = [row for line in ACTUAL_LINES for row in _actual(snap, line)]
    last = max(row.fiscal_year for row in rows)
    for line, name in PROJECTED_LINES.items():
        ahead = projection(snap.store, "outlay", name, snap.as_of)
        source = f"cbo_baselines, {str(ahead.vintage)[:7]}"
        rows += [
            BaselineRow(int(year), line, float(usd), "projected", source)
            for year, usd in zip(ahead.fiscal_years, ahead.values_usd, strict=True)
            if year > last
        ]
    return tuple(rows)


def _actual(snap: Snapshot, line: str) -> list[BaselineRow]:
    series = snap.store.series("omb_outlays", line, str(snap.as_of))
    return [
        BaselineRow(end.year, line, float(usd), "actual", "omb_outlays")
        for end, usd in zip(series.dates.tolist(), series.values, strict=True)
    ]


def _engine(store: Store, known_on: str, day0: str) -> BillEngine:
    """Build the bill under the baseline known on a day, starting with CBO's own debt at `day0`."""
    debt = projection(store, "debt", "Total", known_on)
    opening = debt.at_year(int(day0[:4]))
    curve = Curve.from_store(store, known_on)
    path = debt_path(store, known_on, day0)
    return BillEngine.build(debt_profile(store), path, opening, curve, path.caveats())
