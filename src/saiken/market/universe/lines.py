"""Securities while they are rolled: what the official list gives and what was sold since, apart.

The two parts are kept apart because they are known differently: the first by CUSIP, the second
only as offered, without what the Federal Reserve took on top.
"""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.errors import DataError
from saiken.market.universe.table import Days, Floats, Texts

DATASET: Final = "mspd_securities"


@dataclass(frozen=True, eq=False)
class Lines:
    """Securities with the two parts of their amounts; arrays of shape (security,).

    Attributes
    ----------
    cusip, kind : ndarray of str
    coupon : ndarray of float64
        Decimal; NaN where not at hand.
    issue_date, maturity_date : ndarray of datetime64[D]
    kept_usd : ndarray of float64
        From the official list, less buybacks.
    sold_usd : ndarray of float64
        Offered at auctions since.
    """

    cusip: Texts
    kind: Texts
    coupon: Floats
    issue_date: Days
    maturity_date: Days
    kept_usd: Floats
    sold_usd: Floats

    def __len__(self) -> int:
        return int(self.cusip.size)

    @property
    def raw_usd(self) -> Floats:
        """Amount before any scaling."""
        total: Floats = self.kept_usd + self.sold_usd
        return total

    @property
    def month(self) -> NDArray[np.int64]:
        """Month of maturity, counted from January 1970."""
        return month_number(self.maturity_date)

    def take(self, pick: NDArray[np.bool_] | NDArray[np.int64]) -> Lines:
        """Keep or reorder rows."""
        return Lines(**{one.name: getattr(self, one.name)[pick] for one in fields(self)})

    def join(self, other: Lines) -> Lines:
        """Append the rows of another set; CUSIPs that occur in both stay two rows."""
        pairs = {one.name: (getattr(self, one.name), getattr(other, one.name)) for one in FIELDS}
        return Lines(**{name: np.concatenate(pair) for name, pair in pairs.items()})


FIELDS: Final = fields(Lines)


def merge(lines: Lines) -> Lines:
    """Add up the rows of one CUSIP; dates and coupon are those of its first issue."""
    order = np.lexsort((lines.issue_date, lines.cusip))
    rows = lines.take(order)
    _, first, place = np.unique(rows.cusip, return_index=True, return_inverse=True)
    return replace(
        rows.take(first),
        kept_usd=sum_by(place, rows.kept_usd, first.size),
        sold_usd=sum_by(place, rows.sold_usd, first.size),
    )


def sum_by(place: NDArray[np.int64], amount: Floats, count: int) -> Floats:
    """Add amounts up by place, shape (count,)."""
    return np.bincount(place, amount, minlength=count).astype(np.float64)


def official_dates(store: Store, known_on: np.datetime64 | None = None) -> Days:
    """Record dates of the official lists by CUSIP released by a day, ascending."""
    return np.unique(store.table(DATASET, known_on)["record_date"]).astype("datetime64[D]")


def official_lines(store: Store, record_date: np.datetime64) -> Lines:
    """Read one official list by CUSIP; floating-rate notes have no coupon there, bills have 0.

    Raises
    ------
    DataError
        If there is no list of that date.
    """
    table = store.table(DATASET)
    rows = table["record_date"] == record_date
    if not rows.any():
        raise DataError(f"{DATASET} has no list of {record_date}.")
    kind = table["security_class"][rows].astype(object)
    coupon = np.where(kind == "Bill", 0.0, table["coupon"][rows])
    return Lines(
        cusip=table["cusip"][rows].astype(object),
        kind=kind,
        coupon=np.where(kind == "FRN", np.nan, coupon),
        issue_date=table["first_issue_date"][rows],
        maturity_date=table["maturity_date"][rows],
        kept_usd=table["outstanding"][rows],
        sold_usd=np.zeros(int(rows.sum())),
    )


def month_number(days: Days) -> NDArray[np.int64]:
    """Count the months from January 1970 to each day."""
    return days.astype("datetime64[M]").astype(np.int64)
