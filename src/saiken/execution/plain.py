"""The two paces that nobody needs a theory for."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from saiken.errors import out_of_range

Array = NDArray[np.float64]


def even(days: int) -> Array:
    """The same amount every day.

    Returns
    -------
    ndarray, shape (day,)
        Shares of the whole; each is exactly ``1 / days``.
    """
    return np.full(days, 1 / days)


def front_loaded(days: int, last_rate_share: float) -> Array:
    """A rate of selling that falls in a straight line.

    Parameters
    ----------
    days : int
        Days on which something is sold.
    last_rate_share : float
        Rate on the day after the last over the rate on the first: 1 is even, 0 ends in nothing.

    Returns
    -------
    ndarray, shape (day,)
        Shares of the whole.

    Raises
    ------
    InputError
        If the share does not lie between 0 and 1.
    """
    if not 0 <= last_rate_share <= 1:
        raise out_of_range("the last rate's share of the first", last_rate_share, "0 to 1")
    rate = 1 - (1 - last_rate_share) * np.arange(days) / days
    return np.asarray(rate / rate.sum())
