"""One programme of sales, all of its direct effects, in every draw."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.impact.abroad import Abroad, AbroadShape, abroad, abroad_shape
from saiken.impact.announced import known_path_shape
from saiken.impact.currency import conversion_path
from saiken.impact.dealing import Dealing, dealing
from saiken.impact.flow import SectorShape, StressShape, sector_shape, stress_shape
from saiken.impact.habitat import Kernels, load_two_countries
from saiken.impact.habitat.linear import contract
from saiken.impact.interventions import episodes, largest_operation_usd
from saiken.parameters import Parameters
from saiken.snapshot import Snapshot
from saiken.units import BUSINESS_DAYS_PER_MONTH, BUSINESS_DAYS_PER_YEAR

Array = NDArray[np.float64]

MONTHS: Final = 120
"""The bill's clock: ten years of months."""


@dataclass(frozen=True, slots=True)
class Shape:
    """What does not depend on a draw, worked out once for a programme.

    Attributes
    ----------
    daily, monthly : ndarray, shape (day or month, maturity)
        Stock response per unit of quantity at the published scale.
    flow : SectorShape
        Flow and regime response over maturities.
    stress : StressShape
        The experiment that sizes stress.
    month_days : ndarray, shape (month,)
        Business day at which a month ends.
    abroad : AbroadShape
        Responses of the two-country model.
    """

    daily: Array
    monthly: Array
    flow: SectorShape
    stress: StressShape
    month_days: Array
    abroad: AbroadShape


@dataclass(frozen=True, slots=True)
class Added:
    """Stock effect of supply that is not the programme's, decimals.

    Attributes
    ----------
    daily : ndarray, shape (draw, day, maturity)
    monthly : ndarray, shape (draw, month, maturity)
    """

    daily: Array
    monthly: Array


@dataclass(frozen=True, slots=True)
class ByMonth:
    """Change of zero yields at the ends of months in its factors, which is all the bill needs.

    Attributes
    ----------
    size : ndarray, shape (draw,)
    stock : ndarray, shape (month, maturity)
        Stock effect per unit of size.
    paths : ndarray, shape (draw, month)
        Flow and regime together.
    spread : ndarray, shape (draw, maturity)
        How they spread over the curve.
    added : ndarray, shape (draw, month, maturity), or None
        Stock effect of others' supply.
    """

    size: Array
    stock: Array
    paths: Array
    spread: Array
    added: Array | None = None

    @property
    def change(self) -> Array:
        """All of it, shape (draw, month, maturity), decimals."""
        own = self.size[:, None, None] * self.stock
        own += self.paths[:, :, None] * self.spread[:, None, :]
        return own if self.added is None else own + self.added


@dataclass(frozen=True, slots=True)
class Response:
    """Changes against the same days without the sale.

    Attributes
    ----------
    stock, flow, regime : ndarray, shape (draw, day, maturity)
        Zero yields, decimals; they add up to the change.
    by_month : ByMonth
        The same at the ends of months 0 to 120, in its factors.
    log_rate : ndarray, shape (draw, day), or None
        Log change of yen per dollar through the conversion; None where no record exists.
    abroad : Abroad
        The two-country model's answers, apart from all of the above.
    """

    stock: Array
    flow: Array
    regime: Array
    by_month: ByMonth
    log_rate: Array | None
    abroad: Abroad

    @property
    def total(self) -> Array:
        """Change of zero yields, shape (draw, day, maturity), decimals."""
        return self.stock + self.flow + self.regime

    @property
    def monthly(self) -> Array:
        """Change at the ends of months, shape (draw, month, maturity), decimals."""
        return self.by_month.change


def supply_state(program: Program) -> Array:
    """Supply that the market believes to stay, per dollar of the amount, shape (day, bucket).

    Each day's sales, less what the proceeds buy back, are news and run off at the programme's rate
    from then on: ``z_t = exp(-k dt) z_(t-1) + sales_t - bought_t``.
    """
    days = np.arange(program.schedule.shape[0])
    decay = program.decay_per_year / BUSINESS_DAYS_PER_YEAR * days[:, None]
    return np.asarray(np.exp(-decay) * np.cumsum(program.supply * np.exp(decay), axis=0))


def shape_of(program: Program, kernels: Kernels, flow_half_life_weeks: float) -> Shape:
    """Work out the responses that all draws share.

    Parameters
    ----------
    program : Program
    kernels : Kernels
    flow_half_life_weeks : float
        The flow effect's duration part is spread like a habitat programme of this half-life.
    """
    days = np.arange(program.schedule.shape[0], dtype=np.float64)
    month_days = np.arange(MONTHS + 1, dtype=np.float64) * BUSINESS_DAYS_PER_MONTH
    return Shape(
        daily=_stock_shape(program, kernels, days),
        monthly=_stock_shape(program, kernels, month_days),
        flow=sector_shape(program.schedule.sum(axis=0), kernels, flow_half_life_weeks),
        stress=stress_shape(kernels, flow_half_life_weeks),
        month_days=month_days,
        abroad=abroad_shape(supply_state(program), program, load_two_countries()),
    )


def _stock_shape(program: Program, kernels: Kernels, days: Array) -> Array:
    """Stock response on given business days per unit of quantity, shape (time, maturity)."""
    state = supply_state(program)
    edges, path = kernels.horizon_edges_years, kernels.known_path
    if program.threat is not None:
        until = program.threat.until_day
        return known_path_shape(state, program.decay_per_year, edges, path, days, until)
    if program.announced:
        return known_path_shape(state, program.decay_per_year, edges, path, days)
    unit = kernels.programme(program.decay_per_year)
    return contract("tb,bm->tm", _at(state, program, days), unit)


def _at(state: Array, program: Program, days: Array) -> Array:
    """Read the state between and beyond the business days of the run."""
    last = state.shape[0] - 1
    grid = np.arange(last + 1)
    inside = np.stack([np.interp(days, grid, column) for column in state.T], axis=1)
    beyond = np.maximum(days - last, 0) * program.decay_per_year / BUSINESS_DAYS_PER_YEAR
    return np.asarray(inside * np.exp(-beyond)[:, None])


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
    passing = dealing(program, shape.stress, snap, prm)
    return assemble(program, shape, snap, prm, passing)


def assemble(
    program: Program,
    shape: Shape,
    snap: Snapshot,
    prm: Parameters,
    passing: Dealing,
    added: Added | None = None,
) -> Response:
    """Put the effects together, with what others add to the supply.

    Parameters
    ----------
    program : Program
    shape : Shape
    snap : Snapshot
    prm : Parameters
    passing : Dealing
        What intermediaries ask for all that they have to take.
    added : Added, optional
        Stock effect of supply that is not the programme's.
    """
    size = program_size(program, snap, prm)
    spread = shape.flow.at(prm["flow.local_share"])
    stock = size[:, None, None] * shape.daily
    if added is not None:
        stock += added.daily
    return Response(
        stock=stock,
        flow=passing.flow[:, :, None] * spread[:, None, :],
        regime=passing.regime[:, :, None] * spread[:, None, :],
        by_month=ByMonth(
            size,
            shape.monthly,
            passing.at(shape.month_days),
            spread,
            None if added is None else added.monthly,
        ),
        log_rate=_currency(program, snap, prm),
        abroad=abroad(program, shape.abroad, size, prm, snap.scale.debt_held_by_public_usd),
    )


def program_size(program: Program, snap: Snapshot, prm: Parameters) -> Array:
    """Scale times the share of the debt that the market prices, shape (draw,)."""
    debt = snap.scale.debt_held_by_public_usd
    return np.asarray(prm["impact.stock_scale"] * program.expected_usd / debt)


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
