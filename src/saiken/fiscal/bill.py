"""The federal interest bill by class of debt: what a change of yields costs, month by month."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal.debt import HORIZON_MONTHS, DebtPath, debt_path
from saiken.market.curves import Curve
from saiken.market.par import par_response
from saiken.market.profile import DebtProfile, debt_profile
from saiken.units import MONTHS_PER_YEAR
from saiken.variables import MATURITIES

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
FLOATING_TERM_YEARS: Final = MATURITIES[0]
"""Floating-rate notes follow the three-month bill."""
POLICY: Final = (
    "Debt that matures is replaced by debt of the same kind and original term, and new borrowing "
    "has the mix of the debt outstanding; nothing is fitted."
)
BUYBACKS: Final = (
    "CBO projected a falling debt; it is bought back in the mix outstanding at the yields of the "
    "day, so that higher yields save interest on it."
)
CAVEATS: Final = (
    POLICY,
    "The bill is first-order: no interest on the extra interest, no change of the Federal "
    "Reserve's remittances, no reaction of the policy rate, the budget or the mix of debt.",
    "Inflation-protected debt is treated like nominal debt of the same term: real yields move one "
    "for one with nominal yields. Floating-rate notes reset each month with the three-month bill, "
    "those sold before day 0 too.",
    "Debt held by the public contains some non-marketable debt (savings bonds and the like); it is "
    "treated like the marketable debt.",
)


@dataclass(frozen=True, slots=True, eq=False)
class BillEngine:
    """Debt issued after day 0 by class and month, ready to be multiplied by yield changes.

    Attributes
    ----------
    debt_usd : ndarray, shape (month 0..120,)
        Debt held by the public at the end of each month.
    term_months : ndarray of int, shape (class,)
        Original term of each class.
    floating : ndarray of bool, shape (class,)
        Whether the class resets monthly with the three-month bill.
    issued_usd : ndarray, shape (class, month 0..120)
        Sold in each month: what matures and the class's part of new borrowing; zero in month 0.
    outstanding_usd : ndarray, shape (class, month 0..120)
        Outstanding at the end of each month.
    issue_response : ndarray, shape (class, maturity)
        Change of the yield at issue per unit change of each published zero yield.
    notes : tuple of str
        What this bill rests on besides the engine's own caveats.
    """

    debt_usd: Array
    term_months: NDArray[np.int64]
    floating: NDArray[np.bool_]
    issued_usd: Array
    outstanding_usd: Array
    issue_response: Array
    notes: tuple[str, ...] = field(default=())

    @classmethod
    def from_snapshot(cls, snap: Snapshot) -> BillEngine:
        """Build the bill of a snapshot: last known debt, official profile, CBO's path, its curve.

        Raises
        ------
        DataError
            If no CBO baseline covers the date.
        """
        profile = debt_profile(snap.store)
        path = debt_path(snap.store, snap.as_of)
        notes = (*path.caveats(), profile.caveat(snap.as_of))
        bill = cls.build(profile, path, snap.scale.debt_held_by_public_usd, snap.curve, notes)
        return replace(bill, notes=(*notes, BUYBACKS)) if (bill.issued_usd < 0).any() else bill

    @classmethod
    def build(
        cls,
        profile: DebtProfile,
        path: DebtPath,
        opening_usd: float,
        curve: Curve,
        notes: tuple[str, ...] = (),
    ) -> BillEngine:
        """Run the debt forward: refinance like with like, add new borrowing in the same mix.

        Parameters
        ----------
        profile : DebtProfile
            Shares and run-off of the classes.
        path : DebtPath
            Growth of the debt.
        opening_usd : float
            Debt held by the public on day 0.
        curve : Curve
            Curve before the sale; turns changes of zero yields into changes of yields at issue.
        """
        terms = np.array([one.term_months for one in profile.classes])
        floating = np.array([one.floating for one in profile.classes])
        share = profile.class_share[:, None]
        borrowed = share * np.diff(path.added_usd, prepend=0.0)
        maturing = share * opening_usd * profile.runoff_share[:, : HORIZON_MONTHS + 1]
        read_at = np.where(floating, FLOATING_TERM_YEARS, terms / MONTHS_PER_YEAR)
        response = np.einsum("cp,pt->ct", _read(read_at), par_response(curve), optimize=False)
        return cls(
            debt_usd=opening_usd + path.added_usd,
            term_months=terms,
            floating=floating,
            issued_usd=_issue(maturing + borrowed, terms),
            outstanding_usd=share * (opening_usd + path.added_usd),
            issue_response=response,
            notes=notes,
        )

    def caveats(self) -> tuple[str, ...]:
        """Say what the figures leave out, in plain sentences."""
        return (*self.notes, *CAVEATS)

    def extra_interest_usd(self, yield_change_monthly: NDArray[np.floating]) -> Array:
        """Extra interest accrued in each month.

        Parameters
        ----------
        yield_change_monthly : ndarray, shape (draw, month 0..120, maturity)
            Change of the zero yields at the end of each month (decimals).

        Returns
        -------
        ndarray, shape (draw, month 0..120)
            Dollars; month 0 is zero.
        """
        change = np.asarray(yield_change_monthly, float)
        rates = np.einsum("dmt,ct->cdm", change, self.issue_response, optimize=False)
        return self.extra_interest_at_rates_usd(rates)

    def extra_interest_at_rates_usd(self, rate_change: Array) -> Array:
        """Extra interest when the yields at issue of each class are given.

        Debt is sold in the middle of a month at the mean of the yields at its two ends, and pays
        until the middle of the month in which it matures. A month's interest is the mean of the
        yearly rates of payment at its two ends, over twelve.

        Parameters
        ----------
        rate_change : ndarray, shape (class, draw, month 0..120)
            Change of the yield at issue at the end of each month (decimals).

        Returns
        -------
        ndarray, shape (draw, month 0..120)
        """
        flow = np.zeros(rate_change.shape[1:])
        for place, change in enumerate(rate_change):
            flow += self._yearly_usd(place, change)
        monthly = np.zeros_like(flow)
        monthly[:, 1:] = (flow[:, :-1] + flow[:, 1:]) / 2 / MONTHS_PER_YEAR
        return monthly

    def _yearly_usd(self, place: int, change: Array) -> Array:
        """Extra interest a year that one class pays at the end of each month, (draw, month)."""
        if self.floating[place]:
            floating: Array = self.outstanding_usd[place] * change
            return floating
        sold = np.zeros_like(change)
        sold[:, 1:] = self.issued_usd[place, 1:] * (change[:, :-1] + change[:, 1:]) / 2
        running: Array = np.cumsum(sold, axis=1)
        term = int(self.term_months[place])
        alive = running.copy()
        alive[:, term:] -= running[:, : max(running.shape[1] - term, 0)]
        return alive


def first_year_usd(extra_interest_usd: Array) -> Array:
    """Sum months 1 to 12, shape (draw,)."""
    total: Array = extra_interest_usd[:, 1 : MONTHS_PER_YEAR + 1].sum(axis=1)
    return total


def ten_years_usd(extra_interest_usd: Array) -> Array:
    """Sum months 1 to 120, shape (draw,)."""
    total: Array = extra_interest_usd[:, 1 : HORIZON_MONTHS + 1].sum(axis=1)
    return total


def _issue(first_round: Array, terms: NDArray[np.int64]) -> Array:
    """Add to the first round of sales what replaces debt sold after day 0 when it matures."""
    issued = first_round.copy()
    for place, term in enumerate(terms):
        for month in range(int(term) + 1, issued.shape[1]):
            issued[place, month] += issued[place, month - term]
    return issued


def _read(term_years: Array) -> Array:
    """Weights that read the published maturities linearly at each term, (class, maturity)."""
    return np.stack([np.interp(term_years, MATURITIES, row) for row in np.eye(len(MATURITIES))], 1)
