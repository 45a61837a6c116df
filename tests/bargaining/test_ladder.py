"""The ladder: check values, its own simulation, limits, monotonicity where it is a property."""

from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.bargaining.ladder import Ladder
from saiken.bargaining.plans import RUNGS, Plan, plan_named, plans_file
from saiken.bargaining.threat import Threat
from saiken.errors import InputError
from tests.bargaining.ladder_games import CHECK, COSTS, FULL, THREAT, games, random_draws, simulate

few = settings(max_examples=25)


# -- the bluffing game ----------------------------------------------------------------------------
def test_check_values_with_one_round_and_small_shocks():
    """b = .3753 and rho = .714286; they belong to a scale of .002 in the unit of the stakes."""
    found = Ladder(**CHECK).solve()
    assert found.played.goes_on == pytest.approx(0.3753, abs=5e-5)
    assert 1 - found.played.concede == pytest.approx(0.714286, abs=5e-7)
    share_of_loss = Ladder(**(CHECK | {"sigma": 0.02})).solve()  # .002 of L
    assert share_of_loss.played.goes_on == pytest.approx(0.3779, abs=5e-5)


@pytest.mark.parametrize("change", [{}, {"mu0": 0.5}, {"L": 3.0}, {"c_resolute": 3.0}, {"G": 8.0}])
def test_it_tends_to_the_bluffing_game_as_shocks_vanish(change):
    game = CHECK | {"sigma": 1e-6} | change
    found = Ladder(**game).solve()
    names = {"pi": "mu0", "L": "L", "k": "k", "G": "G", "c_high": "c_resolute"}
    closed = Threat(**{ours: game[its] for ours, its in names.items()}, a=2, c_low=6).solve()
    value = np.where(found.credible, found.seller - found.silent_seller, 0)
    assert value == pytest.approx(closed.seller, abs=1e-4)
    if found.credible:
        assert found.deal == pytest.approx(closed.concession, abs=1e-4)
        assert found.ends.execution.sum() == pytest.approx(closed.execution, abs=1e-4)
        assert found.buyer == pytest.approx(closed.buyer, abs=1e-4)


def test_one_round_solves_its_own_two_equations():
    """Closed form with shocks: the belief held makes the weak seller indifferent."""
    game = Ladder(**(CHECK | {"sigma": 0.5}))
    found = game.solve()
    silent = 5 / (1 + np.exp(4 / 0.5))
    q = (silent + 2) / (5 + 2)
    held = (4 + 0.5 * np.log(q / (1 - q))) / 10
    assert found.played.concede == pytest.approx(q, abs=1e-12)
    assert found.played.belief == pytest.approx(held, abs=1e-12)
    assert found.played.goes_on == pytest.approx(0.25 * (1 - held) / held, abs=1e-12)


# -- the solution against a simulation of the game ---------------------------------------------
PATHS = 200_000


@pytest.fixture(scope="module", params=["full", "plain", "half"])
def played(request):
    changes = {
        "full": {},
        "plain": {"h": None, "x": np.inf, "delta": 0.0, "moves": 0, "sigma": 0.3},
        "half": {"plan": "proof", "k": 1.5, "sunk": 0.5, "rumour": 0.3, "mu0": 0.1, "x": 2.0},
    }
    game = Ladder(**(FULL | changes[request.param]))
    return game, *simulate(game, PATHS, seed=11)


def close(seen, expected, spread):
    """Within four and a half standard errors, for a hundred comparisons at a time."""
    return np.abs(seen - expected) <= 4.5 * spread / np.sqrt(PATHS) + 1e-12


def test_every_end_comes_as_often_as_it_says(played):
    _, found, happened, *_ = played
    for each in fields(found.ends):
        expected = getattr(found.ends, each.name)[0]
        seen = happened[each.name].mean(axis=1)
        assert close(seen, expected, np.sqrt(expected * (1 - expected))).all(), each.name


def test_the_price_is_the_frequency_of_execution(played):
    _, found, happened, *_ = played
    executed = (happened["execution"] | happened["accident"]).any(axis=0)
    assert close(executed.mean(), found.price[0], 0.5)
    for t, price in enumerate(found.played.price[0]):
        stands = happened["stands"][t]
        error = np.sqrt(price * (1 - price) / max(stands.sum(), 1)) + 1e-9
        assert abs(executed[stands].mean() - price) <= 4.5 * error


def test_payoffs_are_the_simulated_means(played):
    _, found, _, resolute, seller, buyer = played
    assert close(seller.mean(), found.seller[0], seller.std())
    assert close(buyer.mean(), found.buyer[0], buyer.std())
    for group, expected in ((resolute, found.resolute[0]), (~resolute, found.weak[0])):
        error = seller[group].std() / np.sqrt(group.sum())
        assert abs(seller[group].mean() - expected) <= 4.5 * error


def test_beliefs_are_the_shares_of_the_resolute_and_a_martingale(played):
    game, found, happened, resolute, *_ = played
    before = game.terms.mu0
    for t, belief in enumerate(found.played.belief[0]):
        stands = happened["stands"][t]
        error = np.sqrt(belief * (1 - belief) / stands.sum())
        assert abs(resolute[stands].mean() - belief) <= 4.5 * error
        # a fold shows the weak seller, so that this and zero average to what was believed before
        assert found.played.reach[0, t] * belief == pytest.approx(before, abs=1e-12)
        before = belief


def test_silence_is_a_game_of_its_own():
    """A seller that is weak for sure and has said nothing gets what silence gets."""
    game = Ladder(**(FULL | {"mu0": 0.0}))
    found = game.solve()
    assert found.weak == pytest.approx(found.silent_seller, abs=1e-12)
    quiet = Ladder(**(FULL | {"mu0": 0.0, "a": COSTS * 0, "m": None, "x": np.inf, "L": 0.0}))
    *_, seller, buyer = simulate(quiet, PATHS, seed=3)
    assert close(seller.mean(), found.silent_seller[0], seller.std())
    assert close(buyer.mean(), found.silent_buyer[0], buyer.std())


# -- identities of every game --------------------------------------------------------------------
@few
@given(games(h=np.full(5, 0.05), moves=1, delta=0.3, x=3.0))
def test_ends_add_up_and_beliefs_follow_bayes_rule(game):
    found = game.solve()
    if found.refused.any():  # counted, and without numbers
        return
    ends = found.ends
    out = ends.deal + ends.deal_without + ends.accident + ends.execution + ends.back_down
    assert (out >= -1e-12).all()
    assert out.sum() <= 1 + 1e-12
    prior = np.hstack([game.terms.mu0[:, None], found.played.belief[:, :-1]])
    assert found.played.reach * found.played.belief == pytest.approx(prior, abs=1e-9)
    assert (np.diff(ends.stands, axis=1) <= 1e-12).all()
    assert found.reached[:, :5].max() == ends.stands[:, 0]
    assert found.reached[:, 5] == ends.execution.sum(axis=1)
    first = found.played.reach[:, 0] * found.played.price[:, 0]
    assert found.price == pytest.approx(first, abs=1e-9)


@few
@given(games())
def test_without_channels_nothing_is_refused_and_nodes_are_unique(game):
    found = game.solve()
    assert not found.refused.any()
    if game.L > 0:
        assert not found.several.any()
    assert (found.weak >= found.silent_seller - 1e-9).all()  # it may stay silent for free
    if found.credible:
        assert (found.resolute >= found.weak - 1e-9).all()


# -- comparative statics, where they hold ------------------------------------------------------
def conceded(game):
    return game.solve().ends.deal.sum(axis=1)


@few
@given(games(eta=0.0), st.floats(0.01, 10))
def test_a_larger_loss_brings_more_concessions_under_threat(game, more):
    assert (conceded(replace(game, L=game.L + more)) >= conceded(game) - 1e-9).all()


@few
@given(games(eta=0.0), st.floats(0, 1))
def test_a_larger_share_of_the_resolute_brings_more_concessions_under_threat(game, part):
    more = replace(game, mu0=game.mu0 + part * (1 - game.mu0))
    assert (conceded(more) >= conceded(game) - 1e-9).all()


@few
@given(games(), st.floats(0.01, 0.3))
def test_flow_costs_bring_more_concessions_under_threat(game, more):
    """Where shocks are not small beside the stake: see the next test."""
    stake = max(game.L, game.G, abs(game.k))
    game = replace(game, sigma=max(game.sigma, 0.05 * stake))
    assert (conceded(replace(game, eta=game.eta + more)) >= conceded(game) - 1e-9).all()


def test_with_tiny_shocks_flow_costs_can_bring_fewer_concessions():
    """No property in general: a costlier market makes the buyer yield early, and so bluffs last."""
    game = Ladder(
        plan="words",
        rounds=5,
        k=7.709817831131864,
        L=17.185022855609596,
        G=2.0085110394001227,
        c_resolute=0.0,
        a=np.array([0.0, 0.7534062, 1.21302315, 2.46544139, 2.66807398]),
        mu0=0.43472122415217496,
        sigma=0.006816918324810479,
        eta=np.array([0.28814932613880684, 0.38814932613880684]),
    )
    found = game.solve()
    assert not found.refused.any()
    assert np.diff(found.ends.deal.sum(axis=1)) < -0.003


# -- accidents, deadlines, slices -----------------------------------------------------------------
def test_accidents_need_a_hazard_and_a_price():
    assert (Ladder(**(FULL | {"h": None})).solve().ends.accident == 0).all()
    assert (Ladder(**(FULL | {"mu0": 0.0})).solve().ends.accident == 0).all()
    assert Ladder(**FULL).solve().ends.accident.sum() > 0.005


def test_execution_comes_only_when_a_deadline_does():
    ends = Ladder(**FULL).solve().ends
    assert (ends.execution[0, :3] == 0).all()
    assert (ends.execution[0, 3:] > 0).all()
    assert (Ladder(**(FULL | {"delta": 1.0})).solve().ends.execution[0, :5] == 0).all()


def test_a_deadline_that_is_never_moved_is_a_deadline():
    fixed = Ladder(**(FULL | {"delta": 0.0, "moves": 0})).solve()
    never = Ladder(**(FULL | {"delta": 0.0, "moves": 2})).solve()
    for name in ("seller", "resolute", "weak", "buyer", "deal", "price", "credible"):
        assert getattr(never, name) == pytest.approx(getattr(fixed, name), abs=1e-12)


def test_a_deadline_that_is_always_moved_is_a_longer_clock():
    moved = Ladder(**(CHECK | {"sigma": 0.4, "rounds": 2, "moves": 2, "delta": 1.0})).solve()
    longer = Ladder(**(CHECK | {"sigma": 0.4, "rounds": 4})).solve()
    assert moved.played.belief == pytest.approx(longer.played.belief, abs=1e-12)
    assert moved.seller == pytest.approx(longer.seller, abs=1e-12)
    assert moved.buyer == pytest.approx(longer.buyer, abs=1e-12)


def test_what_is_sold_leaves_the_rest():
    terms = Ladder(**FULL).terms
    left = np.cumprod([1, 1, 1, 1, 1, 1.0]) - np.cumsum([0, 0, 0.01, 0.05, 0.05, 0.05])
    assert terms.loss[0] == pytest.approx(10 * left)
    assert terms.cost[0] == pytest.approx(1 * left)
    assert terms.accident[0] == pytest.approx(1 * left)
    assert terms.slice_loss[0] + terms.loss[0] == pytest.approx(10 * np.append(1, left[:-1]))
    assert terms.flow[0] == pytest.approx(0.5 * 10 * left * 90 / 4 / 365)
    assert terms.slice_cost[0] == pytest.approx([0, 0, 0.05, 0.1, 0.1, 0.1])


def test_what_was_said_cannot_be_unsaid():
    down = Plan("up and down", ((0.0, "slice"), (0.5, "remark")))
    assert Ladder(**(FULL | {"plan": down})).terms.fold[0].tolist() == [0, 3, 3, 3, 3, 3, 3]
    heard = Ladder(**(FULL | {"sunk": 0.5, "rumour": 0.8})).terms.fold[0]
    assert heard.tolist() == [1.3, 1.3, 2, 2.5, 3, 3, 3]


def test_an_accident_costs_nothing_by_default_where_selling_gains():
    assert (Ladder(**(FULL | {"c_resolute": -1.0})).terms.accident == 0).all()
    assert Ladder(**(FULL | {"c_accident": 2.0})).terms.accident[0, 0] == 2


def test_a_gain_can_depend_on_the_round():
    flat = Ladder(**(CHECK | {"rounds": 3, "sigma": 0.4}))
    by_round = replace(flat, G=np.full((1, 3), 5.0))
    assert by_round.solve().seller == flat.solve().seller
    falling = replace(flat, G=np.array([[5.0, 4.0, 3.0]])).solve()
    assert falling.seller < flat.solve().seller


# -- credible or not ------------------------------------------------------------------------------
def test_nobody_is_credible_whom_backing_down_costs_no_more_than_executing():
    costs = np.array([1.9, 1.999999, 2.0, 2.5])
    game = Ladder(**(CHECK | {"c_resolute": costs, "sigma": 0.3}))
    assert game.solve().credible.tolist() == [True, True, False, False]


def test_a_plan_that_costs_more_on_the_way_than_it_brings_is_not_credible():
    dear = np.array([0, 0, 0, 0, 9.0])
    found = Ladder(**(FULL | {"m": np.stack([0 * dear, dear])})).solve()
    assert found.credible.tolist() == [True, False]
    assert not found.refused.any()


def test_other_equilibria_are_reported_where_going_on_is_not_monotone():
    game = Ladder(**random_draws(400, seed=3, plan="proof", rounds=4, h=np.ones(5)))
    found = game.solve()
    assert 0.05 < found.several.mean() < 0.6
    assert not found.refused.any()


# -- shapes, determinism ------------------------------------------------------------------------
EVERYTHING = {"h": np.full(5, 0.05), "moves": 1, "delta": 0.3, "x": 4.0}


def test_all_draws_at_once_are_the_draws_one_by_one():
    given = random_draws(12, seed=5, **EVERYTHING)
    both = Ladder(**given).solve()
    for i in range(12):
        rows = {name: v[i] for name, v in given.items() if name != "h" and np.ndim(v)}
        alone = Ladder(**(given | rows)).solve()
        for name in ("seller", "resolute", "weak", "buyer", "reached", "deal", "price"):
            assert getattr(alone, name)[0] == pytest.approx(getattr(both, name)[i], abs=1e-10)
        assert alone.played.belief[0] == pytest.approx(both.played.belief[i], abs=1e-10)
        assert alone.credible[0] == both.credible[i]


def test_the_same_game_gives_the_same_bits():
    once, again = (Ladder(**random_draws(30, **EVERYTHING)).solve() for _ in range(2))
    assert np.array_equal(once.seller, again.seller, equal_nan=True)
    assert np.array_equal(once.ends.deal, again.ends.deal, equal_nan=True)


def test_the_unit_of_money_does_not_matter():
    given = random_draws(30)
    money = ("k", "L", "G", "c_resolute", "a", "sigma")
    scaled = Ladder(**(given | {name: 1e9 * given[name] for name in money})).solve()
    plain = Ladder(**given).solve()
    assert scaled.seller == pytest.approx(1e9 * plain.seller, rel=1e-9, abs=1)
    assert scaled.played.belief == pytest.approx(plain.played.belief, abs=1e-9)


def test_a_finer_grid_changes_nothing():
    """The grid only brackets: nothing is interpolated."""
    given = random_draws(100, seed=2)
    coarse, fine = (Ladder(**given, grid=size).solve() for size in (33, 129))
    assert coarse.seller == pytest.approx(fine.seller, abs=1e-9)
    assert coarse.played.belief == pytest.approx(fine.played.belief, abs=1e-9)


# -- plans and bad input -----------------------------------------------------------------------
def test_the_named_plans_climb():
    names = list(plans_file()["plans"])
    assert 3 <= len(names) <= 4
    for name in names:
        rungs = plan_named(name).rungs(8)
        assert len(rungs) == 8
        assert rungs.max() < len(RUNGS) - 1
    assert plan_named("stairs").rungs(8, 2).tolist() == [1, 1, 2, 2, 3, 3, 4, 4, 4, 4]
    assert plan_named("late").rungs(2).tolist() == [0, 1]


def test_every_rung_and_plan_says_why():
    for group in plans_file().values():
        for each in group.values():
            assert each["why"].strip()
            assert each["verified"] == "assumption"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"days": 0.0}, "days is 0; allowed is above 0: the deadline follows the start"),
        ({"days": -3.0}, "days is -3; allowed is above 0"),
        ({"mu0": 1.2}, "mu0 is 1.2; allowed is 0 to 1"),
        ({"mu0": np.nan}, "mu0 is nan; allowed is any finite number"),
        ({"a": -COSTS}, "a is -1; allowed is 0 or more"),
        ({"a": COSTS + 1}, "a after silence is 1; allowed is 0"),
        ({"a": COSTS[:4]}, r"the shape of a is \(4,\); allowed is \(5,\)"),
        ({"sigma": 0.0}, "sigma is 0; allowed is above 0"),
        ({"h": np.full(5, 1.5)}, "h is 1.5; allowed is 0 to 1"),
        ({"x": -1.0}, "x is -1; allowed is 0 or more"),
        ({"delta": 0.5}, "delta is above 0; allowed is 0 where moves is 0"),
        ({"rounds": 0}, "rounds is 0; allowed is 1 or more"),
        ({"grid": 2}, "grid is 2; allowed is 3 or more"),
        ({"L": np.ones(3), "k": np.ones(2)}, "have 2 and 3 draws"),
        ({"L": np.ones((3, 2))}, r"the shape of L is \(3, 2\)"),
        ({"plan": "stair"}, "no plan named 'stair'; the nearest are stairs"),
        ({"plan": Plan("all", ((0.0, "slice"),)), "rounds": 30}, "sells 150% of the holding"),
    ],
)
def test_bad_input_is_one_sentence(change, message):
    with pytest.raises(InputError, match=message):
        Ladder(**(CHECK | change))


@pytest.mark.parametrize(
    ("steps", "message"),
    [
        ((), "no step from 0 on"),
        (((0.1, "remark"),), "no step from 0 on"),
        (((0.0, "remark"), (1.0, "threat")), "rising shares of the clock below 1"),
        (((0.0, "remark"), (0.0, "threat")), "rising shares of the clock below 1"),
        (((0.0, "execution"),), "no rung before the deadline named 'execution'"),
    ],
)
def test_bad_plans_are_one_sentence(steps, message):
    with pytest.raises(InputError, match=message):
        Plan("bad", steps)


def test_the_check_game_is_a_threat_at_once():
    assert [RUNGS[each] for each in THREAT.rungs(2)] == ["threat", "threat"]


def test_the_summary_says_what_the_numbers_say():
    found = Ladder(**(CHECK | {"sigma": 1e-6})).solve()
    assert found.summary() == (
        "If the plan is followed, the buyer gives in with a chance of 14%, 14% with the card on "
        "the table in the first half of the rounds; it ends in execution or an accident with 14%. "
        "The plan is rational for a seller who means it in 100% of the draws, and 0% were refused "
        "by the check."
    )
