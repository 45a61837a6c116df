"""One programme of sales, all of its direct effects, in every draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.impact.currency import conversion_path
from saiken.impact.flow import flow_law, flow_path, flow_size
from saiken.impact.habitat import Kernels
from saiken.impact.habitat.linear import contract
from saiken.impact.interventions import episodes, largest_operation_usd
from saiken.parameters import Parameters
from saiken.snapshot import Snapshot
from saiken.units import (
    BUSINESS_DAYS_PER_MONTH,
    BUSINESS_DAYS_PER_YEAR,
    WEEKS_PER_YEAR,
)
from saiken.variables import maturity_index

Array = NDArray[np.float64]

MONTHS: Final = 120
"""The bill's clock: ten years of months."""
FLOW_MATURITY: Final = "5y"
"""The flow effect's size was measured on the five-year yield."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What does not depend on a draw, worked out once for a programme.

    Attributes
    ----------
    daily, monthly : ndarray, shape (day or month, maturity)
        Stock response per unit of quantity at the published scale.
    flow : ndarray, shape (maturity,)
        Flow response over maturities, one at five years.
    month_days : ndarray, shape (month,)
        Business day at which a month ends.
    """

    daily: Array
    monthly: Array
    flow: Array
    month_days: Array


@dataclass(frozen=True, slots=True)
class Response:
    """Changes against the same days without the sale.

    Attributes
    ----------
    stock, flow : ndarray, shape (draw, day, maturity)
        Zero yields, decimals; they add up to the change.
    monthly : ndarray, shape (draw, month, maturity)
        Zero yields at the ends of months 0 to 120.
    log_rate : ndarray, shape (draw, day), or None
        Log change of yen per dollar through the conversion; None where no record exists.
    """

    stock: Array
    flow: Array
    monthly: Array
    log_rate: Array | None


def supply_state(program: Program) -> Array:
    """Supply that the market believes to stay, per dollar of the amount, shape (day, bucket).

    Each day's sales are news and run off at the programme's rate from then on:
    ``z_t = exp(-k dt) z_(t-1) + sales_t``.
    """
    days = np.arange(program.schedule.shape[0])
    decay = program.decay_per_year / BUSINESS_DAYS_PER_YEAR * days[:, None]
    return np.asarray(np.exp(-decay) * np.cumsum(program.schedule * np.exp(decay), axis=0))


def shape_of(program: Program, kernels: Kernels, flow_half_life_weeks: float) -> Shape:
    """Work out the responses that all draws share.

    Parameters
    ----------
    program : Program
    kernels : Kernels
    flow_half_life_weeks : float
        The flow effect is spread over maturities like a habitat programme of this half-life.
    """
    state = supply_state(program)
    unit = kernels.programme(program.decay_per_year)
    month_days = np.arange(MONTHS + 1, dtype=np.float64) * BUSINESS_DAYS_PER_MONTH
    return Shape(
        daily=contract("tb,bm->tm", state, unit),
        monthly=contract("tb,bm->tm", _at(state, program, month_days), unit),
        flow=_flow_shape(program, kernels, flow_half_life_weeks),
        month_days=month_days,
    )


def _at(state: Array, program: Program, days: Array) -> Array:
    """Read the state between and beyond the business days of the run."""
    last = state.shape[0] - 1
    grid = np.arange(last + 1)
    inside = np.stack([np.interp(days, grid, column) for column in state.T], axis=1)
    beyond = np.maximum(days - last, 0) * program.decay_per_year / BUSINESS_DAYS_PER_YEAR
    return np.asarray(inside * np.exp(-beyond)[:, None])


def _flow_shape(program: Program, kernels: Kernels, half_life_weeks: float) -> Array:
    decay = float(np.log(2)) / half_life_weeks * WEEKS_PER_YEAR
    curve = contract("b,bm->m", program.schedule.sum(axis=0), kernels.programme(decay))
    return np.asarray(curve / curve[maturity_index(FLOW_MATURITY)])


def respond(program: Program, shape: Shape, snap: Snapshot, prm: Parameters) -> Response:
    """Run a programme through stock, flow and currency.

    Parameters
    ----------
    program : Program
        With one amount a draw.
    shape : Shape
        From :func:`shape_of`.
    snap : Snapshot
    prm : Parameters
        Draws aligned with the programme's amounts.
    """
    quantity = program.amount_usd / snap.scale.debt_held_by_public_usd
    size = (prm["impact.stock_scale"] * quantity)[:, None, None]
    law = flow_law(flow_size(prm, snap), prm, snap.scale.volume_usd_per_day)
    flow = flow_path(program.rate_usd, law)
    return Response(
        stock=size * shape.daily,
        flow=flow[:, :, None] * shape.flow,
        monthly=size * shape.monthly + _months(flow, law.decay_per_day, shape),
        log_rate=_currency(program, snap, prm),
    )


def _months(flow: Array, decay_per_day: Array, shape: Shape) -> Array:
    """Flow effect at the ends of months, shape (draw, month, maturity)."""
    last = flow.shape[1] - 1
    left = np.minimum(np.floor(shape.month_days).astype(int), last)
    right = np.minimum(left + 1, last)
    part = np.minimum(shape.month_days, last) - left
    inside = flow[:, left] * (1 - part) + flow[:, right] * part
    beyond = np.exp(-decay_per_day[:, None] * np.maximum(shape.month_days - last, 0))
    return np.asarray((inside * beyond)[:, :, None] * shape.flow)


def half_life_days(prm: Parameters) -> Array:
    """Half-life of the conversion's effect in business days, shape (draw,)."""
    return prm["currency.half_life_months"] * BUSINESS_DAYS_PER_MONTH


def _currency(program: Program, snap: Snapshot, prm: Parameters) -> Array | None:
    if not program.converted.any():
        return None if program.unrecorded else np.zeros_like(program.converted_usd)
    return conversion_path(
        program.converted_usd,
        prm["currency.slope"],
        prm["currency.exponent"],
        half_life_days(prm),
        largest_operation_usd(episodes(snap.store, snap.as_of)),
    )
