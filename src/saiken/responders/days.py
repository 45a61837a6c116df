r"""The days on which everybody answers at once.

A responder sees yesterday's close and today's announcements; actions are added, so their order
cannot matter. What feeds back is the dealers' state (the flow effect and what they carry) and the
ten-year yield (:mod:`level`). All other yields are put together afterwards (:mod:`answer`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.impact.dealing import Terms
from saiken.impact.flow import carry_decay_per_day, strain, utilisation
from saiken.responders.base import Action, Market, Memory, Responder, Seen
from saiken.responders.level import Road, TenYear

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """Who did what on which day.

    Attributes
    ----------
    supply_usd : mapping of str to ndarray, shape (draw, day, bucket)
        More (+) or fewer (-) Treasuries for the market, by responder; absent for one without.
    dealt_usd : ndarray, shape (draw, day)
        What dealers had to take besides, without more maturity for the market.
    room : ndarray, shape (draw, day)
        Dealers' capacity as a multiple of the drawn one.
    kept, kept_money : ndarray, shape (draw, day)
        Share of the seller's sale, and of its conversion, that still happened.
    decay_per_year : mapping of str to ndarray, shape (draw,)
    record : mapping of str to ndarray, shape (draw, day)
        What each did: dollars added to what the market has to hold (purchases, and sales that it
        made unnecessary or stopped, are negative), or the widening of dealers' capacity.
    """

    supply_usd: Mapping[str, Array]
    dealt_usd: Array
    room: Array
    kept: Array
    kept_money: Array
    decay_per_year: Mapping[str, Array]
    record: Mapping[str, Array]

    @property
    def added_usd(self) -> Array:
        """What the responders together add to what dealers have to take, shape (draw, day)."""
        supply = (each.sum(axis=2) for each in self.supply_usd.values())
        return np.asarray(self.dealt_usd + sum(supply))


@dataclass(slots=True)
class _Dealers:
    """The dealers' state at yesterday's close; the slow twin of ``Terms.pass_on``."""

    terms: Terms
    keep_flow: Array
    keep_carried: Array
    share: Array
    flow: Array
    carried: Array
    price: Array
    used: Array

    @classmethod
    def fresh(cls, terms: Terms) -> _Dealers:
        prm = terms.parameters
        nothing = np.zeros(prm.draws)
        found = cls(
            terms=terms,
            keep_flow=np.exp(-terms.law.decay_per_day),
            keep_carried=np.exp(-carry_decay_per_day(prm)),
            share=prm["flow.dealer_share"],
            flow=nothing,
            carried=nothing,
            price=nothing,
            used=nothing,
        )
        found.used = found._used(np.ones_like(nothing))
        return found

    def take(self, rate_usd: Array, room: Array) -> None:
        """Move on by a day in which dealers take `rate_usd`, shape (draw,)."""
        law = self.terms.law
        pace = rate_usd / law.volume_usd_per_day
        push = law.coefficient * np.sign(pace) * np.abs(pace) ** law.exponent * self.terms.saved
        self.flow = self.keep_flow * self.flow + push
        self.carried = self.keep_carried * self.carried + self.share * rate_usd
        self.used = self._used(room)
        stress = np.maximum(self.flow, 0) * (self.terms.multiple - 1) * self._strain()
        self.price = self.flow + stress

    def _used(self, room: Array) -> Array:
        if self.terms.book is None:
            return np.zeros_like(self.carried)
        prm, book = self.terms.parameters, self.terms.book
        return utilisation(self.carried[:, None], book, prm, room[:, None])[:, 0]

    def _strain(self) -> Array:
        return np.zeros_like(self.used) if self.terms.book is None else strain(self.used)


def play(
    team: Sequence[Responder], terms: Terms, market: Market, rate_usd: Array, road: Road
) -> Played:
    """Let everybody answer, day by day.

    Parameters
    ----------
    team : sequence of Responder
        In any order: all see the same and act at once.
    terms : Terms
        Of the seller's programme.
    market : Market
    rate_usd : ndarray, shape (draw, day)
        What the seller plans to sell on each day.
    road : Road
        What the ten-year yield takes from the programme.
    """
    board = _Board.of(sorted(team, key=lambda each: each.name), market, rate_usd)
    dealers, level = _Dealers.fresh(terms), TenYear.fresh(road, board.decay)
    taken = sold = np.zeros(rate_usd.shape[0])
    for day in range(1, rate_usd.shape[1]):
        now = dealers.price, dealers.used, dealers.carried
        close = level.at(day - 1, dealers.price)
        supply = board.act(Seen(day, *now, taken, rate_usd[:, day], sold, close))
        sold = rate_usd[:, day] * board.kept[:, day]
        taken = sold + board.dealt[:, day] + sum(each.sum(axis=1) for each in supply.values())
        dealers.take(taken, board.room[:, day])
        level.take(day, supply, board.kept[:, day])
    return board.played()


@dataclass(slots=True)
class _Board:
    """Everything that is written down while they play."""

    team: Sequence[Responder]
    market: Market
    memory: dict[str, Memory]
    supply: dict[str, Array]
    decay: dict[str, Array]
    dealt: Array
    room: Array
    kept: Array
    kept_money: Array
    record: dict[str, Array]

    @classmethod
    def of(cls, team: Sequence[Responder], market: Market, rate_usd: Array) -> _Board:
        draws, days = rate_usd.shape
        names = [each.name for each in team]
        room, kept, money = (np.ones((draws, days)) for _ in range(3))
        dealt = np.zeros((draws, days))
        return cls(
            team=team,
            market=market,
            memory={each.name: each.begin(market) for each in team},
            supply={},
            decay={each.name: each.decay_per_year(market) for each in team},
            dealt=dealt,
            room=room,
            kept=kept,
            kept_money=money,
            record={name: np.zeros((draws, days)) for name in names},
        )

    def act(self, seen: Seen) -> dict[str, Array]:
        """Let everybody act; returns supply by responder, shape (draw, bucket)."""
        today: dict[str, Array] = {}
        for each in self.team:
            action, self.memory[each.name] = each.respond(seen, self.memory[each.name], self.market)
            if action.supply_usd is not None:
                today[each.name] = action.supply_usd
            self._write(each.name, seen, action)
        for name, supply in today.items():
            self._whole(name)[:, seen.day] = supply
        return today

    def _write(self, name: str, seen: Seen, action: Action) -> None:
        factors = (
            (self.room, action.room),
            (self.kept, action.kept),
            (self.kept_money, action.kept_money),
        )
        for mine, factor in factors:
            if factor is not None:
                mine[:, seen.day] *= factor
        if action.dealt_usd is not None:
            self.dealt[:, seen.day] += action.dealt_usd
        self.record[name][:, seen.day] = action.measure(seen.planned_usd)

    def _whole(self, name: str) -> Array:
        if name not in self.supply:
            self.supply[name] = np.zeros((*self.room.shape, self.market.sold_mix.size))
        return self.supply[name]

    def played(self) -> Played:
        """Everything that was written down."""
        return Played(
            supply_usd=self.supply,
            dealt_usd=self.dealt,
            room=self.room,
            kept=self.kept,
            kept_money=self.kept_money,
            decay_per_year=self.decay,
            record=self.record,
        )
