r"""How far a distribution lies from what happened: the continuous ranked probability score.

For a sample x of the forecast and the outcome y (Gneiting and Raftery 2007, JASA 102, eq. 21),

.. math:: \mathrm{CRPS} = \frac1n\sum_i |x_i - y| - \frac1{2 n^2}\sum_{i,j} |x_i - x_j| ,

which is the absolute error for a forecast without spread. Smaller is better. A forecast is an
effect plus ordinary noise, so its sample is every sum of a draw of the one and of the other.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


def crps(sample: Array, outcome: float) -> float:
    """Score a sample of the forecast against the outcome, in the outcome's unit.

    Parameters
    ----------
    sample : ndarray, shape (n,)
    outcome : float
    """
    ordered = np.sort(sample)
    count = ordered.size
    # sum over pairs of |x_i - x_j| is twice the sum of x_(k) (2k - n + 1), k from 0
    weights = 2 * np.arange(count) - count + 1
    spread = float((weights * ordered).sum()) / count**2
    return float(np.abs(ordered - outcome).mean() - spread)


def with_noise(effect: Array, ordinary: Array) -> Array:
    """Every sum of a draw of the effect and an ordinary move, shape (draw x window,)."""
    return np.asarray((effect[:, None] + ordinary).ravel())
