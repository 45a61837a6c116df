"""A sale in the words of a rates desk: basis-point values, contracts, volume, dealers' books.

Basis points are of a parallel rise of all zero yields, as in
:func:`saiken.market.price_sensitivity`; on a flat curve that is ``1 + y/2`` times the value of a
basis point of the bonds' own yields. Ratios (ten-year equivalents, contracts) have both sides in
the same measure, so the factor drops out.

What differs between draws is the amount alone, in proportion, so every line is the median over
draws, computed at the median amount.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError
from saiken.market.buckets import price_sensitivity
from saiken.market.pricing.book import BookLine, book_lines
from saiken.market.pricing.dealers import DealerLine, Market, dealer_lines
from saiken.market.pricing.futures import Contract, ten_year_contract
from saiken.units import to_si

Array = NDArray[np.float64]


class Sale(Protocol):
    """A programme: dollars by draw, and their shares by day and bucket (adding up to one)."""

    @property
    def amount_usd(self) -> Array: ...  # noqa: D102
    @property
    def schedule(self) -> Array: ...  # noqa: D102


@dataclass(frozen=True, slots=True, eq=False)
class DeskLines:
    """A rates desk's lines for a programme; medians over draws.

    Attributes
    ----------
    amount_usd, dv01_usd_per_bp, ten_year_usd, futures_contracts : float
        Of the whole programme.
    selling_days : int
        Days on which something is sold; the lines ``…_per_day`` divide by it.
    volume_share : float
        Sold on a selling day, as a share of the market's daily volume.
    dv01_by_day : ndarray, shape (day,)
        Dollars per basis point sold on each day; day 0 is the as-of date.
    contract : Contract
        The ten-year futures contract and its convention.
    book : tuple of BookLine
        What is sold, by bucket.
    dealers : tuple of DealerLine
    notes : tuple of str
        What the reader has to know, in plain sentences.
    """

    amount_usd: float
    selling_days: int
    volume_share: float
    dv01_usd_per_bp: float
    dv01_by_day: Array
    ten_year_usd: float
    futures_contracts: float
    contract: Contract
    book: tuple[BookLine, ...]
    dealers: tuple[DealerLine, ...]
    notes: tuple[str, ...]

    @property
    def amount_usd_per_day(self) -> float:
        """Dollars sold on a selling day."""
        return self.amount_usd / self.selling_days

    @property
    def dv01_usd_per_bp_per_day(self) -> float:
        """Dollars per basis point sold on a selling day."""
        return self.dv01_usd_per_bp / self.selling_days

    @property
    def futures_contracts_per_day(self) -> float:
        """Ten-year note contracts with the basis-point value of a selling day."""
        return self.futures_contracts / self.selling_days


def desk_lines(program: Sale, snap: Market) -> DeskLines:
    """Put a programme of sales into a rates desk's words.

    Raises
    ------
    InputError
        If the programme sells nothing.
    """
    amount = float(np.median(program.amount_usd))
    selling = int(np.count_nonzero(program.schedule.sum(axis=1)))
    if not selling:
        raise InputError("a programme that sells nothing on any day has no lines for a desk.")
    shares = program.schedule.sum(axis=0)
    book = book_lines(amount, shares, snap.curve)
    total = sum(line.dv01_usd_per_bp for line in book)
    contract = ten_year_contract(snap.curve)
    durations = price_sensitivity().sum(axis=1)
    dealers, notes = dealer_lines(amount * shares, snap)
    return DeskLines(
        amount_usd=amount,
        selling_days=selling,
        volume_share=amount / selling / snap.scale.volume_usd_per_day,
        dv01_usd_per_bp=total,
        dv01_by_day=amount * to_si(1.0, "bp") * (program.schedule * durations).sum(axis=1),
        ten_year_usd=sum(line.ten_year_usd for line in book),
        futures_contracts=total / contract.dv01_usd_per_bp,
        contract=contract,
        book=book,
        dealers=dealers,
        notes=notes,
    )
