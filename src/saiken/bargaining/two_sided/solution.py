"""The two-sided equilibrium as it is returned: one checked path a draw, chances and payoffs."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.climb import NoCard, no_card
from saiken.bargaining.path import Ends, Played, ends, resolute
from saiken.bargaining.rounds import Terms
from saiken.bargaining.solution import Flags, LadderSolution, checked
from saiken.bargaining.two_sided.find import find
from saiken.bargaining.two_sided.ruler import Path
from saiken.draws import Array, percent


@dataclass(frozen=True, slots=True, eq=False)
class TwoSidedSolution:
    """The equilibrium, draw by draw.

    Attributes
    ----------
    outcome : LadderSolution
        As of the one-sided game. Of the buyer's choices and payoff, those of a normal one; chances
        of ends and the seller's payoffs are over both. `several`: some node of the grid has other
        equilibria.
    path : Path
        What was checked, with the belief about the buyer.
    selection : str
        Which of them is shown.
    named : ndarray of bool, shape (draw,)
        Whether the path was reached from the selection's own first answer, not from one near by: of
        the others it is sure that they are equilibria, not that they are the selection's.
    differs : ndarray of bool, shape (draw,)
        Whether the other selection's path is another, or only one of the two was found.
    """

    outcome: LadderSolution
    path: Path
    selection: str
    named: Flags
    differs: Flags

    @property
    def refused(self) -> Flags:
        """Draws in which no path passed the ruler."""
        return self.outcome.refused

    def summary(self) -> str:
        """Say how it ends on average, by which selection, and what was checked."""
        return (
            f"The buyer may be one that never gives in. {self.outcome.summary()} Where a decision "
            f"has several equilibria, {self.selection} picks; the other selection differs in "
            f"{percent(self.differs)} of the draws."
        )


def solution(
    terms: Terms, nu0: Array, rung: NDArray[np.intp], grid: int, selection: str
) -> TwoSidedSolution:
    """Solve a game by one selection, compare the other, and have the ruler read both.

    Parameters
    ----------
    terms : Terms
    nu0 : ndarray, shape (draw,)
        Prior that the buyer is obstinate.
    rung : ndarray of int, shape (round,)
    grid : int
        Beliefs on each side at which a first answer is sought.
    selection : str
        One of `SELECTIONS`.
    """
    found, without = find(terms, nu0, grid, selection), no_card(terms)
    normal = _played(terms, found.path)
    chances = _chances(terms, normal, without, nu0[:, None])
    able = 1 - found.path.obstinacy[:, :-1]
    payoff, rational = resolute(terms, _seen(normal, able), without, able)
    payoffs = {
        "seller": terms.mu0 * payoff + (1 - terms.mu0) * found.start.weak,
        "resolute": payoff,
        "weak": found.start.weak,
        "buyer": found.start.buyer,
        "silent_seller": able[:, 0] * without.seller[:, 0],
        "silent_buyer": without.buyer[:, 0],
    }
    ok = found.verdict.ok
    outcome = checked(rung, normal, chances, payoffs, rational, found.several, found.verdict)
    shown = Path(
        *(np.where(ok[:, None], getattr(found.path, each.name), np.nan) for each in fields(Path))
    )
    return TwoSidedSolution(outcome, shown, selection, found.named & ok, found.differs)


def _played(terms: Terms, path: Path) -> Played:
    """A normal buyer's path in the one-sided game's terms."""
    before = np.hstack([terms.mu0[:, None], path.resolve[:, :-1]])
    reach = before + (1 - before) * path.goes_on
    executed = (1 - terms.goes_on) * path.resolve
    executed[:, :-1] += terms.goes_on[:, :-1] * reach[:, 1:] * path.price[:, 1:]
    return Played(
        path.goes_on,
        reach,
        path.resolve,
        path.concede,
        path.preempt,
        path.price,
        terms.hazard * executed,
    )


def _chances(terms: Terms, normal: Played, without: NoCard, nu0: Array) -> Ends:
    """Chances of the ends over both buyers: of one that only holds, and of a normal one."""
    none = np.zeros_like(normal.concede)
    stubborn = replace(normal, concede=none, preempt=none)
    one, other = ends(terms, normal, without), ends(terms, stubborn, without._replace(concede=none))
    names = [each.name for each in fields(Ends)]
    return Ends(
        **{name: (1 - nu0) * getattr(one, name) + nu0 * getattr(other, name) for name in names}
    )


def _seen(played: Played, able: Array) -> Played:
    """The buyer as a seller sees it, who does not know whether it can give in."""
    concede = able * played.concede
    removed = able * (1 - played.concede) * played.preempt
    rest = 1 - concede
    preempt = np.divide(removed, rest, out=np.zeros_like(rest), where=rest > 0)
    return replace(played, concede=concede, preempt=preempt)
