"""Supply that appears today, unforeseen, and is expected to run off: equation (A5).

A vector of *sources* says what must be held: the exposure ``∫ w(s) A_m(s) ds`` of each bond market
in turn, then foreign currency. A vector of *outputs* holds the yields of each market in turn, then
the log price e of the foreign currency. With one market and no currency both are that market's.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from saiken.errors import InputError, SolverError, out_of_range
from saiken.impact.habitat.calibration import Calibration
from saiken.impact.habitat.linear import along, at_times, contract, generator
from saiken.impact.habitat.risk_prices import RiskPrices, unknowns
from saiken.impact.habitat.rule import Rule
from saiken.impact.habitat.solver import HabitatModel, solve

Array = NDArray[np.float64]


def programme_response(
    model: HabitatModel,
    tau: ArrayLike,
    weight: ArrayLike,
    decay_per_year: float,
    maturities: ArrayLike,
    market: int = 0,
) -> Array:
    """Change of zero-coupon yields today when supply appears and runs off at a known rate.

    Parameters
    ----------
    model : HabitatModel
    tau : array_like, (cash flow,)
        Maturities of the supply, years, above zero and up to the model's longest.
    weight : array_like, (cash flow,)
        Market value on each, share of GDP; positive is a sale.
    decay_per_year : float
        Rate k at which buyers return; zero is for good.
    maturities : array_like, (maturity,)
        Of the yields asked for, years.
    market : int
        Whose bonds are sold and whose yields are asked for. Other outputs: see
        :func:`programme_matrix`.

    Returns
    -------
    ndarray, (maturity,)
        Decimals. At a later time t the change is exp(-k t) times this.

    Raises
    ------
    InputError
        When a maturity or the rate is outside its range.

    Notes
    -----
    Vayanos and Vila (2021), response to an unanticipated demand shock.
    """
    sources = bond_supply(model, tau, weight, market)
    outputs = contract("oi,i->o", programme_matrix(model, decay_per_year, maturities), sources)
    count = np.size(maturities)
    return outputs[market * count : (market + 1) * count]


def checked_maturities(model: HabitatModel, values: ArrayLike) -> Array:
    """Return `values` as a vector of maturities the model knows."""
    tau = np.atleast_1d(np.asarray(values, dtype=np.float64))
    longest = model.economy.horizon_years
    bad = tau[~((tau > 0) & (tau <= longest))]
    if bad.size or tau.ndim != 1:
        raise out_of_range("A maturity", bad.tolist(), f"above 0 and up to {longest:g} years")
    return tau


def bond_supply(model: HabitatModel, tau: ArrayLike, weight: ArrayLike, market: int = 0) -> Array:
    """Sources of bonds that must be held: the exposure ∫ w A of one market.

    Returns
    -------
    ndarray, (source,)
    """
    dates = checked_maturities(model, tau)
    amounts = np.atleast_1d(np.asarray(weight, dtype=np.float64))
    if amounts.shape != dates.shape or not np.isfinite(amounts).all():
        raise InputError("Supply needs one finite weight for each of its maturities.")
    n, sources = model.economy.factors, np.zeros(unknowns(model.economy))
    exposure = contract("t,ti->i", amounts, model.loadings(dates, market))
    sources[market * n : (market + 1) * n] = exposure
    return sources


def currency_supply(model: HabitatModel, share: float) -> Array:
    """Sources of foreign currency that must be held, share of GDP; shape ``(source,)``.

    Raises
    ------
    InputError
        When the model has no currency.
    """
    if model.economy.currency is None:
        raise InputError("A model of one country has no currency that could be sold.")
    sources = np.zeros(unknowns(model.economy))
    sources[-1] = share
    return sources


def programme_matrix(model: HabitatModel, decay_per_year: float, maturities: ArrayLike) -> Array:
    """Change of every output per unit of every source; shape ``(output, source)``.

    Minus the log price of a bond moves by ``g(tau)'L`` with ``g' = A - k g``, that of the currency
    by ``a_e = A_e'L_e / k``. Outputs are yields in decimals and ``-a_e``, the change of log e.
    """
    if not 0 <= decay_per_year < np.inf:
        raise out_of_range("The rate of decay per year", decay_per_year, "zero or more")
    tau = checked_maturities(model, maturities)
    y, L = held(model, decay_per_year)
    n, found = model.economy.factors, []
    for market in range(len(model.economy.markets)):
        G = generator(model.M[market], model.economy.source(market), decay_per_year)
        loading = at_times(G, n, tau)[:, n + 1 :] / tau[:, None]
        found.append(contract("mi,ic->mc", loading, L[market]))
    return np.concatenate([*found, *([-y[-1:]] if model.economy.currency else [])])


def held(model: HabitatModel, decay_per_year: float) -> tuple[Array, Array]:
    """Exposures and prices of risk per unit of every source.

    Solves ``x_m + ∫ alpha A_m g_m' L_m = b_m`` for every market with ``k a_e = A_e'L_e``.

    Returns
    -------
    y : ndarray, (unknown, source)
    L : ndarray, (asset, factor, source)

    Raises
    ------
    SolverError
        When a permanent supply of currency meets traders whose demand has no slope.
    """
    risk, economy = RiskPrices.of(model), model.economy
    n, size = economy.factors, unknowns(economy)
    left, right = np.eye(size), np.eye(size)
    for market in range(len(economy.markets)):
        rows, K = slice(market * n, (market + 1) * n), absorbed(model, decay_per_year, market)
        left[rows] += contract("ij,ju->iu", K, risk.state[market])
        if economy.currency:
            right[rows, -1] -= contract("ij,j->i", K, risk.supply[market])
    if economy.currency:
        left[-1] = -contract("i,iu->u", model.A_e, risk.state[-1])
        left[-1, -1] += decay_per_year
        right[-1] = 0
        right[-1, -1] = contract("i,i->", model.A_e, risk.supply[-1])
        if decay_per_year == 0 and economy.currency.alpha == 0:
            raise SolverError("Currency sold for good needs traders with a sloping demand.")
    y = np.asarray(np.linalg.solve(left, right), dtype=np.float64)
    return y, risk.of_sources(y, np.eye(size))


def absorbed(
    model: HabitatModel, decay_per_year: float, market: int, rule: Rule | None = None
) -> Array:
    """∫ alpha A g' of one market, ``(factor, factor)``: what habitat investors take over."""
    nodes = rule or model.rule
    n, own = model.economy.factors, model.economy.markets[market]
    G = generator(model.M[market], model.economy.source(market), decay_per_year)
    path = along(G, n, nodes)
    slope = nodes.weights * own.slope(nodes.tau)
    return contract("ti,tj->ij", slope[:, None] * path[:, :n], path[:, n + 1 :])


def raw_risk_aversion_response(
    calibration: Calibration,
    multiple: float,
    tau: ArrayLike,
    weight: ArrayLike,
    decay_per_year: float,
    maturities: ArrayLike,
    *,
    grid: int | None = None,
) -> Array:
    """Show what happens when risk aversion alone is multiplied, alpha and theta untouched.

    Not used for results: it is the comparison behind the choice of
    :meth:`Calibration.at_scale`. Parameters and result as in :func:`programme_response`.
    """
    model = solve(calibration.with_raw_risk_aversion(multiple), grid=grid)
    return programme_response(model, tau, weight, decay_per_year, maturities)
