"""From stakes to games: the ladder of the threat, and the promise not to sell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import numpy as np

from saiken.bargaining import Assurance, Ladder, commitment, switched
from saiken.bargaining.plans import BEFORE, RUNGS, sold_in_a_round
from saiken.draws import Array, Value, chance, require
from saiken.negotiation.april import stakes_file
from saiken.negotiation.request import Negotiation
from saiken.negotiation.stakes import Stakes
from saiken.parameters import Parameters

LEAST_SHOCK: Final = 0.01
"""Least scale of the shocks, as a share of the US loss, where conceding costs next to nothing."""
SPLIT: Final = (
    "k", "L", "G", "c_resolute", "a", "mu0", "sigma", "eta", "m", "h", "delta", "x", "sunk",
    "rumour",
)  # fmt: skip
"""What of a game may hold one value a draw."""


def threat_game(
    negotiation: Negotiation,
    stakes: Stakes,
    prm: Parameters,
    *,
    prior: Value | None = None,
    audience_share_gdp: Value | None = None,
) -> Ladder:
    """State the ladder of a negotiation.

    Parameters
    ----------
    negotiation : Negotiation
    stakes : Stakes
    prm : Parameters
        The draws of the stakes.
    prior, audience_share_gdp : float or ndarray, shape (draw,), optional
        Chance that the seller means it, and the cost of backing down after the last rung over its
        GDP, instead of the drawn ones.
    """
    mu0 = prm["card.prior_of_resolve"] if prior is None else prior
    share = prm["card.audience_cost_share_gdp"] if audience_share_gdp is None else (
        audience_share_gdp)  # fmt: skip
    chance(**{"The prior of resolve": np.asarray(mu0, dtype=float)})
    cost = np.asarray(share, dtype=float)
    require("The audience cost over GDP", cost, cost >= 0, "0 or more")
    top = np.broadcast_to(cost * stakes.gdp_usd, stakes.k.shape)
    moves = negotiation.deadline_moves
    game = Ladder(
        plan=negotiation.plan,
        k=stakes.k,
        L=np.maximum(stakes.L, 0.0),
        G=np.maximum(stakes.G, 0.0),
        c_resolute=stakes.c,
        a=top[:, None] * _by_rung("audience"),
        mu0=np.broadcast_to(np.asarray(mu0, dtype=float), stakes.k.shape),
        sigma=prm["card.shock_share"] * np.maximum(np.abs(stakes.k), LEAST_SHOCK * stakes.L),
        eta=prm["card.fear_per_year"],
        m=np.maximum(stakes.shortfall - stakes.benefit, 0.0)[:, None] * sold_in_a_round(),
        h=prm["card.accident_hazard"][:, None] * _by_rung("hazard"),
        delta=prm["card.deadline_moved_chance"] if moves else 0.0,
        x=prm["card.preemption_share"] * np.maximum(stakes.L, 0.0),
        sunk=_sunk(negotiation, prm, top),
        rumour=prm["card.rumour_chance"],
        rounds=negotiation.rounds,
        moves=moves,
        days=float(negotiation.days),
    )
    return switched(game, negotiation.channels)


def promise_game(name: str, prior: Array, loss: Array, prm: Parameters, rounds: int) -> Assurance:
    """State what a named promise not to sell brings.

    Parameters
    ----------
    name : str
        One of `saiken.bargaining.commitments`.
    prior : ndarray, shape (draw,)
        Chance of a sale without it.
    loss : ndarray, shape (draw,)
        What a sale costs the United States.
    prm : Parameters
    rounds : int
    """
    strength, lasts = commitment(name, prm["card.promise_place"])
    return Assurance(prior, loss, strength, lasts, rounds=rounds, weight=prm["card.promise_split"])


def first(game: Ladder, draws: int) -> Ladder:
    """Return the game's first draws: a smaller sample of the same sequence."""
    some: dict[str, Any] = {name: _head(getattr(game, name), draws) for name in SPLIT}
    return replace(game, **some)


def middle(game: Ladder) -> Ladder:
    """Return one game: the middle of each parameter over the draws."""
    found: dict[str, Any] = {
        name: value if value is None or np.ndim(value) == 0
        else np.median(np.asarray(value), axis=0, keepdims=True)
        for name in SPLIT
        if (value := getattr(game, name)) is not None
    }  # fmt: skip
    return replace(game, **found)


def _head(value: Value | None, draws: int) -> Value | None:
    return value if value is None or np.ndim(value) == 0 else np.asarray(value)[:draws]


def _sunk(negotiation: Negotiation, prm: Parameters, top: Array) -> Value:
    """Audience cost incurred before the start, where the card was named already."""
    if not negotiation.said:
        return 0.0
    return np.asarray(prm["card.sunk_share"] * top * _by_rung("audience")[RUNGS.index("remark")])


def _by_rung(key: str) -> Array:
    """Share of the last rung's figure on each rung before the deadline, shape (rung,)."""
    rungs = stakes_file()["rungs"]
    return np.array([float(rungs[name][key]) for name in RUNGS[:BEFORE]])
