"""The numbers a preferred-habitat model is solved for, and the two ways of scaling them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import InputError, out_of_range
from saiken.impact.habitat.economy import HASH_DIGITS, Economy, Market
from saiken.impact.habitat.linear import contract
from saiken.units import to_si

Array = NDArray[np.float64]

FILE: Final = "impact/habitat/calibration.yaml"


@dataclass(frozen=True, slots=True)
class Calibration:
    """Parameters of the model; factor 0 is the short rate, factors 1..K move bond demand.

    Attributes
    ----------
    kappa_per_year : tuple of float, (1 + K,)
        Mean reversion of each factor (the diagonal of Gamma).
    sigma : tuple of tuples, (1 + K, 1 + K)
        Sigma; shocks may be correlated, only Sigma Sigma' enters.
    risk_aversion : float
        Arbitrageurs' a.
    alpha : float
        Demand slope at maturity zero, share of GDP per unit of log price and year of maturity.
    delta_alpha_per_year : float
        alpha(tau) = alpha exp(-delta_alpha tau).
    theta : tuple of float, (K,)
        Size of each demand loading, same unit as `alpha`.
    delta_theta_per_year : tuple of float, (K,)
        theta_k(tau) = theta_k (exp(-delta_alpha tau) - exp(-delta_theta_k tau)).
    horizon_years : float
        Longest maturity T.

    Raises
    ------
    InputError
        When shapes disagree or a value is outside its range.

    Notes
    -----
    Vayanos and Vila (2021), Econometrica 89(1), section on the calibration.
    """

    kappa_per_year: tuple[float, ...]
    sigma: tuple[tuple[float, ...], ...]
    risk_aversion: float
    alpha: float
    delta_alpha_per_year: float
    theta: tuple[float, ...]
    delta_theta_per_year: tuple[float, ...]
    horizon_years: float

    def __post_init__(self) -> None:
        bonds = len(self.kappa_per_year) - 1
        shapes = [len(self.theta), len(self.delta_theta_per_year)]
        sigma = [len(self.sigma) - 1, *(len(row) - 1 for row in self.sigma)]
        if bonds < 0 or any(size != bonds for size in shapes + sigma):
            raise InputError(
                f"A habitat calibration with {bonds} demand factors needs as many values of theta "
                f"and delta_theta and a square sigma; seen are {shapes} and {sigma}."
            )
        for name in ("risk_aversion", "alpha"):
            if not 0 <= getattr(self, name) < np.inf:
                raise out_of_range(name, getattr(self, name), "zero or more")
        for value in (self.horizon_years, *self.kappa_per_year):
            if not 0 < value < np.inf:
                raise out_of_range("A horizon or mean reversion", value, "above zero")

    @property
    def factors(self) -> int:
        """Number of factors, the short rate included."""
        return len(self.kappa_per_year)

    @property
    def covariance(self) -> Array:
        """Sigma Sigma', per year, shape ``(factor, factor)``."""
        sigma = np.asarray(self.sigma)
        return contract("ik,jk->ij", sigma, sigma)

    def slope(self, tau: Array) -> Array:
        """alpha(tau), shape of `tau`."""
        return self.economy().markets[0].slope(tau)

    def demand_loading(self, tau: Array) -> Array:
        """Theta(tau), shape ``(*tau.shape, factor)``; the short rate's column is zero."""
        return self.economy().markets[0].demand_loading(tau)

    def market(self, name: str, places: Sequence[int], factors: int) -> Market:
        """Place this country's block among the factors of a larger model.

        Parameters
        ----------
        name : str
        places : sequence of int, (1 + K,)
            Which of the larger model's factors are the short rate and the demand factors.
        factors : int
            Number of factors of the larger model.
        """
        theta, delta = [0.0] * factors, [0.0] * factors
        for place, size, speed in zip(
            places[1:], self.theta, self.delta_theta_per_year, strict=True
        ):
            theta[place], delta[place] = size, speed
        return Market(
            name, places[0], self.risk_aversion, self.alpha, self.delta_alpha_per_year,
            tuple(theta), tuple(delta),
        )  # fmt: skip

    def economy(self) -> Economy:
        """Return the model of this country alone: one market, no currency."""
        return Economy(
            kappa_per_year=self.kappa_per_year,
            sigma=self.sigma,
            markets=(self.market("own", range(self.factors), self.factors),),
            horizon_years=self.horizon_years,
            currency=None,
            sharing=((1.0,),),
        )

    def at_scale(self, scale: float) -> Calibration:
        """Multiply risk aversion by `scale` while a*alpha and a*theta stay as they are.

        Yield dynamics do not move; the response to a quantity is exactly `scale` times as large.
        """
        if not 0 < scale < np.inf:
            raise out_of_range("The scale of risk aversion", scale, "above zero")
        return replace(
            self,
            risk_aversion=self.risk_aversion * scale,
            alpha=self.alpha / scale,
            theta=tuple(theta / scale for theta in self.theta),
        )

    def with_raw_risk_aversion(self, multiple: float) -> Calibration:
        """Multiply risk aversion alone, alpha and theta untouched.

        This is *not* how Saiken scales: the fixed point moves, yields become more volatile and
        the response is not `multiple` times as large. It is here to show the difference.
        """
        return replace(self, risk_aversion=self.risk_aversion * multiple)

    def fingerprint(self) -> str:
        """Short hash of all numbers, for the header of artefacts."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]


def _si(entry: Mapping[str, Any]) -> float:
    return to_si(float(entry["value"]), str(entry["unit"]))


def from_published(file: Mapping[str, Any]) -> Calibration:
    """Build a calibration from the published products a*alpha and a*theta and from alpha.

    Parameters
    ----------
    file : mapping
        The content of ``calibration.yaml``: every number with `value` and `unit`.
    """
    sigmas = [_si(factor["sigma"]) for factor in file["factors"]]
    alpha = _si(file["alpha"])
    risk_aversion = _si(file["a_alpha"]) / alpha
    return Calibration(
        kappa_per_year=tuple(_si(factor["kappa"]) for factor in file["factors"]),
        sigma=tuple(tuple(row) for row in np.diag(sigmas).tolist()),
        risk_aversion=risk_aversion,
        alpha=alpha,
        delta_alpha_per_year=_si(file["delta_alpha"]),
        theta=(_si(file["a_theta"]) / risk_aversion,),
        delta_theta_per_year=(_si(file["delta_theta"]),),
        horizon_years=_si(file["horizon"]),
    )


@cache
def published_calibration() -> Calibration:
    """Return the calibration of Vayanos and Vila (2021), quoted from memory with checks."""
    return from_published(resource_yaml(FILE))
