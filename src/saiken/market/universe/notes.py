"""Sentences that a reader of results must see beside a universe."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Final

import numpy as np

from saiken.market.universe.parts import Parts
from saiken.market.universe.profile import CUT_MONTHS
from saiken.units import from_si

MOVERS: Final = {
    "coupon_auctions": "Auctions of nominal notes and bonds",
    "auctions": "Auctions of bills, TIPS and floating-rate notes",
    "buybacks": "Buybacks by security",
}
"""Datasets that move the universe after a list, and how a note calls them."""
ENDED: Final = "{what} after {end} are not at hand; only official totals by month show them."
FITTED: Final = (
    "Notes, bonds, TIPS and floating-rate notes are fitted to the official totals by month of "
    "maturity of {date} (maturities from {month} on), the newest released."
)
UNFITTED: Final = (
    "Notes and bonds sold since the list are in their offered amounts, without what the Federal "
    "Reserve took on top: no later official total was released."
)
MOVED: Final = (
    "No official list of securities had been released: the list of {date} was moved back in time "
    "with its remaining maturities and its coupons, which were other ones then, and scaled by "
    "{factor:.3f} to the debt held by the public."
)
DEBT_LIMIT: Final = (
    "While the debt limit binds, special issues to the Thrift Savings Plan are suspended and bills "
    "found as a remainder come out too low."
)


def notes_of(parts: Parts, ends: Mapping[str, dt.date | None]) -> tuple[str, ...]:
    """Say what is official in a universe, what is inferred and how it was scaled.

    `ends` is the last day in the copy of each table that moves the universe (`MOVERS`).
    """
    if parts.official:
        return (f"Official list of securities of {parts.record_date}, by CUSIP.",)
    first = (
        f"The securities of {parts.day} are the official list of {parts.record_date} rolled "
        "forward: auctions and buybacks since are added and taken off, lines inferred are flagged."
    )
    return (first, *_coupons(parts), *_bills(parts), *_ended(parts.day, ends))


def notes_of_moved(record_date: np.datetime64, factor: float) -> tuple[str, ...]:
    """Say that the list is a later one."""
    return (MOVED.format(date=record_date, factor=factor),)


def _coupons(parts: Parts) -> tuple[str, ...]:
    profile = parts.coupons.profile
    if profile is None:
        return (UNFITTED,)
    month = np.datetime64(profile.first_month, "M")
    factors = ", ".join(
        f"{kind} {factor:.3f}" for kind, factor in parts.scale().items() if kind not in CUT_MONTHS
    )
    return (
        FITTED.format(date=profile.record_date, month=month),
        f"Offered amounts without such a total are multiplied by their kind's factor: {factors}.",
    )


def _ended(day: np.datetime64, ends: Mapping[str, dt.date | None]) -> tuple[str, ...]:
    """Say which copies end before the day."""
    over = {name: np.datetime64(end, "D") for name, end in ends.items() if end is not None}
    return tuple(
        ENDED.format(what=MOVERS[name], end=end) for name, end in over.items() if end < day
    )


def _bills(parts: Parts) -> tuple[str, ...]:
    amount = from_si(parts.total.amount_usd, "usd_bn")
    found = f"Bills are {amount:,.0f} bn, from {parts.total.source} on {parts.total.date}"
    shape = f"{found}; their split by maturity has the shape of the list of {parts.record_date}."
    return (shape, DEBT_LIMIT) if parts.total.remainder else (shape,)
