"""The ruler: right profiles pass, written by hand too; wrong ones of every kind are refused."""

from dataclasses import fields, replace

import numpy as np
import pytest
from scipy.special import expit

from saiken.bargaining import solution as solution_module
from saiken.bargaining.ladder import Ladder
from saiken.bargaining.value import card_value
from saiken.bargaining.verify import BAYES, REGRET, Profile, verify
from saiken.errors import InputError
from tests.bargaining.ladder_games import CHECK, FULL, random_draws

SIGMA = CHECK["sigma"]
HELD = 0.4 + SIGMA * np.log(2 / 5) / 10
"""The belief at which a buyer with shocks of this scale concedes with probability 2 / 7."""
SILENT = expit(-4 / SIGMA)


def by_hand(b=0.25 * (1 - HELD) / HELD, held=HELD, q=2 / 7, price=None, lands=1):
    """The bluffing game's profile at the prior and at the belief held after a threat."""
    after = [expit((10 * 0.2 - 4) / SIGMA), q]
    price = [0.2 * (1 - after[0]), held * (1 - q)] if price is None else price
    return Profile(
        beliefs=np.array([[0.2, held]]),
        goes_on=np.array([[[b, 1.0]]]),
        lands=np.array([[[lands, 1]]]),
        concede=np.array([[after]]),
        preempt=np.zeros((1, 1, 2)),
        price=np.array([[price]]),
    )


@pytest.fixture(scope="module")
def check_terms():
    return Ladder(**CHECK).terms


def test_a_profile_written_by_hand_passes(check_terms):
    verdict = verify(check_terms, by_hand())
    assert verdict.ok.all()
    assert verdict.regret < 1e-9
    assert verdict.bayes < 1e-12


def test_bluffing_always_is_refused_though_bayes_rule_holds(check_terms):
    always = by_hand(b=1.0, lands=0)
    verdict = verify(check_terms, always)
    assert verdict.bayes < BAYES
    assert verdict.regret == pytest.approx(2 / 10)  # it backs down for sure and loses a


def test_never_bluffing_is_refused(check_terms):
    """A buyer who believes every threat gives in to every bluff: G is forgone."""
    never = by_hand(b=0.0, held=1.0, q=1 - 1e-12, price=[0.2, 1e-12])
    verdict = verify(check_terms, never)
    assert verdict.bayes < BAYES
    assert verdict.regret == pytest.approx((5 - SILENT) / 10)


@pytest.mark.parametrize(
    ("change", "regret", "bayes"),
    [
        ({"b": 0.375286 + 1e-4}, False, True),
        ({"q": 2 / 7 + 1e-4}, True, False),
        ({"held": HELD + 1e-5}, True, True),
        ({"price": [0.2, HELD * 5 / 7 + 1e-6]}, False, True),
        ({"lands": 0}, True, True),
    ],
)
def test_nudges_are_refused_for_the_right_reason(check_terms, change, regret, bayes):
    verdict = verify(check_terms, by_hand(**change))
    assert not verdict.ok.any()
    assert (verdict.regret > REGRET) == regret
    assert (verdict.bayes > BAYES) == bayes


def test_the_buyer_s_regret_is_the_distance_of_cutoffs(check_terms):
    q, nudged = 2 / 7, 0.3
    cutoffs = [SIGMA * np.log((1 - each) / each) for each in (q, nudged)]
    verdict = verify(check_terms, by_hand(q=nudged))
    # the weak seller gains 0.3 * 5 - 0.7 * 2, more than the buyer loses
    assert verdict.regret == pytest.approx((1 - (1 - HELD) / HELD / 4) * 0.1 / 10, rel=1e-3)
    alone = replace(check_terms, gain=0 * check_terms.gain, fold=0 * check_terms.fold)
    assert verify(alone, by_hand(q=nudged)).regret * 10 == pytest.approx(
        abs(cutoffs[0] - cutoffs[1]), rel=1e-9
    )


# -- the solver's profiles, bent ------------------------------------------------------------------
@pytest.fixture(scope="module")
def solved():
    game = Ladder(**FULL)
    return game.terms, game.climb().profile


def path_of(profile, terms):
    """Index of the belief held in each round on the way from the prior."""
    at, found = profile.beliefs.shape[1] - terms.rounds - 1, []
    for t in range(terms.rounds):
        at = profile.lands[0, t, at]
        found.append(at)
    return found


def test_the_solver_s_profile_passes_with_everything_on(solved):
    verdict = verify(*solved)
    assert verdict.ok.all()


@pytest.mark.parametrize("name", ["goes_on", "concede", "preempt", "price"])
@pytest.mark.parametrize("where", ["path", "grid"])
@pytest.mark.parametrize("nudge", [-1e-3, 1e-3])
def test_a_nudge_anywhere_is_refused(solved, name, where, nudge):
    terms, profile = solved
    for t in range(terms.rounds):
        at = path_of(profile, terms)[t] if where == "path" else 20
        if name == "goes_on":
            at = 20
        values = getattr(profile, name).copy()
        values[0, t, at] += nudge
        assert not verify(terms, replace(profile, **{name: values})).ok.any()


def test_a_wrong_belief_and_a_wrong_landing_are_refused(solved):
    terms, profile = solved
    for at in {*path_of(profile, terms), profile.beliefs.shape[1] - terms.rounds - 1}:
        beliefs = profile.beliefs.copy()
        beliefs[0, at] += 1e-4
        assert not verify(terms, replace(profile, beliefs=beliefs)).ok.any()
    lands = profile.lands.copy()
    lands[0, 0, 20] = 40
    assert not verify(terms, replace(profile, lands=lands)).ok.any()


def test_what_is_not_a_number_is_refused(solved):
    terms, profile = solved
    for each in fields(profile):
        if each.name != "lands":
            values = getattr(profile, each.name).copy()
            values.flat[3] = np.nan
            assert not verify(terms, replace(profile, **{each.name: values})).ok.any(), each.name


def test_removing_a_card_that_cannot_be_removed_is_refused():
    game = Ladder(**(FULL | {"x": np.inf}))
    profile = game.climb().profile
    assert verify(game.terms, profile).ok.all()
    assert not verify(game.terms, replace(profile, preempt=profile.preempt + 0.1)).ok.any()


def test_a_profile_of_another_game_is_refused_or_does_not_fit(solved):
    profile = solved[1]
    assert not verify(Ladder(**(FULL | {"L": 11.0})).terms, profile).ok.any()
    with pytest.raises(InputError, match="shapes do not fit the game; allowed are beliefs of"):
        verify(Ladder(**(FULL | {"moves": 1})).terms, profile)


def test_each_draw_has_its_own_verdict():
    game = Ladder(**random_draws(20))
    found = game.climb().profile
    concede = found.concede.copy()
    concede[7] += 0.01
    verdict = verify(game.terms, replace(found, concede=concede))
    assert np.flatnonzero(~verdict.ok).tolist() == [7]


def test_refused_draws_stay_and_hold_no_numbers(monkeypatch):
    game = Ladder(**random_draws(6))
    plain, honest = game.solve(), solution_module.climb

    def bent(terms, grid):
        found = honest(terms, grid)
        concede = found.profile.concede.copy()
        concede[2] += 0.01
        return replace(found, profile=replace(found.profile, concede=concede))

    monkeypatch.setattr(solution_module, "climb", bent)
    found, value = game.solve(), card_value(game)
    assert found.refused.tolist() == [False, False, True, False, False, False]
    assert np.isnan(found.seller[2])
    assert np.isnan(found.played.belief[2]).all()
    assert np.isnan(found.ends.deal[2]).all()
    assert not found.credible[2]
    kept = ~found.refused
    assert np.array_equal(found.seller[kept], plain.seller[kept])
    for each in (value.seller, value.buyer, value.over_stake):
        assert np.isnan(each).tolist() == found.refused.tolist()
    assert "17% of the draws were refused" in value.summary()
