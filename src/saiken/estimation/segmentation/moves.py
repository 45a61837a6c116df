"""What spot and yields did around each intervention, and what they ordinarily do.

Everything is read on the days of the currency's noon rate. A yield is its last quote at or before
that day: Tokyo closes thirteen hours or so before noon in New York, the Treasury's quotes are taken
some hours after it. The covariance of ordinary windows is read with the same clocks, so what is
asynchronous in an episode is as asynchronous in the measure it is held against.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import resource_yaml
from saiken.errors import DataError
from saiken.impact.interventions import Episode

if TYPE_CHECKING:
    from saiken.data import Series, Store

Array = NDArray[np.float64]
Dates = NDArray[np.datetime64]

SPOT: Final = 0
"""Place of the log exchange rate among the observed assets; yields follow."""


@cache
def plan() -> Mapping[str, Any]:
    """Return the estimate's choices (``estimation/segmentation/segmentation.yaml``)."""
    return dict(resource_yaml("estimation/segmentation/segmentation.yaml"))


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Levels of all observed assets on the days of the noon rate.

    Attributes
    ----------
    dates : ndarray of datetime64[D], shape (date,)
    levels : ndarray, shape (date, asset)
        Log yen per dollar, US yields, Japanese yields, decimals; NaN before a series starts.
    quoted : ndarray of datetime64[D], shape (date, asset)
        Day of the quote that stands for a date.
    """

    dates: Dates
    levels: Array
    quoted: Dates


@dataclass(frozen=True, slots=True, eq=False)
class EpisodeMoves:
    """One episode as the joint estimate sees it.

    Attributes
    ----------
    name : str
    opens, closes : numpy.datetime64
        Days of the two noon rates that bound the window.
    amount_usd : float
        Dollars sold for yen; negative when dollars were bought.
    amount_share : float
        The same over the debt held by the public then.
    move : ndarray, shape (asset,)
        Change over the window: log yen per dollar and decimals of yield.
    covariance : ndarray, shape (asset, asset)
        Of ordinary windows of the same length that ended before this one opened.
    independent_windows : float
        Ordinary windows over their length: how many do not overlap.
    """

    name: str
    opens: np.datetime64
    closes: np.datetime64
    amount_usd: float
    amount_share: float
    move: Array
    covariance: Array
    independent_windows: float

    @property
    def degrees(self) -> float:
        """Degrees of freedom of a move's Student distribution, given that covariance."""
        return self.independent_windows - self.move.size + 1


def panel(store: Store) -> Panel:
    """Read spot and yields on the days of the noon rate."""
    rates = store.series("usdjpy_daily", "DEXJPUS")
    moves = plan()["moves"]
    yields = [
        store.series(moves[side]["dataset"], key)
        for side in ("us", "japan")
        for key in moves[side]["keys"]
    ]
    read = [_last_quote(series, rates.dates) for series in yields]
    return Panel(
        dates=rates.dates,
        levels=np.column_stack([np.log(rates.values), *(level for level, _ in read)]),
        quoted=np.column_stack([rates.dates, *(day for _, day in read)]),
    )


def _last_quote(series: Series, dates: Dates) -> tuple[Array, Dates]:
    """Level and day of the last quote at or before each date."""
    place = np.searchsorted(series.dates, dates, side="right") - 1
    some = np.maximum(place, 0)
    return np.where(place < 0, np.nan, series.values[some]), series.dates[some]


def episode_moves(
    store: Store,
    record: Sequence[Episode],
    window_rates: int,
    ordinary_rates: int | None = None,
) -> tuple[EpisodeMoves, ...]:
    """Read every episode of a record.

    Parameters
    ----------
    store : Store
    record : sequence of Episode
        Oldest first.
    window_rates : int
        The window closes at so many noon rates after the last operation.
    ordinary_rates : int, optional
        Noon rates before the episode in which ordinary windows are looked for; the plan's, if
        left out.

    Raises
    ------
    DataError
        If quotes are missing or too old, or too few ordinary windows are left.
    """
    seen = panel(store)
    back = plan()["moves"]["ordinary_rates"] if ordinary_rates is None else ordinary_rates
    bounds = [_bounds(each, seen, window_rates) for each in record]
    return tuple(
        _read(each, seen, bounds[: at + 1], int(back), store) for at, each in enumerate(record)
    )


def _bounds(episode: Episode, seen: Panel, window: int) -> tuple[int, int]:
    """Places of the rate before the first operation and of the `window`-th after the last."""
    opens = int(np.searchsorted(seen.dates, episode.first)) - 1
    closes = int(np.searchsorted(seen.dates, episode.last, side="right")) - 1 + window
    if opens < 0 or closes >= seen.dates.size:
        raise DataError(f"Rates do not cover {window} days around the operation of {episode.name}.")
    return opens, closes


def _read(
    episode: Episode, seen: Panel, bounds: Sequence[tuple[int, int]], back: int, store: Store
) -> EpisodeMoves:
    opens, closes = bounds[-1]
    first = max(0, opens - back)
    _check_quotes(episode, seen, first, closes)
    changes = _ordinary(seen, bounds, first)
    debt = store.latest(plan()["debt"]["dataset"], plan()["debt"]["key"], seen.dates[opens]).value
    read = EpisodeMoves(
        name=episode.name,
        opens=seen.dates[opens],
        closes=seen.dates[closes],
        amount_usd=episode.sold_usd,
        amount_share=episode.sold_usd / debt,
        move=seen.levels[closes] - seen.levels[opens],
        covariance=_covariance(changes),
        independent_windows=len(changes) / (closes - opens),
    )
    if read.degrees <= 1:
        raise DataError(
            f"Before the operation of {episode.name} only {read.independent_windows:.1f} ordinary "
            f"windows do not overlap; more than {read.move.size} are needed."
        )
    return read


def _check_quotes(episode: Episode, seen: Panel, first: int, closes: int) -> None:
    inside = slice(first, closes + 1)
    age = (seen.dates[inside, None] - seen.quoted[inside]).astype(int)
    missing = np.isnan(seen.levels[inside]).any()
    if missing or age.max() > plan()["moves"]["oldest_quote_days"]:
        raise DataError(
            f"Yields have a gap in the two years up to the operation of {episode.name}."
        )


def _ordinary(seen: Panel, bounds: Sequence[tuple[int, int]], first: int) -> Array:
    """Changes over windows of the episode's length that touch no episode, (window, asset)."""
    opens, closes = bounds[-1]
    length = closes - opens
    start = np.arange(first, opens - length + 1)
    for earlier_opens, earlier_closes in bounds[:-1]:
        start = start[(start >= earlier_closes) | (start + length <= earlier_opens)]
    return np.asarray(seen.levels[start + length] - seen.levels[start])


def _covariance(changes: Array) -> Array:
    """Covariance about the mean, shape (asset, asset); sums in a fixed order."""
    gap = changes - changes.mean(axis=0)
    return np.asarray(np.einsum("wi,wj->ij", gap, gap, optimize=False) / len(gap))
