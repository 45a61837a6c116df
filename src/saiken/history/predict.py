"""An episode asked of the engine, with what was known the evening before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.data import load_store
from saiken.errors import DataError
from saiken.history.episode import MARKET, OWN, Episode, Quantity
from saiken.holders import find, market_mix, named_mix, own_mix
from saiken.impact.habitat import Kernels, load_kernels
from saiken.impact.habitat.linear import contract
from saiken.impact.response import Response, respond, shape_of
from saiken.market import bucket_names, par_response
from saiken.measure.ordinary import eve
from saiken.parameters import Parameters, Posterior, middle, parameter
from saiken.snapshot import Snapshot, snapshot
from saiken.units import to_si
from saiken.variables import maturity_index

Array = NDArray[np.float64]
CURRENCY = "usdjpy"


@dataclass(frozen=True, slots=True, eq=False)
class Prediction:
    """What the engine expected at the end of an episode's window.

    Attributes
    ----------
    as_of : datetime64[D]
        Only figures published by the close of this day were used.
    curve : ndarray, shape (draw, maturity)
        Changes of par yields, decimals.
    log_rate : ndarray, shape (draw,), or None
        Change of the logarithm of yen per dollar; None where nothing was turned into yen.
    debt_share : float
        What changed hands over the debt held by the public, in size.
    """

    as_of: np.datetime64
    curve: Array
    log_rate: Array | None
    debt_share: float

    def at(self, target: str) -> Array | None:
        """Draws of one target: ``"usdjpy"`` or a maturity such as ``"10y"``."""
        return self.log_rate if target == CURRENCY else self.curve[:, maturity_index(target)]


def predict(
    episode: Episode,
    draws: int,
    seed: int = 0,
    *,
    papers_of_the_day: bool = False,
    quantity: Quantity | None = None,
) -> Prediction:
    """Ask the default engine, without what the episode itself taught it.

    Parameters
    ----------
    episode : Episode
        With a quantity.
    draws, seed : int
    papers_of_the_day : bool
        Pool only papers that were out before the episode's year, instead of all.
    quantity : Quantity, optional
        Another of the episode's quantities than the one it uses.

    Raises
    ------
    DataError
        If the episode has no quantity, or too few papers were out.
    InputError
        If the data do not reach back to the episode.
    """
    asked = quantity or episode.used
    if asked is None:
        raise DataError(f"The episode {episode.id} has no quantity; nothing can be predicted.")
    market = snapshot(eve(load_store(), episode.start))
    prm = _parameters(episode, market, draws, seed, papers_of_the_day)
    sale = as_program(episode, asked, market, draws)
    shape = shape_of(sale, _kernels(), middle("flow.half_life_weeks"))
    response = respond(sale, shape, market, prm)
    return Prediction(
        as_of=market.as_of,
        curve=_par_changes(response, market, episode.window_days),
        log_rate=_log_rate(response, episode),
        debt_share=abs(to_si(asked.usd_bn, "usd_bn")) / market.scale.debt_held_by_public_usd,
    )


@lru_cache(maxsize=1)
def _kernels() -> Kernels:
    return load_kernels()


def _parameters(
    episode: Episode, market: Snapshot, draws: int, seed: int, papers_of_the_day: bool
) -> Parameters:
    excluded = (*episode.evidence, str(episode.start))
    published = market.as_of if papers_of_the_day else None
    law = Posterior.load(market.as_of, excluded, published_by=published)
    given = {name: to_si(value, parameter(name).unit) for name, value in episode.fixed.items()}
    return law.sample(draws, seed).fixed(given)


def as_program(episode: Episode, quantity: Quantity, market: Snapshot, draws: int) -> Program:
    """Lay an episode out by day, evenly; a purchase is a sale of a negative amount."""
    days = max(episode.window_days, episode.sale_days) + 1
    daily = np.zeros(days)
    daily[1 : episode.sale_days + 1] = 1 / episode.sale_days
    share = episode.yen_usd_bn / quantity.usd_bn if quantity.usd_bn else 0.0
    half_life = episode.half_life_years
    return Program(
        actor=episode.actor,
        amount_usd=np.full(draws, to_si(quantity.usd_bn, "usd_bn")),
        schedule=daily[:, None] * shares_of(episode.maturities, episode.actor, market),
        converted=daily * share,
        decay_per_year=0.0 if half_life is None else float(np.log(2) / half_life),
        announced=episode.information == "announced",
    )


def shares_of(given: str | Mapping[str, float], actor: str, market: Snapshot) -> Array:
    """Shares by maturity bucket, shape (bucket,); a swap's do not add up to one."""
    if not isinstance(given, str):
        return np.array([float(given.get(name, 0.0)) for name in bucket_names()])
    if given == OWN:
        return own_mix(find(actor).name, market).shares
    return (market_mix(market) if given == MARKET else named_mix(given)).shares


def _par_changes(response: Response, market: Snapshot, day: int) -> Array:
    """Published yields are par yields; the engine's are zero yields."""
    return contract("dm,pm->dp", response.total[:, day], par_response(market.curve))


def _log_rate(response: Response, episode: Episode) -> Array | None:
    if not episode.yen_usd_bn or response.log_rate is None:
        return None
    return response.log_rate[:, episode.window_days]
