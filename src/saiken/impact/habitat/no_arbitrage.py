"""Does every asset earn exactly what its risk is priced at? The check behind the solution.

The expected return of an asset in excess of the short rate moves with the state and after a shock.
It must equal the asset's loading times the prices of risk, maturity by maturity. Exposures are
integrated here on a finer rule than the solver's, so an inaccurate quadrature shows as well.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.impact.habitat.linear import along, contract, generator
from saiken.impact.habitat.programmes import absorbed, held
from saiken.impact.habitat.risk_prices import RiskPrices
from saiken.impact.habitat.rule import NODES, PANELS, gauss
from saiken.impact.habitat.solver import HabitatModel

Array = NDArray[np.float64]

FINER: Final = 2
"""The rule here has so many times the solver's panels."""
POINTS: Final = 60
"""Maturities at which a curve is checked."""


def pricing_errors(model: HabitatModel) -> Array:
    """Largest error of expected excess returns, per unit of a factor and year; ``(asset,)``.

    For bonds ``A' + Gamma'A - e_r`` against ``sum_n Omega a E Sigma Sigma' A`` at every checked
    maturity, for the currency ``Gamma'A_e - (e_rH - e_rF)`` against the same with ``A_e``.
    """
    economy, exposures = model.economy, _exposures(model)
    gamma = np.asarray(economy.kappa_per_year)
    tau = economy.horizon_years * np.arange(1, POINTS + 1) / POINTS
    found = []
    for m in range(len(economy.markets)):
        source = economy.source(m)
        A = model.loadings(tau, m)
        # A' is the path of the loading of the forward rate: it needs no difference quotient
        slope = contract("tij,j->ti", _decays(model.M[m], tau), source)
        priced = contract("ij,tj->ti", _shared(model, m, exposures), A)
        found.append(np.abs(slope + gamma * A - source - priced).max())
    if economy.currency:
        priced = contract("ij,j->i", _shared(model, -1, exposures), model.A_e)
        found.append(np.abs(gamma * model.A_e - economy.carry - priced).max())
    return np.array(found)


def _decays(M: Array, tau: Array) -> Array:
    """exp(-M tau) at many maturities, ``(maturity, n, n)``."""
    from scipy.linalg import expm

    return np.asarray(expm(-M * tau[:, None, None]), dtype=np.float64)


def _exposures(model: HabitatModel) -> list[Array]:
    """Exposures a E Sigma Sigma' of every asset on the finer rule."""
    economy, n = model.economy, model.economy.factors
    rule, S = gauss(economy.horizon_years, FINER * PANELS, NODES), economy.covariance
    found = []
    for m, market in enumerate(economy.markets):
        A = along(generator(model.M[m], economy.source(m)), n, rule)[:, :n]
        held_back = market.demand_loading(rule.tau) - market.slope(rule.tau)[:, None] * A
        E = contract("ti,tj->ij", rule.weights[:, None] * held_back, A)
        found.append(market.risk_aversion * contract("ij,jk->ik", E, S))
    if economy.currency:
        own = economy.currency
        risk = own.risk_aversion * contract("j,jk->k", model.A_e, S)
        found.append((np.asarray(own.theta) - own.alpha * model.A_e)[:, None] * risk)
    return found


def _shared(model: HabitatModel, asset: int, exposures: list[Array]) -> Array:
    row = model.economy.sharing[asset]
    return np.asarray(sum(share * part for share, part in zip(row, exposures, strict=True)))


def shock_pricing_errors(model: HabitatModel, sources: ArrayLike, decay_per_year: float) -> Array:
    """Largest error of expected excess returns after a shock, decimals a year; ``(asset,)``.

    A bond's return moves by ``A_s' + k A_s = A'L``, the currency's by ``k a_e``; the prices of risk
    are formed again from what everybody holds then.

    Parameters
    ----------
    model : HabitatModel
    sources : array_like, (source,)
        As in :mod:`~saiken.impact.habitat.programmes`.
    decay_per_year : float
    """
    economy, n = model.economy, model.economy.factors
    rule, given = gauss(economy.horizon_years, FINER * PANELS, NODES), np.asarray(sources)
    y, L = (contract("...u,u->...", part, given) for part in held(model, decay_per_year))
    exposures = given.astype(np.float64)
    for m in range(len(economy.markets)):
        K = absorbed(model, decay_per_year, m, rule)
        exposures[m * n : (m + 1) * n] -= contract("ij,j->i", K, L[m])
    if economy.currency:
        exposures[-1] = y[-1]
    asked = RiskPrices.of(model).of_sources(exposures[:, None], given[:, None])[..., 0]
    tau = economy.horizon_years * np.arange(1, POINTS + 1) / POINTS
    found = []
    for m in range(len(economy.markets)):
        found.append(np.abs(contract("ti,i->t", model.loadings(tau, m), L[m] - asked[m])).max())
    if economy.currency:
        found.append(abs(decay_per_year * y[-1] - contract("i,i->", model.A_e, asked[-1])))
    return np.array(found)
