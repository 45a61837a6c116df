"""Did yields move on the days of intervention at all? The plain table, before any model."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from saiken.estimation.segmentation.moves import SPOT, EpisodeMoves, plan
from saiken.units import from_si

Array = NDArray[np.float64]

AMOUNT_SHOWN_USD_BN = 100.0
"""Slopes of yields are shown per this many dollars sold."""


def yield_labels() -> list[str]:
    """Names of the observed yields, US first: ``us_2y`` and so on."""
    years = plan()["moves"]["maturities_years"]
    return [f"{side}_{year}y" for side in ("us", "japan") for year in years]


def episode_rows(episodes: Sequence[EpisodeMoves]) -> list[dict[str, object]]:
    """One line an episode: moves, and what is ordinary for a window of that length."""
    return [_row(each) for each in episodes]


def _row(episode: EpisodeMoves) -> dict[str, object]:
    ordinary = np.sqrt(np.diag(episode.covariance))
    row: dict[str, object] = {
        "episode": episode.name,
        "opens": str(episode.opens),
        "closes": str(episode.closes),
        "sold_usd_bn": float(from_si(episode.amount_usd, "usd_bn")),
        "sold_share_of_debt_pct": float(from_si(episode.amount_share, "pct")),
        "usdjpy_pct": float(from_si(float(episode.move[SPOT]), "pct")),
        "usdjpy_ordinary_pct": float(from_si(float(ordinary[SPOT]), "pct")),
        "independent_windows": episode.independent_windows,
    }
    for place, label in enumerate(yield_labels(), start=SPOT + 1):
        row[f"{label}_bp"] = float(from_si(float(episode.move[place]), "bp"))
        row[f"{label}_ordinary_bp"] = float(from_si(float(ordinary[place]), "bp"))
    return row


def yield_slopes(episodes: Sequence[EpisodeMoves]) -> list[dict[str, object]]:
    """Change of each yield per dollars sold, through the origin, weighted by ordinary variance.

    ``given_spot`` nets what the exchange rate's move ordinarily goes with. The standard error is
    that of ordinary moves, the ratio a plain t-value.
    """
    return [_slope(episodes, label, place) for place, label in enumerate(yield_labels(), SPOT + 1)]


def _slope(episodes: Sequence[EpisodeMoves], label: str, place: int) -> dict[str, object]:
    sold = np.array([each.amount_usd for each in episodes])
    moved = np.array([each.move[place] for each in episodes])
    spot = np.array([each.move[SPOT] for each in episodes])
    variance = np.array([each.covariance[place, place] for each in episodes])
    beta = np.array(
        [each.covariance[place, SPOT] / each.covariance[SPOT, SPOT] for each in episodes]
    )
    common = np.array([each.covariance[place, SPOT] for each in episodes]) * beta
    per_usd, error = _weighted(sold, moved, variance)
    netted, netted_error = _weighted(sold, moved - beta * spot, variance - common)
    shown = from_si(1.0, "usd_bn") ** -1 * AMOUNT_SHOWN_USD_BN
    return {
        "yield": label,
        "slope_bp_per_usd_100bn": float(from_si(per_usd * shown, "bp")),
        "standard_error": float(from_si(error * shown, "bp")),
        "given_spot_bp_per_usd_100bn": float(from_si(netted * shown, "bp")),
        "given_spot_standard_error": float(from_si(netted_error * shown, "bp")),
    }


def _weighted(sold: Array, moved: Array, variance: Array) -> tuple[float, float]:
    information = float((sold**2 / variance).sum())
    return float((sold * moved / variance).sum()) / information, information**-0.5
