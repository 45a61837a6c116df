r"""The days on which everybody answers at once.

A responder sees yesterday's close and today's announcements; actions are added, so their order
cannot matter. The only states that feed back are the dealers': the flow effect and what they carry.
What supply does to yields is linear and is put together afterwards (:mod:`answer`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.impact.dealing import Terms
from saiken.impact.flow import carry_decay_per_day, strain, utilisation
from saiken.responders.base import Market, Memory, Responder, Seen

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Played:
    """Who did what on which day.

    Attributes
    ----------
    supply_usd : mapping of str to ndarray, shape (draw, day, bucket)
        More (+) or fewer (-) Treasuries for the market, by responder.
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
    room: Array
    kept: Array
    kept_money: Array
    decay_per_year: Mapping[str, Array]
    record: Mapping[str, Array]

    @property
    def added_usd(self) -> Array:
        """What the responders together add to what dealers have to take, shape (draw, day)."""
        return np.asarray(sum(each.sum(axis=2) for each in self.supply_usd.values()))


@dataclass(slots=True)
class _Dealers:
    """The dealers' state at yesterday's close; the slow twin of ``Terms.pass_on``."""

    terms: Terms
    flow: Array
    carried: Array
    price: Array
    used: Array

    @classmethod
    def fresh(cls, terms: Terms) -> _Dealers:
        nothing = np.zeros(terms.parameters.draws)
        found = cls(terms, nothing, nothing, nothing, nothing)
        found.used = found._used(np.ones_like(nothing))
        return found

    def take(self, rate_usd: Array, room: Array) -> None:
        """Move on by a day in which dealers take `rate_usd`, shape (draw,)."""
        law, prm = self.terms.law, self.terms.parameters
        pace = rate_usd / law.volume_usd_per_day
        push = law.coefficient * np.sign(pace) * np.abs(pace) ** law.exponent * self.terms.saved
        self.flow = np.exp(-law.decay_per_day) * self.flow + push
        kept = np.exp(-carry_decay_per_day(prm))
        self.carried = kept * self.carried + prm["flow.dealer_share"] * rate_usd
        self.used = self._used(room)
        stress = np.maximum(self.flow, 0) * (self.terms.multiple - 1) * self._strain()
        self.price = self.flow + stress

    def seen(self, day: int, taken_usd: Array, planned_usd: Array) -> Seen:
        """What responders see on a day."""
        return Seen(day, self.price, self.used, self.carried, taken_usd, planned_usd)

    def _used(self, room: Array) -> Array:
        if self.terms.book is None:
            return np.zeros_like(self.carried)
        prm, book = self.terms.parameters, self.terms.book
        return utilisation(self.carried[:, None], book, prm, room[:, None])[:, 0]

    def _strain(self) -> Array:
        return np.zeros_like(self.used) if self.terms.book is None else strain(self.used)


def play(team: Sequence[Responder], terms: Terms, market: Market, rate_usd: Array) -> Played:
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
    """
    board = _Board.of(sorted(team, key=lambda each: each.name), market, rate_usd)
    dealers, taken = _Dealers.fresh(terms), np.zeros(rate_usd.shape[0])
    for day in range(1, rate_usd.shape[1]):
        taken = board.act(dealers.seen(day, taken, rate_usd[:, day]))
        dealers.take(taken, board.room[:, day])
    return Played(board.supply, board.room, board.kept, board.kept_money, board.decay, board.record)


@dataclass(slots=True)
class _Board:
    """Everything that is written down while they play."""

    team: Sequence[Responder]
    market: Market
    memory: dict[str, Memory]
    supply: dict[str, Array]
    decay: dict[str, Array]
    room: Array
    kept: Array
    kept_money: Array
    record: dict[str, Array]

    @classmethod
    def of(cls, team: Sequence[Responder], market: Market, rate_usd: Array) -> _Board:
        draws, days = rate_usd.shape
        names = [each.name for each in team]
        room, kept, money = (np.ones((draws, days)) for _ in range(3))
        return cls(
            team=team,
            market=market,
            memory={each.name: each.begin(market) for each in team},
            supply={name: np.zeros((draws, days, market.sold_mix.size)) for name in names},
            decay={each.name: each.decay_per_year(market) for each in team},
            room=room,
            kept=kept,
            kept_money=money,
            record={name: np.zeros((draws, days)) for name in names},
        )

    def act(self, seen: Seen) -> Array:
        """Let everybody act; returns what dealers have to take today, shape (draw,)."""
        day, added = seen.day, np.zeros_like(seen.planned_usd)
        for each in self.team:
            action, self.memory[each.name] = each.respond(seen, self.memory[each.name], self.market)
            if action.supply_usd is not None:
                self.supply[each.name][:, day] = action.supply_usd
                added = added + action.supply_usd.sum(axis=1)
            for mine, factor in ((self.room, action.room), (self.kept, action.kept),
                                 (self.kept_money, action.kept_money)):  # fmt: skip
                if factor is not None:
                    mine[:, day] *= factor
            self.record[each.name][:, day] = action.measure(seen.planned_usd)
        return np.asarray(seen.planned_usd * self.kept[:, day] + added)
