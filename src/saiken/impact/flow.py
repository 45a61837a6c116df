r"""Flow: what a sale does because intermediaries' balance sheets are finite.

The state decays and is pushed by the day's pace of selling,

.. math:: f_t = e^{-\lambda} f_{t-1} + c\,(q_t/V)^\gamma ,

with q the dollars sold that day, V the market's daily volume, f the effect on the 5-year yield
*net* of the lasting stock effect. The coefficient c is not assumed: it is set so that one reference
programme (the published experiment rescaled to today, traded evenly over a month) ends at an effect
E, and E is a weight drawn between two ends, the square-root law of market impact and the published
short-run less long-run effect. Both ends can be run alone. A purchase (negative q) is the mirror
image.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import unknown
from saiken.measure import daily_yield_sd
from saiken.units import BUSINESS_DAYS_PER_WEEK, to_si

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@cache
def flow_file() -> Mapping[str, Any]:
    """Return the published figures behind the flow effect (``impact/flow.yaml``)."""
    return dict(resource_yaml("impact/flow.yaml"))


@dataclass(frozen=True, slots=True)
class FlowSize:
    """Effect of the reference programme on the 5-year yield, net of the stock effect, decimals.

    Attributes
    ----------
    square_root, published : ndarray, shape (draw,)
        The two ends: the square-root law; Beltran et al.'s one-month less long-run effect.
    weight : ndarray, shape (draw,)
        0 is the square-root law, 1 the published figure.
    reference_usd : float
        Dollars sold in the reference programme, at today's size of the market.
    """

    square_root: Array
    published: Array
    weight: Array
    reference_usd: float

    @property
    def effect(self) -> Array:
        """Drawn effect E, shape ``(draw,)``."""
        return (1 - self.weight) * self.square_root + self.weight * self.published

    def at(self, weight: float) -> FlowSize:
        """Return the same size with one weight for every draw: 0 and 1 are the two ends."""
        return replace(self, weight=np.full_like(self.weight, weight))


def reference_usd(snap: Snapshot, denominator: str = "debt") -> float:
    """Rescale the published experiment's amount to the market of the snapshot.

    The amount is multiplied by the denominator's last known value over its mean in the paper's
    sample.

    Parameters
    ----------
    snap : Snapshot
    denominator : str
        ``"debt"`` (held by the public; used) or ``"gdp"`` (sensitivity).

    Returns
    -------
    float
        Dollars.

    Raises
    ------
    InputError
        If the denominator is not sourced at both ends.
    """
    file = flow_file()
    if denominator not in file["denominators"]:
        raise unknown("denominator of the flow effect", denominator, file["denominators"])
    where, sample = file["denominators"][denominator], file["reference"]["sample"]
    history = snap.store.series(where["dataset"], where["key"])
    then = history.window(np.datetime64(sample["first"]), np.datetime64(sample["last"])).values
    now = snap.latest(where["dataset"], where["key"]).value
    amount = to_si(float(file["reference"]["amount_usd_bn"]), "usd_bn")
    return float(amount * now * then.size / then.sum())


def flow_size(prm: Parameters, snap: Snapshot, denominator: str = "debt") -> FlowSize:
    """Size the reference programme at both ends.

    The square-root law uses the realised daily standard deviation of the 5-year yield, the
    snapshot's daily volume and the drawn prefactor; the published end is the drawn one-month effect
    less the long-run effect.
    """
    file = flow_file()
    amount = reference_usd(snap, denominator)
    daily_sd = daily_yield_sd(snap, file["square_root_law"]["yield_series"])
    turnover = amount / snap.scale.volume_usd_per_day
    long_run = to_si(float(file["reference"]["long_run_bp"]), "bp")
    return FlowSize(
        square_root=prm["flow.square_root_prefactor"] * daily_sd * np.sqrt(turnover),
        published=prm["flow.one_month_bp"] - long_run,
        weight=prm["flow.size_weight"],
        reference_usd=amount,
    )


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
        Flow effect on the 5-year zero yield at the close, decimals, net of the stock effect.
    """
    pace = np.asarray(rate_usd, dtype=np.float64) / law.volume_usd_per_day
    push = law.coefficient[:, None] * np.sign(pace) * np.abs(pace) ** law.exponent[:, None]
    keep = np.exp(-law.decay_per_day)
    state = np.empty_like(push)
    state[:, 0] = push[:, 0]
    for day in range(1, push.shape[1]):
        state[:, day] = keep * state[:, day - 1] + push[:, day]
    return state


def flow_ends(rate_usd: Array, size: FlowSize, prm: Parameters, volume: float) -> tuple[Array, ...]:
    """Return the path at the square-root end and at the published end, each ``(draw, day)``."""
    ends = (flow_law(size.at(weight), prm, volume) for weight in (0.0, 1.0))
    return tuple(flow_path(rate_usd, law) for law in ends)
