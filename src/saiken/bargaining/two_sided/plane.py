r"""A first answer on a grid of both beliefs, and the named selection among a node's equilibria.

A belief about the buyer that is *arrived at* by holding tells which belief it came from:
:math:`\nu = \nu' s / (1 - \nu' + \nu' s)`, where s is the chance that a normal buyer holds if
:math:`\nu'` is what is believed of one that does. So the buyer's node is solved by inverting that
map, the seller's by the roots of what going on gains over folding. Where either is not monotone a
node has several equilibria, and the selection decides:

*caution*
    the largest belief, on both sides: the weak seller folds most;
*boldness*
    the smallest: it folds least.

What is between the grid's points is interpolated here; `polish` then solves the path exactly.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.climb import TIE, NoCard, Worth
from saiken.bargaining.rounds import Terms
from saiken.bargaining.two_sided.answer import Stage, answer, played, stages
from saiken.draws import Array

SELECTIONS: Final = ("caution", "boldness")
Places = NDArray[np.intp]


class Plane(NamedTuple):
    """Where beliefs go from every point of the grid, shape (draw, round, mu, nu).

    `lands`: the belief about the seller once it went on; `learns`: that about the buyer once it
    held. `several`, shape (draw,): whether some node has other equilibria.
    """

    points: Array
    lands: Array
    learns: Array
    several: NDArray[np.bool_]


def points(grid: int) -> Array:
    """Return the grid's beliefs, denser near 0."""
    return np.asarray((np.arange(grid) / (grid - 1)) ** 2)


def plane(terms: Terms, without: NoCard, grid: int, selection: str) -> Plane:
    """Solve backwards over all draws and pairs of beliefs at once.

    Parameters
    ----------
    terms : Terms
    without : NoCard
        The same game without the card.
    grid : int
        Beliefs on each side.
    selection : str
        One of `SELECTIONS`.
    """
    at, bold = points(grid), selection == "boldness"
    shape = (terms.draws, grid, grid)
    ahead = Worth(*(np.zeros(shape) for _ in Worth._fields))
    several = np.zeros(terms.draws, dtype=bool)
    lands, learns = (np.empty((terms.draws, terms.rounds, grid, grid)) for _ in range(2))
    for t, stage in reversed(list(enumerate(stages(terms, without, 2)))):
        learns[:, t], after, more = _learn(stage, ahead, at, bold)
        there = played(stage, answer(stage, after, at[:, None]), at)
        there_worth = Worth(there.buyer, there.weak, there.price)
        slack = TIE * terms.stake[:, None, None]
        lands[:, t], ahead, most = _land(stage, there_worth, at, slack, bold)
        several |= more | most
    return Plane(at, lands, learns, several)


def _learn(
    stage: Stage, ahead: Worth, at: Array, bold: bool
) -> tuple[Array, Worth, NDArray[np.bool_]]:
    """Belief that holding brings, the worth there, and whether there is another such belief."""
    stays = answer(stage, ahead, at[:, None]).holds
    before = _divide(at * stays, 1 - at + at * stays, at)
    several = np.asarray((np.diff(before) < -TIE).any(axis=(1, 2)))
    rising = (
        np.maximum.accumulate(before, axis=2)
        if bold
        else np.minimum.accumulate(before[..., ::-1], axis=2)[..., ::-1]
    )
    low = np.zeros(before.shape, dtype=np.intp)
    for j in range(1, len(at) - 1):
        low += rising[..., j, None] < at if bold else rising[..., j, None] <= at
    share = _root(stays, low, at)
    there = at[low] + share * (at[low + 1] - at[low])
    return there, _between(ahead, low, low + 1, share, axis=2), several


def _root(stays: Array, low: Places, at: Array) -> Array:
    """Where between two grid points the belief arrived at came from the grid's beliefs.

    The chance of holding is linear between them, which leaves a quadratic.
    """
    s = np.take_along_axis(stays, low, axis=2)
    rise = np.take_along_axis(stays, low + 1, axis=2) - s
    start, width = at[low], at[low + 1] - at[low]
    c = at * (1 - start) - (1 - at) * start * s
    b = -at * width - (1 - at) * (start * rise + width * s)
    a = -(1 - at) * width * rise
    root = np.sqrt(np.maximum(b * b - 4 * a * c, 0.0))
    return np.clip(_divide(2 * c, root - b, np.zeros(1)), 0.0, 1.0)


def _land(
    stage: Stage, there: Worth, at: Array, slack: Array, bold: bool
) -> tuple[Array, Worth, NDArray[np.bool_]]:
    """Belief that going on brings, the worth before, and whether the seller could do otherwise."""
    fold, size = stage.fold(at), len(at)
    gap = there.weak - fold
    short = gap < -slack
    own = np.broadcast_to(np.arange(size)[:, None], gap.shape)
    last = np.where(short, own, -1).max(axis=1, keepdims=True)
    several = ((gap > slack) & (own < last)).any(axis=(1, 2))
    if bold:
        enough = np.where(short, size, own)
        high = np.minimum.accumulate(enough[:, ::-1], axis=1)[:, ::-1]
        drops = short
    else:
        high, drops = np.broadcast_to(last + 1, gap.shape), own <= last
    upper = np.where(drops, np.minimum(high, size - 1), own)
    lower = np.where(drops & (high < size), high - 1, upper)
    low_gap, high_gap = (np.take_along_axis(gap, each, axis=1) for each in (lower, upper))
    share = np.clip(_divide(-low_gap, high_gap - low_gap, np.zeros(1)), 0.0, 1.0)
    lands = at[lower] + share * (at[upper] - at[lower])
    on = _between(there, lower, upper, share, axis=1)
    reach = np.where(drops, _divide(at[:, None], lands, np.ones(1)), 1.0)
    before = Worth(
        reach * on.buyer + (1 - reach) * stage.buyer,
        np.where(drops, fold, on.weak),
        reach * on.price,
    )
    return lands, before, several


def _between(worth: Worth, low: Places, high: Places, share: Array, axis: int) -> Worth:
    def one(each: Array) -> Array:
        start = np.take_along_axis(each, low, axis=axis)
        return start + share * (np.take_along_axis(each, high, axis=axis) - start)

    return Worth(*(one(each) for each in worth))


def _divide(top: Array, bottom: Array, otherwise: Array) -> Array:
    top, bottom, otherwise = np.broadcast_arrays(top, bottom, otherwise)
    out = otherwise.astype(float)
    return np.asarray(np.divide(top, bottom, out=out, where=bottom != 0))
