"""Turning uniform numbers into draws of a named distribution."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from saiken.errors import DataError, nearest

Array = NDArray[np.float64]


class Distribution(Protocol):
    """Anything that maps uniform numbers in (0, 1) to draws."""

    def quantile(self, uniform: Array) -> Array:
        """Inverse distribution function, elementwise."""

    def centre(self) -> float:
        """Median, used where one number has to stand for the distribution."""


def normal_score(uniform: Array) -> Array:
    """Turn uniform numbers into standard normal quantiles."""
    from scipy.special import ndtri

    return np.asarray(ndtri(uniform), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class Fixed:
    """A number without uncertainty."""

    value: float

    def quantile(self, uniform: Array) -> Array:
        """Return the value for every draw."""
        return np.full_like(uniform, self.value)

    def centre(self) -> float:
        """Return the value."""
        return self.value


@dataclass(frozen=True, slots=True)
class Uniform:
    """Anything between two ends, all equally likely."""

    low: float
    high: float

    def quantile(self, uniform: Array) -> Array:
        """Scale the uniform numbers to the range."""
        return self.low + (self.high - self.low) * uniform

    def centre(self) -> float:
        """Return the middle of the range."""
        return (self.low + self.high) / 2


@dataclass(frozen=True, slots=True)
class Lognormal:
    """A positive number whose logarithm is normal."""

    log_mean: float
    log_sd: float

    def quantile(self, uniform: Array) -> Array:
        """Exponentiate the scaled normal score."""
        return np.exp(self.log_mean + self.log_sd * normal_score(uniform))

    def centre(self) -> float:
        """Return the median."""
        return float(np.exp(self.log_mean))


KINDS: Mapping[str, type[Fixed | Uniform | Lognormal]] = {
    "fixed": Fixed,
    "uniform": Uniform,
    "lognormal": Lognormal,
}


def from_record(record: Mapping[str, object]) -> Distribution:
    """Build a distribution from its registry record, e.g. ``{kind: uniform, low: 0, high: 1}``.

    Raises
    ------
    DataError
        If the kind is not known.
    """
    settings = dict(record)
    kind = str(settings.pop("kind"))
    if kind not in KINDS:
        raise DataError(f"the registry names a distribution {kind!r}{nearest(kind, KINDS)}.")
    return KINDS[kind](**{name: float(str(value)) for name, value in settings.items()})
