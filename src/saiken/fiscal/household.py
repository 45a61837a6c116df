"""What a new borrower pays more: the annuity formula, and nothing about households."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import out_of_range
from saiken.fiscal.policy import settings
from saiken.units import MONTHS_PER_YEAR, to_si
from saiken.variables import MATURITIES, MATURITY_LABELS

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
CAR_RATE: Final = ("consumer_loan_rates", "TERMCBAUTO48NS")
TEN_YEARS: Final = MATURITIES[MATURITY_LABELS.index("10y")]
TINY: Final = 1e-12
"""A yearly rate this small counts as none."""


@dataclass(frozen=True, slots=True)
class Loan:
    """A new fixed-rate loan, paid back in equal monthly payments.

    Attributes
    ----------
    amount_usd : float
        Borrowed.
    years : float
        Until it is paid back.
    rate_per_year : float
        Yearly rate without a sale (decimal).
    source : str
        Where the rate comes from.
    """

    amount_usd: float
    years: float
    rate_per_year: float
    source: str

    def extra_payment_usd(self, rate_change: NDArray[np.floating] | float) -> Array:
        """Extra payment each month when the rate at signing is higher by `rate_change`."""
        after = self.rate_per_year + np.asarray(rate_change, float)
        changed = monthly_payment_usd(self.amount_usd, after, self.years)
        before = monthly_payment_usd(self.amount_usd, self.rate_per_year, self.years)
        extra: Array = changed - before
        return extra


def monthly_payment_usd(
    amount_usd: float, yearly_rate: NDArray[np.floating] | float, years: float
) -> Array:
    """Equal monthly payment that pays back a loan: ``P i / (1 - (1 + i)^-n)``, ``i`` a month.

    Parameters
    ----------
    amount_usd : float
    yearly_rate : float or ndarray
        Nominal yearly rate, above -1200%; a twelfth of it is charged each month.
    years : float

    Raises
    ------
    InputError
        If the loan lasts no time.

    Examples
    --------
    >>> round(float(monthly_payment_usd(100_000, 0.06, 30)), 2)
    599.55
    """
    if not years > 0:
        raise out_of_range("the length of a loan", years, "more than 0 years")
    monthly = np.asarray(yearly_rate, float) / MONTHS_PER_YEAR
    count = years * MONTHS_PER_YEAR
    none = np.abs(monthly) < TINY
    safe = np.where(none, 1.0, monthly)
    factor = np.where(none, 1 / count, safe / -np.expm1(-count * np.log1p(safe)))
    payment: Array = amount_usd * factor
    return payment


def new_mortgage(snap: Snapshot, amount_usd: float | None = None) -> Loan:
    """Build a new 30-year mortgage at the usual spread over the ten-year yield of the day."""
    file = settings()["household"]["mortgage"]
    rate = float(snap.curve.par(TEN_YEARS)) + to_si(float(file["over_10y_bp"]), "bp")
    source = "ten-year par yield of the day plus the mean spread since 1971"
    return Loan(_size(amount_usd, file), float(file["years"]), rate, source)


def new_car_loan(snap: Snapshot, amount_usd: float | None = None) -> Loan:
    """Build a new-car loan at the last bank rate known on the day.

    Raises
    ------
    DataError
        If no rate had been published.
    """
    file = settings()["household"]["car_loan"]
    seen = snap.latest(*CAR_RATE)
    source = f"bank rate on 48-month new-car loans, {str(seen.period_end)[:7]}"
    return Loan(_size(amount_usd, file), float(file["years"]), seen.value, source)


def _size(amount_usd: float | None, file: Mapping[str, Any]) -> float:
    return float(file["amount_usd"]) if amount_usd is None else amount_usd
