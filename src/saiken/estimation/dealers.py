"""What the bundled record says about how much dealers take, how long they keep it, how far they go.

Nothing here is drawn in a run: the numbers stand behind the ranges of the dealers' parameters, and
``docs/method/flow.md`` quotes them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Series, Store, resource_yaml
from saiken.estimation.regression import LagFit, fit_lags
from saiken.impact.flow import flow_file

Array = NDArray[np.float64]
WEEK: Final = np.timedelta64(7, "D")


@cache
def dealers_file() -> Mapping[str, Any]:
    """Return the choices behind the figures (``estimation/dealers.yaml``)."""
    return dict(resource_yaml("estimation/dealers.yaml"))


def positions(store: Store, which: str = "all") -> Series:
    """Read primary dealers' weekly net positions: ``"all"`` Treasuries or ``"coupons"``."""
    where = dealers_file()["positions"]
    return store.series(where["dataset"], where[which])


def auction_absorption(store: Store) -> LagFit:
    """Regress the weekly change of dealers' coupon position on coupons auctioned.

    Returns
    -------
    LagFit
        Share of an auction that enters dealers' books in its week, and what is added in the weeks
        after (negative: passed on). Weeks end on Wednesday, as the positions do.
    """
    known, file = positions(store, "coupons"), dealers_file()
    change = np.concatenate([[np.nan], np.diff(known.values)])
    sold = _auctioned(store, known.dates)
    return fit_lags(change, sold, int(file["auctions"]["lags_weeks"]), file["hac"])


def _auctioned(store: Store, weeks: NDArray[np.datetime64]) -> Array:
    """Coupons offered in the week up to each date, NaN outside the record of auctions."""
    table = store.table(dealers_file()["auctions"]["dataset"])
    days = table["auction_date"]
    place = np.searchsorted(weeks, days)
    total = np.bincount(place, weights=table["offering"], minlength=weeks.size)[: weeks.size]
    inside = (weeks - WEEK >= days.min() - np.timedelta64(1, "D")) & (weeks <= days.max())
    return np.where(inside, total, np.nan)


@dataclass(frozen=True, slots=True)
class March:
    """Dealers in March 2020.

    Attributes
    ----------
    rise_usd : float
        Change of their net position from the last calm Wednesday to the one of the stress.
    rise_share : float
        That rise over the month's foreign net sales.
    before_share, peak_share : float
        Position over its record, on both Wednesdays.
    """

    rise_usd: float
    rise_share: float
    before_share: float
    peak_share: float


def march_2020(store: Store) -> March:
    """Measure what dealers took in the stress of March 2020, and where they stopped."""
    known, days = positions(store), dealers_file()["march_2020"]
    before, peak = (known.at_or_before(str(days[name])).value for name in ("before", "peak"))
    record = known.window(known.dates[0], str(days["before"])).values.max()
    sold = store.anchor(flow_file()["stress"]["sales_anchor"]).si()
    return March(
        rise_usd=peak - before,
        rise_share=(peak - before) / sold,
        before_share=float(before / record),
        peak_share=float(peak / record),
    )


def furthest_beyond_record(store: Store) -> tuple[np.datetime64, float]:
    """How far dealers have gone beyond their record within some weeks.

    Returns
    -------
    (date, multiple)
        The week from which it happened; the highest position of the weeks after it over the highest
        of all weeks before.
    """
    known, file = positions(store), dealers_file()["beyond_record"]
    ahead = int(file["weeks_ahead"])
    record = np.maximum.accumulate(known.values)
    starts = np.flatnonzero(known.dates >= np.datetime64(file["first"], "D"))
    starts = starts[starts + ahead < known.values.size]
    highest = np.array([known.values[k : k + ahead + 1].max() for k in starts])
    multiples = highest / record[starts - 1]
    best = int(multiples.argmax())
    return known.dates[starts[best]], float(multiples[best])


def swing_half_life_weeks(store: Store, window_weeks: int) -> float:
    """Half-life of dealers' position around its centred moving mean, in weeks."""
    values = positions(store).values
    mean = np.convolve(values, np.full(window_weeks, 1 / window_weeks), mode="valid")
    start = window_weeks // 2
    swings = values[start : start + mean.size] - mean
    swings = swings - swings.mean()
    return float(-np.log(2) / np.log((swings[1:] * swings[:-1]).sum() / (swings**2).sum()))


@dataclass(frozen=True, slots=True)
class Quarter:
    """A quarter in which the market took much new debt, and dealers' books in it.

    Attributes
    ----------
    end : numpy.datetime64
    issued_usd : float
        Rise of the debt held by the public.
    before_share, highest_share : float
        Dealers' position before the quarter and at its highest, over the record before it.
    """

    end: np.datetime64
    issued_usd: float
    before_share: float
    highest_share: float


def busiest_quarters(store: Store) -> tuple[Quarter, ...]:
    """Quarters with the largest rise of the debt, by date: ordinary issuance as a check."""
    where, choice = flow_file()["denominators"]["debt"], dealers_file()["quarters"]
    debt = store.series(where["dataset"], where["key"])
    issued, ends = np.diff(debt.values), debt.dates[1:]
    last = positions(store).dates[-1]
    open_ = (ends >= np.datetime64(choice["first"], "D")) & (ends <= last)
    order = np.argsort(-np.where(open_, issued, -np.inf))[: int(choice["shown"])]
    return tuple(_quarter(store, ends[k], float(issued[k]), debt.dates[k]) for k in sorted(order))


def _quarter(store: Store, end: np.datetime64, issued: float, start: np.datetime64) -> Quarter:
    known = positions(store)
    before = known.window(known.dates[0], start).values
    inside = known.window(start + np.timedelta64(1, "D"), end).values
    record = before.max()
    return Quarter(end, issued, float(before[-1] / record), float(inside.max() / record))
