"""Small ladders solved by us and by Gambit, an independent program for finite games.

``python -m benchmarks.gambit`` prints one table in Markdown, in a few minutes; it needs
``pip install saiken[gambit]``. Money is in units of the stake. Nothing is asserted here:
tests/bargaining/test_gambit.py does.

*Without shocks* a tree is solved by `logit_solve`, whose end is a sequential equilibrium, and by
`enumpoly_solve`, which goes through supports; chances of the ends of the talks are compared. *With
shocks* both play logit: the buyer at precision 1 / sigma, the seller, who has no shocks, at `SHARP`
a stake, so that his noise nearly vanishes. Gambit has one precision for all, so that payoffs are
rescaled instead. There every choice is compared.
"""

from __future__ import annotations

import io
import math
import multiprocessing
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from queue import Empty
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

from benchmarks import measure
from saiken.bargaining import Ladder, to_efg
from saiken.bargaining.export import VANISHING
from saiken.bargaining.plans import Plan
from saiken.bargaining.solution import LadderSolution
from saiken.negotiation import load_negotiation
from saiken.negotiation.card import at_the_table
from saiken.negotiation.game import middle

if TYPE_CHECKING:
    from multiprocessing.queues import Queue

    from pygambit import Game
    from pygambit.gambit import MixedBehaviorProfile as Profile

SHARP: Final = 1e4
"""The seller's precision with shocks, a unit of money."""
PACE: Final = 1.02
"""Growth of the steps along Gambit's path; at its own 1.1 it loses some paths."""
REACHED: Final = 1e-6
"""How near Gambit's path has to come to the precision asked for."""
AGREED: Final = 1e-3
"""Largest difference that counts as agreement."""
LEAST: Final = 1e-9
"""Below which a difference is not told from rounding."""
PATIENCE_S: Final = 60.0
"""After which the search through supports is given up."""
NEGOTIATIONS: Final = ("kato-2025", "china-2025", "europe-2026")
ROUNDS: Final = (1, 2, 3)
ENDS: Final = {
    "deal": "deal",
    "executed": "execution",
    "accident": "accident",
    "backed down": "back_down",
    "folded": "fold",
    "removed": "removed",
}
"""Ends as the tree calls them, and as the solution does."""
BASE: Final[Mapping[str, Any]] = {
    "plan": Plan("threat at once", ((0.0, "threat"),)),
    "k": 4.0,
    "L": 10.0,
    "G": 5.0,
    "c_resolute": 1.0,
    "a": np.array([0, 1, 2, 2.5, 3.0]),
    "mu0": 0.2,
    "sigma": 0.5,
    "rounds": 1,
}
"""The bluffing game of `saiken.bargaining.threat`, with shocks."""
SMALL: Final[Mapping[str, Mapping[str, Any]]] = {
    "one": {},
    "two": {"plan": "words", "rounds": 2, "h": np.full(5, 0.05)},
    "moved": {"plan": "words", "moves": 1, "delta": 0.3, "h": np.full(5, 0.1), "eta": 0.5},
    "slices": {"plan": "stairs", "rounds": 4, "eta": 0.5, "m": np.array([0, 0, 0, 0.05, 0.1])},
    "removable": {"x": 3.9, "k": 4.2},
}
"""What each small game changes in it."""
Chances = dict[str, float]
Array = NDArray[np.float64]


def small(name: str) -> Ladder:
    """State one of the small games."""
    return Ladder(**{**BASE, **SMALL[name]})


@cache
def negotiated(name: str) -> Ladder:
    """State the middle game of a bundled negotiation, money in units of the stake."""
    game = middle(at_the_table(load_negotiation(name).negotiation)[2])
    stake = game.terms.stake[0]
    money = ("k", "L", "G", "c_resolute", "a", "sigma", "m", "x", "sunk")
    return replace(game, **{each: getattr(game, each) / stake for each in money})


def games() -> dict[str, Ladder]:
    """State all games of the table by their names in it."""
    found = {name: small(name) for name in SMALL}
    for name in NEGOTIATIONS:
        found |= {f"{name}, {each}": replace(negotiated(name), rounds=each) for each in ROUNDS}
    return found


def calm(game: Ladder) -> Ladder:
    """Take the shocks out of a game, nearly."""
    return replace(game, sigma=VANISHING * game.terms.stake)


def ours(found: LadderSolution) -> Chances:
    """Sum our chances of every end over the rounds."""
    return {end: float(getattr(found.ends, name).sum()) for end, name in ENDS.items()}


def choices(found: LadderSolution, removable: bool) -> Array:
    """All our choices in the order of Gambit's actions: by player, round and action."""
    b, q, p = (getattr(found.played, name)[0] for name in ("goes_on", "concede", "preempt"))
    buyer = [q, (1 - q) * (1 - p), (1 - q) * p][: 3 if removable else 2]
    return np.concatenate([np.stack([b, 1 - b], axis=1).ravel(), np.stack(buyer, axis=1).ravel()])


def tree_of(text: str) -> Game:
    """Have Gambit read a tree."""
    import pygambit

    return pygambit.read_efg(io.StringIO(text))


def limit(tree: Game) -> Profile:
    """Profile at the end of the principal branch of logit play: a sequential equilibrium."""
    import pygambit

    return pygambit.nash.logit_solve(tree).equilibria[0]


def logit(tree: Game, sigma: float, sharp: float = SHARP) -> Array:
    """All choices in logit play at the buyer's precision 1 / sigma and the seller's `sharp`.

    The tree's payoffs are rescaled in place.

    Raises
    ------
    RuntimeError
        If Gambit's path stops short of the precision that was asked for.
    """
    import pygambit

    for outcome in tree.outcomes:
        for player, scale in zip(tree.players, (sharp, 1 / sigma), strict=True):
            outcome[player] = float(outcome[player]) * scale
    found = pygambit.qre.logit_solve_lambda(tree, 1.0, max_accel=PACE)[0]
    if abs(found.lam - 1) > REACHED:
        raise RuntimeError(f"Gambit's path stopped at {found.lam:.3g} of the precision.")
    # By number, since `found.profile` raises an error in Gambit 16.7.
    return np.array([found[number] for number in range(len(found))])


def chances(tree: Game, profile: Profile) -> Chances:
    """Sum the chances of every end as Gambit works them out."""
    found = dict.fromkeys(ENDS, 0.0)
    for node in tree.nodes:
        if node.is_terminal:
            found[node.outcome.label.rsplit(" ", 1)[0]] += float(profile.realiz_prob(node))
    return found


def apart(one: Chances, other: Chances) -> float:
    """Largest difference between two sets of chances."""
    return max(abs(one[end] - other[end]) for end in ENDS)


def supports(text: str) -> list[Chances]:
    """Chances of the equilibria that Gambit finds by going through all supports."""
    import pygambit

    tree = tree_of(text)
    return [chances(tree, each) for each in pygambit.nash.enumpoly_solve(tree).equilibria]


def patient(text: str, patience_s: float = PATIENCE_S) -> list[Chances] | None:
    """Run `supports` in a process that can be ended; None if it takes too long."""
    context = multiprocessing.get_context("spawn")
    answer = context.Queue()
    job = context.Process(target=_answer, args=(text, answer))
    job.start()
    try:
        return list(answer.get(timeout=patience_s))
    except Empty:
        return None
    finally:
        job.kill()
        job.join()


def _answer(text: str, answer: Queue[list[Chances]]) -> None:
    answer.put(supports(text))


@dataclass(frozen=True)
class Row:
    """One game: ours beside Gambit's."""

    name: str
    nodes: int
    mine: Chances
    theirs: Chances
    shocks: float

    @property
    def cells(self) -> list[str]:
        """What does not depend on the machine."""
        gap = within(apart(self.mine, self.theirs))
        shown = [shares(self.mine), shares(self.theirs), gap, within(self.shocks)]
        return [self.name, str(self.nodes), *shown]


def row(name: str, game: Ladder) -> Row:
    """Solve one game both ways, without shocks and with them."""
    text, found = to_efg(game), game.solve()
    tree = tree_of(text)
    played = logit(tree_of(to_efg(game, shocks=True)), float(game.terms.sigma[0]))
    shocks = np.abs(played - choices(found, bool(np.isfinite(game.terms.x[0])))).max()
    theirs = chances(tree, limit(tree))
    return Row(name, len(list(tree.nodes)), ours(calm(game).solve()), theirs, float(shocks))


def shares(of: Chances) -> str:
    """Show deal, execution, back-down and fold."""
    return " ".join(f"{of[end]:.4f}" for end in ("deal", "executed", "backed down", "folded"))


def within(gap: float) -> str:
    """Show a difference: the power of ten below which it is if it is small."""
    if gap > AGREED:
        return f"{gap:.1g}"
    return f"1e{max(math.ceil(math.log10(max(gap, LEAST))), math.log10(LEAST)):.0f}"


def listed(mine: Chances, found: list[Chances] | None) -> str:
    """Show how many equilibria were listed, and how near ours the nearest is."""
    if found is None:
        return f"none in {PATIENCE_S:.0f} s"
    nearest = min((apart(mine, each) for each in found), default=math.nan)
    return f"{len(found)}; {within(nearest)}" if found else "0"


def times(game: Ladder) -> list[str]:
    """Time both solvers without shocks: ours in ms, Gambit's in ms, Gambit's over ours."""
    quiet, tree = calm(game), tree_of(to_efg(game))
    mine, theirs = measure.best(quiet.solve), measure.best(lambda: limit(tree))
    return [f"{1e3 * mine:.1f}", f"{1e3 * theirs:.0f}", f"{theirs / mine:.1f}"]


HEAD: Final = (
    "game", "nodes", "ours", "`logit_solve`", "apart", "with shocks, apart",
    "`enumpoly_solve`", "ours, ms", "Gambit, ms", "ratio",
)  # fmt: skip


def main() -> None:
    """Print the table."""
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for name, game in games().items():
        each = row(name, game)
        found = listed(each.mine, patient(to_efg(game)))
        print(f"| {' | '.join([*each.cells, found, *times(game)])} |", flush=True)


if __name__ == "__main__":
    main()
