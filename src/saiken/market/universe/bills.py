"""Bills: which are outstanding, and a shape of amounts that is scaled to their total.

Amounts by CUSIP exist on the official lists alone, and a bill is sold several times before it
matures. So a bill gets the amount that the list shows for the nearest remaining maturity among
bills of the same weekday (bills of 4, 8 and 17 weeks mature on Tuesdays, those of 13, 26 and 52
weeks on Thursdays), and all are scaled: by month of maturity to official totals where they are
shown, then together to the total.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Store
from saiken.market.pricing.calendar import weekday
from saiken.market.universe.lines import Lines, official_lines
from saiken.market.universe.profile import Profile
from saiken.market.universe.sales import last_auction_at_hand
from saiken.market.universe.table import Days, Floats, Texts
from saiken.market.universe.unlisted import FULL_LIST

SALE_CYCLE_DAYS: Final = 28
"""The calendar of bill sales, the 52-week bill included, repeats every four weeks."""
LAST_TUESDAY_LIKE: Final = 1
"""Weekdays up to Tuesday (Monday is 0) belong to one calendar, later ones to the other."""
BILL: Final = np.array(["Bill"], dtype=object)
NEVER: Final = np.datetime64("9999-12-31")
"""Maturity of no bill: the search among actual bills is never over an empty list."""
NEAR: Final = np.timedelta64(1, "D")
"""A holiday moves a bill's maturity by a day."""


def bill_lines(
    store: Store,
    record_date: np.datetime64,
    day: np.datetime64,
    known_on: np.datetime64,
    total_usd: float,
    profile: Profile | None,
) -> tuple[Lines, Floats]:
    """List the bills outstanding on `day` with amounts that add up to `total_usd`.

    Returns
    -------
    lines : Lines
        Before scaling, in the amounts of the official list.
    amount_usd : ndarray, shape (bill,)
    """
    listed = official_lines(store, record_date)
    listed = listed.take(listed.kind == "Bill")
    if day == record_date:
        return listed, listed.kept_usd
    shaped = _shaped(store, listed, record_date, day, known_on)
    factor = np.ones(len(shaped))
    if profile is not None:
        then = _shaped(store, listed, record_date, profile.record_date, known_on)
        factor = _month_factors(then, total_usd, profile, shaped.month)
    amount: Floats = shaped.kept_usd * factor
    return shaped, amount * (total_usd / amount.sum())


def _shaped(
    store: Store,
    listed: Lines,
    record_date: np.datetime64,
    day: np.datetime64,
    known_on: np.datetime64,
) -> Lines:
    """Bills outstanding on `day` with the list's amounts by remaining maturity and weekday."""
    cusip, issued, matures = _outstanding(store, day, known_on)
    remaining = (matures - day).astype(np.int64)
    model = (listed.maturity_date - record_date).astype(np.int64)
    apart = np.abs(remaining[:, None] - model).astype(float)
    early = weekday(matures) <= LAST_TUESDAY_LIKE
    other = early[:, None] != (weekday(listed.maturity_date) <= LAST_TUESDAY_LIKE)
    nearest = np.argmin(np.where(other, np.inf, apart), axis=1)
    return Lines(
        cusip=cusip,
        kind=np.repeat(BILL, cusip.size),
        coupon=np.zeros(cusip.size),
        issue_date=issued,
        maturity_date=matures,
        kept_usd=listed.kept_usd[nearest],
        sold_usd=np.zeros(cusip.size),
    )


def _outstanding(
    store: Store, day: np.datetime64, known_on: np.datetime64
) -> tuple[Texts, Days, Days]:
    """CUSIP, first issue and maturity of the bills outstanding on a day.

    After the end of the copy of the auction list the calendar of its last four weeks repeats.
    """
    late = (day - last_auction_at_hand(store)).astype(np.int64)
    cycles = max(0, -int(-late // SALE_CYCLE_DAYS))
    moved = np.timedelta64(cycles * SALE_CYCLE_DAYS, "D")
    rows = store.table("auctions", known_on)
    alive = (rows["security_type"] == "Bill") & (rows["issue_date"] <= day - moved)
    alive &= rows["maturity_date"] > day - moved
    order = np.argsort(rows["issue_date"][alive], kind="stable")
    cusip, first = np.unique(rows["cusip"][alive][order].astype(str), return_index=True)
    issued = rows["issue_date"][alive][order][first]
    matures = rows["maturity_date"][alive][order][first]
    if not cycles:
        return cusip.astype(object), issued, matures
    return _renamed(store, matures + moved, day, known_on)


def _renamed(
    store: Store, matures: Days, day: np.datetime64, known_on: np.datetime64
) -> tuple[Texts, Days, Days]:
    """Give repeated bills the CUSIPs and dates of actual ones where these are known."""
    sold, listed = store.table("auctions", known_on), store.table(FULL_LIST, known_on)
    mine, theirs = sold["security_type"] == "Bill", listed["security_class"] == "Bill"
    names = np.concatenate([sold["cusip"][mine], listed["cusip"][theirs]]).astype(str)
    dates = np.concatenate([sold["maturity_date"][mine], listed["maturity_date"][theirs]])
    names, dates = np.append(names[dates > day], ""), np.append(dates[dates > day], NEVER)
    apart = np.abs(matures[:, None] - dates)
    place = np.argmin(apart, axis=1)
    hit = apart[np.arange(matures.size), place] <= NEAR
    end = np.where(hit, dates[place], matures)
    cusip = np.where(hit, names[place], np.char.add("Bill ", matures.astype(str)))
    end, first = np.unique(end, return_index=True)
    return cusip[first].astype(object), np.full(end.size, np.datetime64("NaT", "D")), end


def _month_factors(
    then: Lines, total_usd: float, profile: Profile, month: NDArray[np.int64]
) -> Floats:
    """Factors by month of maturity that make the shape fit the official month totals."""
    shape = then.kept_usd * (total_usd / then.kept_usd.sum())
    months, place = np.unique(then.month, return_inverse=True)
    ours = np.bincount(place, shape)
    kind = np.repeat(BILL, months.size)
    shown = profile.covers(kind, months) & (profile.total(kind, months) > 0)
    official = profile.total(kind, months)
    left, unseen = total_usd - official[shown].sum(), ours[~shown].sum()
    rest = left / unseen if unseen > 0 and left > 0 else 1.0
    factor = np.where(shown, official / ours, rest)
    at = np.minimum(np.searchsorted(months, month), months.size - 1)
    return np.where(months[at] == month, factor[at], 1.0)
