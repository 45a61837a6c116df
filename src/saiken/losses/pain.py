"""Ledger B: what voters and their representatives feel. Listed, never added."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.fiscal.household import Loan, new_car_loan, new_mortgage
from saiken.variables import VARIABLES

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class PainLine:
    """One line of political pain.

    Attributes
    ----------
    label : str
        Plain name.
    variable : str
        Id of the published variable whose quantiles are shown.
    reading : str
        ``"highest"`` or ``"lowest"`` level on the way, or ``"first_year"`` for the sum of months
        1 to 12.
    """

    label: str
    variable: str
    reading: str


_LINES: Final = (
    ("Rate on a new 30-year mortgage", "mortgage_30y_change", "highest"),
    ("Rate on a new-car loan", "auto_loan_change", "highest"),
    ("US stock market", "equity_change", "lowest"),
    ("Federal interest in the first year", "federal_interest", "first_year"),
)


def pain_lines() -> tuple[PainLine, ...]:
    """Return the lines whose variables are published, in the order in which they are shown."""
    lines = (PainLine(*line) for line in _LINES)
    return tuple(line for line in lines if line.variable in VARIABLES)


@dataclass(frozen=True, slots=True)
class HouseholdLine:
    """What a new borrower pays more a month, on a loan of a stated size.

    Attributes
    ----------
    label : str
        Plain words, the loan's size among them.
    variable : str
        Id of the published path of the loan's rate.
    loan : Loan
        The loan without the sale.
    """

    label: str
    variable: str
    loan: Loan

    def extra_usd_per_month(self, rate_change: NDArray[np.floating]) -> Array:
        """Extra payment of who borrows on the worst day, shape (draw,).

        Parameters
        ----------
        rate_change : ndarray, shape (draw, day)
            Path of the loan's rate (decimals).
        """
        return self.loan.extra_payment_usd(np.asarray(rate_change, float).max(axis=1))


def household_lines(snap: Snapshot) -> tuple[HouseholdLine, ...]:
    """Return the lines per household: new loans only, outstanding ones keep their rate."""
    mortgage, car = new_mortgage(snap), new_car_loan(snap)
    home = f"Monthly payment on a new {mortgage.years:.0f}-year mortgage"
    return (
        HouseholdLine(f"{home} of USD {mortgage.amount_usd:,.0f}", "mortgage_30y_change", mortgage),
        HouseholdLine(
            f"Monthly payment on a new-car loan of USD {car.amount_usd:,.0f}",
            "auto_loan_change",
            car,
        ),
    )
