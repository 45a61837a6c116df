"""What drives a result: the share of its variation that each uncertain number explains."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from saiken.parameters import Parameters, registry


@dataclass(frozen=True, slots=True)
class Driver:
    """One uncertain number and its share of the variation of a result.

    Attributes
    ----------
    id, title : str
        Parameter and its plain title.
    share : float
        Squared rank correlation with the result, 0 to 1. Shares of independent parameters add up
        to at most one; what is left is interaction.
    verified : str
        How far the parameter's distribution is verified.
    """

    id: str
    title: str
    share: float
    verified: str


def drivers(
    result: NDArray[np.floating],
    parameters: Parameters,
    variable: str = "",
    idle: Collection[str] = (),
) -> tuple[Driver, ...]:
    """Rank the parameters by how much of a result they explain.

    Parameters
    ----------
    result : ndarray, shape (draw,)
    parameters : Parameters
        The draws that produced it.
    variable : str
        What the result is; parameters that enter others only are left out.
    idle : collection of str
        Parameters that nothing in this result reads.

    Returns
    -------
    tuple of Driver
        Largest share first; empty when the result does not vary.
    """
    scores = _ranks(result.astype(np.float64))
    rows = registry()
    found = [
        Driver(name, rows[name].title, _share(scores, parameters[name]), rows[name].verified)
        for name in parameters.ids
        if name not in idle and (not rows[name].moves or variable in rows[name].moves)
    ]
    return tuple(sorted((each for each in found if each.share > 0), key=lambda d: (-d.share, d.id)))


def _share(scores: NDArray[np.float64], column: NDArray[np.float64]) -> float:
    other = _ranks(column)
    spread = (scores**2).sum() * (other**2).sum()
    return 0.0 if spread == 0 else float((scores * other).sum() ** 2 / spread)


def _ranks(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Centred ranks; ties, which only constants have, give zeros."""
    if values.size and values.max() == values.min():
        return np.zeros(values.size)
    ranks = np.empty(values.size)
    ranks[np.argsort(values, kind="stable")] = np.arange(values.size)
    return np.asarray(ranks - ranks.mean())
