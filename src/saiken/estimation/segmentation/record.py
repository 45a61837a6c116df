"""The joint estimate of omega and of the currency's scale, as a committed record.

Omega is the share of bond-arbitrage capital that also trades currency. The record of interventions
says what conversions did to the yen (the currency's own estimate) and, through yields on the same
days, whether bonds moved with it. :mod:`saiken.estimation.segmentation.grid` states the model.
"""

from __future__ import annotations

import dataclasses
import hashlib
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_bytes
from saiken.estimation.segmentation.days import episode_rows, yield_slopes
from saiken.estimation.segmentation.grid import HALF_LIFE, SCALE, JointGrid, posterior
from saiken.estimation.segmentation.kernels import TwoCountryModel, bundled_model
from saiken.estimation.segmentation.learn import (
    conditional_quantiles,
    correlation,
    learned,
    next_slope,
    separation_sd,
    slope_correlation,
    telling_amount_usd,
)
from saiken.estimation.segmentation.legs import (
    Legs,
    conversion_band_bp,
    currency_scale,
    leg_rows,
    share_outweighed,
    share_small,
)
from saiken.estimation.segmentation.lines import sensitivity_lines
from saiken.estimation.segmentation.moves import EpisodeMoves, episode_moves, plan
from saiken.estimation.segmentation.setting import BOND_SCALE, HALF_LIFE_MONTHS, Setting
from saiken.impact.habitat.two_kernels import TWO_COUNTRIES
from saiken.impact.interventions import currency_file, largest_operation_usd
from saiken.units import MONTHS_PER_YEAR, from_si

if TYPE_CHECKING:
    from saiken.data import Store
    from saiken.estimation.artefact_file import Record

Array = NDArray[np.float64]
SLOPE_UNIT = "pct_per_usd_bn"
DATASETS = ("japan_interventions", "usdjpy_daily", "par_yields", "jgb_yields", "fiscal_quarterly")
FILES = (
    "estimation/segmentation/segmentation.yaml",
    "parameters/artefacts/currency.json",
    "parameters/artefacts/evidence.json",
    TWO_COUNTRIES,
)


def segmentation_record(store: Store, model: TwoCountryModel | None = None) -> Record:
    """Estimate omega from the bundled record and describe what was learned.

    Parameters
    ----------
    store : Store
    model : TwoCountryModel, optional
        Another model than the bundled one.

    Returns
    -------
    Record
        ``quantiles`` (half-life, scale, probability) is the table that draws read; the rest is for
        people.
    """
    setting = Setting.load(store, model or bundled_model())
    window = int(currency_file()["record"]["headline_rates"])
    observed = episode_moves(store, setting.record, window)
    legs = setting.legs(setting.half_life_years)
    grid = posterior(observed, legs.units, setting.scales, setting.slope)
    probabilities = np.linspace(0, 1, int(plan()["table_points"]))
    return {
        "name": "segmentation",
        "ids": ["impact.omega"],
        "unit": "share",
        "given": [HALF_LIFE_MONTHS, BOND_SCALE],
        "given_points": [setting.half_life_years * MONTHS_PER_YEAR, setting.scales],
        "probabilities": probabilities,
        "quantiles": conditional_quantiles(grid, probabilities),
        "prior": "uniform from 0 to 1",
        "omega": dataclasses.asdict(learned(grid)),
        "slope": _slope(grid.updating_all()),
        "correlations": _correlations(grid, setting),
        "currency_scale": _currency_scale(grid, legs),
        "what_it_takes": _what_it_takes(observed, legs, setting),
        "legs": _legs(grid, legs, setting),
        "sensitivity": sensitivity_lines(setting, grid, legs),
        "yields_on_the_days": yield_slopes(observed),
        "episodes": episode_rows(observed),
        "as_of": str(max(each.closes for each in observed)),
        "observations": len(observed),
        **_provenance(store),
    }


def _slope(grid: JointGrid) -> dict[str, float]:
    """Law of one more episode's slope, as drawn and as the yields would have it."""
    median, sd = next_slope(grid)
    return {
        "median": _shown(float(np.exp(grid.law.log_mean))),
        "log_sd": grid.law.log_sd,
        "median_with_yields": _shown(median),
        "log_sd_with_yields": sd,
    }


def _correlations(grid: JointGrid, setting: Setting) -> dict[str, float]:
    return {
        "log_slope": slope_correlation(grid),
        "log_bond_scale": correlation(grid, SCALE, np.log(grid.scale)),
        "half_life": correlation(grid, HALF_LIFE, setting.half_life_years),
    }


def _currency_scale(grid: JointGrid, legs: Legs) -> dict[str, object]:
    """Scale of the currency over the joint posterior, with the slope of one more episode."""
    pair = grid.weight.sum(axis=(2, 3))
    medians = np.array(
        [
            currency_scale(unit, float(np.exp(grid.law.log_mean)), legs.debt_usd)
            for unit in legs.units
        ]
    )
    mean = float((pair * np.log(medians)).sum())
    spread = float((pair * (np.log(medians) - mean) ** 2).sum()) + grid.law.log_sd**2
    return {"median": float(np.exp(mean)), "log_sd": float(np.sqrt(spread))}


def _what_it_takes(
    observed: tuple[EpisodeMoves, ...], legs: Legs, setting: Setting
) -> list[dict[str, float]]:
    """How far the record tells "none shared" from "all shared", and the operation that would."""
    middle, largest = legs.units[len(legs.units) // 2], largest_operation_usd(setting.record)
    rows = []
    for probability in plan()["quantiles"]:
        scale = float(setting.scale.quantile(np.array(probability)))
        apart = separation_sd(observed, middle, scale)
        amount = telling_amount_usd(observed[-1], middle, scale)
        rows.append(
            {
                "bond_scale": scale,
                "bond_scale_probability": probability,
                "record_tells_sd": apart,
                "times_larger": plan()["tell_apart_sd"] / apart,
                "one_operation_usd_bn": float(from_si(amount, "usd_bn")),
                "times_largest": amount / largest,
            }
        )
    return rows


def _legs(grid: JointGrid, legs: Legs, setting: Setting) -> dict[str, object]:
    choice = plan()["legs"]
    median = float(setting.scale.quantile(np.array(0.5)))
    small = share_small(grid, legs)
    slow = setting.legs(np.array([float(choice["half_life_years_also"])]))
    slope = float(np.exp(grid.law.log_mean))
    return {
        "converted_usd_bn": float(choice["converted_usd_bn"]),
        "sale_days": legs.sale_days,
        "maturity_years": choice["maturity_years"],
        "bond_scale": median,
        "small_below_share": choice["small_below_share"],
        "share_of_draws_small": small,
        "share_of_draws_outweighed": share_outweighed(grid, legs),
        "shown_apart": small < choice["in_draws_share"],
        "band_probabilities": list(plan()["quantiles"]),
        "conversion_leg_bp": conversion_band_bp(grid, legs),
        "rows": leg_rows(legs, median, slope),
        "rows_slow_absorption": leg_rows(slow, median, slope),
    }


def _shown(per_usd: float) -> float:
    return float(from_si(per_usd, SLOPE_UNIT))


def _provenance(store: Store) -> dict[str, object]:
    bundled = [
        {"dataset": name, "restricted": False, "sha256": store.info(name).sha256}
        for name in DATASETS
    ]
    files = [
        {
            "file": name,
            "restricted": False,
            "sha256": hashlib.sha256(resource_bytes(name)).hexdigest(),
        }
        for name in FILES
    ]
    return {
        "inputs": [*bundled, *files],
        "excluded": [],
        "method": (
            "Grid posterior of omega from yields given the spot move in eight episodes; noise from "
            "ordinary windows before each; bond scale, half-life and slope integrated over their "
            "own laws."
        ),
        "note": (
            "Scale, half-life and slope keep their own estimates; what the yields would say about "
            "them is stated, not used."
        ),
    }
