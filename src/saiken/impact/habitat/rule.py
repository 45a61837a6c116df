"""Quadrature over maturities: equal panels, the same offsets in each.

Every integrand of the model vanishes at maturity zero, so zero is not a node.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import out_of_range

Array = NDArray[np.float64]

PANELS: Final = 8
NODES: Final = 8
"""Gauss-Legendre nodes in each panel; the error this leaves is measured in the tests."""
MOST_PANELS: Final = 50
"""Simpson's steps are walked in at most so many panels."""


@dataclass(frozen=True, eq=False)
class Rule:
    """Nodes and weights of an integral from zero to the longest maturity.

    Attributes
    ----------
    panels : int
    panel_years : float
        Length of a panel.
    offsets : ndarray, (offset,), years
        Nodes from the start of each panel.
    weights : ndarray, (panels * offset,), years
    """

    panels: int
    panel_years: float
    offsets: Array
    weights: Array

    @property
    def tau(self) -> Array:
        """Maturities of the nodes, years, shape ``(panels * offset,)``."""
        start = self.panel_years * np.arange(self.panels)
        return np.asarray((start[:, None] + self.offsets).ravel(), dtype=np.float64)


@cache
def gauss(horizon_years: float, panels: int = PANELS, nodes: int = NODES) -> Rule:
    """Gauss-Legendre nodes in each of `panels` equal panels."""
    step = horizon_years / panels
    x, weight = np.polynomial.legendre.leggauss(nodes)
    return Rule(panels, step, step * (x + 1) / 2, np.tile(step * weight / 2, panels))


def simpson(horizon_years: float, steps: int) -> Rule:
    """Simpson's rule on an even number of equal steps.

    Raises
    ------
    InputError
        When `steps` is odd or too small.
    """
    if steps < 2 or steps % 2:
        raise out_of_range("The number of maturity steps", steps, "an even number, two or more")
    panels = max(n for n in range(1, MOST_PANELS + 1) if steps % n == 0)
    each, step = steps // panels, horizon_years / steps
    weights = np.where(np.arange(1, steps + 1) % 2, 4.0, 2.0) * step / 3
    weights[-1] = step / 3
    return Rule(panels, each * step, _equal(step, each), weights)


def uniform(horizon_years: float, steps: int) -> Rule:
    """Equal steps with equal weights, for equations that bring their own."""
    panels = max(n for n in range(1, MOST_PANELS + 1) if steps % n == 0)
    each, step = steps // panels, horizon_years / steps
    return Rule(panels, each * step, _equal(step, each), np.full(steps, step))


def _equal(step: float, count: int) -> Array:
    return np.asarray(step * np.arange(1, count + 1), dtype=np.float64)
