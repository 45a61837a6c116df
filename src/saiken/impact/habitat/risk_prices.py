"""Prices of risk when quantities change: who must hold more, and what each capital sees of it.

A change of quantities leaves arbitrageurs with exposures x_m = ∫ dX_m A_m of every bond market and
with a change a_e of minus the log price of the currency. The capital that prices asset m asks

    L_m = a_m Sigma Sigma' ( sum_n Omega_mn x_n + Omega_me (z - alpha_e a_e) A_e ),

z being the foreign currency that must be held. a_m is the risk aversion of *its own* capital: with
a*alpha held fixed the response of every asset is exactly proportional to its own a_m, wherever the
shock came from. (Where all a are equal this is the paper; there is one a in it.)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.impact.habitat.economy import Economy
from saiken.impact.habitat.linear import contract
from saiken.impact.habitat.solver import HabitatModel

Array = NDArray[np.float64]


def unknowns(economy: Economy) -> int:
    """Size of the state of exposures, and of a vector of sources: markets x factors, currency."""
    return len(economy.markets) * economy.factors + (economy.currency is not None)


@dataclass(frozen=True, eq=False)
class RiskPrices:
    """L = state y + supply z for every asset.

    Attributes
    ----------
    state : ndarray, (asset, factor, unknown)
        y holds the exposures of the bond markets, then the currency's a_e.
    supply : ndarray, (asset, factor)
        z is foreign currency to be held, share of GDP.
    """

    state: Array
    supply: Array

    @classmethod
    def of(cls, model: HabitatModel) -> RiskPrices:
        """Read a solved model."""
        economy = model.economy
        n, size, S = economy.factors, unknowns(economy), economy.covariance
        state = np.zeros((economy.assets, n, size))
        supply = np.zeros((economy.assets, n))
        for m, (a, row) in enumerate(zip(economy.risk_aversions, economy.sharing, strict=True)):
            for market in range(len(economy.markets)):
                state[m, :, market * n : (market + 1) * n] = a * row[market] * S
            if economy.currency:
                supply[m] = a * row[-1] * contract("ij,j->i", S, model.A_e)
                state[m, :, -1] = -economy.currency.alpha * supply[m]
        return cls(state, supply)

    def of_sources(self, y: Array, sources: Array) -> Array:
        """Prices of risk ``(asset, factor, column)`` of states and sources ``(unknown, column)``.

        The last source is z when there is a currency; bond sources reach L through y alone.
        """
        L = contract("miu,uc->mic", self.state, y)
        return L + self.supply[:, :, None] * sources[-1] if self.supply.any() else L
