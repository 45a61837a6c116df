"""Official maturity profile of the marketable debt, by kind and original term.

Read from the last official list of securities at hand (30 September 2023) and applied to other
dates: what matters here are shares and run-off by class, which move slowly, not the amounts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store, resource_yaml
from saiken.errors import DataError
from saiken.market.buckets import buckets
from saiken.market.curves import COUPONS_PER_YEAR, Curve
from saiken.units import MONTHS_PER_YEAR

DATASET: Final = "mspd_securities"
PROFILE_MONTHS: Final = 360
"""Longest remaining maturity of the profile: a new thirty-year bond."""
AT_PAR: Final = ("TIPS", "FRN")
"""Kinds valued at (inflation-adjusted) par: no real or floating-rate curve is at hand."""
DAYS_PER_YEAR: Final = 365.25


@dataclass(frozen=True, slots=True)
class DebtClass:
    """Debt of one kind and original term, such as ten-year notes."""

    id: str
    kind: str
    term_years: float
    label: str

    @property
    def term_months(self) -> int:
        """Original term in whole months."""
        return round(self.term_years * MONTHS_PER_YEAR)

    @property
    def floating(self) -> bool:
        """Whether the coupon follows the three-month bill."""
        return self.kind == "FRN"


@dataclass(frozen=True, slots=True, eq=False)
class DebtProfile:
    """Marketable debt by class and month of remaining maturity.

    Attributes
    ----------
    record_date : datetime64[D]
        Date of the official list.
    classes : tuple of DebtClass
        Short to long within each kind.
    outstanding_usd : ndarray, shape (class,)
        Par amounts; TIPS with accrued inflation compensation.
    runoff_share : ndarray, shape (class, month 0..360)
        Share of a class that matures in each month after the record date; rows sum to one.
    """

    record_date: np.datetime64
    classes: tuple[DebtClass, ...]
    outstanding_usd: NDArray[np.float64]
    runoff_share: NDArray[np.float64]

    @property
    def class_share(self) -> NDArray[np.float64]:
        """Share of each class in the marketable debt, shape (class,)."""
        share: NDArray[np.float64] = self.outstanding_usd / self.outstanding_usd.sum()
        return share

    def by_kind_usd(self) -> dict[str, float]:
        """Outstanding amount by kind: bills, notes, bonds, TIPS, floating-rate notes."""
        totals: dict[str, float] = {}
        for one, amount in zip(self.classes, self.outstanding_usd, strict=True):
            totals[one.kind] = totals.get(one.kind, 0.0) + float(amount)
        return totals

    def caveat(self, as_of: object) -> str:
        """Say from when the profile is."""
        return (
            f"The maturity profile of the debt is the official list of {self.record_date}, the "
            f"last at hand, applied to {as_of}; only its shares are used."
        )


@cache
def debt_classes() -> tuple[DebtClass, ...]:
    """Return the classes of marketable debt in file order."""
    return tuple(DebtClass(**row) for row in resource_yaml("market/debt_classes.yaml")["classes"])


@lru_cache(maxsize=4)
def debt_profile(store: Store) -> DebtProfile:
    """Read the official list of securities into classes and months of remaining maturity.

    Raises
    ------
    DataError
        If a security's kind is not in the class file.
    """
    rows, record_date = _official_list(store)
    classes = debt_classes()
    index = _class_of(rows, classes)
    months = _whole_months(rows["maturity_date"]) - _whole_months(np.array(record_date))
    amounts = np.asarray(rows["outstanding"], float)
    table = np.zeros((len(classes), PROFILE_MONTHS + 1))
    np.add.at(table, (index, np.clip(months, 1, PROFILE_MONTHS)), amounts)
    totals = table.sum(axis=1)
    runoff = table / totals[:, None]
    for shared in (totals, runoff):
        shared.flags.writeable = False
    return DebtProfile(record_date, classes, totals, runoff)


@lru_cache(maxsize=4)
def market_mix(store: Store) -> NDArray[np.float64]:
    """Market value of the marketable debt by bucket of remaining maturity.

    Every security of the official list is valued on the curve of its record date: bills by
    discounting, notes and bonds with semi-annual coupons counted back from maturity (accrued
    interest included), TIPS and floating-rate notes at par.

    Returns
    -------
    ndarray, shape (bucket,)
        Shares that sum to one.
    """
    rows, record_date = _official_list(store)
    years = (rows["maturity_date"] - record_date) / np.timedelta64(1, "D") / DAYS_PER_YEAR
    at_par = np.isin(rows["security_class"], AT_PAR)
    coupon = np.nan_to_num(np.asarray(rows["coupon"], float))
    price = np.where(at_par, 1.0, _prices(years, coupon, Curve.from_store(store, record_date)))
    upper = np.array([bucket.to_years for bucket in buckets()])
    place = np.minimum(np.searchsorted(upper, years, side="left"), upper.size - 1)
    values = np.zeros(upper.size)
    np.add.at(values, place, price * np.asarray(rows["outstanding"], float))
    shares: NDArray[np.float64] = values / values.sum()
    shares.flags.writeable = False
    return shares


def _official_list(store: Store) -> tuple[dict[str, Any], np.datetime64]:
    """Columns of the newest record date of the list."""
    table = store.table(DATASET)
    newest = np.max(table["record_date"])
    keep = table["record_date"] == newest
    return {name: column[keep] for name, column in table.items()}, np.datetime64(newest, "D")


def _whole_months(dates: NDArray[np.datetime64]) -> NDArray[np.int64]:
    """Count the months from January 1970 to each day."""
    return dates.astype("datetime64[M]").astype(np.int64)


def _class_of(rows: Mapping[str, Any], classes: tuple[DebtClass, ...]) -> NDArray[np.int64]:
    """Class of every security: same kind, nearest term at first issue."""
    kinds = np.array([one.kind for one in classes])
    strangers = set(rows["security_class"]) - set(kinds)
    if strangers:
        raise DataError(f"{DATASET} has kinds of debt without a class: {sorted(strangers)}.")
    issued = rows["maturity_date"] - rows["first_issue_date"]
    years = issued / np.timedelta64(1, "D") / DAYS_PER_YEAR
    terms = np.array([one.term_years for one in classes])
    distance = np.abs(years[:, None] - terms)
    same = np.asarray(rows["security_class"])[:, None] == kinds
    nearest: NDArray[np.int64] = np.argmin(np.where(same, distance, np.inf), axis=1)
    return nearest


def _prices(
    years: NDArray[np.float64], coupon: NDArray[np.float64], curve: Curve
) -> NDArray[np.float64]:
    """Value per dollar of par, coupons every half year counted back from maturity."""
    steps = np.arange(int(years.max() * COUPONS_PER_YEAR) + 1) / COUPONS_PER_YEAR
    dates = years[:, None] - steps
    flows = np.where(dates > 0, coupon[:, None] / COUPONS_PER_YEAR, 0.0)
    flows[:, 0] += 1
    prices: NDArray[np.float64] = (flows * curve.discount(np.maximum(dates, 0))).sum(axis=1)
    return prices
