"""Reputations, with and without a deadline: check values, best replies, limits, the timing."""

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from saiken.bargaining.attrition import DeadlineWar
from saiken.bargaining.reputation import AbreuGul, DeadlineReputation
from saiken.errors import InputError

EXACT = 1e-9
CHECK = {"a1": 0.6, "a2": 0.6, "r1": 0.05, "r2": 0.05, "z1": 0.05, "z2": 0.10}
inner = st.floats(0.01, 0.9)
rates = st.floats(0.01, 0.5)


# -- Abreu and Gul --------------------------------------------------------------------------------
def test_check_values_of_abreu_and_gul():
    found = AbreuGul(**CHECK).solve()
    assert found.hazard == pytest.approx([0.1, 0.1])
    assert found.end == pytest.approx(23.026, abs=5e-4)
    assert -np.log(0.05) / found.hazard[0] == pytest.approx(29.957, abs=5e-4)
    assert found.at_start == pytest.approx([0.5, 0])
    assert found.payoff == pytest.approx([0.4, 0.5])


def test_check_values_of_the_symmetric_case():
    found = AbreuGul(**{**CHECK, "z2": 0.05}).solve()
    assert found.end == pytest.approx(29.957, abs=5e-4)
    assert found.at_start == pytest.approx([0, 0])
    assert found.payoff == pytest.approx([0.4, 0.4])


@st.composite
def pairs(draw):
    a1 = draw(st.floats(0.3, 0.9))
    a2 = draw(st.floats(max(1.05 - a1, 0.3), 0.95))
    names = {"r1": rates, "r2": rates, "z1": inner, "z2": inner}
    return {"a1": a1, "a2": a2, **{key: draw(each) for key, each in names.items()}}


def stopping(found, game, side):
    """Payoff of conceding at each of many times against the other's concessions, integrated."""
    other = 1 - side
    a, b = game[f"a{side + 1}"], game[f"a{other + 1}"]
    rate = game[f"r{side + 1}"]
    times = np.linspace(0, float(found.end), 4001)
    gone = np.array([found.conceded(t)[other] for t in times])
    discount = np.exp(-rate * times)
    won = np.concatenate([[0], np.cumsum(np.diff(gone) * (discount[1:] + discount[:-1]) / 2)])
    return gone[0] * a + won * a + (1 - gone) * (1 - b) * discount


@settings(max_examples=15, deadline=None)
@given(pairs())
def test_no_time_of_conceding_is_better_than_another(game):
    found = AbreuGul(**game).solve()
    for side in (0, 1):
        payoff = stopping(found, game, side)
        np.testing.assert_allclose(payoff, found.payoff[side], atol=1e-4)
    ends = found.conceded(found.end)
    assert ends == pytest.approx([1 - game["z1"], 1 - game["z2"]])  # none flexible is left
    assert (found.at_start >= 0).all()
    assert found.at_start.min() == pytest.approx(0, abs=EXACT)
    assert found.breakdown == pytest.approx(game["z1"] * game["z2"])


@given(pairs(), inner)
def test_obstinacy_pays(game, other):
    low, high = sorted([game["z1"], other])
    less, more = (AbreuGul(**{**game, "z1": each}).solve() for each in (low, high))
    assert more.payoff[0] >= less.payoff[0] - EXACT
    assert more.payoff[1] <= less.payoff[1] + EXACT


@given(pairs())
def test_the_sides_names_do_not_matter(game):
    swapped = {f"{key[0]}{3 - int(key[1])}": value for key, value in game.items()}
    here, there = AbreuGul(**game).solve(), AbreuGul(**swapped).solve()
    assert here.payoff == pytest.approx(there.payoff[::-1])
    assert here.end == pytest.approx(there.end)


def test_draws_of_reputations():
    found = AbreuGul(**{**CHECK, "z1": np.array([0.05, 0.1, 0.2])}).solve()
    assert found.at_start[0] == pytest.approx([0.5, 0, 0])
    assert found.at_start[1] == pytest.approx([0, 0, 0.5])
    assert found.conceded(5.0).shape == (2, 3)
    said = found.summary()
    assert "The first side gives in at once with a chance of 17%, the second of 17%" in said
    assert "in 1% of all cases neither ever does" in said


# -- a deadline alone -----------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("c", "D", "last", "quiet", "reach", "breakdown"),
    [
        (0.4, 2, 0.8, 1.0, 0.2019, 0.00808),
        (0.1, 2, 0.8, 3.0, 1.0, 0.04),
        (0.4, 0.5, 0.5, 0.625, 0.14957, 0.0374),
    ],
)
def test_check_values_of_the_war_with_a_deadline(c, D, last, quiet, reach, breakdown):
    found = DeadlineWar(c, 1, D, 3).solve()
    assert found.hazard == pytest.approx(c)
    assert found.last == pytest.approx(last)
    assert found.quiet == pytest.approx(quiet)
    assert found.reach == pytest.approx(reach, abs=5e-5)
    assert found.breakdown == pytest.approx(breakdown, abs=5e-5)


wars = st.fixed_dictionaries(
    {
        "c": st.floats(0.05, 2),
        "v": st.floats(0.2, 3),
        "D": st.floats(0, 4),
        "T": st.floats(0.2, 6),
    }
)


@given(wars)
def test_nobody_gains_by_another_time_in_the_war(game):
    """Every time of conceding before the quiet pays the same, those in it less, the end as much."""
    found, (c, v, D, T) = DeadlineWar(**game).solve(), (game[each] for each in "cvDT")
    stop, h, p = T - float(found.quiet), float(found.hazard), float(found.last)
    times = np.linspace(0, T, 400)
    running = np.minimum(times, stop)
    left = np.exp(-h * running)
    # what was won by then: the integral of h exp(-h s) (v - c s)
    won = v * (1 - left) - c * ((1 - left) / h - running * left)
    payoff = won - left * c * times
    assert payoff[times < stop] == pytest.approx(0, abs=1e-7)
    assert (payoff <= found.payoff + 1e-7).all()
    before = won[-1] - left[-1] * c * T
    for at_the_end in (p * v / 2, p * v - (1 - p) * D):  # concede or hold out: alike
        assert before + left[-1] * at_the_end == pytest.approx(float(found.payoff), abs=1e-7)


@settings(max_examples=10, deadline=None)
@given(wars)
def test_simulated_wars(game):
    found, rng = DeadlineWar(**game).solve(), np.random.default_rng(0)
    stop, size = game["T"] - float(found.quiet), 40_000
    first = rng.exponential(1 / found.hazard, (size, 2)).min(1)
    reached = first >= stop
    deal = ~reached | (rng.uniform(size=(size, 2)) < found.last).any(1)
    assert reached.mean() == pytest.approx(float(found.reach), abs=0.012)
    assert (~deal).mean() == pytest.approx(float(found.breakdown), abs=0.012)
    middle = stop / 2
    assert (first < middle).mean() == pytest.approx(float(found.agreed(middle)), abs=0.012)


def test_limits_of_the_war():
    assert DeadlineWar(0.4, 1, 0, 3).solve().last == 0  # a deadline that costs nothing: no burst
    assert DeadlineWar(0.4, 1, 0, 3).solve().quiet == 0
    long = DeadlineWar(0.4, 1, 2, 200).solve()
    assert long.breakdown == pytest.approx(0, abs=1e-30)
    costly = DeadlineWar(0.4, 1, 1e9, 3).solve()
    assert costly.breakdown == pytest.approx(0, abs=1e-9)  # nobody dares to miss it


# -- reputation with a deadline -------------------------------------------------------------------
deadlines = st.fixed_dictionaries(
    {
        "a": st.floats(0.52, 0.95),
        "r": st.floats(0.02, 0.3),
        "z": st.floats(0.001, 0.6),
        "T": st.floats(0.2, 60),
    }
)


@given(deadlines)
def test_nobody_gains_by_another_time_before_the_deadline(game):
    a, r, z, T = (game[each] for each in "arzT")
    found = DeadlineReputation(**game).solve()
    stop, h, p = T - float(found.quiet), float(found.hazard), float(found.last)
    stop = min(stop, -np.log(z) / h)  # nobody flexible is left after that
    times = np.linspace(0, T, 400)
    running = np.minimum(times, stop)
    left = np.exp(-h * running)
    won = a * h / (h + r) * (1 - np.exp(-(h + r) * running))
    payoff = won + left * (1 - a) * np.exp(-r * times)
    assert payoff[times < stop] == pytest.approx(1 - a, abs=1e-7)
    assert (payoff[times < T] <= found.payoff + 1e-7).all()
    concede, hold = (1 - p) * (1 - a) + p / 2, p * a
    at_the_end = won[-1] + left[-1] * concede * np.exp(-r * T)
    flexible = 1 - z / left[-1]
    if flexible > 1e-9:  # else nobody gets there who could choose
        assert at_the_end == pytest.approx(float(found.payoff), abs=1e-7)
        assert concede >= hold - 1e-9
        assert p <= flexible + 1e-9
        if p < flexible - 1e-9:
            assert concede == pytest.approx(hold, abs=1e-9)  # who mixes is indifferent


@given(deadlines)
def test_a_deadline_after_the_end_of_the_war_changes_nothing(game):
    a, r, z = (game[each] for each in "arz")
    free = AbreuGul(a, a, r, r, z, z).solve()
    found = DeadlineReputation(a, r, z, 1.5 * free.end).solve()
    assert found.quiet == pytest.approx(0, abs=1e-9)
    assert found.breakdown == pytest.approx(float(free.breakdown))
    assert found.payoff == pytest.approx(free.payoff[0])
    assert found.hazard == pytest.approx(free.hazard[0])


def test_with_small_stakes_it_is_the_war_with_a_deadline():
    """Demands close to a half and nobody obstinate: discounting is a cost of waiting."""
    a, r, T = 0.501, 0.05, 0.1
    found = DeadlineReputation(a, r, 1e-12, T).solve()
    war = DeadlineWar(r * (1 - a), 2 * a - 1, 1 - a, T).solve()
    for name in ("hazard", "quiet", "last"):
        assert getattr(found, name) == pytest.approx(float(getattr(war, name)), rel=3e-3)


@given(st.floats(0.52, 0.7), st.floats(0.02, 0.3), st.floats(1e-4, 0.02), st.floats(0.2, 0.7))
def test_by_thirds_of_a_short_clock_deals_form_a_u(a, r, z, pace):
    """Many deals early, fewer in the middle, a burst at the end, and some never."""
    T = pace * (2 * a - 1) / (r * (1 - a))  # so that hazard times T is the pace
    found = DeadlineReputation(a, r, z, T).solve()
    assume(found.quiet < 0.999 * T)
    edges = [float(found.agreed(T * share)) for share in (0, 1 / 3, 2 / 3, 1)]
    early, middle, late = np.diff(edges)
    assert early > middle
    assert late > middle
    assert found.breakdown > 0


def test_deals_thin_out_stop_and_burst():
    found = DeadlineReputation(0.6, 0.05, 0.05, 10.0).solve()
    assert found.last == pytest.approx(0.8)
    assert found.quiet == pytest.approx(np.log(1.2) / 0.05)
    times = np.linspace(0, 10 - 1e-9, 200)
    steps = np.diff(found.agreed(times))
    running = times[1:] < 10 - found.quiet
    assert (np.diff(steps[running]) < 0).all()
    assert steps[times[:-1] > 10 - found.quiet] == pytest.approx(0, abs=1e-15)
    assert found.agreed(10) - found.agreed(10 - 1e-9) > 0.25
    assert found.agreed(99) == found.agreed(10) == 1 - found.breakdown


def test_draws_of_deadlines_and_the_sentence():
    found = DeadlineReputation(0.6, 0.05, 0.05, np.array([2.0, 5.0, 40.0])).solve()
    alone = DeadlineReputation(0.6, 0.05, 0.05, 5.0).solve()
    assert found.breakdown[1] == alone.breakdown
    assert found.quiet == pytest.approx([2, 3.6464, 0], abs=1e-4)
    said = DeadlineWar(0.4, 1, 2, 3).solve().summary()
    assert "80% of all cases end in a deal before the deadline, 19% at it and 1% without" in said
    assert "during the last 33% of the time" in said


def test_bad_input_is_refused_in_a_sentence():
    with pytest.raises(InputError, match=r"a1 \+ a2 is 1; allowed is above 1"):
        AbreuGul(**{**CHECK, "a1": 0.4})
    with pytest.raises(InputError, match="obstinate is 0; allowed is above 0 and below 1"):
        AbreuGul(**{**CHECK, "z1": 0})
    with pytest.raises(InputError, match="rate is -1; allowed is above 0"):
        AbreuGul(**{**CHECK, "r2": -1})
    with pytest.raises(InputError, match="T is 0; allowed is above 0"):
        DeadlineWar(1, 1, 1, 0)
    with pytest.raises(InputError, match="D is -1; allowed is 0 or more"):
        DeadlineWar(1, 1, -1, 1)
    with pytest.raises(InputError, match=r"a is 0\.5; allowed is above 1/2 and below 1"):
        DeadlineReputation(0.5, 0.05, 0.05, 1)
