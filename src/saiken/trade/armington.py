r"""What a tariff costs whom: three regions, two sectors, one factor (Armington, exact hats).

Importer j spends a fixed share :math:`\alpha_{js}` of its expenditure on sector s and splits it
over exporters i with a constant elasticity of substitution :math:`\sigma_s`. Hats are ratios of
after to before, t a tariff whose revenue is handed back, w the price of a region's one factor:

.. math::

    \hat P_{js}^{1-\sigma_s} = \sum_i \pi_{jis} (\hat w_i \hat\tau_{jis})^{1-\sigma_s}, \quad
    \pi'_{jis} = \pi_{jis} \Bigl(\frac{\hat w_i\hat\tau_{jis}}{\hat P_{js}}\Bigr)^{1-\sigma_s},
    \quad \tau = 1 + t ,

.. math::

    E'_j = \hat w_j Y_j + D_j + \sum_{is} \tfrac{t'_{jis}}{1+t'_{jis}} \alpha_{js} \pi'_{jis} E'_j,
    \quad \hat w_i Y_i = \sum_{js} \frac{\alpha_{js} \pi'_{jis} E'_j}{1+t'_{jis}} , \quad
    \hat W_j = \frac{E'_j / E_j}{\prod_s \hat P_{js}^{\alpha_{js}}} .

The last equation is the welfare of a household that buys everything, and
:math:`(\hat W_j - 1) E_j` its equivalent variation. Prices are counted in world output, and trade
deficits D are held fixed in it. For small tariffs (own derivation, from the above),

.. math::

    dW_j = \Bigl(\sum_{is} X_{ijs}\,d\ln w_j - \sum_{is} X_{jis}\,d\ln w_i\Bigr)
        + \sum_{is} t_{jis} X_{jis}\,d\ln q_{jis}

in money, with X at the exporter's price and q quantities: terms of trade, of the order of t, and
deadweight, of the order of its square. Armington (IMF Staff Papers 1969); hats as in Dekle, Eaton
and Kortum (2008), from memory; without trade
:math:`\hat W_j = \prod_s \pi_{jjs}^{\alpha_{js}/(\sigma_s-1)}` (Arkolakis, Costinot and
Rodriguez-Clare, American Economic Review 2012).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from saiken.draws import Array, require
from saiken.errors import SolverError

TOLERANCE: Final = 1e-12
"""Largest excess demand for a region's output, as a share of it, at which prices are solved."""
STEPS: Final = 60
"""Newton steps allowed; tariffs of tens of per cent take four."""
LONGEST: Final = 1.0
"""Longest Newton step in the log of a price: a prohibitive tariff starts far from its solution."""
NUDGE: Final = 1e-6
"""Step of the numeric slope, in logs: far above rounding, small against the curvature."""


@dataclass(frozen=True, slots=True, eq=False)
class Economy:
    """World trade before a tariff.

    Attributes
    ----------
    regions, sectors : tuple of str
    flows : ndarray, shape (importer, exporter, sector)
        X, USD a year at the exporter's price, before tariffs; the diagonal is what stays at home.
    tariffs : ndarray, shape (importer, exporter, sector)
        t, tariffs in force, as shares of the price; 0 at home.
    """

    regions: tuple[str, ...]
    sectors: tuple[str, ...]
    flows: Array
    tariffs: Array

    @property
    def output(self) -> Array:
        """Y, USD a year by region: what it sells, its GDP here."""
        return np.asarray(self.flows.sum((0, 2)))

    @property
    def deficit(self) -> Array:
        """D, USD a year by region: what it buys less what it sells."""
        return np.asarray(self.flows.sum((1, 2)) - self.output)


@dataclass(frozen=True, slots=True, eq=False)
class Welfare:
    """What a change of tariffs does, one row a draw; gains are positive.

    Attributes
    ----------
    usd : ndarray, shape (..., region)
        Equivalent variation, USD a year.
    share : ndarray, shape (..., region)
        The same over the region's GDP.
    prices : ndarray, shape (..., region)
        w hat, of each region's output in world output; 1 is no change.
    flows : ndarray, shape (..., importer, exporter, sector)
        X after the change, USD a year at the exporter's new price.
    residual : ndarray, shape (...)
        Largest excess demand for a region's output, as a share of it.
    """

    usd: Array
    share: Array
    prices: Array
    flows: Array
    residual: Array


def welfare(economy: Economy, points: Array, sigma: Array) -> Welfare:
    """Solve for the world after tariffs have changed.

    Parameters
    ----------
    economy : Economy
    points : ndarray, shape (..., importer, exporter, sector)
        Change of tariffs as shares of the price (25 points are 0.25); with or without draws.
    sigma : ndarray, shape (..., sector)
        Elasticity of substitution between exporters, above 1; with or without draws.

    Raises
    ------
    InputError
        If an elasticity is not above 1, or a tariff would not be above -100%.
    SolverError
        If prices could not be found in some draw.
    """
    after = economy.tariffs + points
    require("sigma", sigma, sigma > 1, "above 1")
    require("A tariff", after, after > -1, "above -1, which is -100%")
    draws = np.broadcast_shapes(points.shape[:-3], sigma.shape[:-1])
    logs = np.zeros((*draws, economy.output.size))
    for _ in range(STEPS):
        excess = _world(economy, after, sigma, logs)[0]
        open_ = np.abs(excess).max(-1, keepdims=True) >= TOLERANCE
        if not open_.any():
            return _report(economy, after, sigma, logs)
        # a draw that is solved stays: what becomes of it must not depend on its neighbours
        logs = logs + np.where(open_, _newton(economy, after, sigma, logs, excess), 0.0)
    raise SolverError(
        f"Prices after the tariffs were not found: excess demand is still {np.abs(excess).max():g} "
        f"of a region's output; allowed is {TOLERANCE:g}."
    )


def _world(economy: Economy, after: Array, sigma: Array, logs: Array) -> tuple[Array, ...]:
    """Excess demand by region (share of output), new flows, expenditure and log price levels."""
    paid = economy.flows * (1 + economy.tariffs)
    spent = paid.sum((1, 2))
    alpha = paid.sum(1) / spent[:, None]
    ratio = np.log((1 + after) / (1 + economy.tariffs)) + logs[..., None, :, None]
    fall = 1 - sigma[..., None, None, :]
    growth = np.expm1(fall * ratio)  # zero to the last bit where nothing changes
    pi = paid / paid.sum(1, keepdims=True)
    total = 1 + (pi * growth).sum(-2, keepdims=True)
    shares = alpha[:, None, :] * (pi * (1 + growth) / total)
    income = np.exp(logs) * economy.output + economy.deficit
    money = income / (1 - (shares * after / (1 + after)).sum((-1, -2)))
    flows = shares / (1 + after) * money[..., None, None]
    excess = flows.sum((-3, -1)) / (np.exp(logs) * economy.output) - 1
    level = (alpha * np.log(total[..., 0, :]) / fall[..., 0, :]).sum(-1)
    return excess, flows, money, level


def _newton(economy: Economy, after: Array, sigma: Array, logs: Array, excess: Array) -> Array:
    """One step in log prices; the last market is replaced by the numeraire (Walras)."""
    count = logs.shape[-1]
    columns = [
        _world(economy, after, sigma, logs + NUDGE * np.eye(count)[k])[0] for k in range(count)
    ]
    slope = (np.stack(columns, -1) - excess[..., None]) / NUDGE
    worth = np.exp(logs) * economy.output
    slope[..., -1, :] = worth / economy.output.sum()
    gap = np.concatenate(
        [excess[..., :-1], worth.sum(-1, keepdims=True) / economy.output.sum() - 1], -1
    )
    step = np.linalg.solve(slope, -gap[..., None])[..., 0]
    return np.asarray(np.clip(step, -LONGEST, LONGEST))


def _report(economy: Economy, after: Array, sigma: Array, logs: Array) -> Welfare:
    excess, flows, money, level = _world(economy, after, sigma, logs)
    before = _world(economy, economy.tariffs, sigma, np.zeros_like(logs))[2]
    usd = np.expm1(np.log(money / before) - level) * before
    residual = np.abs(excess).max(-1)
    return Welfare(usd, usd / economy.output, np.exp(logs), flows, residual)
