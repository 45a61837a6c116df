"""Runs as global games: check values, the definition of equilibrium, limits, a simulation."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import norm

from saiken.errors import InputError, SolverError
from saiken.responders.coordination import STEEPEST, DebtRun, FirstMover, RegimeChange

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "coordination.md").read_text("utf-8")
HALF_A_DIGIT = 5e-5
"""The check values are given to four places."""
EXACT = 1e-12
"""Sixty halvings leave rounding; quantities here are of the order of one."""

# Worked out apart from this code from the papers' equations (y = 0.5, alpha = 1).
REGIME = {
    (0.3, 1.0): 0.8660,
    (0.3, 10.0): 0.7336,
    (0.3, 1e6): 0.7001,
    (0.5, 1.0): 0.5,
    (0.5, 10.0): 0.5,
    (0.5, 1e6): 0.5,
    (0.7, 1.0): 0.1340,
    (0.7, 10.0): 0.2664,
    (0.7, 1e6): 0.2999,
}
# y: theta* and chance of failure, at z = 1, lambda = 0.5, alpha = 1, beta = 5.
DEBT = {
    -0.5: (0.7050, 0.8859),
    0.0: (0.6070, 0.7281),
    0.25: (0.5541, 0.6195),
    0.5: (0.5, 0.5),
    0.75: (0.4459, 0.3805),
    1.0: (0.3930, 0.2719),
    1.5: (0.2950, 0.1141),
}


@pytest.mark.parametrize(("c", "beta"), REGIME)
def test_the_check_values_of_the_change_of_regime(c, beta):
    assert RegimeChange(0.5, 1, beta, c).threshold() == pytest.approx(
        REGIME[c, beta], abs=HALF_A_DIGIT
    )


@pytest.mark.parametrize("y", DEBT)
def test_the_check_values_of_the_run_on_debt(y):
    run = DebtRun(y, 1, 5, 1, 0.5)
    threshold, failure = DEBT[y]
    assert run.threshold() == pytest.approx(threshold, abs=HALF_A_DIGIT)
    assert run.probability() == pytest.approx(failure, abs=HALF_A_DIGIT)
    assert run.price() == pytest.approx(1 - failure, abs=HALF_A_DIGIT)
    assert run.price(0.4) == pytest.approx(1 - 0.6 * failure, abs=HALF_A_DIGIT)
    assert run.price(1.0) == 1


# -- games, drawn so that thresholds stay inside what a float tells from 0 and 1 -----------------
levels = st.floats(-1, 2)
alphas = st.floats(0.1, 30)
steepness = st.floats(0.05, 0.98)
costs = st.floats(0.05, 0.95)
masses = st.floats(0.01, 0.6)


def beta_of(alpha, steep):
    """Private precision at which alpha / sqrt(beta) is this share of what is allowed."""
    return (alpha / (steep * STEEPEST)) ** 2


@st.composite
def games(draw):
    alpha = draw(alphas)
    return RegimeChange(draw(levels), alpha, beta_of(alpha, draw(steepness)), draw(costs))


@given(games(), masses, st.floats(0, 0.5))
def test_the_cutoff_is_an_equilibrium(game, mass, taken):
    """At x* the belief in the bad state is c; at theta* those who run are just enough."""
    game = replace(game, mass=mass, taken=taken)
    theta, x = float(game.threshold()), float(game.signal())
    total = game.alpha + game.beta
    belief = norm((game.alpha * game.y + game.beta * x) / total, total**-0.5)
    # the belief's slope is the root of total precision, up to 250 here
    assert belief.cdf(theta) == pytest.approx(game.c, abs=1e-9)
    assert taken + mass * norm.cdf(np.sqrt(game.beta) * (x - theta)) == pytest.approx(
        theta, abs=EXACT
    )
    assert game.probability() == pytest.approx(norm.cdf(theta, game.y, game.alpha**-0.5), abs=EXACT)


@given(games())
def test_it_solves_the_equation_as_published(game):
    """Another solver, on theta itself."""
    ratio = game.alpha / np.sqrt(game.beta)
    cost = np.sqrt((game.alpha + game.beta) / game.beta) * norm.ppf(game.c)
    root = brentq(lambda t: t - norm.cdf(ratio * (t - game.y) - cost), 0, 1, xtol=1e-14)
    # close to the edge of uniqueness the equation is nearly flat: an error of 1e-16 over 0.02
    assert game.threshold() == pytest.approx(root, abs=1e-11)


@given(games(), st.floats(0.2, 1), st.floats(0.05, 0.95))
def test_it_solves_the_equation_of_the_debt_as_published(game, z, early):
    run = DebtRun(game.y, game.alpha, game.beta, z, early)
    a, b, y = game.alpha, game.beta, game.y
    shift = np.sqrt(a + b) / a * norm.ppf(early)
    root = brentq(lambda t: t - z * norm.cdf(a / np.sqrt(b) * (t - y + shift)), 0, z, xtol=1e-14)
    assert run.threshold() == pytest.approx(root, abs=1e-11)


@given(games(), masses, st.floats(0, 0.5))
def test_mass_and_what_was_taken_are_the_first_game_with_moved_fundamentals(game, mass, taken):
    here = replace(game, mass=mass, taken=taken)
    moved = RegimeChange((game.y - taken) / mass, game.alpha * mass**2, game.beta * mass**2, game.c)
    # precisions are scaled by up to 1e-4: a few digits go
    assert here.threshold() == pytest.approx(taken + mass * moved.threshold(), abs=1e-9)
    assert here.signal() == pytest.approx(taken + mass * moved.signal(), abs=1e-9)
    assert here.probability() == pytest.approx(moved.probability(), abs=1e-9)
    assert here.share() == pytest.approx(moved.share(), abs=1e-9)


# -- monotone ------------------------------------------------------------------------------------
@given(games(), st.floats(0.01, 1))
def test_better_fundamentals_keep_holders_in(game, better):
    up = replace(game, y=game.y + better)
    for name in ("threshold", "signal", "probability", "share"):
        assert getattr(up, name)() <= getattr(game, name)() + EXACT
    assert up.probability() < game.probability() or game.probability() < 1e-9


@given(games(), st.floats(0.01, 0.5))
def test_a_higher_cost_keeps_holders_in(game, dearer):
    assume(game.c + dearer < 0.99)
    up = replace(game, c=game.c + dearer)
    for name in ("threshold", "signal", "probability", "share"):
        assert getattr(up, name)() <= getattr(game, name)() + EXACT


@given(games(), st.floats(0.1, 0.9), st.floats(0.05, 0.9), st.floats(0.01, 0.1))
def test_debt_fails_more_often_if_more_can_run_or_leaving_pays_more(game, z, early, step):
    run = DebtRun(game.y, game.alpha, game.beta, z, early)
    for worse in (replace(run, z=z + step), replace(run, liquidation=early + step / 2)):
        assert worse.threshold() >= run.threshold() - EXACT
        assert worse.probability() >= run.probability() - EXACT
        assert worse.price(0.3) <= run.price(0.3) + EXACT


@given(games(), masses)
def test_a_sale_in_sight_moves_the_threshold_by_its_mass_or_more(game, mass):
    """What exceeds the mass is coordination: the small run at signals at which they stayed."""
    first = FirstMover(game.y, game.alpha, game.beta, game.c, mass)
    sold, stayed, absent = first.sold, first.stayed, first.absent
    assert sold.threshold() - stayed.threshold() >= mass - EXACT
    assert stayed.threshold() <= absent.threshold() + EXACT
    assert absent.threshold() <= sold.threshold() + EXACT
    for name in ("signal", "probability", "share"):
        assert getattr(stayed, name)() <= getattr(sold, name)() + EXACT


@given(games(), masses, st.floats(0.01, 0.3))
def test_a_larger_first_mover_matters_more(game, mass, more):
    small = FirstMover(game.y, game.alpha, game.beta, game.c, mass)
    large = replace(small, mass=mass + more)
    assert large.sold.threshold() >= small.sold.threshold() - EXACT
    assert large.stayed.threshold() <= small.stayed.threshold() + EXACT


# -- limits --------------------------------------------------------------------------------------
@given(levels, alphas, costs, masses)
def test_with_exact_private_news_only_the_cost_counts(y, alpha, c, mass):
    assert RegimeChange(y, alpha, np.inf, c).threshold() == pytest.approx(1 - c, abs=EXACT)
    assert DebtRun(y, alpha, np.inf, mass, c).threshold() == pytest.approx(mass * c, abs=EXACT)
    first = FirstMover(y, alpha, np.inf, c, mass)
    assert first.stayed.threshold() == pytest.approx((1 - mass) * (1 - c), abs=EXACT)
    assert first.sold.threshold() == pytest.approx(mass + (1 - mass) * (1 - c), abs=EXACT)
    assert first.sold.signal() == first.sold.threshold()


def test_it_goes_there_as_the_root_of_the_precision():
    """A hundred times the precision leaves a tenth of the gap."""
    gaps = np.abs(RegimeChange(0.2, 1, np.array([1e6, 1e8, 1e10]), 0.3).threshold() - 0.7)
    np.testing.assert_allclose(gaps[:-1] / gaps[1:], 10, rtol=0.01)


@given(games())
def test_a_first_mover_of_no_mass_is_nobody(game):
    first = FirstMover(game.y, game.alpha, game.beta, game.c, 0)
    for branch in (first.sold, first.stayed, first.absent):
        assert branch.threshold() == game.threshold()
        assert branch.share() == game.share()


def test_a_first_mover_who_is_everybody_decides_alone():
    first = FirstMover(0.6, 1, 5, 0.5, 1 - 1e-9)
    assert first.sold.threshold() == pytest.approx(1, abs=1e-8)
    assert first.stayed.threshold() == pytest.approx(0, abs=1e-8)


@given(games())
def test_debt_that_can_all_run_is_a_change_of_regime(game):
    run = DebtRun(game.y, game.alpha, game.beta, 1, 1 - game.c)
    assert run.threshold() == pytest.approx(game.threshold(), abs=EXACT)


# -- several equilibria --------------------------------------------------------------------------
def test_the_edge_of_uniqueness():
    beta = np.array([0.999, 1.001])
    np.testing.assert_array_equal(RegimeChange(0.5, STEEPEST, beta, 0.5).is_unique, [False, True])
    assert RegimeChange(0.5, STEEPEST, 1, 0.5).is_unique
    assert DebtRun(0.5, STEEPEST, 0.3, 0.5, 0.5).game.is_unique
    first = FirstMover(0.5, STEEPEST, 0.9, 0.5, 0.1)
    assert first.sold.is_unique
    assert first.stayed.is_unique
    assert not first.absent.is_unique


@given(games())
def test_a_unique_game_has_one_equilibrium(game):
    found = game.equilibria()
    assert np.isfinite(found).sum() == 1
    assert np.nanmax(found) == pytest.approx(game.threshold(), abs=EXACT)


def test_a_game_with_public_news_too_precise_has_three():
    game = RegimeChange(0.5, 4, 1, 0.5)
    found = game.equilibria()
    assert found[1] == pytest.approx(0.5, abs=EXACT)
    assert found[0] + found[2] == pytest.approx(1, abs=EXACT)  # y = c = 0.5 mirrors the game
    cost = np.sqrt(5) * norm.ppf(game.c)
    np.testing.assert_allclose(norm.cdf(4 * (found - 0.5) - cost), found, atol=EXACT)
    assert found[0] < 0.04 < 0.96 < found[2]


@pytest.mark.parametrize("side", [-1, 1])
def test_two_equilibria_close_together_are_told_apart(side):
    """Public news is chosen such that one lies just outside the point where the gap turns."""
    alpha = 4.0
    turn = np.sqrt(2 * np.log(alpha / STEEPEST))
    outer = side * 1.05 * turn
    game = RegimeChange(norm.cdf(outer) - outer / alpha, alpha, 1, 0.5)
    found = norm.ppf(game.equilibria())
    assert np.isfinite(found).all()
    assert found[1 + side] == pytest.approx(outer, abs=1e-9)
    assert 0.9 * turn < side * found[1] < turn


@given(st.floats(-1, 2), st.floats(3, 20), costs, masses, st.floats(0, 0.5))
def test_every_equilibrium_is_found(y, alpha, c, mass, taken):
    """A fine scan for changes of sign sees no more and no fewer."""
    game = RegimeChange(y, alpha, 1, c, mass, taken)
    found = game.equilibria()
    level = alpha * (taken - y) - np.sqrt(1 + alpha) * norm.ppf(c)
    u = np.linspace(level, level + alpha * mass, 20_001)
    gap = u - alpha * mass * norm.cdf(u) - level
    assume(np.abs(gap[1:-1]).min() > 1e-9)
    inner = np.sign(gap[1:-1])
    # the ends are below and above by construction, in floating point perhaps zero
    seen = np.count_nonzero(np.diff(np.r_[-1, inner, 1]))
    kept = found[np.isfinite(found)]
    assert len(kept) == seen
    assert (np.diff(kept) >= 0).all()
    assert ((kept >= taken) & (kept <= taken + mass)).all()


def test_where_it_is_not_unique_the_threshold_is_refused():
    game = RegimeChange(0.5, np.array([1.0, 4.0, 9.0]), 1, 0.5)
    np.testing.assert_array_equal(game.is_unique, [True, False, False])
    for ask in (game.threshold, game.signal, game.probability, game.share):
        with pytest.raises(SolverError, match=r"In 2 of 3 draws .* up to 9; allowed is 2\.5066"):
            ask()
    with pytest.raises(SolverError, match="In 1 of 1 draws"):
        DebtRun(0.5, 9, 1, 0.5, 0.5).price()


# -- arrays, refusals ----------------------------------------------------------------------------
def test_arrays_of_draws_are_the_draws_one_by_one():
    rng = np.random.default_rng(1)
    y, alpha, c, m = rng.uniform(0.1, 0.9, (4, 200))
    first = FirstMover(y, alpha, 3.0, c, m)
    for name in ("threshold", "signal", "probability", "share"):
        many = getattr(first.sold, name)()
        ones = [
            getattr(FirstMover(*each[:2], 3.0, *each[2:]).sold, name)()
            for each in zip(y, alpha, c, m, strict=True)
        ]
        np.testing.assert_array_equal(many, ones)
    assert RegimeChange(0.5, 1, np.ones((2, 1)), np.full(3, 0.5)).threshold().shape == (2, 3)
    assert first.sold.equilibria().shape == (3, 200)


GOOD = {"y": 0.5, "alpha": 1.0, "beta": 5.0}


@pytest.mark.parametrize(
    ("kind", "given", "words"),
    [
        (RegimeChange, {"c": 0.0}, "c is 0; allowed is above 0 and below 1"),
        (RegimeChange, {"c": np.array([0.5, 1.0])}, "c is 1; allowed"),
        (RegimeChange, {"c": 0.5, "y": np.nan}, "y is nan; allowed is any finite number"),
        (RegimeChange, {"c": 0.5, "alpha": 0.0}, "alpha is 0; allowed is above 0 and finite"),
        (RegimeChange, {"c": 0.5, "alpha": np.inf}, "alpha is inf"),
        (RegimeChange, {"c": 0.5, "beta": -1.0}, "beta is -1; allowed is above 0"),
        (RegimeChange, {"c": 0.5, "mass": 0.0}, "mass is 0; allowed is above 0"),
        (RegimeChange, {"c": 0.5, "taken": np.inf}, "taken is inf"),
        (
            RegimeChange,
            {"c": np.ones(2) / 2, "y": np.ones(3)},
            r"shapes \(3,\), \(\), \(\), \(2,\)",
        ),
        (DebtRun, {"z": 0.0, "liquidation": 0.5}, "z is 0; allowed is above 0"),
        (DebtRun, {"z": 1.0, "liquidation": 1.0}, "liquidation is 1; allowed"),
        (DebtRun, {"z": 1.0, "liquidation": 0.5, "alpha": -1.0}, "alpha is -1"),
        (FirstMover, {"c": 0.5, "mass": 1.0}, "mass is 1; allowed is 0 to below 1"),
        (FirstMover, {"c": 0.5, "mass": -0.1}, "mass is -0.1"),
        (FirstMover, {"c": 2.0, "mass": 0.1}, "c is 2"),
    ],
)
def test_what_cannot_be_is_refused_in_a_sentence(kind, given, words):
    with pytest.raises(InputError, match=words):
        kind(**(GOOD | given))


def test_a_recovery_outside_0_to_1_is_refused():
    with pytest.raises(InputError, match=r"recovery is 1\.5; allowed is 0 to 1"):
        DebtRun(0.5, 1, 5, 1, 0.5).price(1.5)


# -- played out ----------------------------------------------------------------------------------
MOVER = (0.7, 4.0, 50.0, 0.5, 0.125)
PLAYED = {
    "small alone": lambda: RegimeChange(0.5, 1, 5, 0.4),
    "debt": lambda: DebtRun(0.3, 2, 20, 0.6, 0.6).game,
    "sold": lambda: FirstMover(*MOVER).sold,
    "stayed": lambda: FirstMover(*MOVER).stayed,
    "absent": lambda: FirstMover(*MOVER).absent,
}
PLAYS, HOLDERS = 20_000, 400


@pytest.mark.parametrize("name", PLAYED)
def test_the_cutoff_played_out_gives_the_probability_and_the_share(name):
    """Draw theta and signals, let those below x* run, count: within three standard errors.

    Four hundred holders stand for very many; that moves the frequency by about 1e-4, a thirtieth
    of its standard error.
    """
    game, rng = PLAYED[name](), np.random.default_rng(20_250_502)
    theta = rng.normal(game.y, game.alpha**-0.5, PLAYS)
    seen = theta[:, None] + rng.normal(0, game.beta**-0.5, (PLAYS, HOLDERS))
    running = (seen < game.signal()).mean(axis=1)
    bad = game.taken + game.mass * running >= theta
    chance = float(game.probability())
    assert 0.05 < chance < 0.95
    assert abs(bad.mean() - chance) < 3 * np.sqrt(chance * (1 - chance) / PLAYS)
    assert abs(running.mean() - game.share()) < 3 * running.std() / np.sqrt(PLAYS)


# -- the page ------------------------------------------------------------------------------------
def test_the_tables_of_the_page_are_what_comes_out():
    for c in (0.3, 0.5, 0.7):
        pairs = (f"{REGIME[c, beta]:.4f}, {_at(c, beta):.4f}" for beta in (1.0, 10.0, 1e6))
        assert f"| {c:g} | {' | '.join(pairs)} |" in PAGE
    for y, (threshold, failure) in DEBT.items():
        run = DebtRun(y, 1, 5, 1, 0.5)
        ours = f"{run.threshold():.4f} | {failure:.4f} | {run.probability():.4f}"
        assert f"| {y:g} | {threshold:.4f} | {ours} |" in PAGE


@pytest.mark.parametrize("branch", ["absent", "stayed", "sold"])
@pytest.mark.parametrize("beta", [50.0, np.inf])
def test_the_first_mover_of_the_page(branch, beta):
    game = getattr(replace(FirstMover(*MOVER), beta=beta), branch)
    cells = (game.threshold(), game.signal(), game.probability(), game.share())
    name = "infinite" if np.isinf(beta) else f"{beta:g}"
    assert f"| {name} | {branch} | " + " | ".join(f"{float(x):.4f}" for x in cells) + " |" in PAGE


def _at(c, beta):
    return float(RegimeChange(0.5, 1, beta, c).threshold())
