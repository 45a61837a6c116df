"""What giving in is worth to the seller and costs the United States, a year."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saiken.draws import Array
from saiken.errors import InputError
from saiken.negotiation.request import GivenStake, TariffPoints, TariffStake
from saiken.parameters import Parameters
from saiken.trade import Economy, case, economy, points, trade_file, welfare
from saiken.trade.regions import SELLER, US
from saiken.units import from_si, to_si


@dataclass(frozen=True, slots=True, eq=False)
class Concession:
    """The tariffs that stand otherwise, less those that are asked; USD a year, shape (draw,).

    Attributes
    ----------
    seller_usd : ndarray
        What the seller gains by it.
    us_welfare_usd, us_revenue_usd : ndarray
        What US households lose by it in the long run (negative where tariffs hurt them), and what
        the Treasury does.
    points : float or None
        Percentage points on the seller's goods, weighted with trade before; None without tariffs.
    counter_usd : ndarray or None
        What more tariffs on all its goods in answer to execution would cost the seller.
    why : str
        What stands behind the figures.
    """

    seller_usd: Array
    us_welfare_usd: Array
    us_revenue_usd: Array
    points: float | None
    counter_usd: Array | None
    why: str


def concession(
    stake: TariffStake | GivenStake, prm: Parameters, counter_points: float
) -> Concession:
    """Value a concession.

    Parameters
    ----------
    stake : TariffStake or GivenStake
    prm : Parameters
    counter_points : float
        Percentage points in answer to execution, on top of the tariffs that stand otherwise.

    Raises
    ------
    InputError
        If the two sets of tariffs are not on the same seller.
    """
    if isinstance(stake, GivenStake):
        own, us = (
            np.full(prm.draws, to_si(each, "usd_bn"))
            for each in (stake.seller_usd_bn_per_year, stake.us_usd_bn_per_year)
        )
        return Concession(own, us, us, None, None, stake.why)
    return _modelled(stake, prm, counter_points)


def _modelled(stake: TariffStake, prm: Parameters, counter_points: float) -> Concession:
    world, high = added(stake.otherwise)
    other, low = added(stake.asked)
    if other.regions != world.regions:
        raise InputError(
            f"The tariffs are on {world.regions[SELLER]} and on {other.regions[SELLER]}; allowed "
            "are two on the same seller."
        )
    sigma = np.stack([prm["trade.substitution_cars"], prm["trade.substitution_rest"]], axis=-1)
    before, after = (_what(world, each, sigma) for each in (high, low))
    more = high + points(counter_points, counter_points)
    gain, us, revenue = (a - b for a, b in zip(after, before, strict=True))
    goods = world.flows[US, SELLER]
    cut = float(((high - low)[US, SELLER] * goods).sum() / goods.sum())
    return Concession(
        seller_usd=gain,
        us_welfare_usd=-us,
        us_revenue_usd=-revenue,
        points=from_si(cut, "pct"),
        counter_usd=before[0] - _what(world, more, sigma)[0],
        why=f"{_title(stake.otherwise)}, against: {_title(stake.asked)}",
    )


def _what(economy: Economy, change: Array, sigma: Array) -> tuple[Array, Array, Array]:
    """Welfare of seller and United States and US tariff revenue, USD a year by draw."""
    found = welfare(economy, change, sigma)
    rates = (economy.tariffs + change)[US]
    revenue = (rates * found.flows[..., US, :, :]).sum((-2, -1))
    return found.usd[..., SELLER], found.usd[..., US], revenue


def added(tariffs: str | TariffPoints) -> tuple[Economy, Array]:
    """World trade around the seller, and the points added to its tariffs."""
    if isinstance(tariffs, str):
        return case(tariffs)
    return economy(tariffs.seller), points(tariffs.cars_pct, tariffs.rest_pct)


def _title(tariffs: str | TariffPoints) -> str:
    if isinstance(tariffs, str):
        return str(trade_file()["cases"][tariffs]["title"])
    return f"{tariffs.cars_pct:g} points on cars and {tariffs.rest_pct:g} on other goods"
