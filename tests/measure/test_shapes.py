"""Shapes: the projection in closed form, its invariances, and where the profiles come from."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.data import load_store
from saiken.errors import InputError
from saiken.impact.habitat import programme_response, published_calibration, solve
from saiken.market import Curve
from saiken.market.par import par_response
from saiken.measure.event_panel import event_panel, event_settings
from saiken.measure.shapes import (
    Profile,
    as_profiles,
    compare_curve,
    covariance,
    default_profiles,
    distances,
    own_covariances,
    share_beyond,
    weighting,
)
from saiken.variables import MATURITIES

RNG = np.random.default_rng(11)
ALL = np.ones(10, bool)
WINDOWS = RNG.standard_normal((240, 10)) @ np.diag(np.linspace(1, 2, 10)) * 1e-4


def profile(values, name="given"):
    return Profile(name, name, np.asarray(values, float))


def compare(move, profiles, windows=WINDOWS):
    cov = covariance(windows)
    return compare_curve(move, cov, windows, cov, ALL, profiles)


def test_size_and_misfit_are_those_of_least_squares_with_whitened_figures():
    cov = weighting(covariance(WINDOWS))
    move, shape = RNG.standard_normal((2, 10)) * 1e-3
    distance, size, misfit = distances(move[None], cov, shape[None])
    whiten = np.linalg.inv(np.linalg.cholesky(cov))
    coefficient, rest, _, _ = np.linalg.lstsq((whiten @ shape)[:, None], whiten @ move, rcond=None)
    assert size[0, 0] == pytest.approx(coefficient[0], rel=1e-10)
    assert misfit[0, 0] == pytest.approx(rest[0], rel=1e-10)
    assert distance[0] == pytest.approx(((whiten @ move) ** 2).sum(), rel=1e-10)


def test_with_uncorrelated_noise_the_size_is_a_weighted_mean():
    variances = np.linspace(1, 4, 10) * 1e-8
    move = RNG.standard_normal(10) * 1e-3
    _, size, misfit = distances(move[None], np.diag(variances), np.ones((1, 10)))
    mean = (move / variances).sum() / (1 / variances).sum()
    assert size[0, 0] == pytest.approx(mean)
    assert misfit[0, 0] == pytest.approx(((move - mean) ** 2 / variances).sum())


def test_a_move_along_a_profile_is_found_and_explained():
    shapes = default_profiles()
    for shape in shapes:
        best = compare(7e-4 * shape.values, shapes).fits[0]
        assert best.profile.name == shape.name
        assert best.size == pytest.approx(7e-4, rel=1e-9)
        assert best.share_explained == pytest.approx(1, abs=1e-9)
        assert best.misfit == pytest.approx(0, abs=1e-9)
        assert best.p_value == 1


@given(factor=st.floats(1e-3, 1e3))
def test_units_do_not_matter(factor):
    move = 1e-3 * np.linspace(1, 2, 10)
    one, other = (
        compare(scale * move, default_profiles(), scale * WINDOWS) for scale in (1, factor)
    )
    assert other.distance == pytest.approx(one.distance, rel=1e-6)
    assert other.p_value == one.p_value
    for a, b in zip(one.fits, other.fits, strict=True):
        assert b.size == pytest.approx(factor * a.size, rel=1e-6)
        assert b.interval.high == pytest.approx(factor * a.interval.high, rel=1e-6)
        assert (b.profile.name, b.p_value) == (a.profile.name, a.p_value)


def test_the_interval_is_the_spread_of_the_size_under_noise():
    shape = default_profiles()[2]
    cov = covariance(WINDOWS)
    draws = np.random.default_rng(0).multivariate_normal(np.zeros(10), cov, 4000)
    _, sizes, _ = distances(draws, weighting(cov), shape.values[None])
    fit = compare(5e-4 * shape.values, [shape]).fits[0]
    half = (fit.interval.high - fit.interval.low) / 2
    # 4,000 draws: a standard deviation is known to about 1%; three of those.
    assert half == pytest.approx(1.645 * sizes.std(), rel=0.035)
    assert (fit.interval.high + fit.interval.low) / 2 == pytest.approx(5e-4)


def test_shrinkage_keeps_variances_and_halves_correlations():
    cov = covariance(WINDOWS)
    shrunk = weighting(cov)
    assert np.diag(shrunk) == pytest.approx(np.diag(cov))
    keep = 1 - event_settings()["correlation_shrinkage"]
    assert keep == 0.5
    assert shrunk[0, 1] == pytest.approx(keep * cov[0, 1])
    stack = np.stack([cov, 2 * cov])
    assert weighting(stack)[1] == pytest.approx(2 * shrunk)


def test_own_covariances_leave_out_what_overlaps():
    ends = np.array([10, 11, 12, 13, 20])
    windows = RNG.standard_normal((5, 3))
    found = own_covariances(windows, ends, 2)
    for w in range(5):
        kept = windows[np.abs(ends - ends[w]) >= 2]
        assert found[w] == pytest.approx(kept.T @ kept / len(kept))


def test_the_share_beyond_counts_ties_and_the_figure_itself():
    assert share_beyond(np.array([1.0, 2.0, 3.0]), 2.0) == pytest.approx(3 / 4)
    assert share_beyond(np.array([1.0, 2.0, 3.0]), 2.0 + 1e-12) == pytest.approx(3 / 4)
    assert share_beyond(np.array([1.0, 2.0, 3.0]), 4.0) == pytest.approx(1 / 4)


def test_a_given_profile_is_scaled_to_its_ten_year_figure():
    (mine,) = as_profiles({"mine": [2.0] * 7 + [4.0] + [6.0] * 2})
    assert mine.values.tolist() == [0.5] * 7 + [1.0] + [1.5] * 2
    assert mine.name == "mine"


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ([1.0] * 9, "'odd' needs one finite number for each of 3m, 6m"),
        ([1.0] * 9 + [float("nan")], "'odd' needs one finite number"),
        ([1.0] * 7 + [0.0, 1.0, 1.0], "'odd' is zero at ten years"),
    ],
)
def test_a_profile_that_cannot_be_used_is_refused(values, message):
    with pytest.raises(InputError, match=message):
        as_profiles({"odd": values})


def _par(zero):
    shape = par_response(Curve.from_store(load_store(), "2025-05-02")) @ zero
    return shape / shape[MATURITIES.index(10.0)]


def test_the_supply_and_policy_profiles_are_the_habitat_models():
    model = solve(published_calibration().economy())
    tau = np.array(MATURITIES)
    named = {each.name: each.values for each in default_profiles()}
    lasting = programme_response(model, [10.0], [0.01], 0.0, tau)
    mix = load_store().anchor("mof_book_maturity_about_fy2013_pct").value
    weights = np.array([mix[key] for key in ("le_1y", "y1_5", "gt_5y")]) / 100
    brief = programme_response(model, [0.5, 3.0, 7.5], weights, 1.0, tau)
    policy = model.loadings(tau)[:, 0] / tau
    for name, zero in (
        ("supply-like", lasting), ("brief-supply-like", brief), ("policy-like", policy),
    ):  # fmt: skip
        assert named[name] == pytest.approx(_par(zero), abs=6e-5), name  # four decimals in the file


def test_the_growth_profile_is_that_of_first_fridays():
    panel = event_panel(load_store())
    days = panel.days
    weekday = (days.astype("int64") + 3) % 7  # 1970-01-01 was a Thursday
    of_month = (days - days.astype("datetime64[M]").astype("datetime64[D]")).astype(int) + 1
    chosen = (weekday == 4) & (of_month <= 7)
    chosen &= (days >= np.datetime64("1994-01-01")) & (days <= np.datetime64("2024-12-31"))
    at = np.flatnonzero(chosen)
    moves = panel.additive(at - 1, at)[:, :10]
    moves = moves[np.isfinite(moves).all(axis=1)]
    assert len(moves) == 312
    values, vectors = np.linalg.eigh(moves.T @ moves)
    shape = vectors[:, -1] / vectors[MATURITIES.index(10.0), -1]
    named = {each.name: each.values for each in default_profiles()}
    assert named["growth-like"] == pytest.approx(shape, abs=6e-5)
    assert values[-1] / values.sum() == pytest.approx(0.86, abs=0.005)
