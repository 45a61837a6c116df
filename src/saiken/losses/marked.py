"""What ledger M says on one day: a line for every holder, and the sums by residence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.losses.shared import MarkLine

Array = NDArray[np.float64]
CAVEATS: Final = (
    "Marks are first-order changes of value, against day 0, of what was outstanding on day 0; they "
    "are never added to the national losses.",
    "The market is the debt held by the public, at par, spread over maturities as the official "
    "list of securities; how most other holders' maturities differ is not known, so what the "
    "seller and the surveyed countries do not hold or sell is shared among the others by size, "
    "and so are the buyers of what is sold.",
)


@dataclass(frozen=True, slots=True, eq=False)
class Marks:
    """Change in value of Treasuries by holder on one day; negative is a loss.

    Attributes
    ----------
    day : int
        Business days after day 0.
    seller_unsold_usd : ndarray, shape (draw,)
        Bonds that the seller still holds.
    changed_hands_usd : ndarray, shape (draw,)
        Bonds sold by then, whoever bore the change: the seller up to the sale, the buyers since.
    other_foreign_usd, other_domestic_usd : ndarray, shape (draw,)
        All other holders but the Federal Reserve.
    federal_reserve_usd : ndarray or None, shape (draw,)
        None before 2003, when it is among the other domestic holders.
    issuer_usd : ndarray, shape (draw,)
        The Treasury's gain: the fall in value of what it owes.
    sold_until_sale_usd : ndarray, shape (draw,)
        Part of `changed_hands_usd` up to the day of each sale, borne by the seller.
    bought_abroad_usd : ndarray, shape (draw,)
        Part of it since the sale that other non-residents bear, if they buy by size.
    by_country, by_sector : tuple of MarkLine
        The parts of `other_foreign_usd` and of `other_domestic_usd`; empty when not known.
    notes : tuple of str
        What the split rests on, or why there is none.
    """

    day: int
    seller_unsold_usd: Array
    changed_hands_usd: Array
    other_foreign_usd: Array
    federal_reserve_usd: Array | None
    other_domestic_usd: Array
    issuer_usd: Array
    sold_until_sale_usd: Array
    bought_abroad_usd: Array
    by_country: tuple[MarkLine, ...] = ()
    by_sector: tuple[MarkLine, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def nonresidents_usd(self) -> Array:
        """The seller, other foreign holders and foreign buyers, shape (draw,)."""
        seller = self.seller_unsold_usd + self.sold_until_sale_usd
        return seller + self.other_foreign_usd + self.bought_abroad_usd

    @property
    def residents_usd(self) -> Array:
        """The Federal Reserve, domestic holders and domestic buyers, shape (draw,)."""
        bought = self.changed_hands_usd - self.sold_until_sale_usd - self.bought_abroad_usd
        held = self.other_domestic_usd + bought
        return held if self.federal_reserve_usd is None else held + self.federal_reserve_usd

    def caveats(self) -> tuple[str, ...]:
        """Say what the marks rest on, in plain sentences."""
        return (*CAVEATS, *self.notes)
