"""The debt outstanding on day 0, security by security, added up into cash flows by month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.fiscal.debt import elapsed_months
from saiken.fiscal.history import par_on
from saiken.market import DebtClass, debt_classes
from saiken.variables import MATURITIES

Array = NDArray[np.float64]
KINDS: Final = ("Bill", "Note", "Bond", "TIPS", "FRN")
"""Kinds of marketable debt, in the order in which they are shown."""
DAYS_PER_YEAR: Final = 365.25
SLACK_MONTHS: Final = 1e-9
"""A maturity this close to the end of a month belongs to that month."""


class SecurityList(Protocol):
    """Marketable securities, one row each: what the bill reads of a universe."""

    @property
    def as_of(self) -> np.datetime64:
        """Day of the list."""

    @property
    def kind(self) -> NDArray[Any]:
        """One of :data:`KINDS`."""

    @property
    def coupon(self) -> Array:
        """Decimals a year; NaN where it is not at hand."""

    @property
    def issue_date(self) -> NDArray[np.datetime64]:
        """First issue; NaT where it is not at hand."""

    @property
    def maturity_date(self) -> NDArray[np.datetime64]:
        """Maturity."""

    @property
    def outstanding_usd(self) -> Array:
        """Par; TIPS with inflation compensation."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know about the list."""


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """Old debt by kind: what falls due, and what its holders are paid until then.

    Attributes
    ----------
    due_usd : ndarray, shape (kind, month 0..M)
        Par that matures in each month; month 0 is zero. TIPS at the index of day 0.
    paying_usd : ndarray, shape (kind, month 0..M)
        Dollars a year of coupons (of bills: of discount) on what is left at the end of each month.
    left_usd : ndarray, shape (kind, month 0..M)
        Par not yet matured at the end of each month.
    """

    due_usd: Array
    paying_usd: Array
    left_usd: Array


def kind_index(kinds: NDArray[Any]) -> NDArray[np.int64]:
    """Place of each security's kind in :data:`KINDS`."""
    place = np.full(kinds.size, -1)
    for index, kind in enumerate(KINDS):
        place[kinds == kind] = index
    return place


def months_left(maturity: NDArray[np.datetime64], day0: object) -> NDArray[np.int64]:
    """Month after day 0 in which each security matures, 1 at the earliest.

    Month 1 ends one month after day 0: what matures on its last day belongs to it.
    """
    month = maturity.astype("datetime64[M]")
    first, following = month.astype("datetime64[D]"), (month + 1).astype("datetime64[D]")
    done = (maturity.astype("datetime64[D]") - first).astype(int) + 1
    elapsed = month.astype(int) + done / (following - first).astype(int)
    ahead = np.ceil(elapsed - elapsed_months(day0) - SLACK_MONTHS).astype(np.int64)
    clipped: NDArray[np.int64] = np.maximum(ahead, 1)
    return clipped


def stock(store: Store, listed: SecurityList, scale: float, months: int) -> Stock:
    """Add up a list of securities into the cash flows of the next `months` months.

    Parameters
    ----------
    store : Store
        Yields at which bills were sold are read from it.
    listed : SecurityList
    scale : float
        Multiplies every amount, so that the list adds up to the debt that is to be explained.
    months : int
        Last month looked at.
    """
    kinds, ahead = kind_index(listed.kind), months_left(listed.maturity_date, listed.as_of)
    amount = listed.outstanding_usd * scale
    rate = running_rates(store, listed)
    shape = (len(KINDS), months + 2)
    due, paying = np.zeros(shape), np.zeros(shape)
    at = (kinds, np.minimum(ahead, months + 1))
    np.add.at(due, at, amount)
    np.add.at(paying, at, amount * rate)
    return Stock(due[:, :-1], _left(paying), _left(due))


def _left(falling: Array) -> Array:
    """What has not yet fallen at the end of each month."""
    left: Array = (falling.sum(axis=1, keepdims=True) - np.cumsum(falling, axis=1))[:, :-1]
    return left


def running_rates(store: Store, listed: SecurityList) -> Array:
    """Yearly rate that each security pays on its par amount, shape (security,).

    Notes, bonds and TIPS pay their coupon; a coupon that is not at hand is taken to be the
    weighted mean of the others of the kind. A bill costs its discount at the par yield of its
    term on the day of its first sale (today's, where that day is not at hand). Floating-rate
    notes have no rate of their own here: they follow the bill rate, without their spread.
    """
    rate = np.where(np.isnan(listed.coupon), 0.0, listed.coupon)
    for kind in KINDS:
        of_kind = listed.kind == kind
        blank = of_kind & np.isnan(listed.coupon)
        seen = of_kind & ~blank
        weight = listed.outstanding_usd[seen]
        if kind not in ("Bill", "FRN") and blank.any() and weight.sum() > 0:
            rate[blank] = (rate[seen] * weight).sum() / weight.sum()
    bills, floating = listed.kind == "Bill", listed.kind == "FRN"
    rate[bills] = _bill_rates(store, listed, bills)
    rate[floating] = 0.0
    return rate


def discount_rate(bond_equivalent: Array, years: Array | float) -> Array:
    """Yearly cost of a bill per dollar of par: ``y / (1 + y T)``.

    Examples
    --------
    >>> float(discount_rate(np.array(0.05), 1.0))
    0.047619047619047616
    """
    cost: Array = bond_equivalent / (1 + bond_equivalent * years)
    return cost


def _bill_rates(store: Store, listed: SecurityList, bills: NDArray[np.bool_]) -> Array:
    today = listed.as_of.astype("datetime64[D]")
    sold: NDArray[np.datetime64] = listed.issue_date[bills].astype("datetime64[D]")
    sold = np.where(np.isnat(sold) | (sold > today), today, sold)
    years = (listed.maturity_date[bills] - sold) / np.timedelta64(1, "D") / DAYS_PER_YEAR
    days, place = np.unique(sold, return_inverse=True)
    curves = par_on(store, days)
    yields = _read_each(curves[place], years)
    return discount_rate(yields, years)


def _read_each(curves: Array, years: Array) -> Array:
    """Read each row of (n, maturity) at its own maturity, linearly and flat beyond the ends."""
    nodes = np.asarray(MATURITIES)
    inside = np.clip(years, nodes[0], nodes[-1])
    right = np.clip(np.searchsorted(nodes, inside), 1, nodes.size - 1)
    part = (inside - nodes[right - 1]) / (nodes[right] - nodes[right - 1])
    rows = np.arange(years.size)
    read: Array = curves[rows, right - 1] * (1 - part) + curves[rows, right] * part
    return read


def term_class(listed: SecurityList, kind: str) -> tuple[NDArray[np.int64], tuple[DebtClass, ...]]:
    """Nearest original term of every security of a kind; -1 for other kinds and unknown dates.

    Returns
    -------
    place : ndarray of int, shape (security,)
        Index into the classes.
    classes : tuple of DebtClass
        The kind's classes.
    """
    classes = tuple(one for one in debt_classes() if one.kind == kind)
    terms = np.array([one.term_years for one in classes])
    known = (listed.kind == kind) & ~np.isnat(listed.issue_date)
    place = np.full(listed.kind.size, -1)
    days = (listed.maturity_date[known] - listed.issue_date[known]) / np.timedelta64(1, "D")
    place[known] = np.abs((days / DAYS_PER_YEAR)[:, None] - terms).argmin(axis=1)
    return place, classes


def months_before(day: object, months: int) -> np.datetime64:
    """Day `months` months earlier (clipped to the end of a shorter month)."""
    date = np.datetime64(str(day), "D")
    month = date.astype("datetime64[M]")
    first = (month - months).astype("datetime64[D]")
    last = (month - months + 1).astype("datetime64[D]") - 1
    return np.datetime64(min(first + (date - month.astype("datetime64[D]")), last), "D")
