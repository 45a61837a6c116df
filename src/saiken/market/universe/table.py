"""The universe: one row a security, arrays aligned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.errors import unknown

Floats: TypeAlias = NDArray[np.float64]
Days: TypeAlias = NDArray[np.datetime64]
Texts: TypeAlias = NDArray[Any]

KINDS: Final = ("Bill", "Note", "Bond", "TIPS", "FRN")
"""Kinds of marketable securities, in the order of the Monthly Statement of the Public Debt."""


@dataclass(frozen=True, eq=False)
class Universe:
    """Marketable Treasury securities outstanding on a day.

    Attributes
    ----------
    as_of : datetime64[D]
        Day that is described, after the close.
    known_on : datetime64[D]
        Day whose knowledge was used; `as_of` unless asked otherwise.
    cusip : ndarray of str, shape (security,)
        CUSIP, or a name such as ``"TIPS 2036-01"`` for a line known only by class and month.
    kind : ndarray of str
        One of :data:`KINDS`.
    coupon : ndarray of float64
        Per year, decimal: 0 for bills, the real coupon for TIPS. NaN for floating-rate notes,
        whose spread is not at hand, and where no list at hand shows the coupon.
    issue_date, maturity_date : ndarray of datetime64[D]
        First issue (NaT for a line without a sale at hand) and maturity.
    outstanding_usd : ndarray of float64
        Par; TIPS with inflation compensation.
    inferred : ndarray of bool
        False where the amount is an official amount by CUSIP, less buybacks by CUSIP.
    basis : ndarray of str
        How the amount of the line was found.
    scale : mapping of str to float
        By kind, what multiplied amounts that no published total covers.
    notes : tuple of str
        What a reader of results must know.
    """

    as_of: np.datetime64
    known_on: np.datetime64
    cusip: Texts
    kind: Texts
    coupon: Floats
    issue_date: Days
    maturity_date: Days
    outstanding_usd: Floats
    inferred: NDArray[np.bool_]
    basis: Texts
    scale: Mapping[str, float]
    notes: tuple[str, ...]

    def __len__(self) -> int:
        return int(self.cusip.size)

    def by_kind_usd(self) -> dict[str, float]:
        """Outstanding amount of each kind, every kind named."""
        amounts = self.outstanding_usd
        return {kind: float(amounts[self.kind == kind].sum()) for kind in KINDS}

    def inferred_share(self) -> dict[str, float]:
        """Share of each kind's amount whose lines are inferred; 0 for a kind without debt."""
        totals = self.by_kind_usd()
        part = self.select(self.inferred).by_kind_usd()
        return {kind: part[kind] / total if total else 0.0 for kind, total in totals.items()}

    def select(self, mask: NDArray[np.bool_]) -> Universe:
        """Keep the rows of `mask`, shape (security,); `scale` and `notes` stay."""
        return replace(self, **{name: getattr(self, name)[mask] for name in COLUMNS})

    def average_coupon(self, kind: str) -> float:
        """Coupon of a kind weighted by amount, a decimal; NaN where no coupon is at hand.

        Raises
        ------
        InputError
            If there is no such kind.
        """
        if kind not in KINDS:
            raise unknown("kind of security", kind, KINDS)
        rows = (self.kind == kind) & ~np.isnan(self.coupon)
        weight = self.outstanding_usd[rows]
        return float((weight * self.coupon[rows]).sum() / weight.sum()) if rows.any() else np.nan


COLUMNS: Final = (
    *("cusip", "kind", "coupon", "issue_date", "maturity_date", "outstanding_usd"),
    *("inferred", "basis"),
)
"""Fields of a universe that have one value per security."""
