r"""A threat that may be a bluff: who threatens, who gives in, and what that is worth.

The seller's resolve is high with probability :math:`\pi` (executing costs it :math:`c_H`, net of
what it gains by it, so that the cost may be negative) or low (:math:`c_L \ge c_H`). It threatens or
is quiet, which gives (0, 0). The buyer, who does not see the type, concedes (it loses k, the seller
gains G) or resists. Then the seller executes (the buyer loses L, the seller its cost) or backs down
and pays the audience cost a. A type executes if its cost is below a.

* :math:`a \le c_H`: nobody would execute. The threat is not believed and not made.
* :math:`L < k`: execution hurts the buyer less than conceding. It resists; only a type that gains
  by executing threatens.
* :math:`a \ge c_L`: both would execute. The buyer concedes.
* :math:`c_H < a < c_L` and :math:`\pi L \ge k`: both threaten and the buyer concedes.
* :math:`c_H < a < c_L` and :math:`\pi L < k \le L`: the low type bluffs with probability b, after
  which the buyer believes in execution with k / L and resists with probability :math:`\rho`,

.. math:: b = \frac{\pi (L - k)}{(1 - \pi) k}, \qquad \rho = \frac{G}{G + a} ,

which is worth :math:`G (a - c_H)/(G + a)` to the high type and nothing to the low.

The game and these forms are the project's own, in the tradition of crisis bargaining with audience
costs (Fearon, American Political Science Review 1994); the bluffing equilibrium was confirmed with
Gambit's solvers. A threat also needs a stake: if the seller wants nothing (:math:`G \le 0`) it is
quiet, and a buyer who gains by conceding (k < 0) needs no threat.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

from saiken.draws import Array, Value, chance, finite, percent, require, together

Flags: TypeAlias = NDArray[np.bool_]


class Region(IntEnum):
    """What kind of equilibrium a draw has."""

    NO_STAKE = 0
    NOT_BELIEVED = 1
    OUTWEIGHED = 2
    BLUFFING = 3
    CARRIED = 4
    CERTAIN = 5


REGION_WORDS: Final = {
    Region.NO_STAKE: "there is nothing to be won by threatening",
    Region.NOT_BELIEVED: "backing down costs less than executing, so that nobody believes it",
    Region.OUTWEIGHED: "execution would hurt the buyer less than giving in",
    Region.BLUFFING: "some threats are bluffs and the buyer calls some",
    Region.CARRIED: "the resolute are many enough to carry the bluffers",
    Region.CERTAIN: "every seller would execute",
}


@dataclass(frozen=True, slots=True, eq=False)
class ThreatResult:
    """The equilibrium, draw by draw; money in the units of the stakes.

    Attributes
    ----------
    region : ndarray of int
        A `Region` each.
    threat, concession, execution, back_down : ndarray
        Chances, before the seller's type is known; the last three add up to the first.
    bluff : ndarray
        b, chance that a seller of low resolve threatens.
    resist : ndarray
        rho, chance that the buyer resists a threat; 1 where none is made.
    high, low, seller, buyer : ndarray
        Payoffs of the two types, of the seller before its type is known, and of the buyer, all
        against no threat.
    prior_needed : ndarray
        k / L, the chance of high resolve from which on bluffers are carried; NaN where no chance
        is enough.
    share : ndarray
        The seller's payoff over G, which it cannot exceed unless executing gains it more than the
        concession would; 0 where there is no stake.
    """

    region: NDArray[np.int_]
    threat: Array
    concession: Array
    execution: Array
    back_down: Array
    bluff: Array
    resist: Array
    high: Array
    low: Array
    seller: Array
    buyer: Array
    prior_needed: Array
    share: Array

    def summary(self) -> str:
        """Say in a sentence what the threat is worth and why."""
        counts = np.bincount(self.region.ravel(), minlength=len(Region))
        most = Region(int(counts.argmax()))
        often = percent(self.region == most)
        return (
            f"On average a threat is made with a chance of {percent(self.threat)}, wins what it "
            f"asks for with {percent(self.concession)} and ends in execution with "
            f"{percent(self.execution)}; the commonest case, in {often} of the draws, is that "
            f"{REGION_WORDS[most]}."
        )


@dataclass(frozen=True, slots=True, eq=False)
class Threat:
    """The game of the module's head; numbers or arrays of draws that broadcast.

    Attributes
    ----------
    pi : float or ndarray
        Chance of high resolve, 0 to 1.
    L, k, G : float or ndarray
        The buyer's loss from execution and from conceding, the seller's gain from the concession,
        in one unit of money.
    a : float or ndarray
        Audience cost of backing down, 0 or more, same unit.
    c_high, c_low : float or ndarray
        Net cost of executing at high and at low resolve, same unit; the second not below the first.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    pi: Value
    L: Value
    k: Value
    G: Value
    a: Value
    c_high: Value
    c_low: Value

    def __post_init__(self) -> None:
        pi, L, k, G, a, c_high, c_low = self._arrays()
        chance(pi=pi)
        finite(L=L, k=k, G=G, a=a, c_high=c_high, c_low=c_low)
        require("a", a, a >= 0, "0 or more")
        require("c_low", c_low, c_low >= c_high, "c_high or more")

    def region(self) -> NDArray[np.int_]:
        """The `Region` of each draw; on a boundary the one with the larger threat."""
        pi, L, k, G, a, c_high, c_low = self._arrays()
        tests = [
            (k < 0, Region.NO_STAKE),
            (a <= c_high, Region.NOT_BELIEVED),
            (k > L, Region.OUTWEIGHED),
            (G <= 0, Region.NO_STAKE),
            (a >= c_low, Region.CERTAIN),
            (pi * L >= k, Region.CARRIED),
        ]
        return np.select([test for test, _ in tests], [int(each) for _, each in tests], 3)

    def solve(self) -> ThreatResult:
        """Return the equilibrium of each draw, in closed form."""
        pi, L, k, G, a, c_high, c_low = self._arrays()
        region = self.region()
        outweighed, bluffing = region == Region.OUTWEIGHED, region == Region.BLUFFING
        yields = region >= Region.CARRIED
        # outweighed: a type threatens if it gains by executing, and then it does execute
        first = yields | bluffing | (outweighed & (c_high < 0))
        last = yields | (outweighed & (c_low < 0))
        bluff = _over(pi * (L - k), (1 - pi) * k, bluffing, last)
        resist = _over(G, G + a, bluffing, ~yields)
        high = first * np.where(bluffing | yields, (1 - resist) * G - resist * c_high, -c_high)
        low = np.where(yields, G, np.where(outweighed & last, -c_low, 0.0))
        threat = pi * first + (1 - pi) * bluff
        execution = resist * (pi * first + np.where(a >= c_low, (1 - pi) * bluff, 0.0))
        concession = threat * (1 - resist)
        seller = pi * high + (1 - pi) * low
        return ThreatResult(
            region=region,
            threat=threat,
            concession=concession,
            execution=execution,
            back_down=threat * resist - execution,
            bluff=bluff,
            resist=resist,
            high=high,
            low=low,
            seller=seller,
            buyer=-k * concession - L * execution,
            prior_needed=_over(k, L, (k <= L) & (L > 0), np.nan),
            share=_over(seller, G, G > 0, 0.0),
        )

    def _arrays(self) -> tuple[Array, ...]:
        return together(self.pi, self.L, self.k, self.G, self.a, self.c_high, self.c_low)


def _over(top: Array, bottom: Array, where: Flags, other: Value | Flags) -> Array:
    """Quotient where it has a meaning, something else in the other draws."""
    out = np.array(np.broadcast_to(np.asarray(other, dtype=float), bottom.shape))
    np.divide(top, bottom, out=out, where=where)
    return out
