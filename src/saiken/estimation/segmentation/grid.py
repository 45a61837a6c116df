r"""The posterior of omega and of the currency's slope, by summing over a grid.

An episode of quantity x moves the exchange rate and six yields,

.. math:: m = -b_i x + e_0, \qquad \Delta y = s\, u(\omega)\, x / D + e_{1..6},

with u the two-country model's response to a unit of conversion at scale one, D the debt held by the
public, and e ordinary noise whose covariance S is estimated from n ordinary windows: (m, dy) is
Student with n - 6 degrees of freedom around its mean (S integrated out under the usual
uninformative prior: Geisser and Cornfield 1963). The slope is described once, by the currency's own
estimate: an episode's log slope is normal around a centre with the spread between episodes, the
centre is known with that estimate's standard error, and the two together are its lognormal law.
Because that estimate has used the spot moves, only the yields *given* the spot move enter here:

.. math:: p(\Delta y\mid m) = \frac{\int p(m,\Delta y\mid b_i)\,p(b_i\mid b)\,db_i}
                                   {\int p(m\mid b_i)\,p(b_i\mid b)\,db_i} .

News that moves both the yen and yields is netted by S in this way. Omega is uniform beforehand.

Scale, half-life and slope have their own estimates, from better evidence than eight short windows,
and keep them: the joint distribution is theirs times that of omega given them (a *modular*
posterior: Liu, Bayarri and Berger 2009). What the windows would say about the others if they were
let is worked out beside it (the *full* posterior) and shown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saiken.estimation.segmentation.moves import SPOT, EpisodeMoves, plan
from saiken.estimation.segmentation.slope import SlopeLaw
from saiken.estimation.segmentation.unit import UnitTable
from saiken.impact.habitat.linear import contract

Array = NDArray[np.float64]
HALF_LIFE, OMEGA, SCALE, SLOPE = range(4)
"""Axes of the grid's weights."""
Reading = Literal["bonds", "currency"]
"""At whose scale a conversion moves yields: the bond market's (the model), or the currency's."""
SMALLEST: Final = 1e-300
"""Keeps the logarithm of a weight finite."""


@dataclass(frozen=True, slots=True, eq=False)
class JointGrid:
    """Probabilities on the grid.

    Attributes
    ----------
    omega : ndarray, shape (omega,)
    log_slope : ndarray, shape (slope,)
        Centre of the log slope, per dollar.
    scale : ndarray, shape (scale,)
    by_episode : ndarray, shape (episode, half-life, omega, scale, slope)
        Log density of each episode's yields given its spot move, up to a constant.
    prior, weight : ndarray, shape (half-life, omega, scale, slope)
        Probabilities before and after the yields; each adds up to one.
    full : bool
        Whether the yields move the other unknowns too, or omega alone.
    law : SlopeLaw
    """

    omega: Array
    log_slope: Array
    scale: Array
    by_episode: Array
    prior: Array
    weight: Array
    law: SlopeLaw
    full: bool = False

    def of(self, episodes: Sequence[int]) -> JointGrid:
        """Return the same estimate from some of the episodes, by their place."""
        some = self.by_episode[list(episodes)]
        weight = _updated(self.prior, some, self.full)
        return replace(self, by_episode=some, weight=weight)

    def updating_all(self) -> JointGrid:
        """Return the full posterior of the same evidence."""
        weight = _updated(self.prior, self.by_episode, full=True)
        return replace(self, weight=weight, full=True)


class _Slopes(NamedTuple):
    """Grids of the log slope and the probability of each, given each centre (slope, centre)."""

    own: Array
    centre: Array
    around: Array


def posterior(
    episodes: Sequence[EpisodeMoves],
    units: Sequence[UnitTable],
    scale: Array,
    law: SlopeLaw,
    reading: Reading = "bonds",
) -> JointGrid:
    """Sum the episodes' evidence on the grid.

    Parameters
    ----------
    episodes : sequence of EpisodeMoves
    units : sequence of UnitTable
        Responses on the grid of omega, one for each of several equally likely half-lives.
    scale : ndarray, shape (scale,)
        Equally likely values of the bonds' scale, per share of debt.
    law : SlopeLaw
    reading : {"bonds", "currency"}
    """
    own = _normal_grid(law.log_mean, law.log_sd, plan()["grid"]["episode_slope"])
    centre = _normal_grid(law.log_mean, law.log_error, plan()["grid"]["slope"])
    slopes = _Slopes(own, centre, _density(own[:, None], centre, law.log_spread))
    by_episode = np.array(
        [[_evidence(each, unit, scale, slopes, reading) for unit in units] for each in episodes]
    )
    omega = units[0].omega
    flat = _trapezoid(omega)[:, None, None] * _density(centre, law.log_mean, law.log_error)
    prior = np.broadcast_to(flat, by_episode.shape[1:]) / (len(units) * scale.size)
    weight = _updated(prior, by_episode, full=False)
    return JointGrid(omega, centre, scale, by_episode, prior, weight, law)


def _updated(prior: Array, by_episode: Array, full: bool) -> Array:
    """Probabilities after the yields; of omega alone, given the others, unless `full`."""
    total = by_episode.sum(axis=0)
    over = tuple(range(total.ndim)) if full else (OMEGA,)
    weight = prior * np.exp(total - total.max(axis=over, keepdims=True))
    kept = prior.sum(axis=over, keepdims=True)
    return np.asarray(weight / weight.sum(axis=over, keepdims=True) * kept)


def _evidence(
    episode: EpisodeMoves, unit: UnitTable, scale: Array, slopes: _Slopes, reading: Reading
) -> Array:
    """Log density of an episode's yields given its spot move, shape (omega, scale, centre)."""
    # the scale matrix of the predictive Student distribution
    spread = episode.covariance * (episode.independent_windows / episode.degrees)
    slope = np.exp(slopes.own)
    joint = _log_student(
        _distance(episode.move, *_means(episode, unit, reading), slope, scale, spread),
        episode.degrees,
        episode.move.size,
    )
    off = episode.move[SPOT] + slope * episode.amount_usd
    spot = _log_student(off**2 / spread[SPOT, SPOT], episode.degrees, 1)
    highest = joint.max(axis=-1, keepdims=True)
    mixed = contract("osi,ic->osc", np.exp(joint - highest), slopes.around)
    alone = contract("i,ic->c", np.exp(spot), slopes.around)
    return np.asarray(_log(mixed) + highest - _log(alone))


def _means(episode: EpisodeMoves, unit: UnitTable, reading: Reading) -> tuple[Array, Array]:
    """Mean move per unit of the slope and per unit of the scale, each (omega, asset)."""
    per_slope = np.zeros((unit.omega.size, episode.move.size))
    per_scale = np.zeros_like(per_slope)
    per_slope[:, SPOT] = -episode.amount_usd
    if reading == "bonds":
        per_scale[:, SPOT + 1 :] = unit.yields * episode.amount_share
    else:
        # the scale that moves the rate by -b x moves yields in the model's own proportion
        ratio = unit.yields / unit.log_currency[:, None]
        per_slope[:, SPOT + 1 :] = -episode.amount_usd * ratio
    return per_slope, per_scale


def _distance(
    move: Array, per_slope: Array, per_scale: Array, slope: Array, scale: Array, spread: Array
) -> Array:
    """Squared distance of a move from its mean in `spread`, shape (omega, scale, slope)."""
    precision = np.asarray(np.linalg.inv(spread), dtype=np.float64)

    def inner(left: Array, right: Array) -> Array:
        return contract("oi,ij,oj->o", left, precision, right)[:, None, None]

    moves, s = np.broadcast_to(move, per_slope.shape), scale[:, None]
    by_slope = inner(per_slope, per_slope) * slope - 2 * inner(moves, per_slope)
    by_scale = inner(per_scale, per_scale) * s - 2 * inner(moves, per_scale)
    both = 2 * inner(per_slope, per_scale) * slope * s
    squared = inner(moves, moves) + slope * by_slope + s * by_scale + both
    return np.asarray(np.maximum(squared, 0.0))


def _log_student(squared_distance: Array, degrees: float, size: int) -> Array:
    """Student's log density up to a constant."""
    return np.asarray(-(degrees + size) / 2 * np.log1p(squared_distance / degrees))


def _log(weight: Array) -> Array:
    return np.log(np.maximum(weight, SMALLEST))


def _normal_grid(middle: float, sd: float, choice: Mapping[str, Any]) -> Array:
    reach = float(choice["reach_sd"]) * sd
    return np.linspace(middle - reach, middle + reach, int(choice["points"]))


def _density(at: Array, middle: float | Array, sd: float) -> Array:
    """Normal density on an equally spaced grid, adding up to one along the first axis."""
    height = np.exp(-(((at - middle) / sd) ** 2) / 2)
    return np.asarray(height / height.sum(axis=0))


def _trapezoid(points: Array) -> Array:
    """Weights of the trapezoidal rule on equal steps, adding up to one."""
    weight = np.ones(points.size)
    weight[[0, -1]] /= 2
    return np.asarray(weight / weight.sum())
