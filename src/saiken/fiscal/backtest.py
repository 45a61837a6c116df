"""Interest expense of past fiscal years: the bill under quoted yields, beside what was paid."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.errors import DataError
from saiken.fiscal.history import month_ends
from saiken.fiscal.plan import Plan, make_plan
from saiken.fiscal.policy import AUCTIONS, COUPON, Policy, kind_groups, recent_policy
from saiken.fiscal.rates import quoted_rates
from saiken.fiscal.securities import KINDS
from saiken.fiscal.security_bill import SecurityBill
from saiken.market.curves import Curve
from saiken.market.universe import Universe, universe
from saiken.units import MONTHS_PER_YEAR

Array = NDArray[np.float64]
EXPENSE: Final = "interest_expense"
DEBT: Final = ("fiscal_quarterly", "FYGFDPUN")
NAMES: Final = {
    "Bill": ("Treasury Bills",),
    "Note": ("Treasury Notes",),
    "Bond": ("Treasury Bonds",),
    "TIPS": (
        "Inflation Protected Securities (TIPS)",
        "Int. Expense Inflation Compensation (TIPS)",
        "Treasury Inflation Protected Securities (TIPS)",
    ),
    "FRN": ("Treasury Floating Rate Notes (FRN)",),
}
"""Names of each kind in the published statement."""
PARTS: Final = ("accrued", "discount", "premium")
DEFINITION: Final = (
    "Interest expense on marketable public issues, by accrual: accrued interest, amortised "
    "discount and premium, and inflation compensation (Fiscal Data, Interest Expense on the Public "
    "Debt). Special issues to government accounts, savings bonds and state and local series are "
    "left out; what government accounts and the Federal Reserve hold in marketable issues is in it."
)


@dataclass(frozen=True, slots=True)
class ExpenseRow:
    """One kind of debt, or all.

    Attributes
    ----------
    kind : str
        One of the kinds, or ``"All"``.
    published_usd : float
    auctions_usd : float
        The bill with notes and bonds as they were auctioned; bills are what is left.
    policy_usd : float
        The bill with the issuance policy as known on day 0.
    inferred_share : float
        Part of the amount on day 0 whose lines are inferred.
    """

    kind: str
    published_usd: float
    auctions_usd: float
    policy_usd: float
    inferred_share: float

    @property
    def ratio(self) -> float:
        """The bill with actual auctions over the published figure."""
        return self.auctions_usd / self.published_usd


@dataclass(frozen=True, slots=True)
class ExpenseCheck:
    """A fiscal year, or its first months where no more was published.

    Attributes
    ----------
    fiscal_year, months : int
    rows : tuple of ExpenseRow
        By kind, then all together.
    notes : tuple of str
    """

    fiscal_year: int
    months: int
    rows: tuple[ExpenseRow, ...]
    notes: tuple[str, ...]


def interest_check(store: Store, fiscal_year: int) -> ExpenseCheck:
    """Run the securities of the eve of a fiscal year under the yields quoted in it.

    Debt grows by the actual change of the debt held by the public. Notes and bonds are sold as
    they were auctioned (amounts offered, high yields); TIPS and floating-rate notes keep their
    share; bills are the rest, so that what the Federal Reserve took at auctions on top counts as
    bills. Beside it the issuance policy of day 0 runs without seeing the auctions.

    Parameters
    ----------
    store : Store
    fiscal_year : int
        2024 starts from the official list; 2025 from an inferred one.

    Raises
    ------
    DataError
        If no interest was published for the year.
    """
    day0 = f"{fiscal_year - 1}-09-30"
    end = np.datetime64(f"{fiscal_year}-09-30")
    published = {kind: _published(store, kind, day0, end) for kind in KINDS}
    months = min(len(values) for values in published.values())
    if not months:
        raise DataError(f"No interest expense is at hand for fiscal year {fiscal_year}.")
    listed = universe(store, day0, known_on=month_ends(day0, 1)[-1])
    bill = _bill(store, listed, day0, months)
    actual = as_auctioned(store, bill, day0)
    sums = [{kind: float(v[1:].sum()) for kind, v in one.baseline_by_kind().items()}
            for one in (actual, bill)]  # fmt: skip
    paid = {kind: float(values[:months].sum()) for kind, values in published.items()}
    inferred = listed.inferred_share()
    rows = [ExpenseRow(k, paid[k], sums[0][k], sums[1][k], inferred[k]) for k in KINDS]
    whole = float(listed.outstanding_usd[listed.inferred].sum() / listed.outstanding_usd.sum())
    totals = [sum(each.values()) for each in (paid, *sums)]
    rows.append(ExpenseRow("All", totals[0], totals[1], totals[2], whole))
    return ExpenseCheck(fiscal_year, months, tuple(rows), (DEFINITION, *actual.notes))


def _published(store: Store, kind: str, day0: str, end: np.datetime64) -> Array:
    """Dollars by month after day 0 that were published for a kind."""
    start = np.datetime64(day0) + 1
    total: Array | None = None
    for key in store.keys(EXPENSE):
        part, _, name = key.partition(": ")
        if part in PARTS and name in NAMES[kind]:
            values = store.series(EXPENSE, key).window(start, end).values
            total = values if total is None else total[: values.size] + values[: total.size]
    return np.zeros(0) if total is None else total


def _bill(store: Store, listed: Universe, day0: str, months: int) -> SecurityBill:
    """The bill under quoted yields with the policy known on day 0."""
    debt = store.series(*DEBT)
    ends = month_ends(day0, months)
    level = np.interp(ends.astype(int), debt.dates.astype("datetime64[D]").astype(int), debt.values)
    opening = float(listed.outstanding_usd.sum())
    return SecurityBill.build(
        store,
        listed,
        opening + level - level[0],
        recent_policy(store, day0, listed),
        quoted_rates(store, day0, months),
        Curve.from_store(store, day0),
        listed.notes,
    )


def as_auctioned(store: Store, bill: SecurityBill, day0: object) -> SecurityBill:
    """Replace the policy's notes and bonds by what was auctioned and issued after day 0."""
    amount, rate = _auctions(store, bill.policy, month_ends(day0, bill.months))
    left = np.zeros((len(bill.policy.groups), bill.months + 1))
    np.add.at(left, kind_groups(), bill.old_left_usd)
    target = bill.policy.shares(left[:, 0] / left[:, 0].sum(), bill.months) * bill.plan.debt_usd
    coupons = bill.policy.groups.index(COUPON)
    target[coupons] = left[coupons] + np.cumsum(amount.sum(axis=0))
    bills = bill.policy.groups.index("Bill")
    others = np.delete(target, bills, axis=0).sum(axis=0)
    target[bills] = bill.plan.debt_usd - others
    plan = make_plan(bill.policy, target, left, bill.base.price_index)
    mine = bill.policy.group == coupons
    sold, standing = plan.sold_usd.copy(), plan.standing_usd.copy()
    sold[mine], standing[mine] = amount[mine], np.cumsum(amount[mine], axis=1)
    return replace(
        bill,
        plan=Plan(plan.debt_usd, sold, plan.index, standing),
        sale_rate=np.where(mine[:, None], rate, bill.sale_rate),
    )


def _auctions(store: Store, policy: Policy, ends: NDArray[np.datetime64]) -> tuple[Array, Array]:
    """Amounts offered and their mean high yield by class and month of issue, (class, month)."""
    table: dict[str, NDArray[Any]] = store.table(AUCTIONS)
    month = np.searchsorted(ends, table["issue_date"].astype("datetime64[D]"), side="left")
    inside = (month >= 1) & (month < ends.size) & ~np.isnat(table["issue_date"])
    amount = np.zeros((len(policy.classes), ends.size))
    cost = np.zeros_like(amount)
    for place, one in enumerate(policy.classes):
        mine = inside & (table["security_class"] == one.kind)
        mine &= table["term_years"] * MONTHS_PER_YEAR == one.term_months
        np.add.at(amount[place], month[mine], table["offering"][mine])
        np.add.at(cost[place], month[mine], (table["offering"] * table["high_yield"])[mine])
    return amount, np.divide(cost, amount, out=np.zeros_like(cost), where=amount > 0)
