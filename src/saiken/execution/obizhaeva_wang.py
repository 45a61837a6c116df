r"""A seller in a book that refills (Obizhaeva and Wang, 2013).

A sale eats into a book of constant density; the gap closes exponentially at rate rho. What is best
is a block, then a steady rate that takes what flows back, then a block. In continuous time the
blocks are :math:`x_0 = x_T = X/(\rho T + 2)` and the rate is :math:`\rho x_0`. With N + 1 sales one
day apart and :math:`a = e^{-\rho}` the blocks are

.. math:: x_0 = x_N = \frac{X}{(N-1)(1-a) + 2}, \qquad x_k = (1-a)\,x_0 ,

the explicit solution of the paper's recursion given by Alfonsi, Fruth and Schied (2010). It depends
neither on the depth of the book nor on the part of the impact that is lasting.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from saiken.errors import out_of_range

Array = NDArray[np.float64]


def block_rate_block(days: int, resilience_per_day: float) -> Array:
    """Shares sold on each day: a block, an even rate, a block.

    Parameters
    ----------
    days : int
        Days on which something is sold, the first and the last among them.
    resilience_per_day : float
        rho, rate at which the book refills.

    Returns
    -------
    ndarray, shape (day,)
        At rho = 0 two halves; as rho grows, evenly.

    Raises
    ------
    InputError
        If the resilience is negative.
    """
    if not resilience_per_day >= 0:
        raise out_of_range("the resilience per day", resilience_per_day, "zero or more")
    shares = np.full(days, -np.expm1(-resilience_per_day))
    shares[[0, -1]] = 1.0
    return np.asarray(shares / shares.sum())
