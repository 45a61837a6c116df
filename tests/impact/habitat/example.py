"""The worked three-factor example: its economy, and every quoted value computed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from saiken.impact.habitat import Currency, Economy, HabitatModel, Market, solve
from saiken.impact.habitat.programmes import bond_supply, currency_supply, programme_matrix
from saiken.units import from_si
from tests.impact.habitat.reproduction import Row

QUOTED = yaml.safe_load(Path(__file__).with_name("quoted_two.yaml").read_text(encoding="utf-8"))
INTEGRATED = ((1.0,) * 3,) * 3
SEPARATE = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))


def example(
    alpha_e: float = 0.5,
    theta_e: float = 1.0,
    sharing: tuple[tuple[float, ...], ...] = INTEGRATED,
    risk_aversion: float = 35.3 / 5.21,
    alpha: tuple[float, float] = (5.21, 5.21),
) -> Economy:
    """Two countries, a short rate each, and the currency's demand."""
    correlation = np.array([[1, 0.4, 0], [0.4, 1, 0], [0, 0, 1]])
    sigma = 0.0146 * np.linalg.cholesky(correlation)
    return Economy(
        kappa_per_year=(0.125, 0.125, 0.10),
        sigma=tuple(map(tuple, sigma.tolist())),
        markets=tuple(
            Market(name, j, risk_aversion, alpha[j], 0.297, (0.0,) * 3, (0.0,) * 3)
            for j, name in enumerate(("home", "foreign"))
        ),
        horizon_years=30.0,
        currency=Currency(risk_aversion, alpha_e, (0.0, 0.0, theta_e)),
        sharing=sharing,
    )


@cache
def solved(alpha_e: float, theta_e: float) -> HabitatModel:
    return solve(example(alpha_e, theta_e))


def responses(model: HabitatModel) -> dict[str, np.ndarray]:
    """Yields in bp and log e in % after both shocks, at the quoted persistence."""
    tau = QUOTED["maturities_years"]
    matrix = programme_matrix(model, QUOTED["decay_per_year"], tau)
    sale, fx = matrix @ bond_supply(model, 10, 0.01), matrix @ currency_supply(model, 0.01)
    found = {}
    for name, one in (("sale", sale), ("fx", fx), ("both", sale - fx)):
        found[f"{name}_home"] = from_si(one[: len(tau)], "bp")
        found[f"{name}_foreign"] = from_si(one[len(tau) : -1], "bp")
        found[f"{name}_currency"] = from_si(one[-1:], "pct")
        found[f"{name}_10"] = from_si(one[[tau.index(10), len(tau) + tau.index(10)]], "bp")
    return found


LOADINGS: dict[str, Callable[[HabitatModel], Any]] = {
    "M": lambda model: model.M[0],
    "A_e": lambda model: model.A_e,
    "A_e_first": lambda model: model.A_e[:1],
    "A_H_10": lambda model: model.loadings([10]),
}


def rows() -> Iterator[Row]:
    groups = [{**QUOTED["base"], "rows": QUOTED["rows"]}, *QUOTED["others"]]
    for group in groups:
        model = solved(float(group["alpha_e"]), float(group["theta_e"]))
        found = responses(model)
        for entry in group["rows"]:
            known = entry["id"] in LOADINGS
            ours = LOADINGS[entry["id"]](model) if known else found[entry["id"]]
            yield Row(
                id=f"{entry['id']}-{group['alpha_e']}",
                of=entry["of"],
                quoted=tuple(entry["quoted"]),
                ours=tuple(np.ravel(ours).tolist()[: len(entry["quoted"])]),
                differs=(),
            )
