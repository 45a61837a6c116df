"""The three-level model against closed forms, brute force and its own simulations."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.parameters.pooling import SizedRow, priors
from saiken.parameters.pooling.model import Grid, condition, covariance, inverse
from saiken.parameters.pooling.rows import Design

# Sums of a few hundred terms and a sweep of six pivots: far above rounding, far below interest.
ROUNDING = 1e-10


def found(rows):
    return np.array([each.log_scale for each in rows])


def held(scale, **changes):
    """Priors that hold both spreads near `scale` times a fixed grid and the share at one value."""
    return replace(priors(), study_scale=scale, episode_scale=scale, **changes)


def test_the_prior_is_what_was_written_down():
    base = priors()
    assert (base.log_mean, base.log_sd) == (0.0, 3.0)
    assert (base.study_scale, base.episode_scale) == (0.75, 0.75)
    assert (base.signalling_low_share, base.signalling_high_share) == (0.0, 0.6)
    assert base.lowest_tier_factor == 4.0


def test_the_design_knows_who_shares_what(rows):
    design = Design.of(rows, priors())
    assert design.same_study[1, 2] == 1
    assert design.same_study[0, 1] == 0
    assert design.same_episode[3, 4] == 1
    assert design.same_episode[1, 2] == 0
    np.testing.assert_array_equal(design.signalling, [0, 1, 0, 0, 1, 0])
    # c is of the lowest tier: its variance counts four times
    np.testing.assert_allclose(design.variance, [0.09, 0.04, 0.36, 0.09, 0.0625, 0.0225])


def test_the_covariance_adds_what_rows_share(rows):
    design = Design.of(rows, priors())
    grid = Grid.of(priors())
    matrix = covariance(design, grid)
    node = 37
    study, episode = grid.tau_study[node] ** 2, grid.tau_episode[node] ** 2
    assert matrix[node, 0, 0] == pytest.approx(0.09 + study + episode)
    assert matrix[node, 0, 1] == pytest.approx(episode)
    assert matrix[node, 1, 2] == pytest.approx(study)
    assert matrix[node, 0, 5] == 0


def test_the_sweep_inverts_and_gives_the_determinant(rows):
    matrices = covariance(Design.of(rows, priors()), Grid.of(priors()))
    swept, log_determinant = inverse(matrices)
    np.testing.assert_allclose(swept, np.linalg.inv(matrices), rtol=1e-9, atol=1e-9)
    sign, expected = np.linalg.slogdet(matrices)
    assert (sign == 1).all()
    np.testing.assert_allclose(log_determinant, expected, atol=ROUNDING)


def test_the_grid_covers_the_half_normal_priors():
    grid = Grid.of(priors())
    mass = np.exp(grid.log_prior).sum(axis=1)
    mass /= mass.sum()
    # a half-normal of scale s has mean s sqrt(2/pi) and mean square s^2
    # the first is not even about zero, so the midpoint rule is only good to a quarter per cent
    assert (mass * grid.tau_study).sum() == pytest.approx(0.75 * np.sqrt(2 / np.pi), rel=5e-3)
    assert (mass * grid.tau_episode**2).sum() == pytest.approx(0.75**2, rel=2e-3)
    shares = np.exp(grid.log_prior).sum(axis=0)
    shares /= shares.sum()
    # a uniform share up to 0.6: mean of log(1 - pi) by hand
    expected = -(1 + 0.4 / 0.6 * np.log(0.4))
    assert (shares * grid.shift).sum() == pytest.approx(expected, rel=1e-6)
    assert grid.tau_edges[0] == 0
    assert grid.share_edges[-1] == pytest.approx(0.6)


def test_one_row_is_the_textbook_product_of_two_normals():
    row = SizedRow("a", "a", "a", 1.5, 0.3)
    tight = held(1e-9)
    part = condition(Design.of([row], tight), found([row]), tight)
    precision = 1 / 0.09 + 1 / 9
    mean = (part.weight * part.mean).sum()
    assert mean == pytest.approx(1.5 / 0.09 / precision)
    assert part.variance[0] == pytest.approx(1 / precision)


def test_without_spread_equal_errors_average_plainly():
    some = [SizedRow(str(k), str(k), str(k), size, 0.2) for k, size in enumerate([0.0, 1.0, 5.0])]
    tight = held(1e-9, log_sd=1e6)
    part = condition(Design.of(some, tight), found(some), tight)
    assert (part.weight * part.mean).sum() == pytest.approx(2.0)
    assert part.variance[0] == pytest.approx(0.04 / 3)


def test_signalling_held_at_a_share_lowers_only_its_rows(rows):
    share = 0.3
    fixed = replace(priors(), signalling_low_share=share, signalling_high_share=share)
    none = replace(priors(), signalling_low_share=0.0, signalling_high_share=0.0)
    design = Design.of(rows, fixed)
    lowered = found(rows) + np.log(1 - share) * design.signalling
    one, other = condition(design, found(rows), fixed), condition(design, lowered, none)
    np.testing.assert_allclose(one.mean, other.mean, atol=ROUNDING)
    np.testing.assert_allclose(one.weight, other.weight, atol=ROUNDING)


def test_the_posterior_is_that_of_brute_force(rows):
    """Evaluate the joint density of mu on a fine line instead of integrating it by hand."""
    few = replace(priors(), tau_nodes=3, signalling_nodes=2)
    design, grid = Design.of(rows, few), Grid.of(few)
    part = condition(design, found(rows), few)
    mu = np.linspace(-15, 15, 6001)
    expected = np.empty_like(part.weight)
    for node, matrix in enumerate(covariance(design, grid)):
        precision = np.linalg.inv(matrix)
        for share, shift in enumerate(grid.shift):
            off = (found(rows) + shift * design.signalling)[None] - mu[:, None]
            square = np.einsum("mi,ij,mj->m", off, precision, off)
            log_density = -square / 2 - np.linalg.slogdet(matrix)[1] / 2 - (mu / 3) ** 2 / 2
            expected[node, share] = np.exp(log_density + grid.log_prior[node, share]).sum()
    np.testing.assert_allclose(part.weight, expected / expected.sum(), rtol=1e-6)


@given(st.floats(-3, 3))
def test_adding_a_constant_to_every_row_moves_the_mean_by_nearly_as_much(step):
    some = [SizedRow(str(k), str(k), str(k), size, 0.2) for k, size in enumerate([0.3, 1.0, 1.4])]
    wide = replace(priors(), log_sd=1e4)
    design = Design.of(some, wide)
    here, there = (condition(design, found(some) + shift, wide) for shift in (0.0, step))
    moved = (there.weight * there.mean).sum() - (here.weight * here.mean).sum()
    assert moved == pytest.approx(step, abs=1e-5)


def test_many_data_sets_at_once_are_one_by_one(rows):
    design = Design.of(rows, priors())
    sets = found(rows) + np.array([[0.0], [0.4], [-1.0]]) * np.arange(6)
    together = condition(design, sets, priors())
    for place, one in enumerate(sets):
        alone = condition(design, one, priors())
        np.testing.assert_allclose(together.weight[place], alone.weight, atol=ROUNDING)
        np.testing.assert_allclose(together.mean[place], alone.mean, atol=ROUNDING)
