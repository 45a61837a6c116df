"""Everybody's answer to one programme: the response with them, and who did what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.impact.dealing import terms
from saiken.impact.habitat import Kernels
from saiken.impact.habitat.linear import contract
from saiken.impact.response import Added, Response, Shape, assemble
from saiken.parameters import Parameters
from saiken.responders.base import Market, Responder
from saiken.responders.days import Played, play
from saiken.responders.level import WITHHELD, Road
from saiken.snapshot import Snapshot
from saiken.units import BUSINESS_DAYS_PER_YEAR

Array = NDArray[np.float64]
FUNDS: Final = "leveraged_funds"


@dataclass(frozen=True, slots=True, eq=False)
class Answered:
    """A programme with everybody's answer.

    Attributes
    ----------
    sale : Program
        The seller's programme as far as others let it happen.
    response : Response
    played : Played
    carried_usd : ndarray, shape (draw, day)
        What dealers carry.
    """

    sale: Program
    response: Response
    played: Played
    carried_usd: Array


def answer(
    program: Program,
    shape: Shape,
    snap: Snapshot,
    prm: Parameters,
    team: Sequence[Responder],
    kernels: Kernels,
) -> Answered:
    """Let a team answer a programme.

    Parameters
    ----------
    program : Program
    shape : Shape
        From :func:`saiken.impact.response.shape_of`.
    snap : Snapshot
    prm : Parameters
        Draws aligned with the programme's amounts.
    team : sequence of Responder
        In any order.
    kernels : Kernels
    """
    market = market_of(program, snap, prm)
    found = terms(program, shape.stress, snap, prm)
    road = Road.of(program, shape, snap, prm, kernels)
    played = play(team, found, market, program.rate_usd, road)
    sale = carried_out(program, played)
    passing = found.pass_on(sale.rate_usd + played.added_usd, played.room)
    more = added(_with_withheld(program, played), market, shape.month_days, kernels)
    response = assemble(sale, shape, snap, prm, passing, more)
    return Answered(sale, _scaled_abroad(response, program, sale), played, passing.carried_usd)


def carried_out(program: Program, played: Played) -> Program:
    """Return the programme as far as others let it happen."""
    if (played.kept == 1).all() and (played.kept_money == 1).all():
        return program
    kept = played.kept if program.kept is None else program.kept * played.kept
    return replace(program, kept=kept, kept_money=played.kept_money)


def _with_withheld(program: Program, played: Played) -> Played:
    """Count what is not sold as supply that is missing, at the programme's own rate."""
    if (played.kept == 1).all():
        return played
    missing = program.amount_usd[:, None] * (1 - played.kept)
    supply = -missing[:, :, None] * program.supply
    rate = np.full(program.amount_usd.size, program.decay_per_year)
    return replace(
        played,
        supply_usd={**played.supply_usd, WITHHELD: supply},
        decay_per_year={**played.decay_per_year, WITHHELD: rate},
    )


def _scaled_abroad(response: Response, program: Program, sale: Program) -> Response:
    """Scale what the bonds do abroad by the share that was sold by each day."""
    if sale.kept is None:
        return response
    planned, sold = (np.cumsum(each.rate_usd, axis=1) for each in (program, sale))
    share = np.ones_like(planned)
    np.divide(sold, planned, out=share, where=planned != 0)
    there = response.abroad
    scaled = replace(
        there,
        currency_bonds=there.currency_bonds * share,
        jgb_bonds=there.jgb_bonds * share,
    )
    return replace(response, abroad=scaled)


def market_of(program: Program, snap: Snapshot, prm: Parameters) -> Market:
    """Collect what responders may know of the market."""
    return Market(
        debt_usd=snap.scale.debt_held_by_public_usd,
        sale_usd=program.amount_usd,
        sold_mix=program.schedule.sum(axis=0),
        sale_decay_per_year=program.decay_per_year,
        foreign_usd=_known(snap, "tic_holdings", ("Grand Total",)),
        funds_short_usd=max(_known(snap, FUNDS, snap.store.keys(FUNDS)), 0.0),
        parameters=prm,
    )


def _known(snap: Snapshot, dataset: str, keys: Sequence[str]) -> float:
    """Sum of a dataset's series as known on the day; zero before its first publication."""
    series = [snap.series(dataset, key) for key in keys]
    return float(sum(each.last().value for each in series if len(each)))


def added(played: Played, market: Market, month_days: Array, kernels: Kernels) -> Added:
    """Stock effect of what the responders buy and sell."""
    scale = (market.parameters["impact.stock_scale"] / market.debt_usd)[:, None, None]
    days = played.room.shape[1]
    daily = np.zeros((market.parameters.draws, days, len(kernels.maturities)))
    monthly = np.zeros((market.parameters.draws, month_days.size, len(kernels.maturities)))
    for name, supply in played.supply_usd.items():
        acts = supply.any(axis=(1, 2))  # most act in some draws only
        rate = played.decay_per_year[name][acts]
        unit = kernels.programme(rate)
        state = standing(supply[acts], rate)
        later = at(state, rate, month_days)
        daily[acts] += scale[acts] * contract("dtb,dbm->dtm", state, unit)
        monthly[acts] += scale[acts] * contract("dtb,dbm->dtm", later, unit)
    return Added(daily, monthly)


def standing(supply_usd: Array, decay_per_year: Array) -> Array:
    """Supply that is there on each day: ``z_t = exp(-k dt) z_(t-1) + news``.

    Parameters
    ----------
    supply_usd : ndarray, shape (draw, day, bucket)
    decay_per_year : ndarray, shape (draw,)

    Returns
    -------
    ndarray, shape (draw, day, bucket)
    """
    keep = np.exp(-decay_per_year / BUSINESS_DAYS_PER_YEAR)[:, None]
    state = np.array(supply_usd, dtype=np.float64)
    for day in range(1, state.shape[1]):
        state[:, day] += keep * state[:, day - 1]
    return state


def at(state: Array, decay_per_year: Array, days: Array) -> Array:
    """Read a state on given business days, between them straight and beyond the last fading."""
    last = state.shape[1] - 1
    left = np.minimum(np.floor(days).astype(int), last)
    right = np.minimum(left + 1, last)
    part = (np.minimum(days, last) - left)[None, :, None]
    inside = state[:, left] * (1 - part) + state[:, right] * part
    beyond = np.maximum(days - last, 0) / BUSINESS_DAYS_PER_YEAR
    return np.asarray(inside * np.exp(-decay_per_year[:, None] * beyond)[:, :, None])
