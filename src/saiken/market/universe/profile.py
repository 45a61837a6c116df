"""Official totals by kind and month of maturity, as far as a month-end's copy shows them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.errors import DataError
from saiken.market.universe.lines import month_number, official_dates, official_lines
from saiken.market.universe.table import KINDS, Floats, Texts

DATASET: Final = "mspd_profile"
CUT_MONTHS: Final = {"Bill": 1}
"""The first month of maturity lacks its first days: only bills mature then, so only they suffer."""


@dataclass(frozen=True, eq=False)
class Profile:
    """Official amounts of one month-end.

    Attributes
    ----------
    record_date : datetime64[D]
    first_month : int
        First month of maturity shown, counted from January 1970.
    amount_usd : ndarray, shape (kind, month)
        In the order of `KINDS`; months from `first_month` on, zero where nothing matures.
    cut : bool
        Whether the first days of the first month are missing.
    """

    record_date: np.datetime64
    first_month: int
    amount_usd: Floats
    cut: bool = True

    @property
    def whole(self) -> bool:
        """Whether every note and bond outstanding is shown."""
        return self.first_month <= int(month_number(np.array(self.record_date))) + 1

    def covers(self, kind: Texts, month: NDArray[np.int64]) -> NDArray[np.bool_]:
        """Say of kinds and months of maturity whether the official total is at hand."""
        cut = np.array([CUT_MONTHS.get(one, 0) for one in KINDS])
        start = self.first_month + cut[kind_index(kind)] * self.cut
        end = self.first_month + self.amount_usd.shape[1]
        inside: NDArray[np.bool_] = (month >= start) & (month < end)
        return inside

    def total(self, kind: Texts, month: NDArray[np.int64]) -> Floats:
        """Official amount of kinds and months; meaningless where not covered."""
        place = np.clip(month - self.first_month, 0, self.amount_usd.shape[1] - 1)
        amount: Floats = self.amount_usd[kind_index(kind), place]
        return amount

    def cells(self) -> tuple[Texts, NDArray[np.int64]]:
        """Kinds and months of every covered cell with debt in it."""
        kind, place = np.nonzero(self.amount_usd > 0)
        names, month = np.array(KINDS, dtype=object)[kind], place + self.first_month
        keep = self.covers(names, month)
        return names[keep], month[keep]


def newest_profile(
    store: Store, day: np.datetime64, known_on: np.datetime64 | None
) -> Profile | None:
    """Read the newest month-end up to `day` that was released by `known_on`, if there is one."""
    table = store.table(DATASET, known_on)
    dates = table["record_date"][table["record_date"] <= day]
    if not dates.size:
        return None
    newest = dates.max()
    rows = table["record_date"] == newest
    month = month_number(table["maturity_month"][rows])
    first = int(month.min())
    amount = np.zeros((len(KINDS), int(month.max()) - first + 1))
    for place, kind in enumerate(KINDS):
        amount[place, month - first] = table[kind.lower()][rows]
    return Profile(newest, first, amount)


def list_profile(store: Store, record_date: np.datetime64) -> Profile:
    """Add an official list by CUSIP up by kind and month of maturity."""
    lines = official_lines(store, record_date)
    first = int(lines.month.min())
    amount = np.zeros((len(KINDS), int(lines.month.max()) - first + 1))
    np.add.at(amount, (kind_index(lines.kind), lines.month - first), lines.kept_usd)
    return Profile(record_date, first, amount, cut=False)


def newest_official(store: Store, day: np.datetime64) -> Profile:
    """Totals of the newest month-end up to a day, from a list by CUSIP where there is one.

    Whatever their release: for judging a universe, not for making one.

    Raises
    ------
    DataError
        If there is none.
    """
    profile = newest_profile(store, day, None)
    lists = official_dates(store)
    lists = lists[lists <= day]
    if lists.size and (profile is None or lists[-1] >= profile.record_date):
        return list_profile(store, lists[-1])
    if profile is None:
        raise DataError(f"There is no official total of securities on or before {day}.")
    return profile


def kind_index(kind: Texts) -> NDArray[np.int64]:
    """Place of each kind in `KINDS`."""
    order = np.argsort(KINDS)
    return order[np.searchsorted(np.array(KINDS)[order], kind.astype(str))]
