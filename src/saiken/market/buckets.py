"""Maturity buckets, and the cash-flow dates behind a dollar of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.units import to_si
from saiken.variables import MATURITIES

COUPONS_PER_YEAR: Final = 2


@dataclass(frozen=True, slots=True)
class Bucket:
    """A range of remaining maturities, ``from_years`` exclusive to ``to_years`` inclusive."""

    name: str
    from_years: float
    to_years: float
    pays: str

    def maturities(self, count: int) -> NDArray[np.float64]:
        """Midpoints of `count` equal slices of the bucket, in years, shape ``(count,)``."""
        edges = np.linspace(self.from_years, self.to_years, count + 1)
        return (edges[:-1] + edges[1:]) / 2


@cache
def _file() -> dict[str, object]:
    return dict(resource_yaml("market/buckets.yaml"))


@cache
def buckets() -> tuple[Bucket, ...]:
    """Return the maturity buckets, short to long."""
    rows: Sequence[dict[str, object]] = _file()["buckets"]  # type: ignore[assignment]
    return tuple(Bucket(**row) for row in rows)  # type: ignore[arg-type]


def bucket_names() -> tuple[str, ...]:
    """Return the buckets' names, short to long."""
    return tuple(bucket.name for bucket in buckets())


def _par_bond(maturity: float, coupon: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Dates and present values of a bond priced at par, coupon dates counted back from maturity."""
    dates = maturity - np.arange(int(maturity * COUPONS_PER_YEAR) + 1) / COUPONS_PER_YEAR
    dates = dates[dates > 0][::-1]
    flows = np.full(dates.size, coupon / COUPONS_PER_YEAR)
    flows[-1] += 1
    discount = (1 + coupon / COUPONS_PER_YEAR) ** (-COUPONS_PER_YEAR * dates)
    return dates, flows * discount


def bucket_cash_flows(
    coupon_pct: float | None = None,
) -> list[tuple[NDArray[np.float64], NDArray[np.float64]]]:
    """Spread one dollar of market value in each bucket over its cash-flow dates.

    Parameters
    ----------
    coupon_pct : float, optional
        Coupon and yield of the representative bonds; the default is the data file's.

    Returns
    -------
    list of (tau, weight)
        For every bucket the dates in years and the dollars of present value on them; the
        weights of a bucket sum to one.
    """
    stand_in: dict[str, float] = _file()["representative"]  # type: ignore[assignment]
    coupon = to_si(stand_in["coupon_pct"] if coupon_pct is None else coupon_pct, "pct")
    return [_spread(b, coupon, int(stand_in["maturities_per_bucket"])) for b in buckets()]


def _spread(
    bucket: Bucket, coupon: float, count: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    maturities = bucket.maturities(count)
    if bucket.pays == "once":
        return maturities, np.full(count, 1 / count)
    bonds = [_par_bond(maturity, coupon) for maturity in maturities]
    dates = np.concatenate([tau for tau, _ in bonds])
    values = np.concatenate([value for _, value in bonds])
    return dates, values / values.sum()


@cache
def price_sensitivity() -> NDArray[np.float64]:
    """Fall of a bucket's value per unit rise of each published zero yield.

    Yields between the published maturities are read linearly, so that
    ``loss share = sensitivity @ yield change``: the first-order price change of the bucket's
    representative bonds.

    Returns
    -------
    ndarray, shape (bucket, maturity), years
    """
    nodes = np.asarray(MATURITIES)
    rows = []
    for tau, weight in bucket_cash_flows():
        hats = np.stack([np.interp(tau, nodes, unit) for unit in np.eye(nodes.size)], axis=1)
        rows.append(((weight * tau)[:, None] * hats).sum(axis=0))
    return np.stack(rows)
