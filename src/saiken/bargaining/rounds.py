r"""The ladder's primitives, round by round: what solver, ruler and writer all start from.

A game has T rounds, t = 0 to T - 1. A round at belief :math:`\mu` (that the seller is resolute)
goes

1. A weak seller goes on with probability b or folds in public, at the cost of having said what was
   said before; a resolute one goes on. Then
   :math:`\mu' = \mu / (\mu + (1 - \mu) b)`. After a fold the rest is played without the card.
2. The seller stands on the round's rung: the slice is sold and paid for by both sides. The market
   prices :math:`Y_t(\mu')`, the equilibrium probability of execution (an accident included), and
   the buyer bears the flow cost :math:`\eta L Y_t\,dt`.
3. The buyer learns a private shock, logistic with mean zero and scale sigma, to the politics of
   conceding, and concedes (-k to it, G to the seller) or not. If not it learns a second one, to the
   politics of acting first, and removes the card at the cost x or holds.
4. If it holds, an accident comes with hazard :math:`h_t X_t(\mu')`, X being the price once the
   buyer is seen to have held.

Where a deadline comes it is moved by a round with probability delta, as often as is allowed; else
the resolute seller executes and the weak one folds.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from saiken.draws import Array


class Round(NamedTuple):
    """One round's terms, each of shape (draw, 1) to stand beside beliefs of shape (draw, belief).

    `fold` is what folding costs at its start, `fold_next` after it; the others as in `Terms`.
    """

    k: Array
    x: Array
    sigma: Array
    fold: Array
    fold_next: Array
    gain: Array
    loss: Array
    cost: Array
    accident: Array
    hazard: Array
    flow: Array
    slice_cost: Array
    slice_loss: Array
    goes_on: Array


@dataclass(frozen=True, slots=True, eq=False)
class Terms:
    """Primitives; money in the units of the stakes, shape (draw, round) unless stated.

    Attributes
    ----------
    k, x, sigma, mu0 : ndarray, shape (draw,)
        The buyer's cost of conceding and of removing the card (infinite: it cannot), the scale of
        its shocks, and the prior that the seller is resolute.
    fold : ndarray, shape (draw, round + 1)
        Cost of folding at the start of a round; the last, after the end, belongs to the deadline.
    gain, loss : ndarray
        What the concession brings the seller, and what execution would cost the buyer with what is
        left unsold after the round's slice.
    cost, accident : ndarray
        What executing and what an accident would cost the seller, likewise.
    hazard : ndarray
        h, accidents per unit of the market's price.
    flow : ndarray
        The buyer's cost of the round per unit of the market's price.
    slice_cost, slice_loss : ndarray
        What the round's slice costs seller and buyer.
    goes_on : ndarray
        Probability that another round follows one that the buyer held: 1 before the deadline.
    """

    k: Array
    x: Array
    sigma: Array
    mu0: Array
    fold: Array
    gain: Array
    loss: Array
    cost: Array
    accident: Array
    hazard: Array
    flow: Array
    slice_cost: Array
    slice_loss: Array
    goes_on: Array

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.gain)

    @property
    def rounds(self) -> int:
        """T, rounds at most."""
        return int(self.gain.shape[1])

    def at(self, t: int) -> Round:
        """Return the terms of round t as columns."""
        columns = {name: self._column(name, t) for name in Round._fields if name != "fold_next"}
        return Round(fold_next=self.fold[:, t + 1, None], **columns)

    def some(self, rows: NDArray[np.intp]) -> Terms:
        """Return the terms of some of the draws, in that order and as often as named."""
        return Terms(**{each.name: getattr(self, each.name)[rows] for each in fields(self)})

    @property
    def stake(self) -> Array:
        """What errors are measured against: the largest of k, losses, gains and sigma, (draw,)."""
        largest = [np.abs(each).max(axis=1) for each in (self.loss, self.gain)]
        return np.asarray(np.maximum.reduce([np.abs(self.k), self.sigma, *largest]))

    def _column(self, name: str, t: int) -> Array:
        value: Array = getattr(self, name)
        return value[:, None] if value.ndim == 1 else value[:, t, None]
