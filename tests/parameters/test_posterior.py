"""The joint distribution: prefixes, permanent columns, overrides, estimates."""

import numpy as np
import pytest

from saiken.errors import DataError, InputError
from saiken.parameters import Parameters, Posterior, evidence_rows, load_artefact, pool, registry
from saiken.parameters import posterior as posterior_module
from saiken.parameters.distributions import Fixed, Lognormal, Uniform, from_record
from saiken.parameters.pooling import Mixture
from saiken.parameters.posterior import middle, sobol
from saiken.units import to_si

DAY = "2025-05-02"


@pytest.fixture(scope="module")
def drawn() -> Parameters:
    return Posterior.load(DAY).sample(2048, seed=0)


def test_the_first_draws_are_a_prefix_of_more(drawn):
    fewer = Posterior.load(DAY).sample(256, seed=0)
    for name in fewer.ids:
        np.testing.assert_array_equal(fewer[name], drawn[name][:256])


def test_a_number_of_draws_that_is_no_power_of_two_is_a_prefix_too(drawn):
    some = Posterior.load(DAY).sample(300, seed=0)
    np.testing.assert_array_equal(some["impact.stock_scale"], drawn["impact.stock_scale"][:300])


def test_a_new_parameter_moves_no_other(monkeypatch, drawn):
    rows = dict(registry())
    less = {name: row for name, row in rows.items() if name != "flow.exponent"}
    monkeypatch.setattr(posterior_module, "registry", lambda: less)
    without = Posterior.load(DAY).sample(2048, seed=0)
    assert "flow.exponent" not in without.ids
    for name in without.ids:
        np.testing.assert_array_equal(without[name], drawn[name])


def test_seeds_differ_and_repeat():
    one, again, other = (Posterior.load(DAY).sample(64, seed=s) for s in (0, 0, 1))
    np.testing.assert_array_equal(one["flow.exponent"], again["flow.exponent"])
    assert np.abs(one["flow.exponent"] - other["flow.exponent"]).max() > 0.01


def test_points_lie_strictly_inside_the_cube():
    points = sobol(4096, 3)
    assert points.shape == (4096, 256)
    assert points.min() > 0
    assert points.max() < 1


def test_uniform_parameters_fill_their_range_in_si(drawn):
    for row in registry().values():
        if row.distribution["kind"] != "uniform":
            continue
        low, high = (to_si(float(row.distribution[end]), row.unit) for end in ("low", "high"))
        column = drawn[row.id]
        assert low <= column.min() < low + 0.01 * (high - low)
        assert high - 0.01 * (high - low) < column.max() <= high
        # 2,048 Sobol points: the mean of a uniform is right to a thousandth of the range
        assert abs(column.mean() - (low + high) / 2) < 1e-3 * (high - low)


def test_joint_estimates_have_their_mean_and_covariance(drawn):
    artefact = load_artefact("mortgage")
    sample = np.stack([drawn[name] for name in artefact.ids])
    sd = np.sqrt(np.diag(artefact.covariance))
    # quasi-random draws: means within a fiftieth of a standard deviation, covariances within 3%
    assert np.abs(sample.mean(axis=1) - artefact.mean).max() < 0.02 * sd.max()
    gap = np.abs(np.cov(sample) - artefact.covariance) / np.outer(sd, sd)
    assert gap.max() < 0.03


def test_an_estimate_of_a_logarithm_is_drawn_positive(drawn):
    artefact = load_artefact("currency")
    slope = drawn["currency.slope"] / to_si(1.0, "pct_per_usd_bn")
    assert slope.min() > 0
    assert np.median(slope) == pytest.approx(np.exp(artefact.mean[0]), rel=0.01)


def test_registry_ids_and_indices_are_unique_and_inside_the_sequence():
    indices = [row.index for row in registry().values()]
    assert len(indices) == len(set(indices))
    assert max(indices) < 256
    assert all(row.source and row.title for row in registry().values())


def test_overrides_are_si_and_unknown_ones_name_the_nearest(drawn):
    assert (drawn.fixed({"flow.exponent": 0.5})["flow.exponent"] == 0.5).all()
    with pytest.raises(InputError, match=r"nearest are flow\.exponent"):
        drawn.fixed({"flow.exponnt": 0.5})


def test_blocks_join_to_the_whole(drawn):
    parts = [drawn.block(start, start + 256) for start in range(0, 2048, 256)]
    joined = np.concatenate([part["flow.size_weight"] for part in parts])
    np.testing.assert_array_equal(joined, drawn["flow.size_weight"])
    assert drawn.block(1920, 2176).draws == 128


def test_estimates_made_later_are_named():
    assert "mortgage (to 2026-06-25)" in Posterior.load(DAY).caveats()[0]
    assert Posterior.load("2026-07-01").caveats() == ()


def test_size_from_one_row_is_that_row():
    law = Posterior.load(DAY, size_from="hamilton-wu-2012").single["impact.stock_scale"]
    assert isinstance(law, Fixed)
    with pytest.raises(InputError, match="nearest are hamilton-wu-2012"):
        Posterior.load(DAY, size_from="hamilton-wu")


def _pooled(**settings):
    return Posterior.load(DAY, **settings).single["impact.stock_scale"]


def test_the_pooled_size_is_the_predictive_distribution(drawn):
    law = _pooled()
    assert isinstance(law, Mixture)
    assert law.centre() == pool(evidence_rows()).predictive.centre()
    # 2,048 Sobol points: quantiles of a heavy tail within a hundredth of their logarithm
    column = drawn["impact.stock_scale"]
    for at in (0.05, 0.5, 0.95):
        expected = law.log_quantile(np.array([at]))[0]
        assert np.log(np.quantile(column, at)) == pytest.approx(expected, abs=0.01)


@pytest.mark.parametrize(
    "name", ["koijen-yogo-demand", "li-wei supply model", "Fed purchases 2008-2014"]
)
def test_an_excluded_row_study_or_episode_leaves_the_pool(name):
    kept = [r for r in evidence_rows() if name not in (r.row, r.study, r.episode)]
    assert len(kept) < len(evidence_rows())
    less = _pooled(excluded=(name,))
    assert less.centre() == pool(kept).predictive.centre()
    assert less.centre() != _pooled().centre()


def test_papers_of_later_years_are_left_out_when_asked():
    kept = [r for r in evidence_rows() if r.published_year < 2014]
    assert 2 < len(kept) < len(evidence_rows())
    assert _pooled(published_by="2014-05-01").centre() == pool(kept).predictive.centre()
    assert _pooled(published_by="2030-01-01").centre() == _pooled().centre()
    with pytest.raises(DataError, match="fewer than two independent"):
        Posterior.load(DAY, published_by="2000-01-01")


def test_unknown_distribution_names_the_known_ones():
    with pytest.raises(DataError, match=r"'triangle'.*fixed"):
        from_record({"kind": "triangle", "low": 0})


@pytest.mark.parametrize("law", [Uniform(2, 5), Lognormal(-1, 0.5)])
def test_a_higher_uniform_number_gives_a_higher_draw(law):
    drawn = law.quantile(np.linspace(0.01, 0.99, 50))
    assert (np.diff(drawn) > 0).all()
    assert law.quantile(np.array([0.5]))[0] == pytest.approx(law.centre())


def test_lognormal_quantiles_are_the_textbooks():
    # the 97.5% quantile of the standard normal is 1.959964
    assert Lognormal(0.3, 0.7).quantile(np.array([0.975]))[0] == pytest.approx(
        np.exp(0.3 + 0.7 * 1.959964), rel=1e-6
    )


def test_the_first_of_a_joint_estimate_rises_with_its_own_uniform_number():
    artefact = load_artefact("auto")
    middle_point = np.full((2, 3), 0.5)
    middle_point[1, 0] = 0.9
    low, high = artefact.quantile(middle_point)
    # Cholesky: the first score moves every member by its covariance with the first
    step = 1.2815515655446004 * artefact.covariance[0] / np.sqrt(artefact.covariance[0, 0])
    np.testing.assert_allclose(low, artefact.mean)
    np.testing.assert_allclose(high - low, step, rtol=1e-9)


def test_middle_of_a_parameter_is_in_si():
    assert middle("flow.one_month_bp") == pytest.approx(0.0050)
    assert Uniform(1, 3).centre() == 2


def test_given_values_become_columns():
    prm = Parameters.from_values({"a": 1.5, "b": np.arange(3.0)}, draws=3)
    assert prm["a"].tolist() == [1.5, 1.5, 1.5]
    assert prm["b"].tolist() == [0, 1, 2]
