"""Who else holds Treasuries on day 0: other countries and domestic sectors, as known then.

The Treasury's table says where bonds are held, not who owns them; its custody caveat comes with
the lines. Maturities are known for a few countries only, from the Treasury's survey; everybody
else shares what is left of the market by size.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.holders import find, holdings, own_mix, sectors

if TYPE_CHECKING:
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
SURVEY: Final = "tic_survey_2024"
OWNERS: Final = "treasury_owners"
NO_MARK: Final = "u_s_savings_bonds"
"""Redeemed at fixed values: a change of yields does not mark them."""
NOT_NAMED: Final = "Countries not named"
BY_SIZE: Final = "maturities not published; what is left of the market, by size"
TOTAL_SELLS: Final = (
    "Other foreign holders cannot be split by country: the seller is a total of the table, and "
    "what each country has in it is not published."
)
NO_SECTORS: Final = (
    "Domestic holders cannot be split by sector: no Treasury Bulletin at hand covers the day."
)
SAVINGS: Final = "Savings bonds are redeemed at fixed values and carry no mark."


@dataclass(frozen=True, slots=True, eq=False)
class Holder:
    """One holder beside the seller and the Federal Reserve.

    Attributes
    ----------
    name : str
        Country or sector.
    size_usd : float
        Last known holdings.
    mix : ndarray of shape (bucket,), or None
        Maturities where a survey gives them; None shares what is left of the market by size.
    note : str
        Where the maturities come from, or what is counted.
    """

    name: str
    size_usd: float
    mix: Array | None
    note: str


@dataclass(frozen=True, slots=True)
class Others:
    """Holders of one side of the border, and what a reader has to know about the split.

    Attributes
    ----------
    holders : tuple of Holder
        Empty when the split cannot be shown; then `notes` says why.
    notes : tuple of str
    """

    holders: tuple[Holder, ...]
    notes: tuple[str, ...]


def other_countries(seller: str, snap: Snapshot) -> Others:
    """Foreign holders without the seller, largest first, and the countries not named.

    Raises
    ------
    InputError
        If the seller is not known.
    """
    selling = find(seller)
    if selling.kind == "total":
        return Others((), (TOTAL_SELLS,))
    table = holdings(snap)
    named = [
        _country(row.holder, row.holdings_usd, snap)
        for row in table.rows
        if row.holder not in selling.keys
    ]
    rest = Holder(NOT_NAMED, table.other_usd, None, BY_SIZE)
    return Others((*named, rest), table.words[:1])


def _country(name: str, size_usd: float, snap: Snapshot) -> Holder:
    mix = own_mix(name, snap)
    surveyed = SURVEY in mix.sources
    return Holder(
        name, size_usd, mix.shares if surveyed else None, mix.words if surveyed else BY_SIZE
    )


def domestic_sectors(snap: Snapshot) -> Others:
    """Domestic holders but the Federal Reserve, in the Treasury Bulletin's order."""
    rows = [row for row in sectors(snap).rows if row.source.startswith(f"{OWNERS} ")]
    known = [
        Holder(
            row.name,
            row.holdings_usd,
            None,
            f"{row.date}; {row.note}" if row.note else f"{row.date}",
        )
        for row in rows
        if row.holdings_usd is not None and not row.source.endswith(f" {NO_MARK}")
    ]
    return Others(tuple(known), (SAVINGS,)) if known else Others((), (NO_SECTORS,))
