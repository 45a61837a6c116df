"""What the leverage index returns: bands, rows, and the table of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from saiken.draws import Array
from saiken.errors import InputError
from saiken.holders import find
from saiken.leverage.reference import Reference
from saiken.outcome import BAND


@dataclass(frozen=True, slots=True)
class Band:
    """Quantiles over draws."""

    p05: float
    p50: float
    p95: float

    @classmethod
    def of(cls, values: Array) -> Band:
        """Take the 5th, 50th and 95th of 100 draws."""
        return cls(*(float(each) for each in np.quantile(values, [BAND[n] for n in cls.__slots__])))


@dataclass(frozen=True, slots=True)
class LeverageRow:
    """One holder in one month.

    Attributes
    ----------
    holder : str
    month : datetime64[D]
        Month end of the holdings.
    known_on : datetime64[D]
        Day on which the month's table was out; nothing later is read.
    holdings_usd : float
        Market value in custody there, all of which is sold.
    us_loss_usd, seller_loss_usd : Band
        Ledger A: present value of ten years of extra interest to non-residents; shortfall of the
        bond sales.
    ratio : Band or None
        US loss over the seller's on bonds, draw by draw; None where it loses in no draw.
    lacks : tuple of str
        Inputs that the month lacks, keys of ``lacks`` in ``leverage.yaml``.
    value : float or None
        Mean over draws of what the threat is worth in the reference negotiation, over its stake.
    credible_share : float or None
        Share of the draws in which it is worth anything.
    region : str or None
        The commonest equilibrium, a name of ``Region`` in lower case.
    rank : int or None
        Place by value among the month's rows that have one.
    conversion_loss_usd : Band or None
        What turning the proceeds into its own currency would cost besides; None without a record.
    ratio_converted : Band or None
        US loss over the seller's whole loss then.
    value_converted : float or None
        `value` then; the ranking is by `value`, which can be had for everybody alike.
    """

    holder: str
    month: np.datetime64
    known_on: np.datetime64
    holdings_usd: float
    us_loss_usd: Band
    seller_loss_usd: Band
    ratio: Band | None
    lacks: tuple[str, ...]
    value: float | None = None
    credible_share: float | None = None
    region: str | None = None
    rank: int | None = None
    conversion_loss_usd: Band | None = None
    ratio_converted: Band | None = None
    value_converted: float | None = None


@dataclass(frozen=True, slots=True)
class LeverageIndex:
    """All rows, oldest month first and within a month by rank.

    Attributes
    ----------
    as_of : datetime64[D]
    rows : tuple of LeverageRow
    reference : Reference
    notes : tuple of str
        What the figures rest on.
    """

    as_of: np.datetime64
    rows: tuple[LeverageRow, ...]
    reference: Reference
    notes: tuple[str, ...]

    @property
    def newest(self) -> tuple[LeverageRow, ...]:
        """Rows of the newest month, by rank."""
        return self.at(self.rows[-1].month)

    def at(self, month: np.datetime64) -> tuple[LeverageRow, ...]:
        """Rows of a month end, by rank; empty where the index has none."""
        return tuple(row for row in self.rows if row.month == month)

    def of(self, holder: str) -> tuple[LeverageRow, ...]:
        """A holder's rows, oldest first.

        Raises
        ------
        InputError
            If nobody is called so, or the holder was never large.
        """
        name = find(holder).name
        found = tuple(row for row in self.rows if row.holder == name)
        if not found:
            names = ", ".join(sorted({row.holder for row in self.rows}))
            raise InputError(f"{name} is not among the large holders; they are {names}.")
        return found

    def only(self, holders: Sequence[str]) -> LeverageIndex:
        """Keep some holders' rows; ranks stay."""
        names = {name for holder in holders for name in {row.holder for row in self.of(holder)}}
        return replace(self, rows=tuple(row for row in self.rows if row.holder in names))
