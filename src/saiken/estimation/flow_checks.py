"""What the flow law, fitted to a month, says about a day and about March 2020.

Only the month fixes the law's size; the other lines are what it says, beside what was published.
``docs/method/flow.md`` quotes them.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.impact.flow import (
    flow_file,
    flow_law,
    flow_path,
    flow_size,
    sector_shape,
    stress_shape,
)
from saiken.impact.flow.stress import explained
from saiken.impact.habitat import Kernels
from saiken.market import bucket_names
from saiken.parameters import Parameters, middle
from saiken.snapshot import snapshot
from saiken.units import from_si, to_si
from saiken.variables import maturity_index

Array = NDArray[np.float64]
BAND = (0.05, 0.5, 0.95)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the table.

    Attributes
    ----------
    experiment : str
    published_bp : tuple of float
        What was published: one number, or the ends of a range.
    said_bp : tuple of float
        What the law says: 5th, 50th and 95th of 100 draws.
    """

    experiment: str
    published_bp: tuple[float, ...]
    said_bp: tuple[float, float, float]


def month(prm: Parameters, store: Store, day: str) -> Check:
    """Say what the law makes of the experiment that fixes it, net of its long run."""
    reference, snap = flow_file()["reference"], snapshot(day, store)
    days = int(reference["business_days"])
    size = flow_size(prm, snap)
    rate = _evenly(size.reference_usd, days)
    path = flow_path(rate, flow_law(size, prm, snap.scale.volume_usd_per_day))
    published = tuple(end - reference["long_run_bp"] for end in reference["short_run_bp"])
    return Check("one month", published, _band(path[:, -1]))


def operation_day(prm: Parameters, store: Store, kernels: Kernels) -> Check:
    """Say what the law makes of one purchase of 2009 in the maturities bought."""
    file = flow_file()["checks"]["operation_day"]
    snap = snapshot(str(file["as_of"]), store)
    mix = np.array([float(name == file["bucket"]) for name in bucket_names()])
    spread = sector_shape(mix, kernels, middle("flow.half_life_weeks"))
    law = flow_law(flow_size(prm, snap), prm, snap.scale.volume_usd_per_day)
    bought = -_evenly(to_si(float(file["amount_usd_bn"]), "usd_bn"), 1)
    there = spread.at(prm["flow.local_share"])[:, maturity_index(file["maturity"])]
    return Check(
        "one day", (float(file["effect_bp"]),), _band(-flow_path(bought, law)[:, -1] * there)
    )


def march_2020(prm: Parameters, store: Store, kernels: Kernels) -> tuple[Check, Check]:
    """Say what the law makes of March 2020's foreign sales without stress, and net of what stock.

    Returns
    -------
    (flow, stock) : Check
        The published rise less the median stock effect beside the normal flow effect; the whole
        rise beside the stock effect.
    """
    stress = stress_shape(kernels, middle("flow.half_life_weeks"))
    stock, flow = explained(stress, prm, store)
    rise = store.anchor(flow_file()["stress"]["effect_anchor"]).si()
    net = from_si(rise - float(np.median(stock)), "bp")
    return (
        Check("March 2020, net of stock", (net,), _band(flow)),
        Check("March 2020", (from_si(rise, "bp"),), _band(stock)),
    )


def _evenly(amount_usd: float, days: int) -> Array:
    rate = np.full((1, days + 1), amount_usd / days)
    rate[:, 0] = 0.0
    return rate


def _band(effect: Array) -> tuple[float, float, float]:
    low, middle_, high = from_si(np.quantile(effect, BAND), "bp").tolist()
    return low, middle_, high


__all__ = ["Check", "march_2020", "month", "operation_day"]
