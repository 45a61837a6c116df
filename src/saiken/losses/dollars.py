"""Official dollars that are not converted, marked in the seller's currency, apart from bonds."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.losses.sale import Sale

Array = NDArray[np.float64]


def unsold_dollars_mark_usd(
    sale: Sale, log_fx_change: NDArray[np.floating], day: int, official_dollars_usd: ArrayLike
) -> Array:
    """Change in value, in the seller's currency, of official dollars not converted by a day.

    Parameters
    ----------
    official_dollars_usd : float or ndarray, shape (draw,)
        Dollars that the seller's government holds on day 0, bonds included.

    Returns
    -------
    ndarray, shape (draw,)
        Dollars at the exchange rate of day 0; negative when the dollar falls.
    """
    change = np.asarray(log_fx_change, float)
    day = min(day, change.shape[1] - 1)
    turned = sale.converted[: day + 1]
    share = turned.sum()
    if sale.kept_money is not None:
        share = (sale.kept_money[:, : day + 1] * turned).sum(axis=1)
    left = np.asarray(official_dollars_usd, float) - sale.amount_usd * share
    marked: Array = left * np.expm1(change[:, day])
    return marked
