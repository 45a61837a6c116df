r"""US equities: dividends discounted with the shifted curve.

With dividend strips of present-value weight w(s) at horizon s,

.. math:: d\ln P = -\int_0^\infty w(s)\, s\, dy(s)\, ds,

where dy(s) is the change of the zero-coupon yield. The weights are exponential with mean d, the
drawn duration. Between published maturities dy is read linearly, below the shortest it is held, and
beyond 30 years forward rates do not move: s dy(s) stays at 30 dy(30). Everything else about
equities (premium, expected growth) is held. Nagel and Xu (2024) find that the stock market's
response to rate news is mostly this term. Gordon's formula, -dy/(dividend yield), is the upper
bound of the same idea: a parallel move with no end, and a duration of 1/(dividend yield).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
from numpy.typing import NDArray

from saiken.variables import MATURITIES

if TYPE_CHECKING:
    from saiken.parameters import Parameters
    from saiken.snapshot import Snapshot

Array = NDArray[np.float64]


def strip_weights(duration_years: Array) -> Array:
    r"""Sensitivity of the log price to each published zero yield, with the sign turned.

    Parameters
    ----------
    duration_years : ndarray, shape (draw,)
        Mean horizon d of the strips; w(s) = exp(-s/d)/d.

    Returns
    -------
    ndarray, shape (draw, maturity), years
        ``dlnP = -sum_m weight[m] dy[m]``; a row sums to d (1 - exp(-30/d)).
    """
    nodes = np.asarray(MATURITIES)
    first, second = _moments(nodes, np.asarray(duration_years, dtype=np.float64)[:, None])
    weights = np.zeros((first.shape[0], nodes.size))
    # Straight line between two nodes: the part that leans on the far one is (s - a)/(b - a).
    gap = np.diff(nodes)
    lean = (np.diff(second, axis=1) - nodes[:-1] * np.diff(first, axis=1)) / gap
    weights[:, 1:] += lean
    weights[:, :-1] += np.diff(first, axis=1) - lean
    weights[:, 0] += first[:, 0]
    weights[:, -1] += nodes[-1] * np.exp(-nodes[-1] / duration_years)
    return weights


def _moments(s: Array, d: Array) -> tuple[Array, Array]:
    """Integrals of u w(u) and u**2 w(u) from 0 to s, shape ``(draw, maturity)``."""
    fade = np.exp(-s / d)
    first = d - (s + d) * fade
    second = 2 * d**2 - (s**2 + 2 * d * s + 2 * d**2) * fade
    return first, second


@dataclass(frozen=True, slots=True)
class Equities:
    """The stock market when only discount rates move."""

    name: str = "equities"
    reads: tuple[str, ...] = ("yield_change",)
    writes: tuple[str, ...] = ("equity_change",)
    parameter: str = "equity.duration_years"

    def run(
        self, fields: Mapping[str, Array], snap: Snapshot | None, prm: Parameters
    ) -> Mapping[str, Array]:
        """Return the relative change of the market, shape ``(draw, day)``."""
        weights = strip_weights(prm[self.parameter])
        loss = np.einsum("dtm,dm->dt", fields[self.reads[0]], weights, optimize=False)
        return {self.writes[0]: np.expm1(0.0 - loss)}


EQUITIES: Final = Equities()
"""Exponential dividend strips, drawn mean duration."""
