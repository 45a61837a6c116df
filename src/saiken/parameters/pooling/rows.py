"""Sized estimates and how they hang together: who shares a study, who shares an episode."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.data import Day, as_day
from saiken.parameters.pooling.priors import Priors, prior_file

Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SizedRow:
    """One estimate with the size it implies.

    Attributes
    ----------
    row, study, episode : str
        Its name, whose work it is, and what it observed; rows that share one are not independent.
    log_scale : float
        Natural logarithm of the size.
    log_error : float
        Standard error of that logarithm, before a lowest tier is inflated.
    tier : int
        1 is the best, 3 the lowest.
    signalling : bool
        Whether the effect contains news about the policy rate, which a foreign sale lacks.
    published_year : int or None
    """

    row: str
    study: str
    episode: str
    log_scale: float
    log_error: float
    tier: int = 1
    signalling: bool = False
    published_year: int | None = None


def lowest_tier() -> int:
    """Return the number of the lowest tier."""
    return int(prior_file()["lowest_tier"]["tier"])


def independent_units(rows: Sequence[SizedRow]) -> int:
    """Count what can be called independent: the studies or the episodes, whichever are fewer."""
    return min(len({each.study for each in rows}), len({each.episode for each in rows}))


def out_by(published_year: int | None, day: Day | None) -> bool:
    """Say whether a paper was certainly out on a day; without a day every one counts.

    Only its year is known, so a paper of the day's own year does not count, nor one without a year.
    """
    if day is None:
        return True
    if published_year is None:
        return False
    return bool(np.datetime64(str(published_year), "Y") < as_day(day).astype("datetime64[Y]"))


@dataclass(frozen=True, eq=False)
class Design:
    """The part of the rows that does not depend on what they found.

    Attributes
    ----------
    variance : ndarray, shape (row,)
        Sampling variances of the logarithms, lowest tier inflated.
    same_study, same_episode : ndarray, shape (row, row)
        One where two rows share it.
    signalling : ndarray, shape (row,)
        One where the effect contains signalling.
    """

    variance: Array
    same_study: Array
    same_episode: Array
    signalling: Array

    @classmethod
    def of(cls, rows: Sequence[SizedRow], prior: Priors) -> Design:
        """Read the design off the rows."""
        low = lowest_tier()
        factor = [prior.lowest_tier_factor if each.tier == low else 1.0 for each in rows]
        error = np.array([each.log_error for each in rows], dtype=np.float64)
        return cls(
            variance=error**2 * np.array(factor),
            same_study=_same([each.study for each in rows]),
            same_episode=_same([each.episode for each in rows]),
            signalling=np.array([float(each.signalling) for each in rows]),
        )


def _same(names: Sequence[str]) -> Array:
    array = np.array(names, dtype=object)
    return np.asarray(array[:, None] == array[None, :], dtype=np.float64)
