r"""What a dollar of an announced sale moves on the day of the news, in every draw.

The stock effect of the whole path, seen from the first day, per dollar of market value; flow and
strain come with the trades and are no news effect. Whoever foresees that dollars will be turned
into yen would not wait for it, so the rate is taken to go at once to the peak of the conversion's
path; no record says how far it really does. Prices answer to a probability times a sale as to the
sale, so that the price per *expected* dollar is that of the whole sale over its amount.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from saiken.case import NamedScenario, Program, Scenario, program
from saiken.data import Store
from saiken.engine import sample
from saiken.errors import InputError
from saiken.holders import duration_years
from saiken.impact.announced import known_path_shape
from saiken.impact.currency import conversion_path
from saiken.impact.habitat import load_kernels
from saiken.impact.interventions import episodes, largest_operation_usd
from saiken.impact.response import half_life_days, program_size, supply_state
from saiken.market import Curve, par_response
from saiken.market.pricing import ten_year_equivalents_usd
from saiken.measure.event_panel import event_panel
from saiken.parameters import Parameters
from saiken.snapshot import EARLIEST, MarketScale, Snapshot, snapshot
from saiken.units import to_si
from saiken.variables import maturity_index

Array = NDArray[np.float64]
FIRST_DAY = 1.0
"""Nothing is known on day 0."""


@dataclass(frozen=True, slots=True, eq=False)
class Price:
    """Response to a dollar of expected sale, market value.

    Attributes
    ----------
    shape : ndarray, shape (maturity,)
        Change of the published par yields, the ten-year one.
    ten_year : ndarray, shape (draw,)
        Change of the ten-year par yield per dollar, decimals.
    currency : ndarray, shape (draw,), or None
        Change of yen per dollar per dollar; None where nothing is turned into yen.
    size_usd : float
        The sale itself, middle of the draws.
    ten_year_share : float
        Ten-year equivalents in a dollar of what is sold.
    notes : tuple of str
    """

    shape: Array
    ten_year: Array
    currency: Array | None
    size_usd: float
    ten_year_share: float
    notes: tuple[str, ...]


def price_of_news(
    named: NamedScenario,
    day: np.datetime64,
    store: Store,
    draws: int,
    seed: int,
    size_usd_bn: float | None = None,
) -> Price:
    """Work out the response on the eve of a day.

    Parameters
    ----------
    named : NamedScenario
        Whose sale, of which maturities, how fast, and where the money goes; it counts as announced.
    day : datetime64[D]
    store : Store
    draws, seed : int
    size_usd_bn : float, optional
        Another size than the scenario's.

    Raises
    ------
    InputError
        If the scenario is not a sale, or sells nothing.
    DataError
        If the data do not reach back to the day.
    """
    market, notes = _market(day, store)
    scenario = _announced(named.case.scenario, size_usd_bn)
    prm = sample(named.case.model_copy(update={"draws": draws, "seed": seed}), market)
    sized = replace(market, as_of=max(market.as_of, EARLIEST))
    sale = program(scenario, sized, prm)
    if not (sale.amount_usd > 0).all():
        raise InputError("The scenario sells nothing; a size is needed, say 100bn.")
    shape, ten_year = _yields(sale, market, prm)
    if market.as_of < EARLIEST and scenario.amount_usd_bn is None:
        notes = (*notes, f"How much the seller had is first known for {EARLIEST}; that is taken.")
    return Price(
        shape=shape,
        ten_year=ten_year,
        currency=_currency(sale, store, prm),
        size_usd=float(np.median(sale.amount_usd)),
        ten_year_share=_ten_year_share(sale, market.curve),
        notes=notes,
    )


def _announced(scenario: Scenario, size_usd_bn: float | None) -> Scenario:
    if scenario.action != "sell":
        raise InputError(
            f"What the market said is read as news about a sale, not {scenario.action}."
        )
    given: dict[str, object] = {"information": "announced", "start": None}
    if size_usd_bn is not None:
        given |= {"amount_usd_bn": size_usd_bn, "share_pct": None}
    return scenario.model_copy(update=given)


def _market(day: np.datetime64, store: Store) -> tuple[Snapshot, tuple[str, ...]]:
    """The market on the last business day before one; scale and curve reach back further."""
    days = event_panel(store).days
    eve = days[max(int(np.searchsorted(days, day)) - 1, 0)]
    if eve >= EARLIEST:
        late = day > days[-1] + 1
        note = f"The size of the market and its curve are those of {eve}, the last at hand."
        return snapshot(eve, store), (note,) if late else ()
    base = snapshot(EARLIEST, store)
    scale = MarketScale(
        gdp_usd=store.latest("fiscal_quarterly", "GDP", eve).value,
        debt_held_by_public_usd=store.latest("fiscal_quarterly", "FYGFDPUN", eve).value,
        volume_usd_per_day=base.scale.volume_usd_per_day,
    )
    return replace(base, as_of=eve, scale=scale, curve=Curve.from_store(store, eve)), ()


def _yields(sale: Program, market: Snapshot, prm: Parameters) -> tuple[Array, Array]:
    """Shape of the par yields' response, and the ten-year's size per dollar."""
    kernels = load_kernels()
    unit = known_path_shape(
        supply_state(sale),
        sale.decay_per_year,
        kernels.horizon_edges_years,
        kernels.known_path,
        np.array([FIRST_DAY]),
    )[0]
    par = (par_response(market.curve) * unit).sum(axis=1)
    ten = par[maturity_index("10y")]
    if ten == 0:
        raise InputError("The scenario moves no ten-year yield; nothing can be read from one.")
    return par / ten, program_size(sale, market, prm) / sale.amount_usd * ten


def _currency(sale: Program, store: Store, prm: Parameters) -> Array | None:
    """Peak of the conversion's path over the amount; the record is the whole one, as known now."""
    if not sale.converted.any():
        return None
    path = conversion_path(
        sale.converted_usd,
        prm["currency.slope"],
        prm["currency.exponent"],
        half_life_days(prm),
        largest_operation_usd(episodes(store)),
    )
    return np.asarray(np.expm1(path.min(axis=1)) / sale.amount_usd)


def _ten_year_share(sale: Program, curve: Curve) -> float:
    """Ten-year equivalents per dollar: the same value of a basis point."""
    years = duration_years(sale.schedule.sum(axis=0)) / (1 + float(curve.par([10.0])[0]) / 2)
    dv01 = np.array(years * to_si(1.0, "bp"))
    return float(ten_year_equivalents_usd(dv01, curve))
