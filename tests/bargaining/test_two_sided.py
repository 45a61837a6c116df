"""The ladder against a buyer that may be obstinate: limits, closed forms, play, its ruler."""

from dataclasses import fields, replace

import numpy as np
import pytest

from saiken.bargaining import AbreuGul, Ladder, TwoSided, card_value
from saiken.bargaining.climb import no_card
from saiken.bargaining.two_sided import find as finding
from saiken.bargaining.two_sided import polish as polishing
from saiken.bargaining.two_sided import verify_path
from saiken.bargaining.two_sided.plane import plane
from saiken.errors import InputError
from tests.bargaining.ladder_games import CHECK, COSTS, FULL, random_draws, simulate

ALL_ON = {
    "h": np.full(5, 0.3),
    "x": 6.0,
    "sunk": 0.3,
    "rumour": 0.2,
    "m": np.array([0, 0, 0, 0.05, 0.1]),
    "delta": 0.4,
    "moves": 1,
}
COUNT = 96
NU0 = np.full(COUNT, 0.2)


def random_game(**changes):
    return Ladder(**random_draws(COUNT, seed=2, **({"rounds": 4} | changes)))


def solved(game, nu0, **options):
    return TwoSided(game, nu0, rounds=None, **options).solve()


# -- one side only --------------------------------------------------------------------------------
@pytest.mark.parametrize("changes", [{}, ALL_ON])
def test_without_obstinate_buyers_it_is_the_one_sided_ladder(changes):
    game = random_game(**changes)
    one, two = game.solve(), solved(game, 0.0)
    same = two.named & ~one.refused
    assert same.mean() > 0.98
    for name in ("seller", "resolute", "weak", "buyer", "silent_seller", "silent_buyer", "deal"):
        found = getattr(two.outcome, name)[same]
        assert found == pytest.approx(getattr(one, name)[same], abs=1e-9), name
    for each in fields(one.ends):
        found = getattr(two.outcome.ends, each.name)[same]
        assert found == pytest.approx(getattr(one.ends, each.name)[same], abs=1e-9), each.name
    assert (two.outcome.credible == one.credible)[same].all()


def test_a_surely_obstinate_buyer_never_gives_in():
    found = solved(random_game(**ALL_ON), 1.0)
    assert not found.refused.any()
    assert (found.outcome.deal == 0).all()
    assert (found.outcome.ends.removed == 0).all()
    assert (found.path.obstinacy == 1).all()
    assert (found.outcome.silent_seller == 0).all()


def test_it_changes_little_where_obstinacy_is_rare():
    game = random_game()
    one, two = game.solve(), solved(game, 1e-6)
    assert two.outcome.seller == pytest.approx(one.seller, abs=1e-3)


# -- closed forms ---------------------------------------------------------------------------------
def test_one_round_solves_its_own_two_equations():
    """The weak seller's indifference gives the normal buyer's q, that the belief held."""
    nu = 0.25
    found = solved(Ladder(**(CHECK | {"sigma": 0.5})), nu)
    silent = 5 / (1 + np.exp(4 / 0.5))
    q = ((1 - nu) * silent + 2) / ((1 - nu) * (5 + 2))
    held = (4 + 0.5 * np.log(q / (1 - q))) / 10
    assert found.path.concede == pytest.approx(q, abs=1e-10)
    assert found.path.resolve == pytest.approx(held, abs=1e-10)
    assert found.path.goes_on == pytest.approx(0.25 * (1 - held) / held, abs=1e-10)
    assert found.path.obstinacy[0, 1] == pytest.approx(nu / (1 - (1 - nu) * q), abs=1e-10)


def war(mu0, nu0, hazards=(0.1, 0.2), rounds=24):
    """A war of attrition: waiting costs each side the same in every round.

    `hazards` are those at which seller and buyer would concede in continuous time. The prizes are
    k for the buyer and G with the cost of folding for the seller.
    """
    k, prize = 4.0, 5.0 + 2.0
    costs = {"a": np.array([0, 2, 2, 2, 2.0]), "sunk": 2.0, "sigma": 0.1, "rounds": rounds}
    terms = replace(
        Ladder(**(CHECK | costs | {"mu0": mu0})).terms,
        slice_cost=np.full((1, rounds), hazards[1] * prize),
        slice_loss=np.full((1, rounds), hazards[0] * k),
    )
    found = finding.find(terms, np.array([nu0]), 31, "caution")
    assert found.verdict.ok.all()
    closed = AbreuGul(0.6, 0.6, hazards[1] / 2, hazards[0] / 2, mu0, nu0).solve()
    assert closed.hazard == pytest.approx(hazards)
    before = np.append(mu0, found.path.resolve[0, :-1])
    folds = (1 - before) * (1 - found.path.goes_on[0])
    concedes = (1 - found.path.obstinacy[0, :-1]) * found.path.concede[0]
    return folds, concedes, closed


@pytest.mark.parametrize("priors", [(0.1, 0.05), (0.2, 0.05)])
def test_hazards_and_exhaustion_are_those_of_abreu_and_gul(priors):
    folds, concedes, closed = war(*priors)
    over = int(closed.end)
    inside = slice(1, over - 3)
    # in rounds: the seller waits at m for the prize, the buyer at c for k, which c comes on top of
    assert concedes[inside] == pytest.approx(0.2, abs=1e-3)
    assert folds[inside] == pytest.approx(0.4 / (4 + 0.4), rel=0.04)
    assert (concedes[over + 1 :] < 0.01).all()
    assert (folds[over + 1 :] < 0.01).all()


def test_who_gives_in_at_once_is_who_does_in_abreu_and_gul():
    folds, concedes, closed = war(0.1, 0.05)
    assert closed.at_start[0] > 0.5
    assert closed.at_start[0] < folds[0] < closed.at_start[0] + 0.15  # rounds are coarse
    assert concedes[0] == pytest.approx(concedes[1], abs=1e-3)
    folds, concedes, closed = war(0.5, 0.02)
    assert closed.at_start[1] > 0.5
    assert folds[0] < 0.12
    assert concedes[0] == pytest.approx(closed.at_start[1], abs=0.06)
    assert concedes[1] == pytest.approx(0.2, abs=0.005)


# -- play -----------------------------------------------------------------------------------------
PATHS = 200_000


@pytest.fixture(scope="module", params=["full", "plain"])
def game_played(request):
    changes = {} if request.param == "full" else {"h": None, "x": np.inf, "delta": 0.0, "moves": 0}
    game = Ladder(**(FULL | changes))
    found = solved(game, 0.3)
    return found, simulate(game, PATHS, 7, found.outcome, 0.3)


def test_every_end_comes_as_often_as_it_says_and_the_price_is_right(game_played):
    found, (_, happened, *_) = game_played
    for each in fields(found.outcome.ends):
        expected = getattr(found.outcome.ends, each.name)[0]
        error = np.sqrt(expected * (1 - expected) / PATHS)
        seen = happened[each.name].mean(axis=1)
        assert (np.abs(seen - expected) <= 4.5 * error + 1e-12).all(), each.name
    executed = (happened["execution"] | happened["accident"]).any(axis=0)
    assert abs(executed.mean() - found.outcome.price[0]) < 4.5 * 0.5 / np.sqrt(PATHS)
    for t, price in enumerate(found.path.price[0]):
        stands = happened["stands"][t]
        error = np.sqrt(price * (1 - price) / stands.sum())
        assert abs(executed[stands].mean() - price) <= 4.5 * error


def test_payoffs_and_beliefs_are_the_simulated_means(game_played):
    found, (_, happened, resolute, seller, buyer) = game_played
    obstinate, outcome = happened["obstinate"], found.outcome
    for flags, paid, expected in (
        (slice(None), seller, outcome.seller),
        (resolute, seller, outcome.resolute),
        (~resolute, seller, outcome.weak),
        (~obstinate, buyer, outcome.buyer),
    ):
        some = paid[flags]
        assert abs(some.mean() - expected[0]) <= 4.5 * some.std() / np.sqrt(some.size)
    for t, nu in enumerate(found.path.obstinacy[0, :-1]):
        stands = happened["stands"][t]
        error = np.sqrt(nu * (1 - nu) / stands.sum())
        assert abs(obstinate[stands].mean() - nu) <= 4.5 * error


def test_the_value_lies_between_nothing_and_the_stake():
    game = random_game(rounds=6)
    for nu0 in (0.1, 0.5):
        value = card_value(game, solved(game, nu0).outcome)
        kept = ~value.refused
        assert kept.mean() > 0.97
        assert (value.seller[kept] > -1e-9).all()
        assert (value.seller[kept] < value.stake[kept]).all()


# -- the grid and the selection -------------------------------------------------------------------
def test_the_first_answer_converges_with_the_grid():
    terms, nu0 = random_game().terms, NU0
    exact = finding.find(terms, nu0, 49, "caution")
    wanted = np.hstack([exact.path.resolve, exact.path.obstinacy[:, 1:-1]])
    good = exact.verdict.ok & ~exact.several & exact.named

    def error(grid):
        first = plane(terms, no_card(terms), grid, "caution")
        return np.abs(finding.first_path(first, terms.mu0, nu0) - wanted)[good].mean()

    errors = [error(grid) for grid in (9, 17, 33)]
    assert errors[0] > 1.5 * errors[1] > 2 * errors[2]
    assert errors[2] < 0.01


def test_the_path_does_not_depend_on_the_grid():
    game = random_game()
    coarse, fine = solved(game, 0.2, grid=17), solved(game, 0.2, grid=33)
    close = np.abs(coarse.outcome.seller - fine.outcome.seller) < 1e-9
    assert close[~fine.outcome.several].mean() > 0.97


def test_selections_differ_only_where_a_node_has_several_equilibria():
    game = random_game(**ALL_ON)
    careful, bold = (solved(game, 0.2, selection=name) for name in ("caution", "boldness"))
    assert not (careful.differs & ~careful.outcome.several).any()
    both = ~careful.refused & ~bold.refused
    apart = np.abs(careful.outcome.weak - bold.outcome.weak)[both] > 1e-7
    assert careful.differs[both][apart].all()
    assert (careful.differs == bold.differs)[both].all()
    assert "caution picks" in careful.summary()


def test_a_draw_does_not_depend_on_its_company():
    whole = finding.find(random_game().terms, NU0, 17, "caution")
    some = np.arange(0, COUNT, 7)
    alone = finding.find(random_game().terms.some(some), NU0[some], 17, "caution")
    ok = whole.verdict.ok[some] & alone.verdict.ok
    assert ok.mean() > 0.9
    assert alone.start.weak[ok] == pytest.approx(whole.start.weak[some][ok], abs=1e-9)


@pytest.mark.parametrize("nu0", [0.0, 0.4, 1.0])
@pytest.mark.parametrize(
    "changes", [{"mu0": 0.0}, {"mu0": 1.0}, {"L": 0.0}, {"G": 0.0}, {"a": 0 * COSTS}, {"k": -2.0}]
)
def test_corners_are_solved(changes, nu0):
    found = solved(Ladder(**(CHECK | {"sigma": 0.5, "rounds": 3} | changes)), nu0, grid=9)
    assert not found.refused.any()
    total = sum(
        getattr(found.outcome.ends, name).sum()
        for name in ("deal", "deal_without", "accident", "execution", "back_down")
    )
    assert -1e-12 < total < 1 + 1e-12


# -- the ruler ------------------------------------------------------------------------------------
def test_the_ruler_refuses_a_path_that_is_slightly_wrong():
    game = random_game(**ALL_ON)
    path = solved(game, NU0[0]).path
    assert verify_path(game.terms, NU0, path).ok.mean() > 0.97
    for name in ("goes_on", "resolve", "concede", "preempt", "obstinacy", "price"):
        values = getattr(path, name)
        wrong = replace(path, **{name: values * (1 - 1e-3)})
        wrong_ok = verify_path(game.terms, NU0, wrong).ok
        assert not wrong_ok[(values[:, 0] > 1e-3) & (values[:, 0] < 1)].any(), name


def test_refused_draws_stay_and_are_counted(monkeypatch):
    monkeypatch.setattr(polishing, "STEPS", 1)
    monkeypatch.setattr(finding, "MOVED", ())
    found = solved(random_game(), 0.3)
    assert 0 < found.refused.mean() < 1
    for values in (found.outcome.seller, found.path.price[:, 0], found.outcome.ends.deal[:, 0]):
        assert (np.isnan(values) == found.refused).all()
    assert not found.named[found.refused].any()


# -- what is not allowed --------------------------------------------------------------------------
def test_wrong_parameters():
    game = Ladder(**(CHECK | {"a": COSTS}))
    with pytest.raises(InputError, match=r"caution"):
        TwoSided(game, 0.1, selection="fear")
    with pytest.raises(InputError, match=r"nu0.*0 to 1"):
        TwoSided(game, 1.5)
    with pytest.raises(InputError, match=r"grid.*3 or more"):
        TwoSided(game, 0.1, grid=2)
    with pytest.raises(InputError, match=r"nu0 has the shape \(3,\)"):
        TwoSided(random_game(), np.full(3, 0.1))
    with pytest.raises(InputError, match="shapes do not fit"):
        verify_path(random_game().terms, NU0, TwoSided(game, 0.1).solve().path)


def test_rounds_are_its_own_unless_the_game_s_are_asked_for():
    game = Ladder(**(CHECK | {"sigma": 0.5, "rounds": 3}))
    assert TwoSided(game, 0.1).solve().path.price.shape == (1, 6)
    assert TwoSided(game, [0.1, 0.2], rounds=None).solve().path.price.shape == (2, 3)
