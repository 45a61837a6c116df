"""One draw in the middle: for questions that are asked once, not once a draw."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.parameters.draws import Parameters

REFERENCE_DRAWS: Final = 256
"""The middle is that of the first draws only, so that more draws do not move it."""


def central_value(prm: Parameters, identifier: str) -> float:
    """Middle of one column among the first draws, an observed value, SI."""
    first = prm[identifier][:REFERENCE_DRAWS]
    return float(np.quantile(first, 0.5, method="inverted_cdf"))


def central(prm: Parameters) -> Parameters:
    """Return one draw, each column at its middle (SI); a column of whole numbers stays one."""
    return prm.block(0, 1).fixed({name: central_value(prm, name) for name in prm.ids})
