r"""A promise not to sell: what it is worth, and how much of that can be had at once.

The other face of the card. Over N rounds the holder would sell with probability :math:`p_0`, in
each round with hazard :math:`h`, :math:`(1 - p_0) = g^N`, :math:`g = 1 - h`; a sale costs the buyer
L. A promise of strength s removes the share s of the hazard while it holds: with it in every round
no sale comes with :math:`q^N = 1 - p_1`, :math:`q = 1 - (1 - s) h`. Each round buyer and seller
split what the promise saves, the share :math:`\beta` going to the seller (1: the most the buyer
would pay). All of this is derived here.

If the promise lapses after each round, the gain of round t is :math:`s h (L - V_{t+1} + R_{t+1})`,
where V is the buyer's expected outlay and R the seller's receipts from then on, and
:math:`V - R = L (1 - q^{N-t-1})` because payments cancel. The seller's
:math:`R_t = g R_{t+1} + \beta s h L q^{N-t-1}` gives

.. math::

    P_t = \beta s h L g^{N-1-t}, \qquad
    R_0 = \sum_t q^t P_t = \beta L (q^N - g^N) = \beta (p_0 - p_1) L .

So instalments add up to what a binding promise is worth at once, and the price of a round rises as
the end comes near. A surer sale does not always make a promise worth more: what half a promise
leaves of a certain sale comes soon all the same. A concession such as a tariff schedule is not paid
in instalments: a promise that holds on from round to round with probability d brings at once only
:math:`\sum_t (d q)^t P_t`, the whole for d = 1, the first round alone for d = 0. The rest is the
hold-up: it has to be sold again each time.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from saiken.data import resource_yaml
from saiken.draws import Array, Value, chance, finite, percent, together
from saiken.errors import out_of_range, unknown


@cache
def commitments() -> Mapping[str, Any]:
    """Return the named forms of a promise (``bargaining/assurance.yaml``), all assumptions."""
    return dict(resource_yaml("bargaining/assurance.yaml")["commitments"])


def commitment(name: str, quantile: Value = 0.5) -> tuple[Array, Array]:
    """Strength and persistence of a named promise.

    Parameters
    ----------
    name : str
        One of `commitments`.
    quantile : float or ndarray
        Where between the low and the high end, 0 to 1; both move together.

    Raises
    ------
    InputError
        If there is no such promise, or the quantile is no probability.
    """
    if name not in commitments():
        raise unknown("commitment", name, commitments())
    (place,) = together(quantile)
    chance(quantile=place)
    ends = (commitments()[name][key] for key in ("strength", "lasts"))
    strength, lasts = (end["low"] + place * (end["high"] - end["low"]) for end in ends)
    return strength, lasts


@dataclass(frozen=True, slots=True, eq=False)
class AssuranceResult:
    """What the promise brings, one value a draw; money in the units of L.

    Attributes
    ----------
    left : ndarray
        p1, chance of a sale with the promise in every round.
    worth : ndarray
        What the seller receives in all, expected: its share of (p0 - p1) L.
    at_once : ndarray
        What of it the promise brings when it is first given.
    prices : ndarray, shape (round, ...)
        What a promise for one round costs when that round comes.
    most : ndarray
        p0 L, what the fear of a sale costs the buyer.
    """

    left: Array
    worth: Array
    at_once: Array
    prices: Array
    most: Array

    @property
    def held_up(self) -> Array:
        """What has to be sold again in later rounds, in the units of L."""
        return np.asarray(self.worth - self.at_once)

    def summary(self) -> str:
        """Say in a sentence what the promise is worth and what of it can be had at once."""
        if not self.most.any():
            return "The buyer has nothing to fear from a sale, so that a promise is worth nothing."
        start = f"A sale would hurt the buyer in {percent(self.most > 0)} of the draws; "
        if not self.worth.any():
            return start + "this promise would not bring the seller anything."
        worth = percent(self.worth.sum() / self.most.sum())
        now = percent(self.at_once.sum() / self.worth.sum())
        return start + (
            f"this promise is worth {worth} of what that fear costs, and {now} of it can be had at "
            "once."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Assurance:
    """The promise of the module's head; numbers or arrays of draws that broadcast.

    Attributes
    ----------
    p0 : float or ndarray
        Chance of a sale without a promise, over all rounds, 0 to 1.
    L : float or ndarray
        The buyer's loss from a sale, money; if it gains by one, the promise is worth nothing.
    strength : float or ndarray
        s, share of the risk removed while the promise holds, 0 to 1.
    lasts : float or ndarray
        d, chance that it holds on into the next round, 0 to 1; 1 binds.
    rounds : int
        N, at least 1.
    weight : float or ndarray
        beta, the seller's share of the gain, 0 to 1; 1 is the most that the buyer would pay.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    p0: Value
    L: Value
    strength: Value
    lasts: Value
    rounds: int = 8
    weight: Value = 1.0

    def __post_init__(self) -> None:
        p0, L, strength, lasts, weight = self._arrays()
        chance(p0=p0, strength=strength, lasts=lasts, weight=weight)
        finite(L=L)
        if self.rounds < 1:
            raise out_of_range("rounds", self.rounds, "1 or more")

    def solve(self) -> AssuranceResult:
        """Return worth and prices of each draw, in closed form."""
        p0, L, strength, lasts, weight = self._arrays()
        fear = np.maximum(L, 0.0)
        stays = (1 - p0) ** (1 / self.rounds)
        kept = 1 - (1 - strength) * (1 - stays)
        left = 1 - kept**self.rounds
        place = np.arange(self.rounds).reshape(-1, *(1,) * p0.ndim)
        prices = weight * strength * (1 - stays) * fear * stays ** (self.rounds - 1 - place)
        # p0 - left would not be nothing to the last bit where the promise has no strength
        worth, at_once = ((each**place * prices).sum(0) for each in (kept, lasts * kept))
        return AssuranceResult(left, worth, at_once, prices, p0 * fear)

    def _arrays(self) -> tuple[Array, ...]:
        return together(self.p0, self.L, self.strength, self.lasts, self.weight)
