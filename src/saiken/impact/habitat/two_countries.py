"""Two countries and a currency: Saiken's numbers for the model of Gourinchas, Ray and Vayanos.

The capital that prices one country's bonds sees all of the other's; the capital that prices bonds
sees the share omega of what is held in currency, and the other way round. Omega is a reduced form:
it stands for the share of bond-arbitrage capital that also trades currency. Two groups with
mean-variance preferences and access to all assets would in fact agree on the prices of risk, so
an omega below one assumes that most of them do not trade across.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.impact.habitat.calibration import published_calibration
from saiken.impact.habitat.economy import Currency, Economy
from saiken.units import to_si

Array = NDArray[np.float64]

FILE: Final = "impact/habitat/two_countries.yaml"
PLACES: Final = ((0, 2), (1, 3))
"""Factors of each country: its short rate, its demand factor; the currency's comes last."""
FACTORS: Final = 5
OMEGA_DIGITS: Final = 9


@cache
def settings() -> Mapping[str, Any]:
    """Return the choices and targets (``two_countries.yaml``)."""
    return dict(resource_yaml(FILE))


def si(entry: Mapping[str, Any]) -> float:
    """Read a number with its unit."""
    return to_si(float(entry["value"]), str(entry["unit"]))


def omegas() -> tuple[float, ...]:
    """Values of omega at which the model is solved and bundled: Chebyshev points of 0 to 1."""
    count = int(settings()["omega"]["nodes"])
    points = (1 - np.cos(np.pi * np.arange(count) / (count - 1))) / 2
    return tuple(np.round(points, OMEGA_DIGITS).tolist())


def two_countries(
    omega: float, correlation: float, theta_e: float, alpha_e: float | None = None
) -> Economy:
    """Put two countries at the published numbers and a currency into one model.

    Parameters
    ----------
    omega : float
        Share of bond capital that also trades currency, 0 to 1.
    correlation : float
        Of the shocks to the two short rates.
    theta_e : float
        Loading of currency traders' demand on its own factor.
    alpha_e : float, optional
        Slope of their demand; by default the file's.

    Returns
    -------
    Economy
        Risk aversion of all capital at its published value: scale one.
    """
    published, own = published_calibration(), settings()["currency"]
    slope = si(own["alpha_e"]) if alpha_e is None else alpha_e
    theta = (*(0.0,) * (FACTORS - 1), theta_e)
    kappa, sd = np.empty(FACTORS), np.empty(FACTORS)
    for place in PLACES:
        kappa[list(place)] = published.kappa_per_year
        sd[list(place)] = np.sqrt(np.diag(published.covariance))
    kappa[-1], sd[-1] = si(own["kappa_e"]), si(own["sigma_e"])
    sigma = np.diag(sd)
    sigma[1, :2] = sd[1] * np.array([correlation, np.sqrt(1 - correlation**2)])
    return Economy(
        kappa_per_year=tuple(kappa.tolist()),
        sigma=tuple(tuple(row) for row in sigma.tolist()),
        markets=tuple(
            published.market(name, place, FACTORS)
            for name, place in zip(settings()["markets"], PLACES, strict=True)
        ),
        horizon_years=published.horizon_years,
        currency=Currency(published.risk_aversion, slope, theta),
        sharing=((1.0, 1.0, omega), (1.0, 1.0, omega), (omega, omega, 1.0)),
    )
