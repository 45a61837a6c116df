"""The evidence of a kind, pooled: what enters, what is left out and why, how it moves."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.impact.evidence import load_rows, pooled_evidence, sensitivity, sized_rows
from saiken.impact.evidence.rows import row
from saiken.impact.evidence.sensitivity import by_output
from saiken.impact.habitat import load_kernels
from saiken.parameters import evidence_rows, pool, read_record
from saiken.parameters.pooling import band


@pytest.fixture(scope="module")
def stock():
    return pooled_evidence()


def test_the_stock_pool_is_the_one_that_draws_use(stock):
    assert [each.row.id for each in stock.rows] == [each.row for each in evidence_rows()]
    committed = read_record("evidence")
    assert stock.average.middle == pytest.approx(committed["average"]["middle"], rel=1e-8)
    assert stock.predictive.high == pytest.approx(committed["predictive"]["high"], rel=1e-8)
    assert stock.reason == ""
    assert "published habitat model" in stock.unit
    assert (stock.verified, stock.total) == (16, 19)


def test_every_pooled_row_has_what_a_forest_plot_needs(stock):
    for each in stock.rows:
        assert each.line.row == each.row.id == each.sized.row
        assert each.line.found.low < each.line.found.middle < each.line.found.high
        assert each.line.found.middle == pytest.approx(np.exp(each.sized.log_scale))
        assert each.error_from in ("standard error", "range", "assumed")
    assert sum(each.line.weight_share for each in stock.rows) == pytest.approx(1)


def test_every_row_of_the_kind_enters_or_says_why_not(stock):
    entered = {each.row.id for each in stock.rows}
    assert entered | set(stock.left_out) == {r.id for r in load_rows() if r.kind == "stock"}
    assert not entered & set(stock.left_out)
    assert stock.left_out["kvj-2012"] == "read from memory only, weighs nothing"
    assert "see its note" in stock.left_out["wei-2022"]


def test_the_switches_say_what_they_took_out():
    without = pooled_evidence(include_lowest_tier=False)
    assert all(each.row.tier < 3 for each in without.rows)
    assert "lowest tier" in without.left_out["koijen-yogo-demand"]
    early = pooled_evidence(published_by="2013-06-01")
    assert {each.row.published_year for each in early.rows} == {2011, 2012}
    assert early.left_out["cahill-2013"] == "published in 2013, not certainly by 2013-06-01"
    less = pooled_evidence(excluded=["beltran-2013", "Fed purchases 2008-2014"])
    assert less.left_out["beltran-2013-long-run"] == "excluded"
    assert less.left_out["cahill-2013"] == "excluded"
    names = ("beltran-2013", "Fed purchases 2008-2014")
    kept = [r for r in evidence_rows() if r.study != names[0] and r.episode != names[1]]
    assert less.average.middle == pytest.approx(band(pool(kept).average).middle, rel=1e-8)


def test_a_fading_reading_implies_a_larger_size(stock):
    assert pooled_evidence(half_life_years=2).average.middle > stock.average.middle


def test_one_flow_row_is_not_pooled():
    flow = pooled_evidence(kind="flow")
    assert [each.row.id for each in flow.rows] == ["beltran-2013-one-month"]
    (only,) = flow.rows
    assert (flow.pool, flow.average, flow.predictive, only.line) == (None, None, None, None)
    assert flow.reason.startswith("not pooled: 1 row of one unit")
    # daily volume is not at hand for the sample, so the debt stands in
    assert flow.denominator == "debt"
    share = (
        100e9
        / load_store()
        .series("fiscal_quarterly", "FYGFDPUN")
        .window(np.datetime64("1994-01-01"), np.datetime64("2007-12-31"))
        .values.mean()
    )
    # 50 less 20 basis points for that share of the debt, by hundredths
    assert np.exp(only.sized.log_scale) == pytest.approx(30 / (100 * share))
    # a range of 20 is four errors of 5, on a net effect of 30
    assert only.sized.log_error == pytest.approx(5 / 30)


def test_no_stress_row_counts():
    stress = pooled_evidence(kind="stress")
    assert (stress.rows, stress.pool) == ((), None)
    assert stress.reason.startswith("not pooled: no row counts")
    assert "not informative: 0 independent units" in stress.bias.sentence


def test_two_flow_rows_of_two_papers_are_pooled_net_of_the_stock_effect():
    second = row("beltran-2013-one-month").model_copy(
        update={"id": "other", "study": "other", "episode": "other", "long_run": None}
    )
    made = pooled_evidence([*load_rows(), second], kind="flow")
    assert made.reason == ""
    first, other = (np.exp(each.sized.log_scale) for each in made.rows)
    # the second states no long run: the pooled stock effect of its experiment is taken off
    stock = pooled_evidence().average.middle
    assert other != pytest.approx(first)
    assert min(first, other) < made.average.middle < max(first, other)
    assert stock > 0


def test_recent_flow_rows_are_measured_by_volume():
    recent = row("kansas-city-2025").model_copy(update={"weight": 1})
    others = [each for each in load_rows() if each.kind == "stock"]
    made = pooled_evidence([*others, recent], kind="flow")
    assert made.denominator == "volume"
    assert len(made.rows) == 1


def test_a_flow_row_smaller_than_its_stock_effect_is_left_out():
    tiny = row("beltran-2013-one-month").model_copy(update={"effect_bp": 15.0})
    others = [each for each in load_rows() if each.id != tiny.id]
    made = pooled_evidence([*others, tiny], kind="flow")
    assert made.rows == ()
    assert "is left beside the stock effect" in made.left_out[tiny.id]


def test_sensitivity_has_priors_and_readings():
    kernels, store, rows = load_kernels(), load_store(), load_rows()
    lines = {line.name: line for line in sensitivity(rows, kernels, store)}
    assert len(lines) == 10
    two, five = (lines[f"read as fading, half-life {years} years"] for years in (2, 5))
    base = pooled_evidence().average.middle
    assert base < five.average.middle < two.average.middle
    assert two.average == pooled_evidence(half_life_years=2).average
    committed = {each["name"]: each for each in read_record("evidence")["sensitivity"]}
    assert committed.keys() == lines.keys()
    for name, each in lines.items():
        assert each.predictive.middle == pytest.approx(
            committed[name]["predictive"]["middle"], rel=1e-8
        )


def test_by_output_an_old_row_is_larger_by_how_much_faster_the_debt_grew():
    kernels, store = load_kernels(), load_store()
    plain = {each.row: each.log_scale for each in sized_rows(kernels, store)}
    moved = {each.row: each.log_scale for each in by_output(load_rows(), kernels, store)}
    debt, output = (store.series("fiscal_quarterly", key) for key in ("FYGFDPUN", "GDP"))
    window = np.datetime64("2008-01-01"), np.datetime64("2008-12-31")
    ratio = (debt.values[-1] / debt.window(*window).values.mean()) / (
        output.values[-1] / output.window(*window).values.mean()
    )
    assert ratio > 2
    name = "kaminska-zinna-2020-foreign"
    assert moved[name] - plain[name] == pytest.approx(np.log(ratio))
    assert moved["imf-2017-uphill"] == plain["imf-2017-uphill"]
