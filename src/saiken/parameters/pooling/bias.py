"""Do small, imprecise studies report larger effects? Egger's regression, where it can say anything.

Egger, Davey Smith, Schneider and Minder (1997), BMJ 315: regress an estimate over its standard
error on one over the standard error; without selection the intercept is zero.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from saiken.parameters.pooling.priors import prior_file
from saiken.parameters.pooling.rows import SizedRow, independent_units


@dataclass(frozen=True, slots=True)
class BiasTest:
    """Outcome of the test.

    Attributes
    ----------
    units : int
        Independent studies or episodes, whichever are fewer.
    intercept, p_value : float or None
        Egger's intercept and its two-sided p-value; None below the least number of units.
    sentence : str
    """

    units: int
    intercept: float | None
    p_value: float | None
    sentence: str


def bias_test(rows: Sequence[SizedRow]) -> BiasTest:
    """Test for selective publication, or say that the rows are too few to tell."""
    units, least = independent_units(rows), int(prior_file()["bias"]["least_units"])
    if units < least:
        return BiasTest(
            units, None, None,
            f"A test for selective publication is not informative: {units} independent units, "
            f"and below {least} it has no power.",
        )  # fmt: skip
    intercept, p_value = egger(rows)
    return BiasTest(
        units, intercept, p_value,
        f"Egger's intercept is {intercept:.2f} with a p-value of {p_value:.2f} "
        f"({units} independent units).",
    )  # fmt: skip


def egger(rows: Sequence[SizedRow]) -> tuple[float, float]:
    """Intercept of Egger's regression and its two-sided p-value.

    Rows without any difference in precision leave the intercept undefined (not a number).
    """
    from scipy.special import stdtr

    error = np.array([each.log_error for each in rows])
    outcome = np.array([each.log_scale for each in rows]) / error
    precision = 1 / error
    centred = precision - precision.mean()
    spread, count = (centred**2).sum(), len(rows)
    if spread == 0:
        return float("nan"), float("nan")
    slope = (centred * outcome).sum() / spread
    intercept = outcome.mean() - slope * precision.mean()
    residual = outcome - intercept - slope * precision
    variance = (residual**2).sum() / (count - 2)
    standard_error = np.sqrt(variance * (1 / count + precision.mean() ** 2 / spread))
    statistic = intercept / standard_error
    return float(intercept), float(2 * stdtr(count - 2, -abs(statistic)))
