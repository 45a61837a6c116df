"""Gambit's solvers on the same trees; everything here is skipped without Gambit."""

from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit

from benchmarks import gambit
from saiken.bargaining import climb as recursion
from saiken.bargaining import to_efg
from saiken.bargaining.export import written
from saiken.bargaining.ladder import Ladder
from saiken.bargaining.path import walk

pytest.importorskip("pygambit")
PAGE = (Path(__file__).parents[2] / "docs" / "method" / "bargaining.md").read_text("utf-8")
SEARCHED = ("one", "two", "slices", "removable")
"""Games whose search through supports takes little time."""


def stated(name, **changes):
    return Ladder(**(gambit.BASE | gambit.SMALL[name] | changes))


def choices(game):
    return gambit.choices(game.solve(), bool(np.isfinite(game.x)))


def logit(text, sigma, sharp=gambit.SHARP):
    return gambit.logit(gambit.tree_of(text), sigma, sharp)


# -- without shocks -----------------------------------------------------------------------------
@pytest.mark.parametrize("name", sorted(set(gambit.SMALL) - {"moved"}))
def test_the_limit_of_logit_play(name):
    """Not for a moved deadline: see below."""
    game = gambit.small(name)
    tree = gambit.tree_of(to_efg(game))
    mine = gambit.ours(gambit.calm(game).solve())
    assert gambit.apart(gambit.chances(tree, gambit.limit(tree)), mine) < 1e-3


def test_a_moved_deadline_has_two_equilibria_and_we_return_the_one_that_shocks_select():
    """Folding costs as much after a round in which nobody concedes as before it.

    The seller of Gambit's limit makes mistakes as rare as the buyer's, ours makes none: an exact
    one makes Gambit return ours too, at shocks of 0.05.
    """
    tree = gambit.tree_of(to_efg(stated("moved")))
    mine, theirs = gambit.ours(gambit.calm(stated("moved")).solve()), gambit.limit(tree)
    assert theirs.max_regret() < 1e-6
    assert 5e-3 < gambit.apart(gambit.chances(tree, theirs), mine) < 2e-2
    game = stated("moved", sigma=0.05)
    assert logit(to_efg(game, shocks=True), 0.05) == pytest.approx(choices(game), abs=1e-3)


# -- with shocks --------------------------------------------------------------------------------
@pytest.mark.parametrize("sigma", [0.1, 0.5, 1.0])
@pytest.mark.parametrize("name", gambit.SMALL)
def test_every_choice_under_shocks(name, sigma):
    game = stated(name, sigma=sigma)
    text = to_efg(game, shocks=True)
    assert logit(text, sigma) == pytest.approx(choices(game), abs=1e-3)
    assert np.abs(logit(text, 2 * sigma) - choices(game)).max() > 1e-2


@pytest.mark.parametrize("name", gambit.SMALL)
def test_what_is_left_is_the_seller_s_noise(name):
    """It falls in proportion to his precision."""
    game = gambit.small(name)
    text = to_efg(game, shocks=True)
    blunt, sharp = (np.abs(logit(text, 0.5, each) - choices(game)).max() for each in (1e3, 1e4))
    assert blunt / sharp == pytest.approx(10, rel=0.1)


def test_in_one_round_there_is_no_option_to_wait():
    """A payment in the only round moves nothing, so that Gambit finds our play without it."""
    game = gambit.small("one")
    bare = written(game.terms, game.solve().played, np.zeros(1))
    assert logit(bare, 0.5) == pytest.approx(choices(game), abs=1e-4)


@pytest.mark.parametrize(("name", "apart"), [("two", 0.051), ("moved", 0.013), ("slices", 0.115)])
def test_plain_logit_play_differs_by_the_option_to_wait(name, apart, monkeypatch):
    """Take the option out of our recursion, and it is plain logit play; left in, it matters."""
    game, ours = gambit.small(name), choices(gambit.small(name))
    monkeypatch.setattr(recursion, "either", mean_of_both)
    played = walk(game.terms, recursion.climb(game.terms, game.grid))
    plain = logit(written(game.terms, played, np.zeros(game.terms.rounds)), 0.5)
    b, q = played.goes_on[0], played.concede[0]
    without = np.concatenate([np.stack([each, 1 - each], axis=1).ravel() for each in (b, q)])
    assert plain == pytest.approx(without, abs=1e-3)
    assert np.abs(plain - ours).max() == pytest.approx(apart, abs=1e-3)


def mean_of_both(one, other, sigma):
    """What is expected of a logit choice by somebody who does not foresee the shock."""
    share = expit((one - other) / sigma)
    return np.where(share > 0, share * np.maximum(one, -1e9), 0) + (1 - share) * other


# -- the page -----------------------------------------------------------------------------------
def printed():
    lines = PAGE.splitlines()
    start = next(at for at, line in enumerate(lines) if line.startswith("| game | nodes |")) + 2
    body = lines[start : next(at for at in range(start, len(lines)) if not lines[at])]
    return {cells[0]: cells for line in body if (cells := line.strip("| ").split(" | "))}


def test_the_table_is_what_comes_out():
    """But for the times, and the searches that take long."""
    games, page = gambit.games(), printed()
    assert list(page) == list(games)
    for name, game in games.items():
        each = gambit.row(name, game)
        assert page[name][: len(each.cells)] == each.cells
        if name in SEARCHED:
            found = gambit.supports(to_efg(game))
            assert page[name][len(each.cells)] == gambit.listed(each.mine, found)
