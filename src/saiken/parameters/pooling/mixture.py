"""A mixture of normals as a distribution that uniform numbers can be drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from saiken.parameters.distributions import normal_score
from saiken.parameters.pooling.priors import prior_file

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Mixture:
    """A positive number whose logarithm is a mixture of normals.

    Attributes
    ----------
    weight, mean, sd : ndarray, shape (part,)
        Masses, means and standard deviations of the logarithm; masses sum to one.
    """

    weight: Array
    mean: Array
    sd: Array

    @classmethod
    def of(cls, weight: Array, mean: Array, sd: Array) -> Mixture:
        """Build from arrays of one shape; parts without noticeable mass are dropped."""
        least = float(prior_file()["table"]["least_weight"])
        parts = [np.broadcast_to(each, weight.shape).ravel() for each in (weight, mean, sd)]
        seen = parts[0] > least
        mass, centre, spread = (part[seen] for part in parts)
        return cls(mass / mass.sum(), centre, spread)

    @property
    def log_mean(self) -> float:
        """Mean of the logarithm."""
        return float((self.weight * self.mean).sum())

    @property
    def log_sd(self) -> float:
        """Standard deviation of the logarithm."""
        square = (self.weight * (self.sd**2 + (self.mean - self.log_mean) ** 2)).sum()
        return float(np.sqrt(square))

    def cdf(self, log_value: Array) -> Array:
        """Mass below a logarithm, elementwise."""
        return self._below(np.atleast_1d(np.asarray(log_value, dtype=np.float64)), 1.0)

    def _below(self, log_value: Array, side: float) -> Array:
        """Mass below each point, or above it with `side` -1, exact far out in that tail."""
        from scipy.special import ndtr

        score = (log_value[:, None] - self.mean) / self.sd
        return np.asarray((self.weight * ndtr(side * score)).sum(axis=1))

    def density(self, log_value: Array) -> Array:
        """Density of the logarithm at each point, shape ``(point,)``."""
        score = (log_value[:, None] - self.mean) / self.sd
        bell = np.exp(-(score**2) / 2) / np.sqrt(2 * np.pi)
        return np.asarray((self.weight * bell / self.sd).sum(axis=1))

    @cached_property
    def _table(self) -> tuple[Array, Array, Array]:
        """Normal score, logarithm and slope at the nodes of the quantile function.

        As a function of the normal score the quantile is nearly a straight line, so a cubic
        through values and exact slopes follows it closely and stays monotone.
        """
        value = self._nodes()
        low = value < self.log_mean
        score = np.empty_like(value)
        score[low] = normal_score(self._below(value[low], 1.0))
        score[~low] = -normal_score(self._below(value[~low], -1.0))
        bell = np.exp(-(score**2) / 2) / np.sqrt(2 * np.pi)
        return score, value, bell / self.density(value)

    def _nodes(self) -> Array:
        """Logarithms at which the table is worked out: dense in the middle, far into both tails."""
        setting = prior_file()["table"]
        centre, unit, reach = self.log_mean, self.log_sd, float(setting["reach_in_sd"]) * self.sd
        ends = [(self.mean - reach).min() - centre, (self.mean + reach).max() - centre]
        first, last = np.arcsinh(np.array(ends) / unit)
        return np.asarray(centre + unit * np.sinh(np.linspace(first, last, setting["points"])))

    def log_quantile(self, uniform: Array) -> Array:
        """Quantile of the logarithm, elementwise and smooth in the uniform number."""
        score, value, slope = self._table
        at = normal_score(np.asarray(uniform, dtype=np.float64))
        left = np.clip(np.searchsorted(score, at) - 1, 0, len(score) - 2)
        width = score[left + 1] - score[left]
        t = (at - score[left]) / width
        rise = value[left + 1] - value[left]
        start, stop = slope[left] * width, slope[left + 1] * width
        bend = (start - rise) * (1 - t) + (rise - stop) * t
        return np.asarray(value[left] + t * (rise + (1 - t) * bend))

    def quantile(self, uniform: Array) -> Array:
        """Inverse distribution function, elementwise."""
        return np.exp(self.log_quantile(uniform))

    def centre(self) -> float:
        """Return the median."""
        return float(self.quantile(np.array([0.5]))[0])
