"""Pooling, the forest, what leaving out does, and the test for selective publication."""

from dataclasses import replace

import numpy as np
import pytest

from saiken.errors import DataError
from saiken.parameters.pooling import (
    SizedRow,
    band,
    bias_test,
    forest,
    independent_units,
    leave_one_episode_out,
    leave_one_paper_out,
    lowest_tier,
    out_by,
    pool,
    prior_sensitivity,
    priors,
)
from saiken.parameters.pooling.bias import egger
from saiken.parameters.pooling.forest import shrunk, weights


def test_independent_units_are_studies_or_episodes_whichever_are_fewer(rows):
    assert independent_units(rows) == 4
    assert independent_units(rows[1:3]) == 1
    assert independent_units([]) == 0


@pytest.mark.parametrize("some", [slice(0, 1), slice(1, 3), slice(3, 5), slice(0, 0)])
def test_one_study_or_one_episode_cannot_be_pooled(rows, some):
    with pytest.raises(DataError, match="fewer than two independent studies or episodes"):
        pool(rows[some])


def test_the_lowest_tier_can_be_switched_off(rows):
    assert lowest_tier() == 3
    made = pool(rows, include_lowest_tier=False)
    assert [each.row for each in made.rows] == ["a", "b", "d", "e", "f"]
    np.testing.assert_allclose(
        made.predictive.centre(), pool([rows[k] for k in (0, 1, 3, 4, 5)]).predictive.centre()
    )


def test_a_new_study_is_less_certain_than_the_average(rows):
    made = pool(rows)
    average, new = band(made.average), band(made.predictive)
    assert new.low < average.low < average.middle < average.high < new.high
    assert average.middle == pytest.approx(made.average.centre())
    # total variance of a new study: that of mu plus the two expected squared spreads
    part = made.conditional
    mass = part.weight.sum(axis=1)
    squares = (mass * (part.grid.tau_study**2 + part.grid.tau_episode**2)).sum()
    assert made.predictive.log_sd**2 == pytest.approx(made.average.log_sd**2 + squares)
    assert made.predictive.log_mean == pytest.approx(made.average.log_mean)


def test_more_nodes_do_not_move_the_median(rows):
    finer = replace(priors(), tau_nodes=48, signalling_nodes=16)
    one, other = pool(rows), pool(rows, finer)
    assert one.predictive.centre() == pytest.approx(other.predictive.centre(), rel=1e-3)
    assert one.predictive.log_sd == pytest.approx(other.predictive.log_sd, rel=1e-3)


def test_spreads_and_share_have_bands_inside_their_priors(rows):
    made = pool(rows)
    for level in ("study", "episode"):
        found = made.spread(level)
        assert 0 < found.low < found.middle < found.high < 3
    share = made.signalling()
    assert 0 < share.low < share.middle < share.high < 0.6


def test_each_spread_learns_from_its_own_groups():
    """Rows agree inside a study and disagree between studies, over many shared episodes."""
    values = {"one": 0.0, "two": 2.0, "three": -2.0, "four": 1.0}
    some = [
        SizedRow(f"{study}{k}", study, str(k), size, 0.1)
        for study, size in values.items()
        for k in range(4)
    ]
    made = pool(some)
    assert made.spread("study").low > made.spread("episode").high
    turned = [replace(each, study=each.episode, episode=each.study) for each in some]
    assert pool(turned).spread("episode").middle == pytest.approx(made.spread("study").middle)


def test_without_signalling_rows_the_share_stays_at_its_prior(rows):
    silent = pool([replace(each, signalling=False) for each in rows]).signalling()
    assert silent.middle == pytest.approx(0.3)
    assert (silent.low, silent.high) == pytest.approx((0.03, 0.57))


def test_a_share_that_is_held_is_that_number(rows):
    fixed = replace(priors(), signalling_low_share=0.2, signalling_high_share=0.2)
    assert pool(rows, fixed).signalling().middle == pytest.approx(0.2)


def test_the_forest_has_a_line_for_each_row(rows):
    made = pool(rows)
    lines = forest(made)
    assert [line.row for line in lines] == list("abcdef")
    for line, row in zip(lines, rows, strict=True):
        assert line.found.middle == pytest.approx(np.exp(row.log_scale))
    # the lowest tier's interval is twice as wide: log of high over low by 2 x 1.645 x 2 x 0.3
    width = np.log(lines[2].found.high / lines[2].found.low)
    assert width == pytest.approx(2 * 1.6448536 * 2 * 0.3, rel=1e-6)
    assert sum(line.weight_share for line in lines) == pytest.approx(1)


def test_a_shrunk_row_lies_between_itself_and_the_rest(rows):
    alone = [replace(each, signalling=False) for each in rows]
    made = pool(alone)
    mean, sd = shrunk(made)
    high = made.average.log_mean
    # f is the largest and shares nothing: it is drawn down, not below the average
    assert high < mean[5] < rows[5].log_scale
    assert sd[5] < rows[5].log_error


def test_shrinkage_is_the_textbook_formula_for_independent_rows():
    """With spreads held, rows apart and a flat prior: weight on itself is tau^2/(tau^2 + s^2)."""
    some = [SizedRow(str(k), str(k), str(k), size, 0.3) for k, size in enumerate([0.0, 1.0, 5.0])]
    one = replace(priors(), tau_nodes=1, log_sd=1e6)
    made = pool(some, one)
    grid = made.conditional.grid
    tau2 = float(grid.tau_study[0] ** 2 + grid.tau_episode[0] ** 2)
    keep = tau2 / (tau2 + 0.09)
    mean, sd = shrunk(made)
    np.testing.assert_allclose(mean, keep * np.array([0.0, 1.0, 5.0]) + (1 - keep) * 2.0, rtol=1e-6)
    variance = keep * 0.09 + (1 - keep) ** 2 * (tau2 + 0.09) / 3
    np.testing.assert_allclose(sd, np.sqrt(variance), rtol=1e-6)
    np.testing.assert_allclose(weights(made), 1 / 3)


def test_rows_of_one_study_share_a_weight(rows):
    apart = replace(rows[2], study="six")
    shared, split = pool(rows), pool([*rows[:2], apart, *rows[3:]])
    assert weights(shared)[1:3].sum() < weights(split)[1:3].sum()


def test_leaving_out_takes_the_whole_study_or_episode(rows):
    papers = {line.name: line for line in leave_one_paper_out(rows)}
    assert list(papers) == ["one", "two", "three", "four", "five"]
    kept = [rows[k] for k in (0, 3, 4, 5)]
    assert papers["two"].predictive == band(pool(kept).predictive)
    episodes = {line.name: line for line in leave_one_episode_out(rows)}
    assert list(episodes) == ["war", "peace", "flood", "drought"]
    assert episodes["flood"].average == band(pool([rows[k] for k in (0, 1, 2, 5)]).average)


def test_leaving_out_too_much_is_said(rows):
    two = [rows[0], rows[3]]
    assert [line.predictive for line in leave_one_paper_out(two)] == [None, None]


def test_prior_sensitivity_moves_the_way_it_has_to(rows):
    lines = {line.name: line for line in prior_sensitivity(rows)}
    assert list(lines) == [
        "spreads expected half as large",
        "spreads expected twice as large",
        "signalling share 0",
        "signalling share 0.3",
        "signalling share 0.6",
        "without the lowest tier",
        "lowest tier not down-weighted",
    ]
    base = band(pool(rows).predictive)
    half, twice = (lines[f"spreads expected {word} as large"] for word in ("half", "twice"))
    assert half.predictive.high < base.high < twice.predictive.high
    shares = [lines[f"signalling share {share}"].average.middle for share in ("0", "0.3", "0.6")]
    assert shares[0] > shares[1] > shares[2]
    assert lines["without the lowest tier"].average == band(
        pool(rows, include_lowest_tier=False).average
    )
    level = replace(priors(), lowest_tier_factor=1.0)
    assert lines["lowest tier not down-weighted"].average == band(pool(rows, level).average)


def test_few_rows_say_nothing_about_selective_publication(rows):
    told = bias_test(rows)
    assert (told.units, told.intercept, told.p_value) == (4, None, None)
    assert "not informative: 4 independent units" in told.sentence


def _many(slope):
    """Twelve independent rows whose size rises with their error by `slope`, slightly scattered."""
    errors = np.linspace(0.1, 0.6, 12)
    scatter = np.tile([0.02, -0.02, 0.01, -0.01], 3)
    return [
        SizedRow(str(k), str(k), str(k), 1.0 + slope * error + error * off, error)
        for k, (error, off) in enumerate(zip(errors, scatter, strict=True))
    ]


def test_egger_finds_a_planted_asymmetry():
    told = bias_test(_many(2.0))
    assert told.units == 12
    # size = 1 + 2 error, so size/error = 2 + 1/error: the intercept is the slope on the error
    assert told.intercept == pytest.approx(2.0, abs=0.05)
    assert told.p_value < 1e-6
    assert "12 independent units" in told.sentence
    fair = bias_test(_many(0.0))
    assert fair.intercept == pytest.approx(0.0, abs=0.05)
    assert fair.p_value > 0.05


def test_egger_agrees_with_a_library():
    from scipy.stats import linregress

    some = _many(0.3)
    error = np.array([each.log_error for each in some])
    fit = linregress(1 / error, np.array([each.log_scale for each in some]) / error)
    intercept, p_value = egger(some)
    assert intercept == pytest.approx(fit.intercept)
    from scipy.special import stdtr

    assert p_value == pytest.approx(2 * stdtr(10, -abs(fit.intercept / fit.intercept_stderr)))


def test_egger_is_undefined_without_differences_in_precision():
    same = [SizedRow(str(k), str(k), str(k), float(k), 0.2) for k in range(10)]
    assert np.isnan(bias_test(same).intercept)


@pytest.mark.parametrize(
    ("year", "day", "out"),
    [
        (2013, "2014-01-01", True),
        (2013, "2013-12-31", False),
        (2014, "2013-06-01", False),
        (None, "2030-01-01", False),
        (2030, None, True),
        (None, None, True),
    ],
)
def test_a_paper_counts_from_the_year_after_its_own(year, day, out):
    assert out_by(year, day) is out


def test_a_pool_is_quick_enough_to_be_made_when_a_run_starts(rows):
    from time import process_time

    fifteen = [replace(each, row=f"{each.row}{k}") for k in range(3) for each in rows][:15]
    spent = []
    for attempt in range(5):
        moved = [replace(each, log_scale=each.log_scale + attempt) for each in fifteen]
        start = process_time()
        pool(moved).predictive.centre()
        spent.append(process_time() - start)
    # 20 ms where this was written; the budget is 50, the bound leaves room for slower machines
    assert min(spent) < 0.1
