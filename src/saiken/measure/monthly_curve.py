"""Zero-coupon yields of every month from the annual ones that are published.

The published yields of Gürkaynak, Sack and Wright (2007) are points of a Svensson curve, a sum of a
level and of exponential humps. The parameters are not at hand, so the points are read with the
smoothest sum of such humps that passes through them: a linear smoother with a Gaussian prior on
each hump (a Gaussian process with the Nelson-Siegel shapes as its kernel). It is exact to the last
printed digit at the published maturities and an extrapolation below one year.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import DataError
from saiken.units import MONTHS_PER_YEAR, to_si

Array = NDArray[np.float64]
SETTINGS_FILE: Final = "measure/term_premium.yaml"
UNIFORM_VARIANCE: Final = 12
"""A rounding error is uniform over one step; its variance is the step squared over twelve."""
FEWEST_NODES: Final = 4


@dataclass(frozen=True, slots=True)
class CurvePrior:
    """What the smoother assumes before it sees a yield.

    Attributes
    ----------
    decay_years : tuple of float
        Decay times of the humps.
    level_sd, shape_sd : float
        Prior standard deviations of the level and of each hump, decimals.
    rounding_sd : float
        Standard deviation of a published figure's rounding error, decimals.
    """

    decay_years: tuple[float, ...]
    level_sd: float
    shape_sd: float
    rounding_sd: float


@cache
def settings() -> dict[str, Any]:
    """Read the choices of the term-premium measurement."""
    found: dict[str, Any] = resource_yaml(SETTINGS_FILE)
    return found


@cache
def curve_prior() -> CurvePrior:
    """Take the smoother's prior from the settings."""
    given = settings()["curve"]
    step = to_si(float(given["published_step_bp"]), "bp")
    return CurvePrior(
        tuple(float(years) for years in given["decay_years"]),
        to_si(float(given["level_sd_pct"]), "pct"),
        to_si(float(given["shape_sd_pct"]), "pct"),
        step / float(np.sqrt(UNIFORM_VARIANCE)),
    )


def shapes(years: Array, prior: CurvePrior) -> Array:
    """Level, slope and hump of each decay time, times their prior spread.

    Returns
    -------
    ndarray, shape (maturity, 1 + 2 * decay)
        Nelson and Siegel's (1987) yields ``(1 - e^-x)/x`` and ``(1 - e^-x)/x - e^-x``, x = t/tau.
    """
    x = years[:, None] / np.asarray(prior.decay_years)
    slope = -np.expm1(-x) / x
    level = np.full((years.size, 1), prior.level_sd)
    return np.concatenate([level, prior.shape_sd * slope, prior.shape_sd * (slope - np.exp(-x))], 1)


def reader(node_years: Array, target_years: Array, prior: CurvePrior) -> Array:
    """Weights that turn yields at the nodes into yields at other maturities.

    ``K(t, m) (K(m, m) + s^2 I)^-1`` with K the products of :func:`shapes`, s the rounding error.

    Returns
    -------
    ndarray, shape (target, node)
    """
    at, want = shapes(node_years, prior), shapes(target_years, prior)
    among = np.einsum("mk,nk->mn", at, at, optimize=False)
    across = np.einsum("tk,nk->tn", want, at, optimize=False)
    noise = prior.rounding_sd**2 * np.eye(node_years.size)
    weights: Array = np.linalg.solve(among + noise, across.T).T
    return weights


def monthly_curves(node_years: Array, yields: Array, prior: CurvePrior | None = None) -> Array:
    """Read yields at 1 to 120 months from those at the published maturities.

    Parameters
    ----------
    node_years : ndarray, shape (node,)
    yields : ndarray, shape (day, node), decimals
        NaN where a maturity was not published that day.
    prior : CurvePrior, optional

    Returns
    -------
    ndarray, shape (day, 120), decimals

    Raises
    ------
    DataError
        If a day has fewer than four yields.
    """
    prior = curve_prior() if prior is None else prior
    months = np.arange(1, settings()["longest_month"] + 1) / MONTHS_PER_YEAR
    quoted = np.isfinite(yields)
    if (quoted.sum(axis=1) < FEWEST_NODES).any():
        raise DataError(f"A monthly curve needs {FEWEST_NODES} zero yields on every day.")
    found = np.empty((yields.shape[0], months.size))
    for pattern in np.unique(quoted, axis=0):
        days = (quoted == pattern).all(axis=1)
        weights = reader(node_years[pattern], months, prior)
        found[days] = np.einsum("tn,dn->dt", weights, yields[days][:, pattern], optimize=False)
    return found
