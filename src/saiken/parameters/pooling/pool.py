"""Rows to a pooled size: the average, what a new study would find, and each row's place in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError
from saiken.parameters.pooling.mixture import Mixture
from saiken.parameters.pooling.model import Conditional, condition
from saiken.parameters.pooling.priors import Priors, prior_file, priors
from saiken.parameters.pooling.rows import Design, SizedRow, independent_units, lowest_tier

Array = NDArray[np.float64]
LEAST_UNITS: Final = 2


@dataclass(frozen=True, slots=True)
class Band:
    """Median and the ends of the middle nine tenths."""

    low: float
    middle: float
    high: float


def band(law: Mixture) -> Band:
    """Read a band off a distribution, on the scale of the size itself."""
    ends = prior_file()["bands"]
    low, middle, high = law.quantile(np.array([ends["low"], 0.5, ends["high"]]))
    return Band(float(low), float(middle), float(high))


@dataclass(frozen=True, eq=False)
class Pool:
    """What the rows say together.

    Attributes
    ----------
    rows : tuple of SizedRow
        The rows that entered.
    prior : Priors
    design : Design
    conditional : Conditional
        The posterior on its grid.
    """

    rows: tuple[SizedRow, ...]
    prior: Priors
    design: Design
    conditional: Conditional

    @cached_property
    def average(self) -> Mixture:
        """Distribution of the average size exp(mu)."""
        part = self.conditional
        return Mixture.of(part.weight, part.mean, np.sqrt(part.variance)[:, None])

    @cached_property
    def predictive(self) -> Mixture:
        """Distribution of the size in a new episode seen by a new study, without sampling error."""
        part, grid = self.conditional, self.conditional.grid
        spread = part.variance + grid.tau_study**2 + grid.tau_episode**2
        return Mixture.of(part.weight, part.mean, np.sqrt(spread)[:, None])

    def spread(self, level: str) -> Band:
        """Posterior of a spread tau on the scale of logarithms: ``"study"`` or ``"episode"``."""
        axis, scale = {
            "study": (1, self.prior.study_scale),
            "episode": (0, self.prior.episode_scale),
        }[level]
        nodes = self.prior.tau_nodes
        mass = self.conditional.weight.sum(axis=1).reshape(nodes, nodes).sum(axis=axis)
        return _band_of_cells(scale * self.conditional.grid.tau_edges, mass)

    def signalling(self) -> Band:
        """Posterior of the signalling share."""
        return _band_of_cells(
            self.conditional.grid.share_edges, self.conditional.weight.sum(axis=0)
        )


def _band_of_cells(edges: Array, mass: Array) -> Band:
    """Quantiles of a distribution given by the mass of its cells."""
    below = np.concatenate([[0.0], np.cumsum(mass)])
    ends = prior_file()["bands"]
    low, half, high = np.interp([ends["low"], 0.5, ends["high"]], below, edges)
    return Band(float(low), float(half), float(high))


def pool(
    rows: Sequence[SizedRow], prior: Priors | None = None, *, include_lowest_tier: bool = True
) -> Pool:
    """Pool rows with the three-level model.

    Parameters
    ----------
    rows : sequence of SizedRow
    prior : Priors, optional
        Other priors than those written down in ``priors.yaml``.
    include_lowest_tier : bool
        Whether rows of the lowest tier take part.

    Raises
    ------
    DataError
        If fewer than two independent studies or episodes are left.
    """
    low = lowest_tier()
    kept = tuple(each for each in rows if include_lowest_tier or each.tier != low)
    if independent_units(kept) < LEAST_UNITS:
        raise DataError(
            "fewer than two independent studies or episodes are left to pool; exclude fewer."
        )
    return _pool(kept, prior or priors())


@lru_cache(maxsize=128)
def _pool(rows: tuple[SizedRow, ...], prior: Priors) -> Pool:
    design = Design.of(rows, prior)
    found = np.array([each.log_scale for each in rows])
    return Pool(rows, prior, design, condition(design, found, prior))
