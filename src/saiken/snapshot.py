"""The market as it was known on a day."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

import numpy as np

from saiken.data import Anchor, Day, Observation, Series, Store, as_day, load_store
from saiken.errors import InputError
from saiken.market import Curve
from saiken.market.universe import Universe, universe

EARLIEST: Final = np.datetime64("2000-06-01")
"""Monthly holdings by country start in March 2000 and are published seven weeks later."""
VOLUME_ANCHORS: Final = (
    "treasury_volume_mean_2023_02_to_2025_05_usd_bn_per_day",
    "treasury_volume_mean_2023_2025_usd_bn_per_day",
)
"""Means of the daily volume, by the end of their window."""


@dataclass(frozen=True, slots=True)
class MarketScale:
    """How large the market is: the denominators, in dollars.

    Attributes
    ----------
    gdp_usd : float
        US nominal GDP, annual rate.
    debt_held_by_public_usd : float
        The one denominator of every share of the market.
    volume_usd_per_day : float
        Treasuries traded on an average day.
    """

    gdp_usd: float
    debt_held_by_public_usd: float
    volume_usd_per_day: float


@dataclass(frozen=True)
class Snapshot:
    """Everything known by the close of a day.

    Attributes
    ----------
    as_of : numpy.datetime64
    store : Store
        Point-in-time reads go through :meth:`series` and :meth:`latest`.
    scale : MarketScale
    curve : Curve
        Par and zero yields of the last business day.
    spot_jpy_per_usd : float
    caveats : tuple of str
        What the reader has to know about these figures.
    """

    as_of: np.datetime64
    store: Store = field(repr=False)
    scale: MarketScale
    curve: Curve = field(repr=False)
    spot_jpy_per_usd: float
    caveats: tuple[str, ...] = ()

    @cached_property
    def universe(self) -> Universe:
        """Treasury securities one by one, as far as they were known on the day."""
        return universe(self.store, self.as_of)

    def series(self, dataset: str, key: str) -> Series:
        """Return a series with only the rows released by the day."""
        return self.store.series(dataset, key, self.as_of)

    def latest(self, dataset: str, key: str) -> Observation:
        """Return the newest figure released by the day."""
        return self.store.latest(dataset, key, self.as_of)


def snapshot(as_of: Day, store: Store | None = None) -> Snapshot:
    """Collect what was known by the close of a day.

    Parameters
    ----------
    as_of : date
        A day between June 2000 and the last bundled yield.
    store : Store, optional
        Other data than the bundled ones.

    Raises
    ------
    InputError
        If the day is malformed or outside the data.
    """
    return _snapshot(as_day(as_of), store or load_store())


@lru_cache(maxsize=16)
def _snapshot(day: np.datetime64, store: Store) -> Snapshot:
    latest = store.series("par_yields", "DGS10").dates[-1]
    if not EARLIEST <= day <= latest:
        raise InputError(f"the as-of date is {day}; the bundled data allow {EARLIEST} to {latest}.")
    scale = MarketScale(
        gdp_usd=store.latest("fiscal_quarterly", "GDP", day).value,
        debt_held_by_public_usd=store.latest("fiscal_quarterly", "FYGFDPUN", day).value,
        volume_usd_per_day=_volume(store, day).si(),
    )
    return Snapshot(
        as_of=day,
        store=store,
        scale=scale,
        curve=Curve.from_store(store, day),
        spot_jpy_per_usd=_spot(store, day),
        caveats=_caveats(store, day),
    )


def _volume(store: Store, day: np.datetime64) -> Anchor:
    """Take the newest mean whose window had ended by the day, else the earliest there is."""
    means = [store.anchor(name) for name in VOLUME_ANCHORS]
    known = [mean for mean in means if mean.known(day)]
    return known[-1] if known else means[0]


def _spot(store: Store, day: np.datetime64) -> float:
    """Yen per dollar: the daily rate, or after its end the newest monthly average."""
    daily = store.latest("usdjpy_daily", "DEXJPUS", day)
    monthly = store.latest("usdjpy_monthly", "jpy_per_usd", day)
    return monthly.value if monthly.period_end > daily.period_end + 31 else daily.value


def _caveats(store: Store, day: np.datetime64) -> tuple[str, ...]:
    notes = [
        "Series are read in their newest vintage, using only rows that were published by "
        f"{day} (release lags by agency: saiken data list); later revisions are in them."
    ]
    volume = _volume(store, day)
    if not volume.known(day):
        notes.append(
            f"The daily volume (USD {volume.value:,.0f}bn) is a mean over a window that ends "
            f"on {volume.window_end}, after the as-of date."
        )
    return tuple(notes)
