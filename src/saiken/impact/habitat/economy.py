"""What a habitat model is solved for: bond markets, at most one currency, and who shares risk.

Notation follows Gourinchas, Ray and Vayanos (2025), *A Preferred-Habitat Model of Term Premia,
Exchange Rates, and Monetary Policy Spillovers*, American Economic Review 115(11). One market and
no currency is the model of Vayanos and Vila (2021).
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import InputError, out_of_range
from saiken.impact.habitat.linear import contract

Array = NDArray[np.float64]
Matrix = tuple[tuple[float, ...], ...]

HASH_DIGITS: Final = 12


@dataclass(frozen=True, slots=True)
class Market:
    """The bonds of one country.

    Attributes
    ----------
    name : str
    short_rate : int
        The factor that is this country's short rate.
    risk_aversion : float
        a of the capital that prices these bonds.
    alpha : float
        Demand slope at maturity zero, share of GDP per unit of log price and year of maturity.
    delta_alpha_per_year : float
        alpha(tau) = alpha exp(-delta_alpha tau).
    theta : tuple of float, (factor,)
        Size of the loading of bond demand on each factor; positive lowers demand.
    delta_theta_per_year : tuple of float, (factor,)
        theta_k(tau) = theta_k (exp(-delta_alpha tau) - exp(-delta_theta_k tau)).
    """

    name: str
    short_rate: int
    risk_aversion: float
    alpha: float
    delta_alpha_per_year: float
    theta: tuple[float, ...]
    delta_theta_per_year: tuple[float, ...]

    def slope(self, tau: Array) -> Array:
        """alpha(tau), shape of `tau`."""
        return self.alpha * np.exp(-self.delta_alpha_per_year * tau)

    def demand_loading(self, tau: Array) -> Array:
        """Theta(tau), shape ``(*tau.shape, factor)``."""
        own = np.exp(-self.delta_alpha_per_year * tau)[..., None]
        theta, delta = np.asarray(self.theta), np.asarray(self.delta_theta_per_year)
        return np.asarray(theta * (own - np.exp(-delta * tau[..., None])), dtype=np.float64)

    def at_scale(self, scale: float) -> Market:
        """Multiply risk aversion while a*alpha and a*theta stay as they are."""
        return replace(
            self,
            risk_aversion=self.risk_aversion * scale,
            alpha=self.alpha / scale,
            theta=tuple(each / scale for each in self.theta),
        )


@dataclass(frozen=True, slots=True)
class Currency:
    """Market 1's currency in market 0's: currency traders hold -alpha log e - theta q.

    Attributes
    ----------
    risk_aversion : float
        a of the capital that prices the currency.
    alpha : float
        Slope, share of GDP per unit of log price.
    theta : tuple of float, (factor,)
        Loading of the traders' demand on each factor; positive lowers their demand.
    """

    risk_aversion: float
    alpha: float
    theta: tuple[float, ...]

    def __post_init__(self) -> None:
        for name in ("risk_aversion", "alpha"):
            if not 0 <= getattr(self, name) < np.inf:
                raise out_of_range(f"The currency's {name}", getattr(self, name), "zero or more")

    def at_scale(self, scale: float) -> Currency:
        """Multiply risk aversion while a*alpha and a*theta stay as they are."""
        theta = tuple(each / scale for each in self.theta)
        return Currency(self.risk_aversion * scale, self.alpha / scale, theta)


@dataclass(frozen=True, slots=True)
class Economy:
    """Factors, markets and the sharing of risk between them.

    Attributes
    ----------
    kappa_per_year : tuple of float, (factor,)
        Mean reversion of each factor (the diagonal of Gamma).
    sigma : tuple of tuples, (factor, factor)
        Sigma; shocks may be correlated, only Sigma Sigma' enters.
    markets : tuple of Market
    horizon_years : float
        Longest maturity T.
    currency : Currency, optional
        Between the first two markets.
    sharing : tuple of tuples, (asset, asset)
        Omega: share of the exposure in one market that the capital pricing another sees. Assets
        are the markets in order, then the currency. Symmetric, ones on the diagonal. All ones
        are the paper's integrated arbitrageurs, the identity separates every market.

    Raises
    ------
    InputError
        When shapes disagree or a value is outside its range.
    """

    kappa_per_year: tuple[float, ...]
    sigma: Matrix
    markets: tuple[Market, ...]
    horizon_years: float
    currency: Currency | None
    sharing: Matrix

    def __post_init__(self) -> None:
        n = self.factors
        if [len(row) for row in self.sigma] != [n] * n:
            raise InputError(f"An economy with {n} factors needs a sigma of {n} by {n}.")
        if self.currency and (len(self.currency.theta) != n or len(self.markets) < 2):
            raise InputError("A currency needs two markets and one theta for each factor.")
        sizes = {len(each) for m in self.markets for each in (m.theta, m.delta_theta_per_year)}
        if sizes != {n} or any(not 0 <= m.short_rate < n for m in self.markets):
            raise InputError(f"Each market needs a short rate and thetas among {n} factors.")
        self._check_sharing()

    def _check_sharing(self) -> None:
        omega = np.asarray(self.sharing)
        if omega.shape != (self.assets, self.assets):
            raise InputError(f"Sharing between {self.assets} assets needs a square of that size.")
        if not ((omega >= 0) & (omega <= 1)).all() or (np.diag(omega) != 1).any():
            raise out_of_range("Sharing", self.sharing, "0 to 1, with ones on the diagonal")
        if (omega != omega.T).any():
            raise InputError("Sharing must be symmetric: what A sees of B, B sees of A.")

    @property
    def factors(self) -> int:
        """Number of factors."""
        return len(self.kappa_per_year)

    @property
    def assets(self) -> int:
        """Number of markets and currencies."""
        return len(self.markets) + (self.currency is not None)

    @property
    def covariance(self) -> Array:
        """Sigma Sigma', per year, shape ``(factor, factor)``."""
        sigma = np.asarray(self.sigma)
        return contract("ik,jk->ij", sigma, sigma)

    @property
    def risk_aversions(self) -> Array:
        """Risk aversion of each asset's capital, shape ``(asset,)``."""
        own = [market.risk_aversion for market in self.markets]
        return np.array([*own, *([self.currency.risk_aversion] if self.currency else [])])

    def source(self, market: int) -> Array:
        """Unit vector of a market's short rate, shape ``(factor,)``."""
        return np.asarray(np.eye(self.factors)[self.markets[market].short_rate], dtype=np.float64)

    @property
    def carry(self) -> Array:
        """Short rate of market 0 less that of market 1 as loadings, shape ``(factor,)``."""
        return self.source(0) - self.source(1)

    def at_scale(self, scale: float, currency: float | None = None) -> Economy:
        """Multiply the bonds' risk aversion by `scale` and the currency's by its own.

        a*alpha and a*theta of every market stay as they are, so risk loadings do not move. The
        response of a yield is then exactly `scale` times as large, that of the currency exactly
        `currency` times, whichever market the shock came from.
        """
        own = scale if currency is None else currency
        for value in (scale, own):
            if not 0 < value < np.inf:
                raise out_of_range("The scale of risk aversion", value, "above zero")
        return replace(
            self,
            markets=tuple(market.at_scale(scale) for market in self.markets),
            currency=self.currency.at_scale(own) if self.currency else None,
        )

    def fingerprint(self) -> str:
        """Short hash of all numbers, for the header of artefacts."""
        text = json.dumps(asdict(self), sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()[:HASH_DIGITS]
