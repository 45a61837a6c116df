"""Notes, bonds, TIPS and floating-rate notes on a day: rolled, then fitted to official totals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.market.universe.fit import Fit, fit, no_fit
from saiken.market.universe.lines import Lines
from saiken.market.universe.profile import Profile, newest_profile
from saiken.market.universe.roll import Book, position, sold_by
from saiken.market.universe.sales import last_auction_at_hand
from saiken.market.universe.table import Floats, Texts
from saiken.market.universe.unlisted import unlisted_lines

UNPRICED_KINDS: Final = ("TIPS", "FRN")
"""Kinds whose sales are known from one copy of the auction list only, without amounts."""
ROUNDING: Final = 1e-6
"""A factor this close to one is the rounding of official totals to a hundred dollars."""
LISTED: Final = "official list by CUSIP, less buybacks"
ADJUSTED: Final = "official list by CUSIP, fitted to official totals by month of maturity"
FITTED: Final = "sold since the list, fitted to the official total of its month of maturity"
OFFERED: Final = "sold since the list, offered amount times the factor of its kind"
MONTH_ONLY: Final = "official total of its kind and month of maturity, its sale is not at hand"


@dataclass(frozen=True, eq=False)
class Coupons:
    """Notes and bonds of all kinds outstanding on a day.

    Attributes
    ----------
    rolled : Lines
        Before any scaling.
    amount_usd : ndarray, shape (line,)
        After fitting; in the order of `lines`.
    lines : Lines
        The rolled lines and, after them, those known only by their month.
    basis : ndarray of str
        How each amount was found.
    factors : Fit
    profile : Profile or None
        The month-end that was fitted, if one is later than the list.
    """

    rolled: Lines
    lines: Lines
    amount_usd: Floats
    basis: Texts
    factors: Fit
    profile: Profile | None

    @property
    def inferred(self) -> NDArray[np.bool_]:
        """Lines whose amount is not the official list's."""
        flag: NDArray[np.bool_] = self.basis != LISTED
        return flag


def coupons_on(
    store: Store, book: Book, day: np.datetime64, known_on: np.datetime64 | None
) -> Coupons:
    """Roll the list to `day` and fit it to the newest month-end released by `known_on`."""
    rolled = position(book, day)
    profile = newest_profile(store, day, known_on)
    if profile is None or profile.record_date <= book.record_date:
        nothing = rolled.take(np.zeros(len(rolled), bool))
        return _finish(rolled, rolled, nothing, no_fit(), None, rolled.sold_usd)
    then = position(book, profile.record_date)
    factors = fit(then, profile)
    alone = unlisted_lines(store, then, profile, known_on)
    alone = alone.take(alone.maturity_date > day)
    sold_then = sold_by(book, rolled, profile.record_date)
    scaled = factors.apply(rolled, sold_then).join(alone)
    if day > last_auction_at_hand(store):
        scaled = _hold_totals(scaled, factors.apply(then, then.sold_usd), profile)
    return _finish(rolled, scaled, alone, factors, profile, sold_then)


def _finish(
    rolled: Lines,
    scaled: Lines,
    alone: Lines,
    factors: Fit,
    profile: Profile | None,
    sold_then: Floats,
) -> Coupons:
    basis = np.full(len(scaled), MONTH_ONLY, dtype=object)
    count = len(rolled)
    kept = scaled.kept_usd[:count]
    same = np.abs(kept - rolled.kept_usd) <= ROUNDING * np.abs(rolled.kept_usd)
    as_listed = np.where(same, LISTED, ADJUSTED)
    as_sold = np.where(factors.fitted(rolled) & (sold_then > 0), FITTED, OFFERED)
    basis[:count] = np.where(rolled.sold_usd > 0, as_sold, as_listed)
    return Coupons(rolled, rolled.join(alone), scaled.raw_usd, basis, factors, profile)


def _hold_totals(scaled: Lines, then: Lines, profile: Profile) -> Lines:
    """Keep kinds whose later sales are unknown at their total of the month-end."""
    factor = np.ones(len(scaled))
    for kind in UNPRICED_KINDS:
        rows = scaled.kind == kind
        target = _shown(then, profile, kind)
        factor[rows] = target / scaled.raw_usd[rows].sum()
    return replace(scaled, kept_usd=scaled.kept_usd * factor, sold_usd=scaled.sold_usd * factor)


def _shown(then: Lines, profile: Profile, kind: str) -> float:
    """Total of a kind on the month-end: official months, and ours where none is shown."""
    rows = then.take(then.kind == kind)
    ours = rows.raw_usd[~profile.covers(rows.kind, rows.month)].sum()
    kinds, months = profile.cells()
    mine = kinds == kind
    return float(ours + profile.total(kinds[mine], months[mine]).sum())
