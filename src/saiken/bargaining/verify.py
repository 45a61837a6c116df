r"""The ruler: whether a profile of the ladder is an equilibrium, and by how much it fails.

A profile says what is done at every belief of a list, round by round. The ruler works out from the
game's primitives what following it is worth from each of them on, and what one deviation there
would gain. It shares no code with the solver and knows nothing of how a profile was found.

The weak seller's regret is what its better action is worth beyond its mixture. The buyer's shocks
are private, so that each value of a shock is an information set of its own, and a probability q of
conceding stands for a cutoff: he concedes if the shock in favour is above
:math:`\sigma\ln((1 - q)/q)`. With a wrong cutoff the worst-placed shock loses the distance between
it and the right one, :math:`\sigma\,|\mathrm{logit}\,q - \mathrm{logit}\,q^*|`; that distance is
the buyer's regret, for conceding and for removing the card alike. Averaged over shocks it would be
of second order in the error and let wrong profiles pass. Shocks rarer than one in 10^9 are left
out, where a float no longer tells a probability from 0 or 1.

The resolute seller follows its plan and has no regret here; whether the plan is rational for it is
reported apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.rounds import Round, Terms
from saiken.draws import Array
from saiken.errors import InputError

REGRET: Final = 1e-6
"""Largest gain from a deviation that passes, as a share of the stake."""
BAYES: Final = 1e-9
"""Largest distance that passes, of a belief from Bayes' rule or of a price from the probability."""
RAREST: Final = 1e-9
"""Shocks rarer than this are not looked at."""


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """What is done and believed at each belief, round by round.

    Attributes
    ----------
    beliefs : ndarray, shape (draw, belief)
        Probabilities that the seller is resolute.
    goes_on : ndarray, shape (draw, round, belief)
        b: the weak seller at this belief before the round.
    lands : ndarray of int, same shape
        Which of `beliefs` is held when a seller who was believed at this one goes on.
    concede, preempt : ndarray, same shape
        q of the buyer at this belief after the seller went on, and his probability of removing the
        card if he does not concede.
    price : ndarray, same shape
        Y, the market's, at this belief after the seller went on.
    """

    beliefs: Array
    goes_on: Array
    lands: NDArray[np.intp]
    concede: Array
    preempt: Array
    price: Array


@dataclass(frozen=True, slots=True, eq=False)
class Verdict:
    """The ruler's reading, shape (draw,).

    Attributes
    ----------
    regret : ndarray
        The most that one deviation gains anywhere, as a share of the stake.
    bayes : ndarray
        The furthest that a belief is from Bayes' rule or a price from the probability.
    ok : ndarray of bool
        Whether both are small enough; a profile that is not a number is not.
    """

    regret: Array
    bayes: Array

    @property
    def ok(self) -> NDArray[np.bool_]:
        """Whether the draw passes."""
        return (self.regret < REGRET) & (self.bayes < BAYES)


class _Worth(NamedTuple):
    """Of following the profile: the buyer, the weak seller, the probability of execution."""

    buyer: Array
    weak: Array
    executed: Array


def verify(terms: Terms, profile: Profile) -> Verdict:
    """Read a profile against a game.

    Parameters
    ----------
    terms : Terms
        The game's primitives.
    profile : Profile

    Raises
    ------
    InputError
        If the profile's shapes are not the game's.
    """
    _check_shapes(terms, profile)
    nothing = np.zeros(profile.beliefs.shape)
    later, without = _Worth(nothing, nothing, nothing), (nothing[:, :1], nothing[:, :1])
    regret, bayes = nothing[:, 0], nothing[:, 0]
    for t in reversed(range(terms.rounds)):
        now = terms.at(t)
        played, wrong = _played(now, profile, t, later, without)
        without = without_card(now, *without)
        later, lost = _folded_or_not(now, profile, t, played, without)
        regret = np.maximum(regret, np.maximum(wrong, lost).max(axis=1))
        residual = np.maximum(
            _bayes_residual(profile, t), np.abs(profile.price[:, t] - played.executed)
        )
        bayes = np.maximum(bayes, residual.max(axis=1))
    return Verdict(regret / terms.stake, bayes)


def _check_shapes(terms: Terms, profile: Profile) -> None:
    wanted = (terms.draws, terms.rounds, profile.beliefs.shape[-1])
    policies = (profile.goes_on, profile.lands, profile.concede, profile.preempt, profile.price)
    if profile.beliefs.shape != wanted[::2] or any(each.shape != wanted for each in policies):
        raise InputError(
            f"The profile's shapes do not fit the game; allowed are beliefs of {wanted[::2]} and "
            f"policies of {wanted}."
        )


def without_card(now: Round, seller: Array, buyer: Array) -> tuple[Array, Array]:
    """Seller and buyer from this round on when there is no card."""
    ahead_seller, ahead_buyer = now.goes_on * seller, now.goes_on * buyer
    odds = _capped_exp((now.k + ahead_buyer) / now.sigma)
    concede = 1 / (1 + odds)
    best = np.maximum(-now.k, ahead_buyer)
    gap = np.abs(now.k + ahead_buyer) / now.sigma
    return (
        concede * now.gain + (1 - concede) * ahead_seller,
        best + now.sigma * np.log1p(np.exp(-gap)),
    )


def _played(
    now: Round, profile: Profile, t: int, later: _Worth, without: tuple[Array, Array]
) -> tuple[_Worth, Array]:
    """Worth after the seller went on, and the buyer's regret, by belief."""
    ends = 1 - now.goes_on
    mu, q, p = profile.beliefs, profile.concede[:, t], profile.preempt[:, t]
    executed = ends * mu + now.goes_on * later.executed
    accident = now.hazard * executed
    hold_buyer = now.goes_on * later.buyer - ends * mu * now.loss
    hold_buyer = (1 - accident) * hold_buyer - accident * now.loss
    hold_weak = now.goes_on * later.weak - ends * now.fold_next
    hold_weak = (1 - accident) * hold_weak - accident * now.accident
    removed_seller, removed_buyer = now.goes_on * without[0], now.goes_on * without[1] - now.x
    # a shock's part that is kept by acting on it is sigma times the entropy of the choice
    rest = now.sigma * entropy(p) + (1 - p) * hold_buyer + if_any(p, removed_buyer)
    worth = _Worth(
        buyer=now.sigma * entropy(q) - q * now.k + (1 - q) * rest,
        weak=q * now.gain + (1 - q) * (p * removed_seller + (1 - p) * hold_weak),
        executed=(1 - q) * (1 - p) * (accident + (1 - accident) * executed),
    )
    wrong = np.maximum(
        cutoff_error(q, -now.k - rest, now.sigma),
        cutoff_error(p, removed_buyer - hold_buyer, now.sigma),
    )
    flow = now.flow * worth.executed + now.slice_loss
    return worth._replace(buyer=worth.buyer - flow, weak=worth.weak - now.slice_cost), wrong


def _folded_or_not(
    now: Round, profile: Profile, t: int, played: _Worth, without: tuple[Array, Array]
) -> tuple[_Worth, Array]:
    """Worth before the weak seller chooses, and its regret, by belief."""
    b, mu = profile.goes_on[:, t], profile.beliefs
    on = _Worth(*(np.take_along_axis(each, profile.lands[:, t], axis=1) for each in played))
    reached = mu + (1 - mu) * b
    folded = without[0] - now.fold
    weak = b * on.weak + (1 - b) * folded
    worth = _Worth(reached * on.buyer + (1 - reached) * without[1], weak, reached * on.executed)
    return worth, np.maximum(on.weak, folded) - weak


def _bayes_residual(profile: Profile, t: int) -> Array:
    """Distance of beliefs from Bayes' rule; none where going on was not expected of anybody."""
    b, mu = profile.goes_on[:, t], profile.beliefs
    reached = mu + (1 - mu) * b
    held = np.take_along_axis(mu, profile.lands[:, t], axis=1)
    ruled = np.divide(mu, reached, out=held.copy(), where=reached != 0)
    return np.maximum(np.abs(held - ruled), np.maximum(outside(b), outside(mu)))


def outside(share: Array) -> Array:
    """How far from a probability."""
    return np.maximum(np.maximum(-share, share - 1), 0)


def cutoff_error(share: Array, advantage: Array, sigma: Array) -> Array:
    """Distance between the cutoff that a probability stands for and the right one."""
    furthest = np.log((1 - RAREST) / RAREST)
    with np.errstate(divide="ignore", invalid="ignore"):
        taken = np.log(share) - np.log1p(-share)
    wanted = np.clip(advantage / sigma, -furthest, furthest)
    return np.asarray(sigma * np.abs(np.clip(taken, -furthest, furthest) - wanted))


def entropy(share: Array) -> Array:
    """Of a choice between two, with 0 at either end."""
    return -_times_log(share) - _times_log(1 - share)


def _times_log(share: Array) -> Array:
    logged: Array = np.log(share, out=np.zeros_like(share), where=share > 0)
    return np.asarray(share * logged)


def if_any(share: Array, worth: Array) -> Array:
    """Share times worth, where an option that is never taken may be infinitely bad."""
    return np.where(share == 0, 0.0, share * np.where(np.isfinite(worth), worth, 0.0))


def _capped_exp(power: Array) -> Array:
    return np.asarray(np.exp(np.minimum(power, np.log(np.finfo(float).max) - 1)))
