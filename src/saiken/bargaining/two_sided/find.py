"""From the grid's first answer to a path that the ruler has read."""

from __future__ import annotations

from itertools import product
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from saiken.bargaining.climb import Worth, no_card
from saiken.bargaining.rounds import Terms
from saiken.bargaining.two_sided.plane import SELECTIONS, Plane, plane, points
from saiken.bargaining.two_sided.polish import Leg, System, polish
from saiken.bargaining.two_sided.ruler import Path, verify_path
from saiken.bargaining.verify import Verdict
from saiken.draws import Array

BLOCK: Final = 256
"""Draws that are solved together, so that their grids stay small in memory."""
FOUND: Final = 1e-10
"""What may be left of a path's equations; the ruler has the last word."""
MOVED: Final = tuple(product((1 / 1.2, 1.2, 1 / 1.5, 1.5), repeat=2))
"""By what the priors are multiplied for further starts, where the first leads to no path."""
SAME: Final = 1e-6
"""Paths whose beliefs are closer than this are one."""


class Found(NamedTuple):
    """Paths with their readings, shape (draw, ...).

    `start`: normal buyer's and weak seller's payoff and the price before the first round.
    """

    path: Path
    start: Worth
    verdict: Verdict
    named: NDArray[np.bool_]
    several: NDArray[np.bool_]
    differs: NDArray[np.bool_]


def find(terms: Terms, nu0: Array, grid: int, selection: str) -> Found:
    """Solve by one selection, and by the other where a node has several equilibria.

    Parameters
    ----------
    terms : Terms
    nu0 : ndarray, shape (draw,)
        Prior that the buyer is obstinate.
    grid : int
        Beliefs on each side.
    selection : str
        One of `SELECTIONS`.
    """
    own = _one(terms, nu0, grid, selection)
    rows = np.flatnonzero(own.several)
    if rows.size:
        other = SELECTIONS[1 - SELECTIONS.index(selection)]
        against = _one(terms.some(rows), nu0[rows], grid, other)
        apart = [
            np.abs(getattr(own.path, name)[rows] - getattr(against.path, name)).max(axis=1)
            for name in ("resolve", "obstinacy")
        ]
        own.differs[rows] = np.maximum(*apart) > SAME
        own.differs[rows] |= ~(own.verdict.ok[rows] & against.verdict.ok)
    return own


def _one(terms: Terms, nu0: Array, grid: int, selection: str) -> Found:
    without = no_card(terms)
    blocks = np.array_split(np.arange(terms.draws), -(-terms.draws // BLOCK))
    first = [_starts(terms.some(rows), nu0[rows], grid, selection) for rows in blocks]
    starts = np.concatenate([each for each, _ in first], axis=1)
    system = System.of(terms, without, nu0)
    x, left = polish(system, starts[0])
    named = left < FOUND
    for start in starts[1:]:
        todo = np.flatnonzero(left >= FOUND)
        if not todo.size:
            break
        x[todo], left[todo] = polish(system.some(todo), start[todo])
    legs, worth = system.follow(x[:, :, None])
    path = _path(system, x, legs)
    return Found(
        path,
        Worth(*(each[:, 0] for each in worth)),
        verify_path(terms, nu0, path),
        named,
        np.concatenate([several for _, several in first]),
        np.zeros(terms.draws, dtype=bool),
    )


def _starts(terms: Terms, nu0: Array, grid: int, selection: str) -> tuple[Array, NDArray[np.bool_]]:
    """The grid's path and those from priors near by, (start, draw, 2 T - 1), and `several`."""
    found = plane(terms, no_card(terms), grid, selection)
    paths = [
        first_path(found, np.minimum(terms.mu0 * mu, 1.0), np.minimum(nu0 * nu, 1.0))
        for mu, nu in ((1.0, 1.0), *MOVED)
    ]
    return np.stack(paths), found.several


def first_path(found: Plane, mu: Array, nu: Array) -> Array:
    """Follow the grid's answer from the priors: mu of every round, then nu from the second on."""
    rounds = found.lands.shape[1]
    about_seller, about_buyer = [], []
    for t in range(rounds):
        mu = np.maximum(_inside(found.lands[:, t], mu, nu), mu)
        nu = np.maximum(_inside(found.learns[:, t], mu, nu), nu)
        about_seller.append(mu)
        about_buyer.append(nu)
    return np.stack(about_seller + about_buyer[:-1], axis=1)


def _inside(values: Array, mu: Array, nu: Array) -> Array:
    """Value of a grid at a pair of beliefs, linear between its points, shape (draw,)."""
    top = values.shape[1] - 1
    at, row = points(top + 1), np.arange(len(values))
    i, j = (np.clip((np.sqrt(each) * top).astype(int), 0, top - 1) for each in (mu, nu))
    u, v = ((each - at[k]) / (at[k + 1] - at[k]) for each, k in ((mu, i), (nu, j)))
    low = (1 - v) * values[row, i, j] + v * values[row, i, j + 1]
    high = (1 - v) * values[row, i + 1, j] + v * values[row, i + 1, j + 1]
    return np.asarray((1 - u) * low + u * high)


def _path(system: System, x: Array, legs: list[Leg]) -> Path:
    mu, nu = (np.hstack(each) for each in system.beliefs(x[:, :, None]))
    before, after = mu[:, :-1], mu[:, 1:]
    mixes, folds = (np.hstack([getattr(leg, name) for leg in legs]) for name in ("mixes", "folds"))
    odds = (1 - before) * after
    share = np.divide(before * (1 - after), odds, out=np.zeros_like(odds), where=odds != 0)
    return Path(
        goes_on=np.where(mixes, share, np.where(folds, 0.0, 1.0)),
        resolve=after,
        concede=np.hstack([leg.given.concede for leg in legs]),
        preempt=np.hstack([leg.given.preempt for leg in legs]),
        obstinacy=np.hstack([nu, legs[-1].missed]),
        price=np.hstack([leg.there.price for leg in legs]),
    )
