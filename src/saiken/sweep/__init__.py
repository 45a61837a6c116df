"""One case over a range of values on common draws: nothing is sampled again between two values.

Differences between values are then differences of the sale, not of luck. :class:`CommonDraws` runs
the changed case; it serves two figures, both sides' loss against the amount sold and against the
pace at which it is sold.
"""

from saiken.sweep.amount import Sweep, loss_against_amount
from saiken.sweep.common import Arrays, CommonDraws, Reader
from saiken.sweep.frontier import Frontier, PacePoint, loss_against_pace

__all__ = [
    "Arrays",
    "CommonDraws",
    "Frontier",
    "PacePoint",
    "Reader",
    "Sweep",
    "loss_against_amount",
    "loss_against_pace",
]
