r"""What dealers carry of a sale, against what they can carry.

Dealers take a share theta of each day's sales on their books and pass it on with a half-life of
weeks; a purchase takes bonds off them. Their utilisation is

.. math:: u_t = (P_0 + \theta\,\sum_{s\le t} e^{-\delta(t-s)} q_s) / (F\,P_{max}),

with :math:`P_0` their net position known on the day, :math:`P_{max}` the largest one on record by
then and F the capacity as a multiple of that record. Capacity is not rescaled by the debt: it has
not grown with it (Duffie and others 2023, BIS Working Papers 1138).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from saiken.impact.flow.file import flow_file
from saiken.impact.flow.path import fading
from saiken.units import BUSINESS_DAYS_PER_WEEK

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class DealerBook:
    """Primary dealers' net Treasury position as known on a day.

    Attributes
    ----------
    position_usd : float
        The newest one published.
    record_usd : float
        The largest one published.
    date : numpy.datetime64
        Wednesday of the newest one.
    """

    position_usd: float
    record_usd: float
    date: np.datetime64


def dealer_book(snap: Snapshot) -> DealerBook | None:
    """Read the dealers' book; None before the first publication (April 2013)."""
    where = flow_file()["dealers"]
    known = snap.series(where["dataset"], where["key"])
    if len(known) == 0:
        return None
    last = known.last()
    return DealerBook(last.value, float(known.values.max()), last.period_end)


def carry_decay_per_day(prm: Parameters) -> Array:
    """Rate at which dealers pass on what they took, per business day, shape (draw,)."""
    weeks = prm["flow.dealer_half_life_weeks"]
    return np.asarray(np.log(2) / (weeks * BUSINESS_DAYS_PER_WEEK))


def carried_path(rate_usd: Array, prm: Parameters) -> Array:
    """What dealers still carry of a programme.

    Parameters
    ----------
    rate_usd : ndarray, shape (draw, day) or (1, day)
        Dollars sold on each day; negative is a purchase.
    prm : Parameters

    Returns
    -------
    ndarray, shape (draw, day)
        Dollars; negative after purchases.
    """
    return fading(prm["flow.dealer_share"][:, None] * rate_usd, carry_decay_per_day(prm))


def utilisation(
    carried_usd: Array, book: DealerBook, prm: Parameters, room: Array | float = 1.0
) -> Array:
    """Dealers' book over their capacity, shape as `carried_usd` (draw, time).

    Whoever relieves dealers of a rule changes `room`, the capacity as a multiple of the drawn one,
    and nothing else.
    """
    capacity = prm["flow.capacity_over_record"][:, None] * book.record_usd * room
    return np.asarray((book.position_usd + carried_usd) / capacity)


def strain(used: Array) -> Array:
    """How far from normal (0) to stress (1) a utilisation is: smooth, one from full capacity on.

    Exactly zero up to the onset; a cubic with level ends in between.
    """
    onset = float(flow_file()["dealers"]["strain_onset"])
    part = np.clip((used - onset) / (1 - onset), 0.0, 1.0)
    return np.asarray(part * part * (3 - 2 * part))


def dealer_strain(
    carried_usd: Array, book: DealerBook | None, prm: Parameters, room: Array | float = 1.0
) -> Array:
    """Strain while dealers carry a programme; none where their book is not known.

    Parameters
    ----------
    carried_usd : ndarray, shape (draw, time)
    book : DealerBook or None
    prm : Parameters
    room : ndarray, shape (draw, time), or float
        Capacity as a multiple of the drawn one.

    Returns
    -------
    ndarray, shape (draw, time), 0 to 1
    """
    if book is None:
        return np.zeros_like(carried_usd)
    return strain(utilisation(carried_usd, book, prm, room))
