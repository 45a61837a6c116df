"""The change of everybody's balance sheet when bonds are sold and the money is used.

At unchanged prices nobody's net worth changes, so every sector's line sums to zero; one's claim is
another's debt or changes hands, so every instrument's column does. Both hold step by step, and
therefore for any mix of uses and any amount.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.errors import out_of_range
from saiken.proceeds.uses import Step, Use, has_special_account, instruments, sectors, steps, use

Array = NDArray[np.float64]
SELL_BEYOND, SELL_WITHIN = "sell_beyond", "sell_within"


@dataclass(frozen=True, slots=True, eq=False)
class Books:
    """Changes of balance sheets.

    Attributes
    ----------
    sectors, instruments : tuple of str
        Titles of the lines and columns; those that no step touches are left out.
    change_usd : ndarray, shape (sector, instrument)
        An asset counts plus, a debt minus; owing less is plus.
    steps : tuple of (str, float)
        What happens, in order, with the dollars it happens to.
    sources : tuple of str
        What the institutions' facts rest on.
    """

    sectors: tuple[str, ...]
    instruments: tuple[str, ...]
    change_usd: Array
    steps: tuple[tuple[str, float], ...]
    sources: tuple[str, ...]


def books(
    amount_usd: float,
    shares: Mapping[str, float],
    *,
    within_share: float = 0.0,
    hedged_share: float = 0.0,
    seller: str = "",
    official_share: float = 1.0,
) -> Books:
    """Write the books of a sale whose money is put to some uses.

    Parameters
    ----------
    amount_usd : float
        Market value sold.
    shares : mapping of str to float
        Share of the proceeds by use; adds up to one.
    within_share : float
        Share of what is sold that matures within a year.
    hedged_share : float
        Share of what is sold whose currency was hedged.
    seller : str
        Canonical name; for a seller with a special account the yen retire its financing bills.
    official_share : float
        Share of what is sold out of the official book. What is hedged is not official.

    Raises
    ------
    InputError
        If a use is not known, or a share lies outside 0 to 1.
    """
    given = {"within_share": within_share, "hedged_share": hedged_share}
    for name, share in (given | {"official_share": official_share}).items():
        if not 0 <= share <= 1:
            raise out_of_range(name, f"{share:g}", "0 to 1")
    special = min(official_share, 1 - hedged_share) if has_special_account(seller) else 0.0
    weights = {SELL_BEYOND: 1 - within_share, SELL_WITHIN: within_share}
    for name, share in shares.items():
        for step, part in _parts(use(name), hedged_share, special).items():
            weights[step] = weights.get(step, 0.0) + share * part
    taken = {steps()[name]: weight for name, weight in weights.items() if weight}
    return _books(amount_usd, taken, tuple(name for name, share in shares.items() if share))


def _parts(each: Use, hedged: float, special: float) -> dict[str, float]:
    """Share of a use's dollars that takes each step."""
    covered = hedged if each.hedge else 0.0
    parts = dict.fromkeys(each.hedge, covered)
    for names, share in ((each.special, special), (each.steps, 1 - covered - special)):
        for name in names:
            parts[name] = parts.get(name, 0.0) + share
    return parts


def _books(amount_usd: float, taken: Mapping[Step, float], uses: tuple[str, ...]) -> Books:
    net = np.zeros((len(sectors()), len(instruments())))
    touched = np.zeros(net.shape, dtype=np.bool_)
    for step, weight in taken.items():
        net += weight * step.change
        touched |= step.change != 0
    lines, columns = (np.asarray(touched.any(axis=axis)) for axis in (1, 0))
    kept = [source for name in uses for source in use(name).sources]
    return Books(
        sectors=_titles(sectors(), lines),
        instruments=_titles(instruments(), columns),
        change_usd=amount_usd * net[np.ix_(lines, columns)],
        steps=tuple((step.says, amount_usd * weight) for step, weight in taken.items()),
        sources=tuple(dict.fromkeys(kept)),
    )


def _titles(named: Mapping[str, str], kept: NDArray[np.bool_]) -> tuple[str, ...]:
    return tuple(title for title, shown in zip(named.values(), kept, strict=True) if shown)
