"""What one run shares between its blocks of draws, and how a block is priced."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case import Case, Program, Scenario, program, resilience_per_day
from saiken.execution import MOST_HARMFUL, Toll, most_harmful
from saiken.fiscal import SecurityBill
from saiken.impact.habitat import Kernels, load_kernels
from saiken.impact.response import ByMonth, Response, Shape, respond, shape_of
from saiken.losses import NationalLoss, national_loss
from saiken.parameters import Parameters, Posterior, central, middle, parameter
from saiken.responders import Answered, answer, team_of
from saiken.snapshot import Snapshot
from saiken.spillover import run_channels
from saiken.trade import economy_of, points, welfare
from saiken.trade.regions import SELLER, US
from saiken.units import to_si

Array = NDArray[np.float64]
Array32 = NDArray[np.float32]
BLOCK: Final = 256
SIZE_PUBLISHED: Final = "published"
POOLED: Final = "pooled"
KEPT: Final = "sale_kept"
KEPT_MONEY: Final = "money_kept"
"""Shares of the sale and of its conversion that still happened: not published, part of the sale."""


@dataclass(frozen=True)
class Priced:
    """One road from a programme to prices and from prices to both sides' loss.

    Attributes
    ----------
    sale : Program
    prm : Parameters
        Aligned draws of both.
    response : Response
    total : ndarray, shape (draw, day, maturity)
        Change of the zero yields, all effects together.
    interest : ndarray, shape (draw, month)
        Extra federal interest, dollars.
    loss : NationalLoss
        Ledger A; the seller executes at the very yields of `total`.
    answered : Answered or None
        Who did what; None where nobody answers.
    """

    sale: Program
    prm: Parameters
    response: Response
    total: Array
    interest: Array
    loss: NationalLoss
    answered: Answered | None = None


@dataclass(frozen=True)
class Engine:
    """Everything that the blocks share."""

    case: Case
    snap: Snapshot
    program: Program
    parameters: Parameters
    shape: Shape
    bill: SecurityBill
    kernels: Kernels | None = None

    def price(self, start: int, stop: int) -> Priced:
        """Price draws `start` to `stop`."""
        prm, sale = self.parameters.block(start, stop), self.program.block(start, stop)
        answered = self._answered(sale, prm)
        if answered is None:
            response = respond(sale, self.shape, self.snap, prm)
        else:
            sale, response = answered.sale, answered.response
        total = response.total
        interest = self._interest(response.by_month)
        loss = national_loss(sale, total, interest, response.log_rate, self.snap)
        return Priced(sale, prm, response, total, interest, loss, answered)

    def _answered(self, sale: Program, prm: Parameters) -> Answered | None:
        team = team_of(self.case.scenario.team)
        if not team:
            return None
        return answer(sale, self.shape, self.snap, prm, team, self.kernels or load_kernels())

    def _interest(self, change: ByMonth) -> Array:
        """Extra interest of the change's factors one by one: the bill is linear in them."""
        found: Array = change.size[:, None] * self.interest_per_size
        found += self.bill.interest_of_paths_usd(change.paths, change.spread)
        return found if change.added is None else found + self.bill.extra_interest_usd(change.added)

    @cached_property
    def interest_per_size(self) -> Array:
        """Extra interest of the stock effect per unit of size, shape (1, month), for all draws."""
        return self.bill.extra_interest_usd(self.shape.monthly[None])

    def toll(self) -> Toll:
        """What the first draw costs both sides; without a record of the currency, on the bonds."""
        loss = self.price(0, 1).loss
        whole = loss.seller_loss_usd
        seller = loss.seller_loss_bonds_usd if whole is None else whole
        return Toll(float(loss.us_loss_usd[0]), float(seller[0]))

    def run(self, start: int) -> dict[str, Array32]:
        """Work out one block of draws; arrays by variable, ``draw`` first."""
        priced = self.price(start, min(start + BLOCK, self.parameters.draws))
        sale, response, total = priced.sale, priced.response, priced.total
        interest, loss = priced.interest, priced.loss
        shown = slice(0, self.case.scenario.horizon_days + 1)
        found = {
            "stock": response.stock[:, shown],
            "flow": response.flow[:, shown],
            "regime": response.regime[:, shown],
            "federal_interest": interest,
            "amount_sold": sale.sold_usd,
            "seller_loss_bonds": loss.seller_loss_bonds_usd,
            "us_loss": loss.us_loss_usd,
            **run_channels({"yield_change": total[:, shown]}, self.snap, priced.prm),
        }
        found |= {name: path[:, shown] for name, path in _abroad(response).items()}
        if response.log_rate is not None:
            found["usdjpy_change"] = np.expm1(response.log_rate[:, shown])
        found |= _seller(loss, sale) | _tariff(self.case.scenario, priced)
        found |= _answers(priced.answered, shown)
        return {name: values.astype(np.float32) for name, values in found.items()}


def sample(case: Case, snap: Snapshot) -> Parameters:
    """Draw the parameters of a case, with its overrides and its choice of size."""
    drawn = _drawn(snap.as_of, _size(case), case.draws, case.seed)
    given = {
        name: to_si(value, parameter(name).unit)
        for name, value in case.assumptions.overrides.items()
    }
    if case.assumptions.size_from == SIZE_PUBLISHED:
        # at the published scale a share of GDP counts as it is; the parameter is per share of debt
        published = snap.scale.debt_held_by_public_usd / snap.scale.gdp_usd
        given = {"impact.stock_scale": published} | given
    return drawn.fixed(given)


def posterior_of(case: Case, snap: Snapshot) -> Posterior:
    """Joint distribution of the parameters as known on the day, with the case's choice of size."""
    return _posterior(snap.as_of, _size(case))


# What requests that differ only in the sale share, kept for the next one. Nothing writes into it.


def _size(case: Case) -> str:
    size = case.assumptions.size_from
    return POOLED if size == SIZE_PUBLISHED else size


@lru_cache(maxsize=16)
def _posterior(day: np.datetime64, size_from: str) -> Posterior:
    return Posterior.load(day, size_from=size_from)


@lru_cache(maxsize=4)
def _drawn(day: np.datetime64, size_from: str, draws: int, seed: int) -> Parameters:
    return _posterior(day, size_from).sample(draws, seed)


@lru_cache(maxsize=16)
def _bill(snap: Snapshot, bill_share_tilt: float) -> SecurityBill:
    return SecurityBill.from_snapshot(snap, snap.universe, bill_share_tilt)


def prepare(case: Case, snap: Snapshot, prm: Parameters, kernels: Kernels | None = None) -> Engine:
    """Work out what all blocks share: the programme, its shape, the bill."""
    bill = _bill(snap, case.assumptions.bill_share_tilt)
    return assemble(case, snap, prm, plan(case, snap, prm, bill, kernels), bill, kernels)


def assemble(
    case: Case,
    snap: Snapshot,
    prm: Parameters,
    sale: Program,
    bill: SecurityBill,
    kernels: Kernels | None = None,
) -> Engine:
    """Put an engine together for a programme that is already laid out."""
    return Engine(
        case=case,
        snap=snap,
        program=sale,
        parameters=prm,
        # spread like the middle of the drawn half-lives: inside their range the shape hardly moves
        shape=shape_of(sale, kernels or load_kernels(), middle("flow.half_life_weeks")),
        bill=bill,
        kernels=kernels,
    )


def plan(
    case: Case, snap: Snapshot, prm: Parameters, bill: SecurityBill, kernels: Kernels | None = None
) -> Program:
    """Lay the sale out by day; a pace that depends on prices is found first, on the middle draw.

    The pace of a threat is that of the sale which is threatened.
    """
    scenario = case.scenario
    if scenario.pace != MOST_HARMFUL:
        return program(scenario, snap, prm)
    one, carried_out = central(prm), scenario
    if scenario.information == "threatened":
        carried_out = scenario.model_copy(update={"information": "announced"})

    def assess(weights: Array) -> Toll:
        sale = program(carried_out, snap, one, weights)
        return assemble(case, snap, one, sale, bill, kernels).toll()

    weights = most_harmful(scenario.sale_days, resilience_per_day(prm), assess)
    return program(scenario, snap, prm, weights)


def _abroad(response: Response) -> dict[str, Array]:
    """What the two-country model says, apart from the rest."""
    there = response.abroad
    return {
        "usdjpy_bond_leg": np.expm1(there.currency_bonds),
        "jgb_10y_change": there.jgb_bonds + there.jgb_conversion,
        "jgb_10y_conversion_leg": there.jgb_conversion,
        "us_10y_conversion_leg": there.us_conversion,
    }


def _answers(answered: Answered | None, shown: slice) -> dict[str, Array]:
    """What each who answers adds to the supply on each day, and what dealers carry."""
    if answered is None:
        return {}
    record = answered.played.record.items()
    found = {f"answer_{name}": each[:, shown] for name, each in record}
    kept = {KEPT: answered.played.kept, KEPT_MONEY: answered.played.kept_money}
    return found | kept | {"dealers_carried": answered.carried_usd[:, shown]}


def _tariff(scenario: Scenario, priced: Priced) -> dict[str, Array]:
    """What a tariff in answer costs both sides a year; it moves no bond."""
    if not scenario.tariff_pct:
        return {}
    prm, added = priced.prm, points(scenario.tariff_pct, scenario.tariff_pct)
    sigma = np.stack([prm["trade.substitution_cars"], prm["trade.substitution_rest"]], axis=1)
    found = welfare(economy_of(priced.sale.actor), added, sigma)
    return {"tariff_seller": -found.usd[:, SELLER], "tariff_us": -found.usd[:, US]}


def _seller(loss: NationalLoss, sale: Program) -> dict[str, Array]:
    """Keep the seller's whole loss apart from what no record can value."""
    currency, whole = loss.seller_loss_currency_usd, loss.seller_loss_usd
    if sale.unrecorded or currency is None or whole is None:
        return {}
    return {"seller_loss_currency": currency, "seller_loss": whole}
