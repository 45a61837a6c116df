"""What a mix of uses sells at the spot rate, and what it takes back from the bond market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from saiken.proceeds.uses import use


@dataclass(frozen=True, slots=True)
class Flows:
    """Shares of the amount sold, 0 to 1.

    Attributes
    ----------
    converted_share : float
        Dollars sold at a spot rate that a record of operations can value (yen).
    unrecorded_share : float
        Dollars sold at the spot rate without such a record (euro, gold).
    unwound_share : float
        What repays hedges instead of being sold at the spot rate.
    bought_share : mapping of str to float
        Treasuries bought back, by bucket.
    """

    converted_share: float
    unrecorded_share: float
    unwound_share: float
    bought_share: Mapping[str, float]


def flows(shares: Mapping[str, float], hedged_share: float = 0.0) -> Flows:
    """Say which shares of the money go where.

    A hedge covers the same share of every use that turns dollars into the holder's own currency;
    that part is unwound. Money that stays in dollars, and gold, know no hedge to unwind.

    Parameters
    ----------
    shares : mapping of str to float
        Share of the proceeds by use; adds up to one.
    hedged_share : float
        Share of what is sold whose currency was hedged.

    Raises
    ------
    InputError
        If a use is not known.
    """
    sold = dict.fromkeys(("none", "recorded", "unrecorded"), 0.0)
    unwound = 0.0
    bought: dict[str, float] = {}
    for name, share in shares.items():
        each = use(name)
        hedged = hedged_share if each.hedge else 0.0
        sold[each.spot] += share * (1 - hedged)
        unwound += share * hedged
        if each.buys and share:
            bought[each.buys] = bought.get(each.buys, 0.0) + share
    return Flows(sold["recorded"], sold["unrecorded"], unwound, bought)
