"""The joint estimate under other choices: shown, not used."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from saiken.estimation.segmentation.grid import JointGrid, posterior
from saiken.estimation.segmentation.learn import learned
from saiken.estimation.segmentation.legs import (
    Legs,
    share_outweighed,
    share_small,
    shares_at_currency_scale,
)
from saiken.estimation.segmentation.moves import episode_moves, plan
from saiken.estimation.segmentation.setting import Setting
from saiken.impact.interventions import currency_file


def sensitivity_lines(setting: Setting, grid: JointGrid, legs: Legs) -> list[dict[str, object]]:
    """One line for each other choice, the headline first.

    Parameters
    ----------
    setting : Setting
    grid : JointGrid
        The headline's posterior.
    legs : Legs
        The plan's sale at the headline's half-lives.
    """
    return [
        _line("headline", grid, legs),
        _line("scale, half-life and slope updated too", grid.updating_all(), legs),
        *_other_windows(setting, legs),
        *_other_models(setting, legs),
        *_other_episodes(setting, grid, legs),
    ]


def _line(choice: str, grid: JointGrid, legs: Legs) -> dict[str, object]:
    shares = share_small(grid, legs), share_outweighed(grid, legs)
    return {"choice": choice, **_learned(grid), **_shares(*shares)}


def _shares(small: float, outweighed: float) -> dict[str, object]:
    return {"share_of_draws_small": small, "share_of_draws_outweighed": outweighed}


def _learned(grid: JointGrid) -> dict[str, object]:
    found = learned(grid)
    probabilities = list(plan()["quantiles"])
    middle, low, high = (found.quantiles_share[probabilities.index(p)] for p in (0.5, 0.05, 0.95))
    return {
        "mean_share": found.mean_share,
        "median_share": middle,
        "low_share": low,
        "high_share": high,
        "information_nats": found.information_nats,
    }


def _other_windows(setting: Setting, legs: Legs) -> Iterator[dict[str, object]]:
    windows, headline = (currency_file()["record"][k] for k in ("windows_rates", "headline_rates"))
    also = int(plan()["moves"]["ordinary_rates_also"])
    choices: list[tuple[str, int, int | None]]
    choices = [(f"window of {n} rates", n, None) for n in windows if n != headline]
    choices.append((f"ordinary moves from {also} rates", headline, also))
    for choice, window, ordinary in choices:
        observed = episode_moves(setting.store, setting.record, window, ordinary)
        grid = posterior(observed, legs.units, setting.scales, setting.slope)
        yield _line(choice, grid, legs)


def _other_models(setting: Setting, legs: Legs) -> Iterator[dict[str, object]]:
    headline = int(currency_file()["record"]["headline_rates"])
    observed = episode_moves(setting.store, setting.record, headline)
    years = float(plan()["legs"]["half_life_years_also"])
    slow = setting.legs(np.array([years]))
    grid = posterior(observed, slow.units, setting.scales, setting.slope)
    yield _line(f"half-life of {years:g} years", grid, slow)
    with_bonds = [unit.together(legs.bonds) for unit in legs.units]
    grid = posterior(observed, with_bonds, setting.scales, setting.slope)
    yield _line("dollars from bonds sold in the window", grid, legs)
    grid = posterior(observed, legs.units, setting.scales, setting.slope, "currency")
    shares = shares_at_currency_scale(grid, legs, setting.slopes)
    yield {"choice": "yields at the currency's scale", **_learned(grid), **_shares(*shares)}


def _other_episodes(setting: Setting, grid: JointGrid, legs: Legs) -> Iterator[dict[str, object]]:
    places = range(len(setting.record))
    sold = [at for at in places if setting.record[at].sold_usd > 0]
    yield _line("dollar sales only", grid.of(sold), legs)
    for at in places:
        others = [place for place in places if place != at]
        yield _line(f"without {setting.record[at].name}", grid.of(others), legs)
