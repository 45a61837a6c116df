"""The most harmful pace: the largest US loss that a given loss of the seller buys.

The schedule is a mixture of the closed forms and of selling everything on the first day, so that
every other pace lies inside the family and none does more harm at the same cost. Mixtures are the
coordinates because they are few, always valid, and free of the artefacts of a free choice for each
day: a bill read at month ends would reward sales on those very days. Prices are concave in the
pace, so there can be several local optima; the search starts from the best of all pairs of corners
and climbs with SciPy's sequential quadratic programming (Kraft, 1988), which uses no chance.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from saiken.errors import SolverError
from saiken.execution.paces import CLOSED_FORMS, closed_form
from saiken.execution.plain import even

Array = NDArray[np.float64]
SLACK: Final = 1e-6
"""A cost may exceed the seller's means by this share of them: the search's own accuracy."""
DIGITS: Final = 6
"""Mixtures are kept to a millionth, so that a last bit decides nothing."""
TOLERANCE: Final = 1e-8
"""Relative gain in damage below which the search ends."""
STEPS: Final = 60
LEAST_USD: Final = 1.0


@dataclass(frozen=True, slots=True)
class Toll:
    """What a pace costs both sides, ledger A; positive is a loss."""

    us_loss_usd: float
    seller_loss_usd: float


@dataclass(frozen=True, slots=True, eq=False)
class _Family:
    """Mixtures of a few schedules, each looked at once.

    `corners` has shape (corner, day); a mixture has one share for each corner.
    """

    corners: Array
    assess: Callable[[Array], Toll]
    seen: dict[bytes, Toll] = field(default_factory=dict)

    def schedule(self, mixture: Array) -> Array:
        shares = (mixture[:, None] * self.corners).sum(axis=0)
        return np.asarray(shares / shares.sum())

    def toll(self, mixture: Array) -> Toll:
        key = mixture.tobytes()
        if key not in self.seen:
            self.seen[key] = self.assess(self.schedule(mixture))
        return self.seen[key]


def most_harmful(
    days: int,
    resilience_per_day: float,
    assess: Callable[[Array], Toll],
    means_usd: float | None = None,
) -> Array:
    """Find the daily shares that do the most damage for a loss that the seller can bear.

    Parameters
    ----------
    days : int
        Days on which something is sold.
    resilience_per_day : float
        For the Obizhaeva-Wang corner of the family.
    assess : callable
        From daily shares, shape (day,), to what they cost both sides.
    means_usd : float, optional
        The loss that the seller bears at most; left out, that of selling evenly.

    Returns
    -------
    ndarray, shape (day,)
        Adds up to one.

    Raises
    ------
    SolverError
        If nothing in the family costs so little.
    """
    if days == 1:
        return even(days)
    family = _Family(_corners(days, resilience_per_day), assess)
    candidates = _pairs(len(family.corners))
    plain = family.toll(candidates[0])
    if plain.us_loss_usd == 0 and plain.seller_loss_usd == 0:
        return even(days)
    means = plain.seller_loss_usd if means_usd is None else means_usd
    affordable = _affordable(family, candidates, means)
    if not affordable:
        raise SolverError(f"no pace over {days} days costs the seller USD {means:,.0f} or less.")
    start = _worst(family, affordable)
    climbed = _affordable(family, [_climb(family, start, means)], means)
    return family.schedule(_worst(family, [start, *climbed]))


def _corners(days: int, resilience_per_day: float) -> Array:
    forms = [closed_form(pace, days, resilience_per_day) for pace in CLOSED_FORMS]
    return np.stack([*forms, np.eye(days)[0]])


def _pairs(count: int) -> list[Array]:
    """Return halves of any two corners, the even pace alone first; each of shape (corner,)."""
    corners = list(np.eye(count))
    return [(one + other) / 2 for one, other in combinations_with_replacement(corners, 2)]


def _affordable(family: _Family, mixtures: list[Array], means_usd: float) -> list[Array]:
    most = means_usd + SLACK * abs(means_usd)
    return [each for each in mixtures if family.toll(each).seller_loss_usd <= most]


def _worst(family: _Family, mixtures: list[Array]) -> Array:
    """Return the mixture with the largest damage, the first of equals."""
    return max(mixtures, key=lambda each: family.toll(each).us_loss_usd)


def _climb(family: _Family, start: Array, means_usd: float) -> Array:
    """Follow the damage uphill inside the seller's means, shape (corner,)."""
    from scipy.optimize import minimize

    harm = max(abs(family.toll(start).us_loss_usd), LEAST_USD)
    cost = max(abs(means_usd), LEAST_USD)

    def spared(mixture: Array) -> float:
        return -family.toll(mixture).us_loss_usd / harm

    def left_over(mixture: Array) -> float:
        return (means_usd - family.toll(mixture).seller_loss_usd) / cost

    def whole(mixture: Array) -> float:
        return float(mixture.sum()) - 1

    limits: Any = [{"type": "eq", "fun": whole}, {"type": "ineq", "fun": left_over}]
    found = minimize(
        spared, start, method="SLSQP", bounds=[(0.0, 1.0)] * start.size, constraints=limits,
        options={"ftol": TOLERANCE, "maxiter": STEPS},
    )  # fmt: skip
    return np.asarray(np.clip(np.round(found.x, DIGITS), 0.0, None))
