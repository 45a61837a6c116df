"""The two-sided ladder's own ruler: whether a path is an equilibrium, and by how much it fails.

It works out from the game's primitives what following a path is worth to a weak seller and to a
normal buyer, and what one deviation at each of their decisions would gain; regret is measured as in
`saiken.bargaining.verify`, whose readings of a cutoff it shares. Of the solver it shares nothing.
The resolute seller and the obstinate buyer follow their plans and have no regret here.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from saiken.bargaining.rounds import Round, Terms
from saiken.bargaining.verify import (
    Verdict,
    cutoff_error,
    entropy,
    if_any,
    outside,
    without_card,
)
from saiken.draws import Array
from saiken.errors import InputError


@dataclass(frozen=True, slots=True, eq=False)
class Path:
    """What is done and believed while nobody leaves, shape (draw, round).

    Attributes
    ----------
    goes_on : ndarray
        b, of the weak seller.
    resolve : ndarray
        mu, that the seller is resolute, after it went on.
    concede, preempt : ndarray
        Of a normal buyer; the second if it does not concede.
    obstinacy : ndarray, shape (draw, round + 1)
        nu, that the buyer is obstinate, before each round and once the last was held.
    price : ndarray
        The market's, after the seller went on.
    """

    goes_on: Array
    resolve: Array
    concede: Array
    preempt: Array
    obstinacy: Array
    price: Array


def verify_path(terms: Terms, nu0: Array, path: Path) -> Verdict:
    """Read a path against a game.

    Parameters
    ----------
    terms : Terms
    nu0 : ndarray, shape (draw,)
        Prior that the buyer is obstinate.
    path : Path

    Raises
    ------
    InputError
        If the path's shapes are not the game's.
    """
    _check_shapes(terms, path)
    none = np.zeros((terms.draws, 1))
    ahead: tuple[Array, ...] = (none, none, none)
    without, regret = (none, none), none
    bayes = np.abs(path.obstinacy[:, :1] - nu0[:, None])
    for t in reversed(range(terms.rounds)):
        now = terms.at(t)
        on, price, wrong = _played(now, path, t, ahead, without)
        without = without_card(now, *without)
        before = _at(path.resolve, t - 1) if t else terms.mu0[:, None]
        ahead, lost = _folded_or_not(now, path, t, before, (*on, price), without)
        regret = np.maximum(regret, np.maximum(wrong, lost))
        bayes = np.maximum(bayes, np.abs(_at(path.price, t) - price))
        bayes = np.maximum(bayes, np.maximum(_about_seller(before, path, t), _about_buyer(path, t)))
    return Verdict(regret[:, 0] / terms.stake, bayes[:, 0])


def _check_shapes(terms: Terms, path: Path) -> None:
    wanted = (terms.draws, terms.rounds)
    alike = (path.goes_on, path.resolve, path.concede, path.preempt, path.price)
    more = (wanted[0], wanted[1] + 1)
    if any(each.shape != wanted for each in alike) or path.obstinacy.shape != more:
        raise InputError(
            f"The path's shapes do not fit the game; allowed are {wanted}, and {more} of obstinacy."
        )


def _played(
    now: Round, path: Path, t: int, ahead: tuple[Array, ...], without: tuple[Array, Array]
) -> tuple[tuple[Array, Array], Array, Array]:
    """Buyer's and weak seller's worth after the seller went on, the price, the buyer's regret."""
    q, p, nu, mu = (
        _at(each, t) for each in (path.concede, path.preempt, path.obstinacy, path.resolve)
    )
    ends, later_buyer, later_weak, later_price = 1 - now.goes_on, *ahead
    executed = ends * mu + now.goes_on * later_price
    accident = now.hazard * executed
    hold_buyer = now.goes_on * later_buyer - ends * mu * now.loss
    hold_buyer = (1 - accident) * hold_buyer - accident * now.loss
    hold_weak = now.goes_on * later_weak - ends * now.fold_next
    hold_weak = (1 - accident) * hold_weak - accident * now.accident
    removed_seller, removed_buyer = now.goes_on * without[0], now.goes_on * without[1] - now.x
    rest = now.sigma * entropy(p) + (1 - p) * hold_buyer + if_any(p, removed_buyer)
    deal, removed = (1 - nu) * q, (1 - nu) * (1 - q) * p
    held = 1 - deal - removed
    price = held * (accident + (1 - accident) * executed)
    buyer = now.sigma * entropy(q) - q * now.k + (1 - q) * rest
    weak = deal * now.gain + removed * removed_seller + held * hold_weak
    wrong = np.maximum(
        cutoff_error(q, -now.k - rest, now.sigma),
        cutoff_error(p, removed_buyer - hold_buyer, now.sigma),
    )
    return (buyer - now.flow * price - now.slice_loss, weak - now.slice_cost), price, wrong


def _folded_or_not(
    now: Round,
    path: Path,
    t: int,
    before: Array,
    on: tuple[Array, ...],
    without: tuple[Array, Array],
) -> tuple[tuple[Array, ...], Array]:
    """Worth before the weak seller chooses (buyer, weak, price), and its regret."""
    b = _at(path.goes_on, t)
    reached = before + (1 - before) * b
    buyer, weak, price = on
    folded = (1 - _at(path.obstinacy, t)) * without[0] - now.fold
    mixed = b * weak + (1 - b) * folded
    lost = np.maximum(weak, folded) - mixed
    return (reached * buyer + (1 - reached) * without[1], mixed, reached * price), lost


def _about_seller(before: Array, path: Path, t: int) -> Array:
    """Distance from Bayes' rule; none where going on was not expected of anybody."""
    b, after = _at(path.goes_on, t), _at(path.resolve, t)
    reached = before + (1 - before) * b
    ruled = np.divide(before, reached, out=after.copy(), where=reached != 0)
    return np.maximum(np.abs(after - ruled), np.maximum(outside(b), outside(after)))


def _about_buyer(path: Path, t: int) -> Array:
    """The same about the buyer, which holding was always expected of, however rarely."""
    nu, after = _at(path.obstinacy, t), _at(path.obstinacy, t + 1)
    held = nu + (1 - nu) * (1 - _at(path.concede, t)) * (1 - _at(path.preempt, t))
    ruled = np.divide(nu, held, out=after.copy(), where=held != 0)
    return np.maximum(np.abs(after - ruled), outside(after))


def _at(each: Array, t: int) -> Array:
    return each[:, t, None]
