"""CBO's published sensitivity beside the bill by security: all rates 0.1 point higher, untuned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store, resource_yaml
from saiken.fiscal.debt import HORIZON_MONTHS, debt_path, elapsed_months, projection
from saiken.fiscal.policy import recent_policy
from saiken.fiscal.rates import base_rates
from saiken.fiscal.security_bill import SecurityBill
from saiken.fiscal.service import debt_service_usd, remittances_lost_usd
from saiken.market.curves import Curve
from saiken.market.universe import universe
from saiken.units import MONTHS_PER_YEAR, to_si
from saiken.variables import MATURITIES

Array = NDArray[np.float64]
RULES: Final = "fiscal/rules_of_thumb.yaml"
FED: Final = ("treasury", "mbs")


@dataclass(frozen=True, slots=True)
class SensitivityRow:
    """One fiscal year, or the ten together, beside CBO.

    Attributes
    ----------
    period : str
        ``"2031"`` or ``"2026-2035"``.
    interest_usd : float
        Extra interest of the bill.
    service_usd : float
        Interest on the extra interest.
    remittances_usd : float
        Fall of the Federal Reserve's income, an option.
    cbo_usd : float or None
        Published change of the deficit; None where it was not at hand.
    """

    period: str
    interest_usd: float
    service_usd: float
    remittances_usd: float
    cbo_usd: float | None

    @property
    def with_service_usd(self) -> float:
        """Extra interest and the interest on it."""
        return self.interest_usd + self.service_usd

    @property
    def ratio(self) -> float | None:
        """Extra interest and the interest on it over CBO, where CBO published a figure."""
        return None if self.cbo_usd is None else self.with_service_usd / self.cbo_usd


def editions() -> Mapping[str, Mapping[str, Any]]:
    """Published editions of the experiment by id."""
    return {str(one["id"]): one for one in resource_yaml(RULES)["editions"]}


def cbo_sensitivity(
    store: Store, edition: str = "2025", reading: str | None = None
) -> tuple[SensitivityRow, ...]:
    """Raise all rates at issue by 0.1 point for good and count fiscal years as CBO does.

    Shares of refinancing come from the securities of the day and the auctions known by it; none
    is fitted. Old floating-rate notes reset; everything else pays more only once it is replaced.

    Parameters
    ----------
    store : Store
    edition : {"2025", "2026"}
    reading : {"calendar", "fiscal"}, optional
        Rates rise in January of the title's first year, or with the first fiscal year that CBO
        sums; left out, as in CBO's own description of its rules (``rules_of_thumb.yaml``).

    Returns
    -------
    tuple of SensitivityRow
        Ten fiscal years, then their sum.
    """
    rules = editions()[edition]
    used = reading or str(resource_yaml(RULES)["reading"]["used"])
    begin, listed_on = str(rules[used]), str(rules["listed_on"])
    first = min(begin, listed_on)
    rise = round(elapsed_months(begin) - elapsed_months(first))
    count = round(elapsed_months(str(rules["day0"])) - elapsed_months(first))
    bill = bill_on(store, str(rules["known_on"]), first, count + HORIZON_MONTHS)
    interest, service, lost = _three_parts(store, bill, str(rules["known_on"]), rise)
    years = range(rules["first_year"], rules["last_year"] + 1)
    yearly = [_by_year(part[0, count + 1 :]) for part in (interest, service, lost)]
    published = {rules["last_year"]: to_si(float(rules["last_year_usd_bn"]), "usd_bn")}
    rows = [
        _row(str(year), [float(part[k]) for part in yearly], published.get(year))
        for k, year in enumerate(years)
    ]
    whole = f"{rules['first_year']}-{rules['last_year']}"
    total = to_si(float(rules["ten_years_usd_bn"]), "usd_bn")
    return (*rows, _row(whole, [float(part.sum()) for part in yearly], total))


def _row(period: str, parts: list[float], cbo_usd: float | None) -> SensitivityRow:
    interest, service, remittances = parts
    return SensitivityRow(period, interest, service, remittances, cbo_usd)


def bill_on(store: Store, known_on: str, day0: str, months: int) -> SecurityBill:
    """Bill of CBO's own debt path from the end of a month, with the knowledge of another day."""
    listed = universe(store, day0, known_on=known_on)
    path = debt_path(store, known_on, day0, months)
    ends = projection(store, "debt", "Total", known_on)
    year = int(ends.fiscal_years[0])
    ahead = round(elapsed_months(f"{year}-09-30") - elapsed_months(day0))
    opening = ends.at_year(year) - path.added_usd[ahead]
    curve = Curve.from_store(store, known_on)
    return SecurityBill.build(
        store,
        listed,
        opening + path.added_usd,
        recent_policy(store, known_on, listed),
        base_rates(store, known_on, curve, months, day0),
        curve,
        (*path.caveats(), *listed.notes),
    )


def _three_parts(
    store: Store, bill: SecurityBill, known_on: str, rise: int
) -> tuple[Array, Array, Array]:
    """Extra interest, interest on it, remittances lost, each of shape (1, month 0..M)."""
    shift = to_si(float(resource_yaml(RULES)["shift_pp"]), "pct")
    at_sale = np.zeros((len(bill.policy.classes), 1, bill.months + 1))
    at_sale[:, :, rise + 1 :] = shift
    level = np.zeros((1, bill.months + 1))
    level[:, rise:] = shift
    parts = bill.by_kind_at_sales(at_sale, level)
    interest = np.sum(np.stack(list(parts.values())), axis=0)
    interest[:, : rise + 1] = 0.0
    service = debt_service_usd(interest, bill.marginal_rate())
    holdings = [store.latest("fed_h41", key, known_on).value for key in FED]
    change = np.repeat(level[:, :, None], len(MATURITIES), axis=2)
    part = holdings[0] / float(bill.plan.debt_usd[0])
    lost = remittances_lost_usd(interest, change, part, sum(holdings))
    return interest, service, lost


def _by_year(monthly: Array) -> Array:
    yearly: Array = monthly.reshape(-1, MONTHS_PER_YEAR).sum(axis=1)
    return yearly
