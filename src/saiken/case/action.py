"""What the creditor does: it sells, or makes a move that needs no sale.

Letting bonds mature and staying away from auctions leave the market as much more to hold, in the
maturities that would have been bought, but no dealer has to take a bond and none is sold below its
price. Borrowing on bonds and moving deposits leave it nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import InputError, out_of_range
from saiken.holders import find
from saiken.parameters import Parameters, central_value, middle, registry
from saiken.units import BUSINESS_DAYS_PER_YEAR, from_si

if TYPE_CHECKING:
    from saiken.case.sale import Program
    from saiken.case.scenario import Scenario
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]
ACTIONS: Final = ("sell", "run_off", "shorten", "abstain", "repo", "park")
"""All moves, the sale first."""
NO_TRADE: Final = ("run_off", "abstain", "repo", "park")
"""Moves in which no bond is traded."""
NO_SUPPLY: Final = ("repo", "park")
"""Moves that leave the market no more to hold."""
MONEY: Final = {"shorten": "bills", "park": "fed-pool"}
"""Moves that say themselves where the money goes."""
PUBLISHED: Final = "Japan"
"""The one creditor whose maturities by year, and whose deposits, are published."""


def size_usd(scenario: Scenario, whole_usd: Array, snap: Snapshot, prm: Parameters) -> Array:
    """How much a move without an amount of its own is about, shape (draw,).

    Parameters
    ----------
    scenario : Scenario
    whole_usd : ndarray, shape (draw,)
        What the creditor commands.
    snap : Snapshot
    prm : Parameters

    Raises
    ------
    InputError
        If it cannot be known for this creditor.
    """
    if scenario.action in ("run_off", "abstain"):
        _japan_only(scenario, "How much of its bonds matures in a year")
        return whole_usd * maturing_share(scenario.sale_days, prm)
    if scenario.action == "repo":
        return np.minimum(whole_usd, prm["fima.cap_usd_bn"])
    if scenario.action == "park":
        _japan_only(scenario, "What it holds as deposits")
        return np.full(prm.draws, _deposits_usd(snap))
    return whole_usd


def maturing_share(days: int, prm: Parameters) -> Array:
    """Share of the book that matures within some business days, shape (draw,)."""
    years = days / BUSINESS_DAYS_PER_YEAR
    first = prm["moves.maturing_first_year_share"] * min(years, 1.0)
    return np.asarray(first + prm["moves.maturing_later_share"] * max(years - 1.0, 0.0))


def check_action(scenario: Scenario) -> None:
    """Refuse an amount that the Federal Reserve does not lend.

    Raises
    ------
    InputError
        If the amount lies above the limit.
    """
    given = scenario.amount_usd_bn
    limit = from_si(middle("fima.cap_usd_bn"), "usd_bn")
    if scenario.action == "repo" and given is not None and given > limit:
        raise out_of_range(
            "the amount", f"USD {given:,.0f}bn", f"up to USD {limit:,.0f}bn, the facility's limit"
        )


def carried_out(sale: Program, scenario: Scenario, prm: Parameters) -> Program:
    """Turn a programme of sales into the scenario's move."""
    if scenario.action not in NO_TRADE:
        return sale
    nothing = np.zeros((sale.amount_usd.size, sale.schedule.shape[0]))
    moved = replace(sale, kept=nothing)
    if scenario.action in NO_SUPPLY:
        return replace(moved, reinvested=sale.schedule)
    if scenario.action == "abstain" and scenario.half_life_years is None:
        years = central_value(prm, "moves.absence_half_life_years")
        return replace(moved, decay_per_year=float(np.log(2) / years))
    return moved


def move_limits() -> tuple[str, ...]:
    """What the figures of moves without a trade leave out."""
    return tuple(str(each) for each in resource_yaml("case/moves.yaml")["limits"])


def idle_moves(scenario: Scenario) -> frozenset[str]:
    """Parameters that only other moves would read."""
    if scenario.action in ("run_off", "abstain"):
        return frozenset()
    return frozenset(each for each in registry() if each.startswith("moves."))


def _japan_only(scenario: Scenario, what: str) -> None:
    name = find(scenario.seller).name
    if name != PUBLISHED:
        raise InputError(
            f"{what} is published for {PUBLISHED} only, not for {name}; give --amount."
        )


def _deposits_usd(snap: Snapshot) -> float:
    known = snap.series("japan_reserves", "deposits")
    if not len(known):
        raise InputError(f"No figure for deposits is known by {snap.as_of}; give --amount.")
    return float(known.last().value)
