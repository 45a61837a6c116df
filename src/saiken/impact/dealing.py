"""What intermediaries ask for one programme: the normal flow effect and what stress adds to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.impact.flow import (
    DealerBook,
    StressShape,
    carried_path,
    carry_decay_per_day,
    dealer_book,
    dealer_strain,
    flow_law,
    flow_path,
    flow_size,
    regime_path,
    stress_multiple,
)
from saiken.parameters import Parameters
from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Dealing:
    """Effects of a programme of the reference mix on the five-year yield, and what is behind them.

    Attributes
    ----------
    flow, regime : ndarray, shape (draw, day)
        Decimals.
    carried_usd : ndarray, shape (draw, day)
        What dealers still carry.
    multiple : ndarray, shape (draw,)
        Of the flow effect, at full strain.
    decay_per_day : ndarray, shape (draw,)
        Of the flow effect.
    book : DealerBook or None
        Dealers' position as known on the day.
    parameters : Parameters
    """

    flow: Array
    regime: Array
    carried_usd: Array
    multiple: Array
    decay_per_day: Array
    book: DealerBook | None
    parameters: Parameters

    def at(self, days: Array) -> Array:
        """Flow and regime together on given business days, also beyond the last.

        Parameters
        ----------
        days : ndarray, shape (time,)

        Returns
        -------
        ndarray, shape (draw, time)
        """
        flow = _read(self.flow, self.decay_per_day, days)
        carried = _read(self.carried_usd, carry_decay_per_day(self.parameters), days)
        strained = dealer_strain(carried, self.book, self.parameters)
        return flow + regime_path(flow, strained, self.multiple)


def dealing(
    program: Program,
    stress: StressShape,
    snap: Snapshot,
    prm: Parameters,
    *,
    size_weight: float | None = None,
    denominator: str = "debt",
) -> Dealing:
    """Run a programme past the intermediaries.

    Parameters
    ----------
    program : Program
    stress : StressShape
        From :func:`saiken.impact.flow.stress_shape`.
    snap : Snapshot
    prm : Parameters
        Draws aligned with the programme's amounts.
    size_weight : float, optional
        One end of the flow effect's size instead of the drawn weight: 0 or 1.
    denominator : str
        By what the published experiment is rescaled: ``"debt"`` or ``"gdp"``.
    """
    size = flow_size(prm, snap, denominator)
    law = flow_law(
        size if size_weight is None else size.at(size_weight), prm, snap.scale.volume_usd_per_day
    )
    flow = flow_path(program.rate_usd, law)
    if program.announced:
        flow = flow * prm["flow.sunshine"][:, None]
    multiple = stress_multiple(
        stress, prm, snap.store, size_weight=size_weight, denominator=denominator
    )
    carried, book = carried_path(program.rate_usd, prm), dealer_book(snap)
    regime = regime_path(flow, dealer_strain(carried, book, prm), multiple)
    return Dealing(flow, regime, carried, multiple, law.decay_per_day, book, prm)


def _read(path: Array, decay_per_day: Array, days: Array) -> Array:
    """Read a path between its days, and beyond the last as it fades; shape (draw, time)."""
    last = path.shape[1] - 1
    left = np.minimum(np.floor(days).astype(int), last)
    right = np.minimum(left + 1, last)
    part = np.minimum(days, last) - left
    inside = path[:, left] * (1 - part) + path[:, right] * part
    beyond = np.exp(-decay_per_day[:, None] * np.maximum(days - last, 0))
    return np.asarray(inside * beyond)
