"""World trade and tariffs by name, from ``trade.yaml``: figures in, arrays out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import InputError, unknown
from saiken.trade.armington import Economy
from saiken.units import to_si

Array = NDArray[np.float64]
US: Final = 0
SELLER: Final = 1
OTHERS: Final = 2
"""The regions' places in every array."""
SECTORS: Final = ("cars", "rest")


@cache
def trade_file() -> Mapping[str, Any]:
    """Return figures, sources, named tariffs and limits (``trade/trade.yaml``)."""
    return dict(resource_yaml("trade/trade.yaml"))


def sellers() -> tuple[str, ...]:
    """Names of the sellers for which the figures are at hand."""
    return tuple(trade_file()["sellers"])


def cases() -> tuple[str, ...]:
    """Names of the tariffs of 2025."""
    return tuple(trade_file()["cases"])


def economy(seller: str = "japan") -> Economy:
    """World trade of 2024 between the United States, a seller and the rest of the world.

    Parameters
    ----------
    seller : str
        One of :func:`sellers`.

    Raises
    ------
    InputError
        If there is no such seller, or a figure of it is missing, with the reason.
    """
    file = trade_file()
    if seller in file["cannot_be_shown"]:
        raise InputError(
            f"Tariffs on {seller} cannot be shown: {file['cannot_be_shown'][seller].strip()}."
        )
    if seller not in file["sellers"]:
        raise unknown("seller", seller, sellers())
    world, us, own = file["world"], file["us"], file["sellers"][seller]
    cars, goods = _abroad(us["cars"], own["cars"]), _abroad(us, own)
    cars = _home(cars, cars.sum(1), _three(world["cars"], us["cars"], own["cars"], "spending"))
    rest = goods - (cars - np.diag(np.diag(cars)))
    rest = _home(rest, cars.sum(0) + rest.sum(0), _three(world, us, own, "gdp"))
    tariffs = np.zeros((3, 3, 2))
    tariffs[US, 1:, 0] = _si(us["cars"]["tariff"])
    names = (us["name"], own["name"], "Rest of the world")
    return Economy(names, SECTORS, np.stack([cars, rest], -1), tariffs)


def economy_of(holder: str) -> Economy:
    """World trade around a holder of Treasuries, by its canonical name there.

    Raises
    ------
    InputError
        If its trade is not at hand.
    """
    sellers_of = trade_file()["sellers"].items()
    names = {str(each["holder"]): key for key, each in sellers_of if "holder" in each}
    if holder not in names:
        known = ", ".join(sorted(names))
        raise InputError(f"Tariffs on {holder} cannot be shown: trade is at hand for {known} only.")
    return economy(names[holder])


def points(cars: float, rest: float, others_cars: float = 0.0, others_rest: float = 0.0) -> Array:
    """Points that the United States adds to its tariffs.

    Parameters
    ----------
    cars, rest : float
        On the seller's cars and on its other goods, percentage points.
    others_cars, others_rest : float
        The same on the rest of the world.

    Returns
    -------
    ndarray, shape (importer, exporter, sector)
        As shares of the price, for :func:`saiken.trade.welfare`.
    """
    added = np.zeros((3, 3, 2))
    added[US, SELLER] = to_si(cars, "pct"), to_si(rest, "pct")
    added[US, OTHERS] = to_si(others_cars, "pct"), to_si(others_rest, "pct")
    return added


def case(name: str) -> tuple[Economy, Array]:
    """World trade and the points added by named tariffs of 2025; see :func:`cases`.

    Raises
    ------
    InputError
        If there are no such tariffs.
    """
    if name not in trade_file()["cases"]:
        raise unknown("tariff case", name, cases())
    record = trade_file()["cases"][name]
    on, others = record["on_seller"], record.get("on_others", {"cars": 0, "rest": 0})
    return economy(record["seller"]), points(on["cars"], on["rest"], others["cars"], others["rest"])


def _abroad(us: Mapping[str, Any], own: Mapping[str, Any]) -> Array:
    """Flows between regions, shape (importer, exporter): the rest of the world is what remains."""
    flows = np.zeros((3, 3))
    flows[US, SELLER], flows[SELLER, US] = _si(own["to_us"]), _si(own["from_us"])
    flows[US, OTHERS] = _si(us["imports"]) - flows[US, SELLER]
    flows[OTHERS, US] = _si(us["exports"]) - flows[SELLER, US]
    flows[SELLER, OTHERS] = _si(own["imports"]) - flows[SELLER, US]
    flows[OTHERS, SELLER] = _si(own["exports"]) - flows[US, SELLER]
    return flows


def _home(flows: Array, abroad: Array, total: Array) -> Array:
    """Add on the diagonal what brings each region to its total."""
    return np.asarray(flows + np.diag(total - abroad))


def _three(
    world: Mapping[str, Any], us: Mapping[str, Any], own: Mapping[str, Any], key: str
) -> Array:
    """A figure of the two regions and of the rest of the world."""
    whole, first, second = (_si(each[key]) for each in (world, us, own))
    return np.array([first, second, whole - first - second])


def _si(figure: Mapping[str, Any]) -> float:
    return to_si(float(figure["value"]), figure["unit"])
