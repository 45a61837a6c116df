"""A sale as the engine takes it: dollars by business day and bucket, and what the market knows."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Threat:
    """A sale that the market expects with a probability while nothing is sold.

    Attributes
    ----------
    amount_usd : ndarray, shape (draw,)
        What would be sold.
    belief_share : float
        Probability that the market gives to its being carried out, until the day.
    until_day : int
        Business day on which the sale would begin; the threat stands until the day before.
    """

    amount_usd: Array
    belief_share: float
    until_day: int


@dataclass(frozen=True, slots=True)
class Program:
    """A sale, day by day.

    Attributes
    ----------
    actor : str
        Canonical name of the seller.
    amount_usd : ndarray, shape (draw,)
        Market value sold over the whole programme.
    schedule : ndarray, shape (day, bucket)
        Share of the amount sold on a day in a bucket; adds up to one. Day 0 is the as-of date.
    converted : ndarray, shape (day,)
        Share of the amount whose dollars are turned into yen on a day.
    decay_per_year : float
        Rate at which the market expects the sale to be undone; 0 is for good.
    unrecorded : bool
        Some proceeds go where no record of operations says what they move (euro, gold).
    reinvested : ndarray, shape (day, bucket), or None
        Share of the amount bought back on a day in a bucket with the proceeds; None is nothing.
    announced : bool
        The whole path is known from day 0; otherwise every day's sale is news.
    threat : Threat or None
        Nothing is sold (the amount is zero) and `schedule` is what would be.
    kept, kept_money : ndarray, shape (draw, day), or None
        Share of a day's sale, and of its conversion, that others let happen; None is all.
    """

    actor: str
    amount_usd: Array
    schedule: Array
    converted: Array
    decay_per_year: float
    unrecorded: bool = False
    reinvested: Array | None = None
    announced: bool = False
    threat: Threat | None = None
    kept: Array | None = None
    kept_money: Array | None = None

    @property
    def supply(self) -> Array:
        """Share of the amount that the market has to hold more, shape (day, bucket)."""
        return self.schedule if self.reinvested is None else self.schedule - self.reinvested

    @property
    def rate_usd(self) -> Array:
        """Dollars sold on each day, shape (draw, day)."""
        planned = self.amount_usd[:, None] * self.schedule.sum(axis=1)
        return np.asarray(planned if self.kept is None else planned * self.kept)

    @property
    def converted_usd(self) -> Array:
        """Dollars turned into yen on each day, shape (draw, day)."""
        planned = self.amount_usd[:, None] * self.converted
        return planned if self.kept_money is None else planned * self.kept_money

    @property
    def sold_usd(self) -> Array:
        """What is really sold over the programme, shape (draw,)."""
        return self.amount_usd if self.kept is None else self.rate_usd.sum(axis=1)

    @property
    def planned_usd(self) -> Array:
        """What is sold, or would be if a threat were carried out, shape (draw,)."""
        return self.amount_usd if self.threat is None else self.threat.amount_usd

    @property
    def expected_usd(self) -> Array:
        """What the market prices: all that is sold, or the believed part of a threat, (draw,)."""
        return self.planned_usd * (1.0 if self.threat is None else self.threat.belief_share)

    def same_days(self, other: Program) -> bool:
        """Whether another programme differs in amounts and conversion at most."""
        mine, its = (each.threat and each.threat.until_day for each in (self, other))
        return (
            np.array_equal(self.supply, other.supply)
            and np.array_equal(self.schedule, other.schedule)
            and (self.decay_per_year, self.announced, mine)
            == (other.decay_per_year, other.announced, its)
        )

    def block(self, start: int, stop: int) -> Program:
        """Return the programme of draws ``start`` to ``stop``."""
        threat = self.threat
        if threat is not None:
            threat = replace(threat, amount_usd=threat.amount_usd[start:stop])
        part = slice(start, stop)
        kept, money = (
            each if each is None else each[part] for each in (self.kept, self.kept_money)
        )
        amount = self.amount_usd[part]
        return replace(self, amount_usd=amount, threat=threat, kept=kept, kept_money=money)
