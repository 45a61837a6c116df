"""What would have happened anyway: the expected change and how far ordinary windows stray from it.

The expected change is a constant mean per day, estimated before the event. A market model is not
offered: whatever could explain yields on the day (other maturities, equities, the dollar, foreign
yields) answers to the same news, so holding it constant would take part of the effect away.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.measure.event_panel import Panel, Window, event_settings, shown

Array = NDArray[np.float64]
NEWEY_WEST_SCALE: Final = 100
NEWEY_WEST_POWER: Final = 2 / 9
"""Lags of the mean's variance: 4 (n/100)^(2/9), the rule of Newey and West (1994)."""
NEWEY_WEST_FACTOR: Final = 4


@dataclass(frozen=True, slots=True, eq=False)
class Noise:
    """Ordinary windows of one event's sample.

    Attributes
    ----------
    expected : ndarray, shape (series,)
        Change expected over the window; NaN for a series with too few ordinary windows.
    sd : ndarray, shape (series,)
        Standard deviation of a window's change around the expectation, the expectation's own error
        included, robust to serial correlation.
    ends : ndarray of int, shape (window,)
        Where each ordinary window ends in the panel.
    windows : ndarray, shape (window, series)
        Changes of ordinary windows less the expectation; NaN where a figure is missing.
    placebo : ndarray, shape (resample, series)
        Resampled ordinary windows.
    errors : ndarray, shape (resample, series)
        The same less the resampled error of the expectation.
    """

    expected: Array
    sd: Array
    ends: NDArray[np.intp]
    windows: Array
    placebo: Array
    errors: Array


def measure_noise(panel: Panel, window: Window, left_out: NDArray[np.bool_]) -> Noise:
    """Estimate the expectation and collect ordinary windows before an event.

    Parameters
    ----------
    panel : Panel
    window : Window
    left_out : ndarray of bool, shape (day,)
        Days that belong to an event; windows that contain one are not ordinary.
    """
    length = window.days
    days = window.sample
    daily = panel.additive(days - 1, days)
    daily[left_out[days]] = np.nan
    ends = days[length - 1 :]
    touched = np.convolve(left_out[days], np.ones(length), "valid") > 0
    ends = ends[~touched]
    mean = _mean(daily)
    expected = shown(length * mean)
    windows = shown(panel.additive(ends - length, ends)) - expected
    short = np.isfinite(windows).sum(axis=0) < int(event_settings()["fewest_windows"])
    expected[short], windows[:, short] = np.nan, np.nan
    picked, means = _resample(daily, windows.shape[0], int(window.event))
    placebo = windows[picked]
    errors = placebo - length * (means - mean)
    sd = np.array([window_sd(column, length) for column in daily.T])
    return Noise(expected, sd, ends, windows, placebo, errors)


def _mean(daily: Array) -> Array:
    """Mean over days with a figure, NaN where there is none."""
    known = np.isfinite(daily)
    counts = known.sum(axis=0)
    total = np.where(known, daily, 0.0).sum(axis=0)
    return np.where(counts > 0, total / np.maximum(counts, 1), np.nan)


def window_sd(daily: Array, length: int) -> float:
    """Standard deviation of a window's abnormal change.

    The variance of a sum of `length` days is `length` times the Bartlett-weighted variance with
    `length` - 1 lags (Newey and West 1987); the expectation adds ``length**2 / n`` times the
    long-run variance.

    Parameters
    ----------
    daily : ndarray, shape (day,)
        Daily changes; NaN is skipped.
    length : int

    Returns
    -------
    float
        NaN if there are too few days.
    """
    x = daily[np.isfinite(daily)]
    if x.size < int(event_settings()["fewest_windows"]):
        return float("nan")
    lags = int(NEWEY_WEST_FACTOR * (x.size / NEWEY_WEST_SCALE) ** NEWEY_WEST_POWER)
    long_run = bartlett_variance(x, max(lags, length - 1))
    window = length * bartlett_variance(x, length - 1)
    return float(np.sqrt(window + length**2 * long_run / x.size))


def bartlett_variance(x: Array, lags: int) -> float:
    """Newey-West variance: autocovariances with weights that fall linearly to zero.

    ``g(0) + 2 sum_j (1 - j / (lags + 1)) g(j)``; the autocovariances are divided by n - 1.
    """
    centred = x - x.mean()
    total = (centred * centred).sum()
    for lag in range(1, lags + 1):
        weight = 1 - lag / (lags + 1)
        total += 2 * weight * (centred[lag:] * centred[:-lag]).sum()
    return float(total / (x.size - 1))


def _resample(daily: Array, windows: int, event: int) -> tuple[NDArray[np.int64], Array]:
    """Pick ordinary windows, and means of daily changes drawn in blocks on a circle.

    A window is itself a block of consecutive days, so both keep the order of days within a block,
    and all series are drawn together.
    """
    given = event_settings()
    count, block = int(given["resamples"]), int(given["block_days"])
    generator = np.random.Generator(np.random.PCG64([int(given["seed"]), event]))
    picked = generator.integers(0, windows, count)
    starts = generator.integers(0, daily.shape[0], (count, -(-daily.shape[0] // block)))
    known = np.isfinite(daily)
    sums = block_sums(np.where(known, daily, 0.0), starts, block)
    counts = block_sums(known.astype(np.float64), starts, block)
    return picked, np.where(counts > 0, sums / np.maximum(counts, 1.0), np.nan)


def block_sums(values: Array, starts: NDArray[np.int64], block: int) -> Array:
    """Sum blocks that start at `starts` and wrap around, shape ``(resample, series)``."""
    circle = np.concatenate([values, values[:block]])
    running = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(circle, axis=0)])
    return np.asarray((running[starts + block] - running[starts]).sum(axis=1))
