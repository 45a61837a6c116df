r"""From a pace of selling to a path: concave, decaying, mirrored for purchases.

.. math:: f_t = e^{-\lambda} f_{t-1} + c\,\mathrm{sign}(q_t)\,(|q_t|/V)^\gamma

with q the dollars sold that day, V the market's daily volume, f the effect on the 5-year yield of a
programme of the reference mix. The coefficient c is not assumed: the reference programme, sold
evenly over its month, has to end at the effect E of :mod:`saiken.impact.flow.size`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.impact.flow.file import flow_file
from saiken.impact.flow.size import FlowSize
from saiken.units import BUSINESS_DAYS_PER_WEEK

if TYPE_CHECKING:
    from saiken.parameters import Parameters

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class FlowLaw:
    """How a pace of selling becomes a path of the 5-year yield.

    Attributes
    ----------
    coefficient : ndarray, shape (draw,)
        Effect of selling one day's volume in a day, decimals.
    exponent : ndarray, shape (draw,)
    decay_per_day : ndarray, shape (draw,)
    volume_usd_per_day : float
    """

    coefficient: Array
    exponent: Array
    decay_per_day: Array
    volume_usd_per_day: float


def flow_law(size: FlowSize, prm: Parameters, volume_usd_per_day: float) -> FlowLaw:
    """Set the coefficient so that the reference programme ends at ``size.effect``."""
    days = int(flow_file()["reference"]["business_days"])
    exponent = prm["flow.exponent"]
    decay = np.log(2) / (prm["flow.half_life_weeks"] * BUSINESS_DAYS_PER_WEEK)
    pace = size.reference_usd / days / volume_usd_per_day
    remembered = np.exp(-decay[:, None] * np.arange(days)).sum(axis=1)
    coefficient = size.effect / (remembered * pace**exponent)
    return FlowLaw(coefficient, exponent, decay, volume_usd_per_day)


def flow_path(rate_usd: Array, law: FlowLaw) -> Array:
    """Carry a pace of selling into the 5-year yield.

    Parameters
    ----------
    rate_usd : ndarray, shape (draw, day) or (1, day)
        Dollars sold on each day; day 0 is the close before the sale. Negative is a purchase.
    law : FlowLaw

    Returns
    -------
    ndarray, shape (draw, day)
        Flow effect of a sale of the reference mix on the 5-year zero yield at the close, decimals,
        net of the stock effect.
    """
    pace = np.asarray(rate_usd, dtype=np.float64) / law.volume_usd_per_day
    push = np.zeros((law.decay_per_day.size, pace.shape[1]))
    busy = pace.any(axis=0)  # powers are dear, and most days see no trade
    pace = pace[:, busy]
    push[:, busy] = law.coefficient[:, None] * np.sign(pace) * np.abs(pace) ** law.exponent[:, None]
    return fading(push, law.decay_per_day)


def fading(push: Array, decay_per_day: Array) -> Array:
    """Accumulate what is added each day and fades at a rate: ``z_t = exp(-decay) z_(t-1) + push``.

    Parameters
    ----------
    push : ndarray, shape (draw, day)
    decay_per_day : ndarray, shape (draw,)

    Returns
    -------
    ndarray, shape (draw, day)
    """
    keep = np.exp(-decay_per_day)
    # days first: one day's draws lie together in memory
    state = np.array(np.broadcast_to(push, (keep.size, push.shape[1])).T, order="C")
    for day in range(1, len(state)):
        state[day] += keep * state[day - 1]
    return np.ascontiguousarray(state.T)
