"""The slope of the conversion leg as its own estimate describes it, for the joint estimate."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from saiken.parameters import read_record
from saiken.units import to_si


@dataclass(frozen=True, slots=True)
class SlopeLaw:
    """Lognormal law of the slope of one more episode, split into what can be learned and what not.

    Attributes
    ----------
    log_mean : float
        Centre of the logarithm of the slope (per dollar).
    log_error : float
        Standard error of that centre.
    log_spread : float
        Standard deviation of an episode's log slope around the centre.
    """

    log_mean: float
    log_error: float
    log_spread: float

    @classmethod
    def from_record(cls, record: Mapping[str, Any]) -> SlopeLaw:
        """Split the committed lognormal: the error is its standard error's, the spread the rest.

        Parameters
        ----------
        record : mapping
            ``parameters/artefacts/currency.json``.
        """
        error = float(np.log1p((record["standard_error"] / record["slope"]) ** 2))
        unit = np.log(to_si(1.0, str(record["unit"])))
        return cls(
            log_mean=float(record["mean"][0] + unit),
            log_error=error**0.5,
            log_spread=float(record["covariance"][0][0] - error) ** 0.5,
        )

    @property
    def log_sd(self) -> float:
        """Standard deviation of the log slope of one more episode."""
        return float(np.hypot(self.log_error, self.log_spread))


def slope_law() -> SlopeLaw:
    """Return the law of the committed estimate."""
    return SlopeLaw.from_record(read_record("currency"))
