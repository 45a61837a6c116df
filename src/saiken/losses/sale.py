"""What the ledgers need to know of a sale."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Sale(Protocol):
    """A programme of sales; :class:`saiken.case.Program` is one.

    Attributes
    ----------
    amount_usd : ndarray, shape (draw,)
        Market value sold over the whole programme.
    schedule : ndarray, shape (day 0..H, bucket)
        Share of the amount sold on a day in a bucket; sums to one.
    supply : ndarray, shape (day 0..H, bucket)
        The schedule less what the proceeds buy back.
    converted : ndarray, shape (day 0..H,)
        Share of the amount turned into another currency on a day.
    sold_usd : ndarray, shape (draw,)
        What is really sold of the amount.
    kept, kept_money : ndarray, shape (draw, day 0..H), or None
        Share of a day's sale, and of its conversion, that others let happen; None is all.
    """

    @property
    def amount_usd(self) -> Array: ...  # noqa: D102

    @property
    def schedule(self) -> Array: ...  # noqa: D102

    @property
    def supply(self) -> Array: ...  # noqa: D102

    @property
    def converted(self) -> Array: ...  # noqa: D102

    @property
    def sold_usd(self) -> Array: ...  # noqa: D102

    @property
    def kept(self) -> Array | None: ...  # noqa: D102

    @property
    def kept_money(self) -> Array | None: ...  # noqa: D102
