"""The fixed point: what risk loadings must satisfy, and its derivative.

Each asset m (a country's bonds, or the currency) is priced by capital that sees the share
Omega_mn of the exposure in asset n:

    A_m' + M_m A_m = e_m,   M_e A_e = e_rH - e_rF,                                  (A1, A6)
    M_m = Gamma' - sum_n Omega_mn a_n E_n Sigma Sigma',                             (A2, A7)
    E_n = ∫ (Theta_n - alpha_n A_n) A_n' ds,   E_e = (Theta_e - alpha_e A_e) A_e'.

Omega of ones makes all M equal: Gourinchas, Ray and Vayanos (2025). One market and no currency is
Vayanos and Vila (2021). Second moments identify only the products a*alpha and a*theta of each
asset, and only they enter here.

The unknowns are one M for every distinct row of Omega among the bond markets, then the currency's
loading A_e times the square of the short rate's kappa, which makes it a rate of the size of M.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from saiken.impact.habitat.economy import Economy
from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.loadings import loadings_and_slope
from saiken.impact.habitat.rule import Rule

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Point:
    """A vector of unknowns, unpacked.

    Attributes
    ----------
    M : ndarray, (group, factor, factor), per year
    A_e : ndarray, (factor,), years
        Zeros without a currency.
    """

    M: Array
    A_e: Array


@dataclass(frozen=True, eq=False)
class Equilibrium:
    """The equations of one economy on one quadrature rule."""

    economy: Economy
    rule: Rule

    @cached_property
    def groups(self) -> tuple[int, ...]:
        """For each market the position of its M: markets with equal rows of Omega share one."""
        rows = list(self.economy.sharing[: len(self.economy.markets)])
        distinct = list(dict.fromkeys(rows))
        return tuple(distinct.index(row) for row in rows)

    @property
    def shape(self) -> tuple[int, tuple[int, ...], bool]:
        """What the vector of unknowns looks like: factors, groups, currency or not."""
        return self.economy.factors, self.groups, self.economy.currency is not None

    @property
    def _kappa(self) -> Array:
        return np.asarray(self.economy.kappa_per_year)

    @cached_property
    def _rate(self) -> float:
        """Return kappa of the first short rate: it turns the currency's loading into a rate."""
        return self.economy.kappa_per_year[self.economy.markets[0].short_rate]

    def unpack(self, unknown: Array) -> Point:
        """Read the unknowns."""
        n, count = self.economy.factors, max(self.groups) + 1
        M = unknown[: count * n * n].reshape(count, n, n)
        rest = unknown[count * n * n :]
        return Point(M, rest / self._rate**2 if rest.size else np.zeros(n))

    def pack(self, point: Point) -> Array:
        """Write the unknowns as one vector."""
        rest = point.A_e * self._rate**2 if self.economy.currency else np.zeros(0)
        return np.concatenate([point.M.ravel(), rest])

    def loadings(self, point: Point) -> tuple[Array, Array]:
        """Loadings of every market ``(market, node, n)`` and their derivatives by its M."""
        n, markets = self.economy.factors, len(self.economy.markets)
        A = np.empty((markets, self.rule.weights.size, n))
        dA = np.empty((*A.shape, n, n))
        for group, M in enumerate(point.M):
            own = [j for j in range(markets) if self.groups[j] == group]
            S = np.stack([self.economy.source(j) for j in own], axis=1)
            A[own], dA[own] = loadings_and_slope(M, S, self.rule)
        return A, dA

    def _bonds(self, point: Point, share: float) -> tuple[list[Array], list[Array]]:
        """Exposures a E Sigma Sigma' of every market, and their derivatives by its own M."""
        A, dA = self.loadings(point)
        values, slopes = [], []
        tau, S = self.rule.tau, self.economy.covariance
        for market, own, by in zip(self.economy.markets, A, dA, strict=True):
            a, n = market.risk_aversion, own.shape[1]
            elastic = (self.rule.weights * market.slope(tau))[:, None] * own
            held = self.rule.weights[:, None] * share * market.demand_loading(tau) - elastic
            values.append(a * contract("ij,jk->ik", contract("ti,tj->ij", held, own), S))
            flat = by.reshape(own.shape[0], -1)
            moved = contract("ti,tx->ix", held, flat).reshape(n, n, n, n)
            # - alpha dA A': the same integral with the two factors' places exchanged
            scaled = self.rule.weights * market.slope(tau)
            other = contract("ti,tx->ix", scaled[:, None] * own, flat).reshape(n, n, n, n)
            slope = moved - other.swapaxes(0, 1)
            slopes.append(a * contract("ijab,jk->ikab", slope, S))
        return values, slopes

    def _currency(self, A_e: Array, share: float) -> tuple[Array, Array]:
        """The same for the currency: value ``(n, n)``, derivative by its unknown ``(n, n, n)``."""
        currency, S = self.economy.currency, self.economy.covariance
        n = A_e.size
        if currency is None:
            return np.zeros((n, n)), np.zeros((n, n, n))
        held = share * np.asarray(currency.theta) - currency.alpha * A_e
        priced, eye = contract("j,jk->k", A_e, S), np.eye(n)
        value = held[:, None] * priced
        slope = held[:, None, None] * S.T[None] - currency.alpha * eye[:, None, :] * priced[:, None]
        a = currency.risk_aversion
        return a * value, a * slope / self._rate**2

    def error(self, unknown: Array, share: float = 1) -> tuple[Array, Array]:
        """Left less right side when demand factors count for `share`, and the Jacobian.

        Returns
        -------
        ndarray, (unknown,), per year
        ndarray, (unknown, unknown)
        """
        n, point = self.economy.factors, self.unpack(unknown)
        bonds, by_M = self._bonds(point, share)
        currency, by_z = self._currency(point.A_e, share)
        exposures = [*bonds, *([currency] if self.economy.currency else [])]
        slopes = [self._by_unknown(j, part, unknown.size) for j, part in enumerate(by_M)]
        if self.economy.currency:
            slopes.append(np.zeros((n, n, unknown.size)))
            slopes[-1][..., -n:] = by_z
        left, J = unknown.copy(), np.eye(unknown.size)
        for group in range(len(point.M)):
            asset, rows = self.groups.index(group), slice(group * n * n, (group + 1) * n * n)
            left[rows] -= (np.diag(self._kappa) - self._shared(asset, exposures)).ravel()
            J[rows] += self._shared(asset, slopes).reshape(n * n, -1)
        if self.economy.currency:
            M_e = np.diag(self._kappa) - self._shared(-1, exposures)
            left[-n:] = self._rate * (contract("ij,j->i", M_e, point.A_e) - self.economy.carry)
            J[-n:] = -self._rate * contract("iju,j->iu", self._shared(-1, slopes), point.A_e)
            J[-n:, -n:] += M_e / self._rate
        return left, J

    def _shared(self, asset: int, parts: list[Array]) -> Array:
        """Add what the capital that prices an asset sees of each asset's exposure."""
        total = np.zeros_like(parts[0])
        for share, part in zip(self.economy.sharing[asset], parts, strict=True):
            total += share * part
        return total

    def _by_unknown(self, market: int, by_M: Array, size: int) -> Array:
        """Spread a derivative by a market's M over all unknowns; ``(n, n, unknown)``."""
        n = by_M.shape[0]
        spread, at = np.zeros((n, n, size)), self.groups[market] * n * n
        spread[..., at : at + n * n] = by_M.reshape(n, n, n * n)
        return spread
