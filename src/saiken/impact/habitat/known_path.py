"""Supply announced today for later: the Green's function of the habitat model.

With supply known in advance, minus the log price of a bond moves by

    a_s(tau, t) = ∫_0^tau A(v)' L(t + tau - v) dv,     a_e(t) = ∫_t^∞ A_e' L_e(u) du

for the currency, and clearing the markets gives exposures and prices of risk that look forward,

    x_m(t) + ∫_0^T V_m(v) L_m(t + v) dv = b_m(t),   V_m(v) = ∫_v^T alpha(s) A_m(s) A_m(s-v)' ds,

with L a linear function of the exposures (:mod:`~saiken.impact.habitat.risk_prices`) and
b_m(t) = ∫ theta_0(s, t) A_m(s) ds. (Insert ``mu_s = A'L`` along a bond's life into the derivation
of (A5); for supply proportional to exp(-k t) it returns (A5) itself.)

The building block is supply that arrives at time h and stays. From h on everything is constant;
before h the equations are Volterra equations, solved backwards in the distance x = h - t. The
solution S(x) does not depend on h or on the output, so it is solved once for each source. Supply
present during a bin is the difference of two such steps.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import InputError
from saiken.impact.habitat.forward import STEPS, Steps
from saiken.impact.habitat.programmes import bond_supply, checked_maturities
from saiken.impact.habitat.solver import HabitatModel
from saiken.units import BUSINESS_DAYS_PER_YEAR, MONTHS_PER_YEAR

Array = NDArray[np.float64]

BINS: Final = (
    (1, BUSINESS_DAYS_PER_YEAR),
    (3, 50),
    (10, MONTHS_PER_YEAR),
    (30, 4),
    (60, 1),
)
"""Published horizon grid: bins per year up to a year; beyond the last edge one bin for ever."""


def horizon_edges() -> Array:
    """Left edges of the published horizon bins, years, shape ``(horizon,)``.

    Business days for a year, weeks to three years, months to ten, quarters to thirty, years to
    sixty. The last edge opens a bin that never ends: supply in it is treated as permanent.
    """
    pieces, begin = [np.zeros(1)], 0
    for end, per_year in BINS:
        pieces.append(begin + np.arange(1, (end - begin) * per_year + 1) / per_year)
        begin = end
    return np.concatenate(pieces)


def known_path_response(
    model: HabitatModel,
    horizon_edges_years: ArrayLike,
    tau: ArrayLike,
    weight: ArrayLike,
    maturities: ArrayLike,
    market: int = 0,
) -> Array:
    """Yield change today per horizon bin in which the market knows supply will be present.

    Parameters
    ----------
    model : HabitatModel
    horizon_edges_years : array_like, (horizon,)
        Increasing, zero or more. Bin i is [edge i, edge i + 1); the last runs to infinity.
    tau, weight : array_like, (cash flow,)
        The supply, as in :func:`~saiken.impact.habitat.programmes.programme_response`.
    maturities : array_like, (maturity,)
        Of the yields asked for, years.
    market : int
        Whose bonds are sold and whose yields are asked for.

    Returns
    -------
    ndarray, (horizon, maturity)
        Decimals. A path with bin averages f moves yields today by ``f @ response``.

    Raises
    ------
    InputError
        When edges do not increase or a maturity is outside its range.
    """
    sources = bond_supply(model, tau, weight, market)[:, None]
    outputs = known_path_matrix(model, horizon_edges_years, maturities, sources)[:, :, 0]
    count = np.size(maturities)
    return outputs[:, market * count : (market + 1) * count]


def known_path_matrix(
    model: HabitatModel,
    horizon_edges_years: ArrayLike,
    maturities: ArrayLike,
    sources: Array,
    *,
    steps: int = STEPS,
) -> Array:
    """Change of every output today per bin in which sources are present.

    Parameters
    ----------
    model : HabitatModel
    horizon_edges_years, maturities : array_like
        As in :func:`known_path_response`.
    sources : ndarray, (source, column)
        Vectors of sources as in :mod:`~saiken.impact.habitat.programmes`.
    steps : int
        Steps of the Volterra equations per longest maturity.

    Returns
    -------
    ndarray, (horizon, output, column)
    """
    edges = np.atleast_1d(np.asarray(horizon_edges_years, dtype=np.float64))
    if edges.ndim != 1 or not (np.isfinite(edges).all() and edges[0] >= 0):
        raise InputError("Horizon edges must be a list of years, zero or more.")
    if not (np.diff(edges) > 0).all():
        raise InputError("Horizon edges must increase.")
    tau = checked_maturities(model, maturities)
    from_edge_on = Steps.solve(model, sources, edges[-1], steps).response(edges, tau)
    return np.concatenate([from_edge_on[:-1] - from_edge_on[1:], from_edge_on[-1:]])
