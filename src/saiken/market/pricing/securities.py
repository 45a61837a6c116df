"""The terms of Treasuries: coupon, first day of interest, first coupon, maturity."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import InputError
from saiken.market.pricing.calendar import Dates
from saiken.market.pricing.schedule import coupon_date, dated_date, periods_to_maturity

Array = NDArray[np.float64]
NOMINAL_KINDS: Final = ("Bill", "Note", "Bond")
"""Kinds priced here; no real or floating-rate curve is at hand for TIPS and FRNs."""


class SecurityList(Protocol):
    """What a list of securities needs to have: aligned arrays, one row a security."""

    @property
    def kind(self) -> NDArray[Any]: ...  # noqa: D102 - the class says it
    @property
    def coupon(self) -> Array: ...  # noqa: D102
    @property
    def issue_date(self) -> Dates: ...  # noqa: D102
    @property
    def maturity_date(self) -> Dates: ...  # noqa: D102


@dataclass(frozen=True, slots=True, eq=False)
class Securities:
    """Nominal Treasuries, one row a security; all arrays have shape (security,).

    Attributes
    ----------
    coupon : ndarray
        Annual rate, decimal; 0 for bills, which pay once.
    dated_date : ndarray of datetime64[D]
        First day of interest.
    first_coupon_date : ndarray of datetime64[D]
        A coupon date counted back from maturity. The period from the dated date to it may be
        shorter or longer than half a year; its coupon is in proportion, period by period.
    maturity_date : ndarray of datetime64[D]
    """

    coupon: Array
    dated_date: Dates
    first_coupon_date: Dates
    maturity_date: Dates

    def __len__(self) -> int:
        return int(self.maturity_date.size)

    def select(self, keep: NDArray[np.bool_] | NDArray[np.int64]) -> Securities:
        """Return the rows that a mask or an index picks."""
        dated, first = self.dated_date[keep], self.first_coupon_date[keep]
        return Securities(self.coupon[keep], dated, first, self.maturity_date[keep])

    @classmethod
    def of(
        cls,
        coupon: ArrayLike,
        issue_date: ArrayLike,
        maturity_date: ArrayLike,
        *,
        dated: ArrayLike | None = None,
        first_coupon: ArrayLike | None = None,
    ) -> Securities:
        """Build securities from arrays.

        Parameters
        ----------
        coupon : array of float
            Annual rate, decimal; not a number is read as 0 (a bill).
        issue_date, maturity_date : array of date
            A bill's issue date may be missing (not a time): it pays once, whenever it was issued.
        dated : array of date, optional
            First day of interest; by default :func:`~saiken.market.pricing.schedule.dated_date`.
        first_coupon : array of date, optional
            By default the first coupon date after the dated date: a regular or short first period.

        Raises
        ------
        InputError
            If a coupon is negative, a date is missing, a security matures before interest starts,
            or a first coupon date is not a coupon date after the dated date.
        """
        rate = np.nan_to_num(np.atleast_1d(np.asarray(coupon, float)), nan=0.0)
        maturity = _dates(maturity_date)
        issue = _known(_dates(issue_date), rate, maturity)
        start = dated_date(issue, maturity) if dated is None else _dates(dated)
        rate, start, maturity = np.broadcast_arrays(rate, start, maturity)
        if (rate < 0).any() or (maturity <= start).any():
            raise InputError(
                "a security needs a coupon of zero or more and a maturity after its dated date."
            )
        if first_coupon is None:
            left = np.ceil(periods_to_maturity(maturity, start)) - 1
            first = coupon_date(maturity, left)
        else:
            first = np.broadcast_to(_dates(first_coupon), maturity.shape)
            _check_first(first, start, maturity)
        return cls(rate, start, first, maturity)

    @classmethod
    def from_list(cls, listed: SecurityList) -> Securities:
        """Read the terms of a list of bills, notes and bonds.

        Raises
        ------
        InputError
            If there are other kinds in it.
        """
        others = sorted(set(np.asarray(listed.kind).tolist()) - set(NOMINAL_KINDS))
        if others:
            raise InputError(
                f"{', '.join(map(str, others))} cannot be priced on a nominal curve; select "
                f"{', '.join(NOMINAL_KINDS)}."
            )
        return cls.of(listed.coupon, listed.issue_date, listed.maturity_date)


def _dates(values: ArrayLike) -> Dates:
    return np.atleast_1d(np.asarray(values, "datetime64[D]"))


def _known(issue: Dates, rate: Array, maturity: Dates) -> Dates:
    """Stand in for missing issue dates of bills; refuse other missing dates."""
    rate, issue, maturity = np.broadcast_arrays(rate, issue, maturity)
    if (np.isnat(issue) & (rate > 0)).any() or np.isnat(maturity).any():
        raise InputError("a security needs a maturity date and, with a coupon, an issue date.")
    if not np.isnat(issue).any():
        return issue
    known: Dates = np.where(np.isnat(issue), coupon_date(maturity, 1), issue)
    return known


def _check_first(first: Dates, start: Dates, maturity: Dates) -> None:
    left = periods_to_maturity(maturity, first)
    wrong = (left != np.round(left)) | (first <= start) | (first > maturity)
    if wrong.any():
        raise InputError(
            f"{first[wrong][0]} is not a coupon date between {start[wrong][0]} and maturity on "
            f"{maturity[wrong][0]}."
        )
