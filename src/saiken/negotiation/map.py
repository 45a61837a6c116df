"""Where a threat is believed: prior of resolve, audience cost, and what of the proceeds converts.

The unobservable numbers are put on a grid; everything else keeps its draws. Each cell says in which
share of the draws executing the plan is rational for a seller who means it, and what the card is
worth over the stake. The same ladder as for the point, on fewer draws.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.bargaining import card_value
from saiken.case import Case
from saiken.draws import Array
from saiken.negotiation.game import threat_game
from saiken.negotiation.request import Negotiation
from saiken.negotiation.stakes import Stakes, stakes
from saiken.parameters import Parameters
from saiken.snapshot import Snapshot

PRIORS: Final = np.array([0.02, 0.05, 0.1, 0.2, 0.35, 0.6])
AUDIENCE_SHARES: Final = np.array([0.0003, 0.001, 0.002, 0.005, 0.01, 0.02, 0.04])
"""Of the seller's GDP."""
CONVERTED: Final = (0.0, 0.25, 0.5, 1.0)
"""Shares of the proceeds turned into the seller's own money, where its rate is modelled."""
DRAWS: Final = 48
MODELLED: Final = {"Japan": "yen"}
"""Sellers whose own currency the engine can price."""


@dataclass(frozen=True, slots=True, eq=False)
class CredibilityMap:
    """Grids of shape (converted, audience, prior).

    Attributes
    ----------
    converted, audience, prior : ndarray
        The axes, as shares: of the proceeds, of the seller's GDP, of one.
    credible : ndarray
        Share of draws in which the plan is rational for a seller who means it.
    worth : ndarray
        Mean value of the card over the stake.
    refused : ndarray
        Share of draws that the check refused.
    draws : int
    """

    converted: Array
    audience: Array
    prior: Array
    credible: Array
    worth: Array
    refused: Array
    draws: int


def credibility_map(
    negotiation: Negotiation,
    snap: Snapshot,
    progress: Callable[[int, int], None] | None = None,
) -> CredibilityMap:
    """Draw the map.

    Parameters
    ----------
    negotiation : Negotiation
    snap : Snapshot
    progress : callable, optional
        Called with panels done and panels in all.
    """
    from saiken.simulate import simulate

    panels = [] if negotiation.case is None else _panels(negotiation.case)
    found = []
    for done, (_, asked) in enumerate(panels):
        out = simulate(asked, snap, draws=DRAWS)
        found.append(_panel(negotiation, stakes(negotiation, out), out.parameters))
        if progress is not None:
            progress(done + 1, len(panels))
    credible, worth, refused = (np.stack(each) for each in zip(*found, strict=True))
    return CredibilityMap(
        np.array([share for share, _ in panels]), AUDIENCE_SHARES, PRIORS,
        credible, worth, refused, DRAWS,
    )  # fmt: skip


def _panels(case: Case) -> list[tuple[float, Case]]:
    """The sale with other shares converted; only as asked where the rate is not modelled."""
    money = MODELLED.get(case.scenario.seller)
    if money is None:
        return [(0.0, case)]
    found = []
    for share in CONVERTED:
        mix = {money: share, "dollars": 1 - share}
        scenario = case.scenario.model_copy(update={"proceeds": mix})
        found.append((share, case.model_copy(update={"scenario": scenario})))
    return found


def _panel(
    negotiation: Negotiation, at_stake: Stakes, prm: Parameters
) -> tuple[Array, Array, Array]:
    """Solve every cell of one panel at once: cells × draws are the draws of one game."""
    shape = (AUDIENCE_SHARES.size, PRIORS.size, prm.draws)
    cells = (each.ravel() for each in np.broadcast_arrays(
        AUDIENCE_SHARES[:, None, None], PRIORS[None, :, None], np.zeros(shape)))  # fmt: skip
    audience, prior, _ = cells
    rows = np.tile(np.arange(prm.draws), AUDIENCE_SHARES.size * PRIORS.size)
    game = threat_game(
        negotiation, at_stake.take(rows), prm.take(rows),
        prior=prior, audience_share_gdp=audience,
    )  # fmt: skip
    value = card_value(game)
    worth = np.where(value.refused, np.nan, value.over_stake).reshape(shape)
    grids = value.credible.reshape(shape), value.refused.reshape(shape)
    return grids[0].mean(-1), np.nanmean(worth, axis=-1), grids[1].mean(-1)
