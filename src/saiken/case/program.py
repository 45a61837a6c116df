"""The one inbound conversion: from a scenario to dollars by business day and bucket."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.case.scenario import Scenario
from saiken.errors import InputError, out_of_range
from saiken.holders import BucketMix, Ceiling, ceiling_usd, find, named_mix, own_mix
from saiken.market import bucket_names
from saiken.parameters import Parameters
from saiken.snapshot import Snapshot
from saiken.units import from_si, to_si

Array = NDArray[np.float64]
CONVERTED: Final = ("yen",)
"""Currencies whose spot rate answers: those with a bundled record of operations."""
UNRECORDED: Final = ("euro", "gold")
"""Uses of the proceeds for which no record of operations is at hand."""


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
    """

    actor: str
    amount_usd: Array
    schedule: Array
    converted: Array
    decay_per_year: float
    unrecorded: bool = False

    @property
    def rate_usd(self) -> Array:
        """Dollars sold on each day, shape (draw, day)."""
        return np.asarray(self.amount_usd[:, None] * self.schedule.sum(axis=1))

    @property
    def converted_usd(self) -> Array:
        """Dollars turned into yen on each day, shape (draw, day)."""
        return self.amount_usd[:, None] * self.converted

    def block(self, start: int, stop: int) -> Program:
        """Return the programme of draws ``start`` to ``stop``."""
        return replace(self, amount_usd=self.amount_usd[start:stop])


def first_sale_day(scenario: Scenario, snap: Snapshot) -> int:
    """Count business days from the as-of date to the first day of the sale.

    Raises
    ------
    InputError
        If the sale would start on or before the as-of date, or beyond the horizon.
    """
    if scenario.start is None:
        return 1
    day = int(np.busday_count(snap.as_of, np.datetime64(scenario.start, "D")))
    if day < 1:
        raise InputError(
            f"the sale starts on {scenario.start}, but the as-of date is {snap.as_of}; "
            "it has to start later."
        )
    if day > scenario.horizon_days:
        raise InputError(
            f"the sale starts {day} business days after {snap.as_of}; the horizon ends after "
            f"{scenario.horizon_days}."
        )
    return day


def ceiling(scenario: Scenario, snap: Snapshot, prm: Parameters | None = None) -> Ceiling:
    """Say what the seller can command at most."""
    return ceiling_usd(scenario.seller, snap, prm, include_private=scenario.include_private)


def check(scenario: Scenario, snap: Snapshot) -> None:
    """Check a scenario against the facts of a day.

    Raises
    ------
    InputError
        If the seller is not known, the amount is above the ceiling or the start is out of range.
    """
    first_sale_day(scenario, snap)
    limit = ceiling(scenario, snap)
    if scenario.amount_usd_bn is None:
        return
    high_usd_bn = from_si(limit.high_usd, "usd_bn")
    if scenario.amount_usd_bn > high_usd_bn:
        remedy = (
            "" if scenario.include_private or not limit.official
            else ", and with --include-private what residents hold besides"
        )  # fmt: skip
        words = _low(limit.words[0].partition(":")[0].rstrip("."))
        raise out_of_range(
            "the amount",
            f"USD {scenario.amount_usd_bn:,.0f}bn",
            f"up to USD {high_usd_bn:,.0f}bn{remedy} ({words})",
        )


def _low(text: str) -> str:
    return text[:1].lower() + text[1:]


def amount_usd(scenario: Scenario, snap: Snapshot, prm: Parameters) -> Array:
    """Amount sold in every draw, shape (draw,)."""
    if scenario.amount_usd_bn is not None:
        return np.full(prm.draws, to_si(scenario.amount_usd_bn, "usd_bn"))
    limit = ceiling(scenario, snap, prm)
    whole = np.full(prm.draws, limit.central_usd) if limit.draws_usd is None else limit.draws_usd
    share = to_si(100.0 if scenario.share_pct is None else scenario.share_pct, "pct")
    return share * whole


def sold_mix(scenario: Scenario, snap: Snapshot) -> BucketMix:
    """Maturities of what is sold: the seller's own, a named mix, or the scenario's shares."""
    given = scenario.maturities
    if isinstance(given, str):
        return own_mix(scenario.seller, snap) if given == "own" else named_mix(given)
    shares = np.array([given.get(name, 0.0) for name in bucket_names()])
    return BucketMix("given", shares, "Maturities as given in the scenario.", ())


def program(scenario: Scenario, snap: Snapshot, prm: Parameters) -> Program:
    """Turn a scenario into a programme of sales."""
    mix = sold_mix(scenario, snap)
    first = first_sale_day(scenario, snap)
    days = max(scenario.horizon_days, first + scenario.sale_days - 1) + 1
    evenly = np.zeros(days)
    evenly[first : first + scenario.sale_days] = 1 / scenario.sale_days
    half_life = scenario.half_life_years
    return Program(
        actor=find(scenario.seller).name,
        amount_usd=amount_usd(scenario, snap, prm),
        schedule=evenly[:, None] * mix.shares,
        converted=evenly * sum(scenario.proceeds_share(use) for use in CONVERTED),
        decay_per_year=0.0 if half_life is None else float(np.log(2) / half_life),
        unrecorded=any(scenario.proceeds_share(use) > 0 for use in UNRECORDED),
    )
