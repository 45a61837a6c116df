"""How much the US loses for every dollar that the seller loses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
LEAST_LOSS_USD: Final = 1.0
"""Less than a dollar is rounding, not a loss; so no ratio can be infinite."""
NOTHING_LOST: Final = "There is no damage ratio: the seller loses in no draw."


@dataclass(frozen=True, slots=True, eq=False)
class DamageRatio:
    """US loss over the seller's loss, ledger A.

    Attributes
    ----------
    per_draw : ndarray or None, shape (draws in which the seller loses,)
        Negative where the US gains. None when it cannot be shown.
    share_without : float
        Share of the draws in which the seller does not lose.
    reason : str or None
        Why there is no ratio.
    """

    per_draw: Array | None
    share_without: float
    reason: str | None = None

    @classmethod
    def absent(cls, reason: str) -> DamageRatio:
        """Build a ratio that cannot be shown."""
        return cls(None, 1.0, reason)


def damage_ratio(us_loss_usd: Array, seller_loss_usd: Array) -> DamageRatio:
    """Divide draw by draw where the seller loses.

    Parameters
    ----------
    us_loss_usd, seller_loss_usd : ndarray, shape (draw,)
        Ledger A; positive is a loss.

    Examples
    --------
    >>> import numpy as np
    >>> ratio = damage_ratio(np.array([30.0, 10.0]), np.array([15.0, -1.0]))
    >>> ratio.per_draw.tolist(), ratio.share_without
    ([2.0], 0.5)
    """
    loses = seller_loss_usd >= LEAST_LOSS_USD
    if not loses.any():
        return DamageRatio.absent(NOTHING_LOST)
    share = 1 - float(np.count_nonzero(loses)) / loses.size
    return DamageRatio(us_loss_usd[loses] / seller_loss_usd[loses], share)
