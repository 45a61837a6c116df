"""Payments on a common grid of dates: one matrix prices every security on every curve."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, as_day
from saiken.market.pricing.calendar import Dates
from saiken.market.pricing.position import PAR, position
from saiken.market.pricing.schedule import coupon_date, curve_years
from saiken.market.pricing.securities import Securities

if TYPE_CHECKING:
    from scipy.sparse import csr_array

Array = NDArray[np.float64]
Index = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class CashFlows:
    """Payments after settlement as (security × date), in compressed rows.

    Attributes
    ----------
    settlement : datetime64[D]
    dates : ndarray of datetime64[D], shape (date,)
        Nominal payment dates, ascending, each once.
    years : ndarray, shape (date,)
        Time from settlement as the curve measures it.
    starts : ndarray of int, shape (security + 1,)
        Payments of security ``i`` are ``starts[i]:starts[i + 1]``.
    columns, amounts : ndarray, shape (payment,)
        Place of each payment in `dates`, and dollars per 100 of par.
    """

    settlement: np.datetime64
    dates: Dates
    years: Array
    starts: Index
    columns: Index
    amounts: Array

    def matrix(self) -> csr_array[np.float64, tuple[int, int]]:
        """Return the sparse matrix, shape (security, date)."""
        from scipy.sparse import csr_array

        shape = (self.starts.size - 1, self.dates.size)
        return csr_array((self.amounts, self.columns, self.starts), shape=shape)

    def dense(self) -> Array:
        """Return the same as a full array, shape (security, date)."""
        full: Array = self.matrix().toarray()
        return full

    def present_value(self, discount: Array) -> Array:
        """Value of all payments per 100 of par: the price with accrued interest.

        A sparse product adds the payments of a security in the order of their dates, so the result
        does not depend on the linear-algebra library. A full product takes longer, too.

        Parameters
        ----------
        discount : ndarray, shape (date,) or (date, curve)
            Value at settlement of a dollar paid on each date.

        Returns
        -------
        ndarray, shape (security,) or (security, curve)
        """
        value: Array = self.matrix() @ np.ascontiguousarray(discount)
        return value


def cash_flows(securities: Securities, settlement: Day) -> CashFlows:
    """List what securities pay after a settlement date.

    Payments stand on their nominal dates, also where the market is closed then: a coupon moved by
    a week-end is paid up to three days later without interest, which no quoted yield takes into
    account.

    Raises
    ------
    InputError
        If a security has matured by settlement.
    """
    settle = as_day(settlement)
    at = position(securities, settle)
    counts = np.where(at.coupon > 0, at.further.astype(np.int64) + 1, 1)
    starts = np.concatenate([[0], np.cumsum(counts)])
    security = np.repeat(np.arange(len(securities)), counts)
    left = starts[1:][security] - 1 - np.arange(starts[-1])  # coupons after this one
    when = coupon_date(securities.maturity_date[security], left)
    amounts = at.coupon[security]
    amounts[starts[:-1]] = at.next_coupon * (at.coupon > 0)
    amounts[starts[1:] - 1] += PAR
    dates, columns = np.unique(when, return_inverse=True)
    years = curve_years(dates, settle)
    return CashFlows(settle, dates, years, starts, columns.astype(np.int64), amounts)


def interpolation(years: Array, nodes: Array) -> Any:  # noqa: ANN401 - a sparse array
    """Weights that read yields between nodes linearly, flat beyond them; shape (date, node)."""
    from scipy.sparse import csr_array

    above = np.clip(np.searchsorted(nodes, years), 1, nodes.size - 1)
    share = np.clip((years - nodes[above - 1]) / (nodes[above] - nodes[above - 1]), 0, 1)
    weights = np.stack([1 - share, share], axis=1).ravel()
    columns = np.stack([above - 1, above], axis=1).ravel()
    starts = np.arange(0, columns.size + 1, 2)
    return csr_array((weights, columns, starts), shape=(years.size, nodes.size))


def discount_factors(years: Array, nodes: Array, zero_yields: Array) -> Array:
    """Value of a dollar paid in `years`, on one curve or on many.

    The same reading as :meth:`saiken.market.Curve.discount`: zero yields linear in between.

    Parameters
    ----------
    years : ndarray, shape (date,)
    nodes : ndarray, shape (node,)
        Maturities of the zero yields, ascending.
    zero_yields : ndarray, shape (node,) or (node, curve)
        Continuously compounded, decimals.

    Returns
    -------
    ndarray, shape (date,) or (date, curve)
    """
    weights = interpolation(years, nodes)
    weights.data *= -np.repeat(years, 2)
    exponent: Array = weights @ np.ascontiguousarray(zero_yields)
    return np.exp(exponent, out=exponent)
