"""What intermediaries ask for one programme: the normal flow effect and what stress adds to it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.case import Program
from saiken.impact.flow import (
    DealerBook,
    FlowLaw,
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
    room : ndarray, shape (draw, day), or float
        Capacity as a multiple of the drawn one; after the last day as on it.
    """

    flow: Array
    regime: Array
    carried_usd: Array
    multiple: Array
    decay_per_day: Array
    book: DealerBook | None
    parameters: Parameters
    room: Array | float = 1.0

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
        strained = dealer_strain(carried, self.book, self.parameters, self._room_at(days))
        return flow + regime_path(flow, strained, self.multiple)

    def _room_at(self, days: Array) -> Array | float:
        if isinstance(self.room, float):
            return self.room
        last = self.room.shape[1] - 1
        return self.room[:, np.minimum(np.floor(days).astype(int), last)]


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms intermediaries take a programme; nothing of it depends on a day.

    Attributes
    ----------
    law : FlowLaw
    saved : ndarray, shape (draw,)
        Factor on the flow effect: below one where the sale was announced.
    multiple : ndarray, shape (draw,)
        Of the flow effect, at full strain.
    book : DealerBook or None
    parameters : Parameters
    """

    law: FlowLaw
    saved: Array
    multiple: Array
    book: DealerBook | None
    parameters: Parameters

    def pass_on(self, rate_usd: Array, room: Array | float = 1.0) -> Dealing:
        """Run a pace past the intermediaries.

        Parameters
        ----------
        rate_usd : ndarray, shape (draw, day) or (1, day)
            Dollars that they have to take on each day; negative is taken off them.
        room : ndarray, shape (draw, day), or float
            Their capacity as a multiple of the drawn one.
        """
        prm = self.parameters
        flow = flow_path(rate_usd, self.law) * self.saved[:, None]
        carried = carried_path(rate_usd, prm)
        strained = dealer_strain(carried, self.book, prm, room)
        regime = regime_path(flow, strained, self.multiple)
        decay = self.law.decay_per_day
        return Dealing(flow, regime, carried, self.multiple, decay, self.book, prm, room)


def terms(
    program: Program,
    stress: StressShape,
    snap: Snapshot,
    prm: Parameters,
    *,
    size_weight: float | None = None,
    denominator: str = "debt",
) -> Terms:
    """Work out intermediaries' terms for a programme.

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
    multiple = stress_multiple(
        stress, prm, snap.store, size_weight=size_weight, denominator=denominator
    )
    saved = prm["flow.sunshine"] if program.announced else np.ones(prm.draws)
    return Terms(law, saved, multiple, dealer_book(snap), prm)


def dealing(
    program: Program,
    stress: StressShape,
    snap: Snapshot,
    prm: Parameters,
    *,
    size_weight: float | None = None,
    denominator: str = "debt",
) -> Dealing:
    """Run a programme past the intermediaries; see :func:`terms` for the parameters."""
    found = terms(program, stress, snap, prm, size_weight=size_weight, denominator=denominator)
    return found.pass_on(program.rate_usd)


def _read(path: Array, decay_per_day: Array, days: Array) -> Array:
    """Read a path between its days, and beyond the last as it fades; shape (draw, time)."""
    last = path.shape[1] - 1
    left = np.minimum(np.floor(days).astype(int), last)
    right = np.minimum(left + 1, last)
    part = np.minimum(days, last) - left
    inside = path[:, left] * (1 - part) + path[:, right] * part
    beyond = np.exp(-decay_per_day[:, None] * np.maximum(days - last, 0))
    return np.asarray(inside * beyond)
