r"""The escalation ladder: from a remark to execution, with the market pricing every step.

A seller is resolute with probability :math:`\mu_0`, and then climbs a published plan and executes
at the deadline, or weak, and then may fold in any round and surely does at the deadline. The buyer,
whose politics shift a little from round to round, gives in or holds. `rounds` states the round,
`climb` solves it, `verify` checks it. The game is the project's own, in the tradition of crisis
bargaining with audience costs (Fearon, American Political Science Review 1994) and of reputation
with a deadline; with one round and small shocks it is the bluffing game of `threat`.

The plan is not derived from the resolute seller's interest. Whether it is in its interest is
checked afterwards, draw by draw: where it is not, no credible type exists and the card is worth
nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.climb import Climb, climb
from saiken.bargaining.plans import BEFORE, Plan, plan_named, sold_in_a_round
from saiken.bargaining.rounds import Terms
from saiken.bargaining.solution import LadderSolution, solution
from saiken.draws import Array, Value, chance, finite, require
from saiken.errors import InputError, out_of_range

DAYS_A_YEAR: Final = 365
ONE_A_DRAW: Final = (
    "k",
    "L",
    "c_resolute",
    "mu0",
    "sigma",
    "eta",
    "delta",
    "x",
    "sunk",
    "rumour",
    "c_accident",
)


@dataclass(frozen=True, slots=True, eq=False)
class Ladder:
    """The game; numbers or arrays of shape (draw,), money in one unit.

    Attributes
    ----------
    plan : Plan or str
        The resolute seller's, or the name of one in the file.
    k, L : float or ndarray
        The buyer's loss from conceding and from execution.
    G : float or ndarray, (draw,) or (draw, round)
        The seller's gain from the concession, by the round in which it comes if given so.
    c_resolute : float or ndarray
        What executing costs the resolute seller, net of what it gains by it.
    a : ndarray, (rung,) or (draw, rung)
        Audience cost of folding after each rung before the deadline; silence is free. What was said
        cannot be unsaid: a later, lower rung leaves the cost where it was.
    mu0 : float or ndarray
        Prior probability that the seller is resolute.
    sigma : float or ndarray
        Scale of the buyer's shocks, above 0.
    eta : float or ndarray
        The buyer's cost of a year with execution certain, as a share of L.
    m, h : ndarray, (rung,) or (draw, rung), optional
        What a round on each rung costs the seller, and its hazard of an accident per unit of the
        market's price, 0 to 1; nothing by default.
    delta : float or ndarray
        Probability that a deadline is moved by a round when it comes; needs `moves`.
    x : float or ndarray
        The buyer's cost of removing the card; infinite, which is the default, if it cannot.
    sunk, rumour : float or ndarray
        Audience cost already incurred before the first round, and the probability that somebody
        else has put the card on the table, so that folding costs what it does after a remark.
    c_accident : float or ndarray, optional
        What an accident costs either seller; by default c_resolute, or nothing if that is a gain.
    rounds, moves : int
        Rounds to the first deadline, and how often it can be moved.
    days : float
        Days to the first deadline.
    grid : int
        Beliefs at which equilibria are bracketed and checked.

    Raises
    ------
    InputError
        If a parameter lies outside its range, or shapes do not fit together.
    """

    plan: Plan | str
    k: Value
    L: Value
    G: Value
    c_resolute: Value
    a: Array
    mu0: Value
    sigma: Value
    eta: Value = 0.0
    m: Array | None = None
    h: Array | None = None
    delta: Value = 0.0
    x: Value = np.inf
    sunk: Value = 0.0
    rumour: Value = 0.0
    c_accident: Value | None = None
    rounds: int = 8
    moves: int = 0
    days: float = 90.0
    grid: int = 65

    def __post_init__(self) -> None:
        for name, least in (("rounds", 1), ("moves", 0), ("grid", 3)):
            if getattr(self, name) < least:
                raise out_of_range(name, getattr(self, name), f"{least} or more")
        if not 0 < self.days < np.inf:
            raise out_of_range("days", f"{self.days:g}", "above 0: the deadline follows the start")
        _check(self._columns())
        if np.any(np.asarray(self.delta) > 0) and not self.moves:
            raise out_of_range("delta", "above 0", "0 where moves is 0: no deadline can be moved")
        _ = self.left

    @property
    def rung(self) -> NDArray[np.intp]:
        """Index in `RUNGS` by round, shape (round,)."""
        plan = plan_named(self.plan) if isinstance(self.plan, str) else self.plan
        return plan.rungs(self.rounds, self.moves)

    @property
    def left(self) -> Array:
        """Share of the holding that is left after each round, shape (round,)."""
        left = 1 - np.cumsum(sold_in_a_round()[self.rung])
        if left[-1] < 0:
            raise InputError(
                f"The plan sells {1 - left[-1]:.0%} of the holding before the deadline; allowed is "
                "up to 100%."
            )
        return np.asarray(left)

    @property
    def terms(self) -> Terms:
        """The game's primitives round by round."""
        of, rung, left = self._columns(), self.rung, self.left
        by_round = {
            "gain": of["G"],
            "loss": of["L"] * left,
            "cost": of["c_resolute"] * left,
            "accident": of["c_accident"] * left,
            "hazard": of["h"][:, rung],
            "flow": of["eta"] * of["L"] * left * self.days / self.rounds / DAYS_A_YEAR,
            "slice_cost": of["m"][:, rung],
            "slice_loss": of["L"] * sold_in_a_round()[rung],
            "goes_on": self._goes_on(of["delta"]),
            "fold": _fold(of["sunk"] + of["rumour"] * of["a"][:, 1:2], of["a"][:, rung]),
        }
        draws = max(len(each) for each in of.values())
        full = {
            name: np.broadcast_to(each, (draws, len(rung) + (name == "fold")))
            for name, each in by_round.items()
        }
        lone = {name: np.broadcast_to(of[name][:, 0], draws) for name in ("k", "x", "sigma", "mu0")}
        return Terms(**lone, **full)

    def climb(self) -> Climb:
        """Return the equilibrium at every belief, as the ruler reads it."""
        return climb(self.terms, self.grid)

    def solve(self) -> LadderSolution:
        """Return the equilibrium of each draw, checked."""
        return solution(self.terms, self.rung, self.grid)

    def _goes_on(self, delta: Array) -> Array:
        """Probability of another round: 1 before the first deadline, 0 after the last."""
        t = np.arange(len(self.rung))
        return np.where(t < self.rounds - 1, 1.0, np.where(t < len(t) - 1, delta, 0.0))

    def _columns(self) -> dict[str, Array]:
        """Every parameter with draws first: shape (draw or 1, 1 or rung or round)."""
        accident = np.maximum(self.c_resolute, 0) if self.c_accident is None else self.c_accident
        given = {name: getattr(self, name) for name in ONE_A_DRAW} | {"c_accident": accident}
        of = {name: _as_column(name, value) for name, value in given.items()}
        for name, value in (("a", self.a), ("m", self.m), ("h", self.h)):
            of[name] = _as_rows(name, np.zeros(BEFORE) if value is None else value, BEFORE)
        gain = np.asarray(self.G, dtype=float)
        of["G"] = _as_column("G", gain) if gain.ndim < 2 else _as_rows("G", gain, len(self.rung))
        if len(lengths := sorted({len(each) for each in of.values()} - {1})) > 1:
            raise InputError(
                f"The parameters have {' and '.join(map(str, lengths))} draws; allowed are numbers "
                "and one number of draws."
            )
        return of


def _as_column(name: str, value: Value) -> Array:
    column = np.asarray(value, dtype=float)
    if column.ndim > 1 or not column.size:
        raise out_of_range(f"the shape of {name}", column.shape, "a number or one a draw")
    return column.reshape(-1, 1)


def _as_rows(name: str, value: Array, width: int) -> Array:
    rows = np.atleast_2d(np.asarray(value, dtype=float))
    if rows.ndim > 2 or rows.shape[1] != width or not rows.size:
        raise out_of_range(
            f"the shape of {name}", np.shape(value), f"({width},) or (draw, {width})"
        )
    return rows


def _fold(start: Array, said: Array) -> Array:
    """Cost of folding at the start of each round and at the end: the worst that was said so far."""
    rows = np.broadcast_arrays(start, said[:, :1])[0]
    both = np.hstack([rows, np.broadcast_to(said, (len(rows), said.shape[1]))])
    return np.asarray(np.maximum.accumulate(both, axis=1))


def _check(of: dict[str, Array]) -> None:
    finite(**{name: value for name, value in of.items() if name != "x"})
    chance(**{name: of[name] for name in ("mu0", "delta", "rumour", "h")})
    require("sigma", of["sigma"], of["sigma"] > 0, "above 0")
    for name in ("a", "m", "eta", "sunk", "x"):
        require(name, of[name], of[name] >= 0, "0 or more")
    silence = of["a"][:, 0]
    require("a after silence", silence, silence == 0, "0: folding then is free")
