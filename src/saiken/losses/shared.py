"""What the seller neither holds nor sells, shared among all other holders.

Countries with surveyed maturities are marked at their own; what is then left of the market goes to
everybody else by size. Whatever the split, the parts sum to the whole in every draw.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.losses.others import BY_SIZE, Holder, Others

Array = NDArray[np.float64]
SURVEYED: Final = (
    "Marked at the maturities of the Treasury's survey rather than the market's: {names}."
)
TOO_MUCH: Final = (
    "The surveyed countries' maturities are not used: together they would hold more of some "
    "maturities than is left of the market."
)


@dataclass(frozen=True, slots=True, eq=False)
class MarkLine:
    """One holder's line of ledger M.

    Attributes
    ----------
    name : str
        Country or sector.
    usd : ndarray, shape (draw,)
        Change in value, dollars; negative is a loss.
    note : str
        What is known of its maturities, or what is counted.
    """

    name: str
    usd: Array
    note: str


@dataclass(frozen=True, slots=True, eq=False)
class Rest:
    """The market without the seller's bonds, ready to be shared.

    Attributes
    ----------
    left_usd : ndarray, shape (draw,)
        Change in value of what is shared by size.
    size_usd : ndarray, shape (draw,)
        Size of all who share it.
    abroad_usd : ndarray, shape (draw,)
        What other non-residents hold.
    scale : ndarray, shape (draw,)
        Their size over the sum of the countries' lines.
    falls : ndarray, shape (draw, bucket)
        Fall of each bucket's value.
    countries : tuple of Holder
    notes : tuple of str
    """

    left_usd: Array
    size_usd: Array
    abroad_usd: Array
    scale: Array
    falls: Array
    countries: tuple[Holder, ...]
    notes: tuple[str, ...]

    @classmethod
    def split(
        cls, rest_usd: Array, size_usd: Array, countries: Others, abroad_usd: Array, falls: Array
    ) -> Rest:
        """Set the surveyed countries apart from what is shared by size.

        Parameters
        ----------
        rest_usd : ndarray, shape (draw, bucket)
            The market less what the seller holds and has sold.
        size_usd : ndarray, shape (draw,)
            Size of all holders but the seller on day 0.
        countries : Others
            Other foreign holders; none keeps them one line.
        abroad_usd : ndarray, shape (draw,)
            What other non-residents hold; the countries are scaled to it.
        falls : ndarray, shape (draw, bucket)
        """
        total = sum(each.size_usd for each in countries.holders)
        scale = abroad_usd / total if total else np.zeros_like(abroad_usd)
        surveyed = [each for each in countries.holders if each.mix is not None]
        apart = np.zeros(falls.shape[1])
        for each in surveyed:
            apart = apart + each.size_usd * np.asarray(each.mix)
        left = rest_usd - scale[:, None] * apart
        if not surveyed or (left < 0).any():
            plain = tuple(Holder(c.name, c.size_usd, None, BY_SIZE) for c in countries.holders)
            notes = (TOO_MUCH,) if surveyed else ()
            return cls(change(rest_usd, falls), size_usd, abroad_usd, scale, falls, plain, notes)
        names = ", ".join(each.name for each in surveyed)
        size = size_usd - scale * sum(each.size_usd for each in surveyed)
        notes = (SURVEYED.format(names=names),)
        return cls(change(left, falls), size, abroad_usd, scale, falls, countries.holders, notes)

    def by_size_usd(self, size_usd: float | Array) -> Array:
        """Return the part of somebody who shares by size, shape (draw,)."""
        part: Array = self.left_usd * size_usd / self.size_usd
        return part

    def foreign_usd(self) -> Array:
        """Change in value of all other non-residents' bonds, shape (draw,)."""
        surveyed = [each for each in self.countries if each.mix is not None]
        apart = self.scale * sum(each.size_usd for each in surveyed)
        whole = self.by_size_usd(self.abroad_usd - apart)
        for each in surveyed:
            whole = whole + self._line(each)
        return whole

    def countries_usd(self) -> tuple[MarkLine, ...]:
        """One line for every other country."""
        return tuple(MarkLine(each.name, self._line(each), each.note) for each in self.countries)

    def sectors_usd(self, sectors: Others, domestic_usd: Array) -> tuple[MarkLine, ...]:
        """Split the other domestic holders' mark by the sectors' sizes."""
        total = sum(each.size_usd for each in sectors.holders)
        return tuple(
            MarkLine(each.name, domestic_usd * (each.size_usd / total), each.note)
            for each in sectors.holders
        )

    def _line(self, holder: Holder) -> Array:
        size = holder.size_usd * self.scale
        if holder.mix is None:
            return self.by_size_usd(size)
        return change(size[:, None] * holder.mix, self.falls)


def change(value_usd: Array, falls: Array) -> Array:
    """First-order change of a book, (draw, bucket) or (bucket,), against falls (draw, bucket)."""
    total: Array = -(value_usd * falls).sum(axis=1)
    return total
