"""The federal interest bill, security by security, before and after a change of yields.

Old debt is added up from the list of securities into what falls due and what is paid each month
(:mod:`saiken.fiscal.securities`); a policy says what is sold in its place
(:mod:`saiken.fiscal.plan`). What a change of yields costs is then a product of three factors: the
change at issue of each class (maturities to classes), the dollars sold at it (months), and a
window of ones from sale to maturity (months to months). No step runs over draws or securities.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.fiscal.bill import BUYBACKS
from saiken.fiscal.debt import HORIZON_MONTHS, debt_path
from saiken.fiscal.issue import issue_rates, issue_response
from saiken.fiscal.plan import Plan, make_plan
from saiken.fiscal.policy import Policy, kind_groups, recent_policy
from saiken.fiscal.rates import BaseRates, base_rates
from saiken.fiscal.securities import KINDS, SecurityList, Stock, stock
from saiken.market.curves import Curve
from saiken.units import MONTHS_PER_YEAR

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
EXCESS: Final = (
    "In some months more of a kind of debt stands than its share allows (TIPS grow with prices "
    "while the debt is held constant); the excess is bought back at the yields of the month."
)
CAVEATS: Final = (
    "The bill is first-order: interest on the extra interest, the Federal Reserve's remittances, a "
    "reaction of the policy rate and the answer of yields to the extra debt are shown apart and "
    "are not in it; the budget and the mix of debt do not react.",
    "Real yields of inflation-protected debt move one for one with nominal yields and inflation "
    "does not change; floating-rate notes reset each month with the three-month bill, those sold "
    "before day 0 too, and their spread over it is left out.",
    "Debt held by the public contains some non-marketable debt (savings bonds and the like); the "
    "list of marketable securities is scaled to it.",
)


@dataclass(frozen=True, slots=True, eq=False)
class SecurityBill:
    """Old debt as cash flows, debt sold after day 0 by class, and how yields reach both.

    Attributes
    ----------
    old : Stock
        Cash flows of the securities of day 0.
    policy : Policy
        Rule of issuance; its classes are the classes here.
    plan : Plan
        What is sold, month 0..M.
    base : BaseRates
        Yields and inflation without a sale.
    issue_response : ndarray, shape (class, maturity)
        Change of the rate at issue per unit change of each published zero yield.
    issue_rate : ndarray, shape (class, month 0..M)
        Rate at issue at the end of each month without a sale: a bill's discount per dollar of
        par, a real yield for TIPS.
    sale_rate : ndarray, shape (class, month 0..M)
        Rate at which the debt of each month is sold; month 0 is not read.
    notes : tuple of str
        What this bill rests on besides the engine's own caveats.
    """

    old: Stock
    policy: Policy
    plan: Plan
    base: BaseRates
    issue_response: Array
    issue_rate: Array
    sale_rate: Array
    notes: tuple[str, ...] = ()

    @classmethod
    def from_snapshot(
        cls, snap: Snapshot, listed: SecurityList, bill_share_tilt: float = 0.0
    ) -> SecurityBill:
        """Build the bill of a snapshot on the securities of its day.

        Parameters
        ----------
        snap : Snapshot
        listed : SecurityList
            The universe of the day.
        bill_share_tilt : float
            Change of the share of bills in the debt, phased in.

        Raises
        ------
        DataError
            If no CBO baseline covers the date.
        """
        path = debt_path(snap.store, snap.as_of)
        opening = snap.scale.debt_held_by_public_usd
        return cls.build(
            snap.store,
            listed,
            opening + path.added_usd,
            recent_policy(snap.store, snap.as_of, listed, bill_share_tilt),
            base_rates(snap.store, snap.as_of, snap.curve, HORIZON_MONTHS),
            snap.curve,
            (*path.caveats(), *listed.notes),
        )

    @classmethod
    def build(
        cls,
        store: Store,
        listed: SecurityList,
        debt_usd: Array,
        policy: Policy,
        base: BaseRates,
        curve: Curve,
        notes: tuple[str, ...] = (),
    ) -> SecurityBill:
        """Add up the old debt, run the policy forward, and read the yields.

        Parameters
        ----------
        store : Store
        listed : SecurityList
            Securities on day 0; scaled to ``debt_usd[0]``.
        debt_usd : ndarray, shape (month 0..M,)
            Debt at the end of each month.
        policy : Policy
        base : BaseRates
            Yields and inflation over the same months.
        curve : Curve
            Curve before the sale; turns changes of zero yields into changes at issue.
        """
        months = debt_usd.size - 1
        scale = float(debt_usd[0] / listed.outstanding_usd.sum())
        old = stock(store, listed, scale, months)
        by_group = np.zeros((len(policy.groups), months + 1))
        np.add.at(by_group, kind_groups(), _grown(old.left_usd, base))
        opening = by_group[:, 0] / by_group[:, 0].sum()
        target = policy.shares(opening, months) * debt_usd
        rates = issue_rates(policy, base)
        return cls(
            old=old,
            policy=policy,
            plan=make_plan(policy, target, by_group, base.price_index),
            base=base,
            issue_response=issue_response(policy, curve),
            issue_rate=rates,
            sale_rate=_between(rates),
            notes=(*policy.notes, *base.notes, *notes),
        )

    @property
    def months(self) -> int:
        """Last month of the bill."""
        return int(self.plan.debt_usd.size) - 1

    @property
    def old_left_usd(self) -> Array:
        """Old debt not yet matured at the end of each month, shape (kind, month 0..M)."""
        return _grown(self.old.left_usd, self.base)

    @property
    def outstanding_by_kind_usd(self) -> dict[str, Array]:
        """Debt at the end of each month by kind, each of shape (month 0..M,)."""
        grown = self.old_left_usd
        found = {kind: grown[place] for place, kind in enumerate(KINDS)}
        for one, standing in zip(self.policy.classes, self.plan.standing_usd, strict=True):
            found[one.kind] = found[one.kind] + standing
        return found

    def caveats(self) -> tuple[str, ...]:
        """Say what the figures rest on and leave out, in plain sentences."""
        bought: tuple[str, ...] = ()
        if (np.diff(self.plan.debt_usd) < 0).any():
            bought = (BUYBACKS,)
        elif (self.plan.sold_usd < 0).any():
            bought = (EXCESS,)
        return (*self.notes, *bought, *CAVEATS)

    def extra_interest_usd(self, yield_change_monthly: NDArray[np.floating]) -> Array:
        """Extra interest accrued in each month.

        Parameters
        ----------
        yield_change_monthly : ndarray, shape (draw, month 0..M, maturity)
            Change of the zero yields at the end of each month (decimals).

        Returns
        -------
        ndarray, shape (draw, month 0..M)
            Dollars; month 0 is zero.
        """
        return _summed(self.by_kind(yield_change_monthly))

    def by_kind(self, yield_change_monthly: NDArray[np.floating]) -> dict[str, Array]:
        """Extra interest of :meth:`extra_interest_usd` by kind of debt; the kinds add up to it."""
        change = np.asarray(yield_change_monthly, float)

        def rate(place: int) -> Array:
            response = self.issue_response[place]
            return np.asarray(np.einsum("dmt,t->dm", change, response, optimize=False))

        # class by class: what one class needs stays in the processor's cache
        return self._by_kind(lambda place: _between(rate(place)), rate(self._floating_place))

    def interest_of_paths_usd(self, paths: Array, spread: Array) -> Array:
        """Extra interest when each draw's change is one path, spread over maturities in one way.

        The same as :meth:`extra_interest_usd` of their product, without writing it out.

        Parameters
        ----------
        paths : ndarray, shape (draw, month 0..M)
            Decimals.
        spread : ndarray, shape (draw, maturity)

        Returns
        -------
        ndarray, shape (draw, month 0..M)
            Dollars.
        """
        loads = np.einsum("dt,ct->cd", spread, self.issue_response, optimize=False)[..., None]
        level = _between(paths)
        floating = paths * loads[self._floating_place]
        return _summed(self._by_kind(lambda place: level * loads[place], floating))

    def by_kind_at_rates(self, rate_change: Array) -> dict[str, Array]:
        """Extra interest by kind when the change of the rate at issue of each class is given.

        Debt is sold in the middle of a month at the mean of the rates at its two ends, and pays
        until the middle of the month in which it matures. A month's interest is the mean of the
        yearly rates of payment at its two ends, over twelve.

        Parameters
        ----------
        rate_change : ndarray, shape (class, draw, month 0..M)
        """
        return self.by_kind_at_sales(_between(rate_change), self._floating(rate_change))

    def by_kind_at_sales(self, sale_rate: Array, floating_rate: Array) -> dict[str, Array]:
        """Extra interest by kind when the change in each month of sale is given.

        Parameters
        ----------
        sale_rate : ndarray, shape (class, draw, month 0..M)
            Change of the rate at which debt of that month is sold; month 0 is not read.
        floating_rate : ndarray, shape (draw, month 0..M)
            Change of the rate of floating-rate notes at the end of each month.
        """
        return self._by_kind(lambda place: sale_rate[place], floating_rate)

    def _by_kind(self, sale_rate: Callable[[int], Array], floating_rate: Array) -> dict[str, Array]:
        """Extra interest by kind; the change at sale of each class is asked for by its place."""
        flows = self._running(sale_rate, floating_rate.shape)
        flows["FRN"] += self.outstanding_by_kind_usd["FRN"] * floating_rate
        return {kind: _accrue(flow) for kind, flow in flows.items()}

    def extra_interest_at_rates_usd(self, rate_change: Array) -> Array:
        """Sum over kinds of :meth:`by_kind_at_rates`, shape (draw, month 0..M)."""
        return _summed(self.by_kind_at_rates(rate_change))

    def baseline_by_kind(self) -> dict[str, Array]:
        """Interest accrued in each month without a sale, by kind, each of shape (month 0..M,).

        Coupons of old and new notes and bonds, discount of bills, real coupons and inflation
        compensation of TIPS, resets of floating-rate notes.
        """
        grown = _grown(self.old.paying_usd, self.base)
        flows = {kind: grown[place].copy() for place, kind in enumerate(KINDS)}
        running = self._running(lambda place: self.sale_rate[place][None], (1, self.months + 1))
        for kind, owed in running.items():
            flows[kind] += owed[0]
        standing = self.outstanding_by_kind_usd
        flows["TIPS"] += standing["TIPS"] * self.base.inflation
        flows["FRN"] += standing["FRN"] * self._floating(self.issue_rate[:, None])[0]
        return {kind: _accrue(flow[None])[0] for kind, flow in flows.items()}

    def baseline_interest_usd(self) -> Array:
        """Interest accrued in each month without a sale, shape (month 0..M,)."""
        total: Array = np.sum(np.stack(list(self.baseline_by_kind().values())), axis=0)
        return total

    def marginal_rate(self) -> Array:
        """Yearly cost of a dollar borrowed on top, in the mix of the debt, shape (month 0..M,).

        Weights are the groups' shares of the debt and, inside a group, what its sales add up to;
        the cost of TIPS contains inflation.
        """
        share = np.stack([*self.outstanding_by_kind_usd.values()])
        by_group = np.zeros((len(self.policy.groups), self.months + 1))
        np.add.at(by_group, kind_groups(), share / self.plan.debt_usd)
        weight = by_group[self.policy.group] * self.policy.standing[:, None]
        tips = np.array([one.kind == "TIPS" for one in self.policy.classes])
        cost = self.issue_rate + np.where(tips[:, None], self.base.inflation, 0.0)
        rate: Array = (weight * cost).sum(axis=0)
        return rate

    def _running(self, at_sale: Callable[[int], Array], shape: tuple[int, ...]) -> dict[str, Array]:
        """Interest a year that debt sold after day 0 pays at the end of each month, by kind.

        What comes with each month's sales and what goes with the debt that matures is added up
        over the classes of a kind first, then over months: the classes share their index.
        """
        flows = {kind: np.zeros(shape) for kind in KINDS}
        for place, one in enumerate(self.policy.classes):
            if one.floating:
                continue
            comes = self.plan.sold_usd[place] / self.plan.index[place] * at_sale(place)
            flows[one.kind] += comes
            flows[one.kind][:, one.term_months :] -= comes[:, : -one.term_months]
        for kind, flow in flows.items():
            np.cumsum(flow, axis=1, out=flow)
            if kind == "TIPS":
                flow *= self.base.price_index
        return flows

    def _floating(self, rates: Array) -> Array:
        """Rate of floating-rate notes, shape (draw, month)."""
        rate: Array = rates[self._floating_place]
        return rate

    @property
    def _floating_place(self) -> int:
        return int(np.flatnonzero(self.policy.floating)[0])


TIPS: Final = np.array([kind == "TIPS" for kind in KINDS])


def _grown(amounts: Array, base: BaseRates) -> Array:
    """Old amounts, TIPS with the index of each month, shape (kind, month)."""
    grown: Array = np.where(TIPS[:, None], amounts * base.price_index, amounts)
    return grown


def _summed(kinds: dict[str, Array]) -> Array:
    """Sum over kinds of debt, in their order."""
    return np.asarray(reduce(np.add, kinds.values()))


def _between(ends: Array) -> Array:
    """Mean of the values at the two ends of each month; zero in month 0."""
    mean = np.zeros_like(ends)
    mean[..., 1:] = (ends[..., :-1] + ends[..., 1:]) / 2
    return mean


def _accrue(flow: Array) -> Array:
    """From yearly rates of payment at month ends to dollars accrued in each month."""
    accrued: Array = _between(flow) / MONTHS_PER_YEAR
    return accrued
