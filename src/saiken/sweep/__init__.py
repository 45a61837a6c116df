"""One case over a range of values on common draws: nothing is sampled again between two values.

Differences between values are then differences of the sale, not of luck. :class:`CommonDraws` runs
the changed case; the first use is one figure, both sides' loss against the amount sold.
"""

from saiken.sweep.amount import Sweep, loss_against_amount
from saiken.sweep.common import Arrays, CommonDraws, Reader

__all__ = ["Arrays", "CommonDraws", "Reader", "Sweep", "loss_against_amount"]
