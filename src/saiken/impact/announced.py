r"""A sale whose path the market knows in advance, or expects with a probability.

On day d prices look forward only: what matters is the supply S that will be there from d on. The
kernel G says what supply in a later bin of time does today, so that

.. math:: \Delta y(d) = \sum_i G_i\, \bar S_i(d), \qquad
          \bar S_i(d) = \frac{1}{|B_i|}\int_{B_i} S(d+u)\,du .

The last bin never ends; supply in it counts at its value at the bin's edge. Between the sales of
one day and the next the supply runs off at the programme's rate, as in the unannounced case.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from saiken.impact.habitat.linear import contract
from saiken.units import BUSINESS_DAYS_PER_YEAR

Array = NDArray[np.float64]


def known_path_shape(
    state: Array,
    decay_per_year: float,
    edges_years: Array,
    kernel: Array,
    days: Array,
    until: float = np.inf,
) -> Array:
    """Yield change on given days per unit of quantity, at the published scale.

    Parameters
    ----------
    state : ndarray, shape (day, bucket)
        Supply on each business day after that day's sales; day 0 is before the announcement.
    decay_per_year : float
        Rate at which it runs off after the last day.
    edges_years : ndarray, shape (horizon,)
        Left edges of the kernel's bins.
    kernel : ndarray, shape (horizon, bucket, output)
        Response today to supply that will be there during a bin.
    days : ndarray, shape (time,)
        Business days at which yields are read; nothing is known on day 0.
    until : float
        First day on which the market no longer expects anything (a threat not carried out).

    Returns
    -------
    ndarray, shape (time, output), decimals
    """
    edges = edges_years * BUSINESS_DAYS_PER_YEAR
    at = days[:, None] + edges
    decay = decay_per_year / BUSINESS_DAYS_PER_YEAR
    total = _accumulated(state, decay, at)
    mean = np.diff(total, axis=1) / np.diff(edges)[:, None]
    last = _level(state, decay, at[:, -1:])
    known = contract("thb,hbm->tm", np.concatenate([mean, last], axis=1), kernel)
    standing = (days > 0) & (days < until)
    return np.asarray(known * standing[:, None])


def _level(state: Array, decay: float, at: Array) -> Array:
    """Supply at any time, shape ``(*at.shape, bucket)``."""
    day = np.minimum(np.floor(at).astype(int), state.shape[0] - 1)
    return np.asarray(state[day] * np.exp(-decay * (at - day))[..., None])


def _accumulated(state: Array, decay: float, at: Array) -> Array:
    """Integral of the supply over business days from day 0, shape ``(*at.shape, bucket)``."""
    day = np.minimum(np.floor(at).astype(int), state.shape[0] - 1)
    whole = np.concatenate([np.zeros((1, state.shape[1])), np.cumsum(state[:-1], axis=0)])
    since = at - day
    part = _run_off(decay, since)[..., None] * state[day]
    return np.asarray(whole[day] * _run_off(decay, np.ones(1)) + part)


def _run_off(decay: float, days: Array) -> Array:
    """Integral of ``exp(-decay t)`` from 0 to `days`."""
    return days if decay == 0 else np.asarray(-np.expm1(-decay * days) / decay)
