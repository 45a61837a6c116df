r"""The two-sided ladder: either side may be one that never gives in.

The seller is resolute with chance :math:`\mu_0`, as in `saiken.bargaining.ladder`; the buyer is
obstinate with chance :math:`\nu_0`, and then neither concedes nor removes the card. Going on speaks
for resolve, holding for obstinacy. Plan, costs and shocks are those of the one-sided game, which
this is at :math:`\nu_0 = 0`; in the tradition of Abreu and Gul (Econometrica 2000). Derived here.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from saiken.bargaining.ladder import Ladder
from saiken.bargaining.rounds import Terms
from saiken.bargaining.two_sided.plane import SELECTIONS
from saiken.bargaining.two_sided.solution import TwoSidedSolution, solution
from saiken.draws import Array, Value, chance
from saiken.errors import InputError, out_of_range, unknown

ROUNDS: Final = 6


@dataclass(frozen=True, slots=True, eq=False)
class TwoSided:
    """A ladder against a buyer that may be obstinate.

    Attributes
    ----------
    game : Ladder
        The one-sided game, by whose draws this is solved.
    nu0 : float or ndarray, (draw,)
        Prior probability that the buyer is obstinate.
    selection : str
        Which of a node's equilibria is taken: ``caution``, in which the weak seller folds most, or
        ``boldness``, in which it folds least.
    rounds : int, optional
        Rounds to the first deadline instead of the game's; None keeps those.
    grid : int
        Beliefs on each side at which a first answer is sought.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    game: Ladder
    nu0: Value
    selection: str = SELECTIONS[0]
    rounds: int | None = ROUNDS
    grid: int = 25

    def __post_init__(self) -> None:
        if self.selection not in SELECTIONS:
            raise unknown("selection", self.selection, SELECTIONS)
        if self.grid < 3:
            raise out_of_range("grid", self.grid, "3 or more")
        chance(nu0=np.asarray(self.nu0, dtype=float))
        _ = self._both()

    @property
    def one_sided(self) -> Ladder:
        """The same rounds against a buyer that is normal for sure."""
        return self.game if self.rounds is None else replace(self.game, rounds=self.rounds)

    def solve(self) -> TwoSidedSolution:
        """Return the equilibrium of each draw, checked."""
        terms, nu0 = self._both()
        return solution(terms, nu0, self.one_sided.rung, self.grid, self.selection)

    def _both(self) -> tuple[Terms, Array]:
        """The primitives and the prior, with as many draws."""
        terms, nu0 = self.one_sided.terms, np.atleast_1d(np.asarray(self.nu0, dtype=float))
        if nu0.ndim > 1 or (1 not in (len(nu0), terms.draws) and len(nu0) != terms.draws):
            raise InputError(
                f"nu0 has the shape {nu0.shape} and the game {terms.draws} draws; allowed is a "
                "number or one a draw."
            )
        draws = max(len(nu0), terms.draws)
        rows = np.broadcast_to(np.arange(terms.draws), draws)
        return terms.some(rows), np.broadcast_to(nu0, draws)
