"""Abnormal moves of yields, equities and the dollar around one date or several.

An event's window runs from the close of the day before to a close on or after the day itself. What
is abnormal is the change less the mean change of a year of days before it. Daily closes cannot
tell two pieces of news of one day apart.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, Store, as_day, load_store
from saiken.errors import DataError, InputError
from saiken.measure.event_noise import Noise, measure_noise
from saiken.measure.event_panel import (
    CURRENCY,
    EQUITIES,
    KEYS,
    YIELDS,
    Panel,
    Window,
    check_apart,
    event_panel,
    locate,
    shown,
)
from saiken.measure.event_result import Event, Move
from saiken.measure.interval import TAIL, Interval, normal_interval
from saiken.measure.shapes import (
    CurveTest,
    Profile,
    as_profiles,
    compare_curve,
    covariance,
    own_covariances,
    share_beyond,
)

Array = NDArray[np.float64]
FEWEST_MATURITIES: Final = 3
"""A shape with fewer points is no shape."""
NAMES: Final = {EQUITIES: "US equities", CURRENCY: "yen per dollar"}
NOON: Final = (
    "Yields are those of about 15:30 New York time, equities closing prices with dividends, the "
    "dollar the noon rate: what happened after that belongs to the next day."
)


def event(
    dates: Day | Sequence[Day],
    *,
    window_days: int = 1,
    profiles: Mapping[str, Sequence[float]] | None = None,
    exclude: Sequence[Day] = (),
    store: Store | None = None,
) -> Event:
    """Measure what moved around a date, or the sum over several dates.

    Parameters
    ----------
    dates : date or sequence of dates
        A weekend or holiday stands for the next business day. Several are pooled: changes are
        added up.
    window_days : int
        Business days from the close before the event: 1 ends with the close of the day itself.
    profiles : mapping of str to sequence of float, optional
        Shapes of par-yield changes at the ten published maturities, 3 months to 30 years; the
        documented ones without it.
    exclude : sequence of dates
        Further days whose windows are not ordinary, such as other known events.
    store : Store, optional
        Other data than the bundled ones.

    Raises
    ------
    InputError
        If a date, the window or a profile is not valid, or windows overlap.
    DataError
        If nothing can be measured.

    Examples
    --------
    >>> import saiken
    >>> found = saiken.event("2025-05-02")
    >>> round(found.move("10y").change, 6)
    0.0008
    """
    panel = event_panel(store or load_store())
    windows = [locate(panel, date, window_days) for date in _as_list(dates)]
    check_apart(panel, windows)
    left_out = _left_out(panel, windows, exclude, window_days)
    noises = [measure_noise(panel, window, left_out) for window in windows]
    moves = _moves(panel, windows, noises)
    if not moves:
        raise DataError("No series has figures on both sides of the event and a year before it.")
    curve = _curve(panel, windows, noises, as_profiles(profiles))
    return _record(panel, windows, moves, curve, _notes(panel, windows, moves, exclude))


def _record(
    panel: Panel,
    windows: Sequence[Window],
    moves: tuple[Move, ...],
    curve: CurveTest | None,
    notes: tuple[str, ...],
) -> Event:
    days = panel.days
    return Event(
        asked=tuple(window.asked for window in windows),
        days=tuple(days[window.event] for window in windows),
        starts=tuple(days[window.start] for window in windows),
        ends=tuple(days[window.end] for window in windows),
        window_days=windows[0].days,
        sample=tuple((days[window.sample[0]], days[window.sample[-1]]) for window in windows),
        moves=moves,
        curve=curve,
        notes=notes,
    )


def _as_list(dates: Day | Sequence[Day]) -> list[Day]:
    if isinstance(dates, str | dt.date | np.datetime64):
        return [dates]
    found = list(dates)
    if not found:
        raise InputError("An event needs at least one date.")
    return found


def _left_out(
    panel: Panel, windows: Sequence[Window], exclude: Sequence[Day], length: int
) -> NDArray[np.bool_]:
    """Mark the days of all events and of further dates."""
    marked = np.zeros(panel.days.size, dtype=bool)
    places = [window.event for window in windows]
    places += [int(np.searchsorted(panel.days, as_day(date))) for date in exclude]
    for place in places:
        marked[place : place + length] = True
    return marked


def _changes(panel: Panel, windows: Sequence[Window]) -> Array:
    """Change of each series in each window, shape (event, series)."""
    starts = np.array([window.start for window in windows])
    ends = np.array([window.end for window in windows])
    return shown(panel.additive(starts, ends))


def _moves(panel: Panel, windows: Sequence[Window], noises: Sequence[Noise]) -> tuple[Move, ...]:
    changes = _changes(panel, windows)
    expected = np.stack([noise.expected for noise in noises])
    measured = np.isfinite(changes - expected).all(axis=0)
    return tuple(
        _move(k, float(changes[:, k].sum()), float(expected[:, k].sum()), noises)
        for k in np.flatnonzero(measured).tolist()
    )


def _move(k: int, change: float, expected: float, noises: Sequence[Noise]) -> Move:
    abnormal = change - expected
    sd = float(np.sqrt(sum(noise.sd[k] ** 2 for noise in noises)))
    errors = np.sum([noise.errors[:, k] for noise in noises], axis=0)
    low, high = np.nanquantile(errors, [TAIL, 1 - TAIL])
    key = KEYS[k]
    return Move(
        key,
        NAMES.get(key, key),
        "bp" if k < YIELDS else "pct",
        change,
        expected,
        abnormal,
        normal_interval(abnormal, sd),
        Interval(abnormal - float(high), abnormal - float(low)),
        share_beyond(np.abs(_ordinary(noises, k)), abs(abnormal)),
        int(sum(np.isfinite(noise.windows[:, k]).sum() for noise in noises)),
    )


def _ordinary(noises: Sequence[Noise], k: int) -> Array:
    """Ordinary windows of one series: each one there is, or sums of resampled ones."""
    if len(noises) == 1:
        found = noises[0].windows[:, k]
    else:
        found = np.sum([noise.placebo[:, k] for noise in noises], axis=0)
    return np.asarray(found[np.isfinite(found)], dtype=np.float64)


def _curve(
    panel: Panel,
    windows: Sequence[Window],
    noises: Sequence[Noise],
    profiles: Sequence[Profile],
) -> CurveTest | None:
    """Test the yields together; several events add up, noise included."""
    moves = _changes(panel, windows) - np.stack([noise.expected for noise in noises])
    used = np.asarray(np.isfinite(moves[:, :YIELDS]).all(axis=0))
    if used.sum() < FEWEST_MATURITIES:
        return None
    move = moves[:, :YIELDS][:, used].sum(axis=0)
    ordinary = [noise.windows[:, :YIELDS][:, used] for noise in noises]
    whole = [np.isfinite(each).all(axis=1) for each in ordinary]
    pairs = zip(ordinary, whole, strict=True)
    cov = np.sum([covariance(rows[kept]) for rows, kept in pairs], axis=0)
    if len(windows) == 1:
        rows, ends = ordinary[0][whole[0]], noises[0].ends[whole[0]]
        own = own_covariances(rows, ends, windows[0].days)
        return compare_curve(move, cov, rows, own, used, profiles)
    sums = np.sum([noise.placebo[:, :YIELDS][:, used] for noise in noises], axis=0)
    rows = sums[np.isfinite(sums).all(axis=1)]
    return compare_curve(move, cov, rows, cov, used, profiles)


def _notes(
    panel: Panel, windows: Sequence[Window], moves: Sequence[Move], exclude: Sequence[Day]
) -> tuple[str, ...]:
    notes = [
        f"{window.asked} was not a business day of the bond market; the next one, "
        f"{panel.days[window.event]}, is measured."
        for window in windows
        if panel.days[window.event] != window.asked
    ]
    for missing in set(KEYS) - {move.key for move in moves}:
        k = KEYS.index(missing)
        last = panel.days[np.flatnonzero(np.isfinite(panel.levels[:, k]))[-1]]
        notes.append(f"No figure for {NAMES.get(missing, missing)}: the window or the year before "
                     f"it lacks data (the series ends on {last}).")  # fmt: skip
    if len(exclude):
        notes.append(f"Also left out of the ordinary days: {', '.join(map(str, exclude))}.")
    notes.sort()
    return (*notes, NOON, "All news of the window is in these figures, whatever its source.")
