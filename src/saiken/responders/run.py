"""Other foreign holders run, as in a global game with a large first mover.

The seller's sale is the first move, in sight of all: m of what can run. The rest run below a signal
(:class:`saiken.responders.coordination.FirstMover`); in each draw what can be absorbed turns out
somewhere in its range, and the share that runs sells in equal parts over some weeks, from the day
after the first sale. Nothing of this is estimated: it is the adverse tail and switched on by name.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, ndtri

from saiken.responders.base import Action, Market, Memory, Seen
from saiken.responders.coordination import FirstMover
from saiken.responders.since import days_since, first_seen, untouched

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Run:
    """Small holders who would rather not be last."""

    name: str = "run"
    reads: tuple[str, ...] = (
        "run.prone_share",
        "run.absorption_share",
        "run.luck",
        "run.public_sd_share",
        "run.private_sd_share",
        "run.cost_share",
        "run.days",
    )

    def begin(self, market: Market) -> Memory:
        """What would be sold if the first mover sold, worked out before the first day."""
        return {"first": untouched(market), "wanted": _wanted_usd(market)}

    def decay_per_year(self, market: Market) -> Array:
        """As the market expects of the seller, shape (draw,)."""
        return np.full(market.parameters.draws, market.sale_decay_per_year)

    def respond(self, seen: Seen, memory: Memory, market: Market) -> tuple[Action, Memory]:
        """Sell today's part."""
        first = first_seen(memory, seen.sold_usd > 0, seen.day)
        since = days_since(first, np.zeros_like(first), seen.day)
        days = np.maximum(np.round(market.parameters["run.days"]), 1.0)
        sold = np.where((since >= 0) & (since < days), memory["wanted"] / days, 0.0)
        action = Action(supply_usd=sold[:, None] * market.sold_mix)
        return action, {**memory, "first": first}


def _wanted_usd(market: Market) -> Array:
    """What the small sell in each draw, shape (draw,)."""
    prm = market.parameters
    others = prm["run.prone_share"] * np.maximum(market.foreign_usd - market.sale_usd, 0)
    whole = others + market.sale_usd
    mass = np.divide(market.sale_usd, whole, out=np.zeros_like(whole), where=whole > 0)
    public, private = prm["run.public_sd_share"], prm["run.private_sd_share"]
    game = FirstMover(
        y=prm["run.absorption_share"],
        alpha=public**-2,
        beta=private**-2,
        c=prm["run.cost_share"],
        mass=mass,
    ).sold
    theta = prm["run.absorption_share"] + public * ndtri(prm["run.luck"])
    return np.asarray(others * ndtr((game.signal() - theta) / private))
