"""Rows, the scale they imply, and what each would say."""

import numpy as np
import pytest
from pydantic import ValidationError

import saiken
from saiken.data import load_store
from saiken.errors import DataError
from saiken.impact.evidence import (
    EvidenceRow,
    four_answers,
    load_rows,
    paper_answers,
    row_scale,
    sized_rows,
)
from saiken.impact.evidence.answers import (
    Question,
    growth_of_the_market,
    naive_answer,
    pooled_middle,
)
from saiken.impact.evidence.rows import row
from saiken.impact.evidence.sizing import (
    error_bp,
    error_words,
    log_error,
    share_of_debt,
    unit_effect,
)
from saiken.impact.habitat import load_kernels
from saiken.market import bucket_names
from saiken.parameters import evidence_rows, pool
from saiken.parameters.artefacts import read_record
from saiken.parameters.pooling import band, forest, leave_one_paper_out


@pytest.fixture(scope="module")
def kernels():
    return load_kernels()


@pytest.fixture(scope="module")
def snap():
    return saiken.snapshot("2025-05-02")


def question(amount_usd=1e12, decay=0.0):
    mix = np.zeros(len(bucket_names()))
    mix[2] = 1.0
    return Question(amount_usd, mix, decay)


def test_memory_rows_cannot_carry_weight():
    record = row("kvj-2012").model_dump() | {"weight": 1}
    with pytest.raises(ValidationError, match="only verified rows may carry weight"):
        EvidenceRow(**record)


SWAPS = ("hamilton-wu-2012", "ihrig-2012-maturity-extension", "swanson-2011")


def test_every_weighted_row_has_an_experiment_and_mixes_are_complete():
    for each in load_rows():
        if each.weight:
            assert each.has_experiment
        total = 0.0 if each.id in SWAPS else 1.0
        assert sum(each.mix.values()) == pytest.approx(total)
        assert set(each.mix) <= set(bucket_names())


def test_the_table_is_read_as_it_was_meant():
    rows = load_rows()
    assert len(rows) == len({each.id for each in rows}) == 24
    assert sum(each.verified != "memory" for each in rows) == 21
    pooled = [each for each in rows if each.in_pool]
    assert len(pooled) == 15
    assert len({each.episode for each in pooled}) == 6
    assert len({each.study for each in pooled}) == 11
    assert not any(each.weight for each in rows if each.verified == "memory")
    # only the market's reaction to a central bank's purchases carries signalling
    signalling = {each.id for each in pooled if each.signalling}
    assert signalling == {"damico-king-2013", "cahill-2013", "gagnon-2011", "swanson-2011"}


def test_no_flow_row_sizes_the_stock_effect():
    assert row("beltran-2013-one-month").weight == 1
    assert not row("beltran-2013-one-month").in_pool


def test_a_row_put_back_into_the_model_gives_its_published_effect(kernels):
    store = load_store()
    for each in load_rows():
        if not each.in_pool:
            continue
        scale = row_scale(each, kernels, store)
        share = share_of_debt(each.measured, store)
        effect = scale * share * unit_effect(each, kernels, each.half_life_years)
        assert effect * 1e4 == pytest.approx(each.effect_bp, rel=1e-12)


def test_a_fading_experiment_implies_a_larger_scale(kernels):
    each = row("damico-king-2013")
    lasting = row_scale(each, kernels)
    fading = row_scale(each, kernels, half_life_years=2)
    assert fading > lasting


def test_a_row_without_response_in_the_model_implies_no_size(kernels):
    turned = row("hamilton-wu-2012").model_copy(update={"mix": {"0-1": 1.0, "20-30": -1.0}})
    with pytest.raises(DataError, match="so the row implies no size"):
        row_scale(turned, kernels)


@pytest.mark.parametrize(
    ("name", "error", "words"),
    [
        # elasticity 3.2 with error 0.4: 0.65 / 5.2
        ("koijen-yogo-demand", 0.125, "standard error"),
        # a range is four standard errors of the logarithm
        ("damico-king-2013", np.log(50 / 20) / 4, "range"),
        ("hamilton-wu-2012", 0.3, "assumed"),
    ],
)
def test_sampling_errors_come_from_the_best_there_is(name, error, words):
    assert log_error(row(name)) == pytest.approx(error)
    assert error_words(row(name)) == words


def test_errors_in_basis_points_agree_with_their_logarithms():
    assert error_bp(row("koijen-yogo-demand")) == 0.65
    assert error_bp(row("damico-king-2013")) == pytest.approx(30 / 4)
    assert error_bp(row("hamilton-wu-2012")) == pytest.approx(0.3 * 14)


def test_the_committed_rows_are_the_ones_the_table_gives(kernels):
    fresh = {each.row: each for each in sized_rows(kernels)}
    committed = {each.row: each for each in evidence_rows()}
    assert committed.keys() == fresh.keys()
    for name, one in fresh.items():
        assert committed[name].log_scale == pytest.approx(one.log_scale, abs=1e-8)
        assert committed[name].log_error == pytest.approx(one.log_error, abs=1e-8)
        for field in ("study", "episode", "tier", "signalling", "published_year"):
            assert getattr(committed[name], field) == getattr(one, field)


def test_the_committed_pool_is_the_one_the_rows_give():
    record, made = read_record("evidence"), pool(evidence_rows())
    assert record["log_mean"] == pytest.approx(made.predictive.log_mean, abs=1e-8)
    assert record["log_sd"] == pytest.approx(made.predictive.log_sd, abs=1e-8)
    assert record["median"] == pytest.approx(made.predictive.centre(), rel=1e-8)
    for name, law in (("average", made.average), ("predictive", made.predictive)):
        assert record[name]["low"] == pytest.approx(band(law).low, rel=1e-8)
        assert record[name]["high"] == pytest.approx(band(law).high, rel=1e-8)
    for line, kept in zip(forest(made), record["forest"], strict=True):
        assert line.row == kept["row"]
        assert line.weight_share == pytest.approx(kept["weight_share"], abs=1e-8)
        assert line.shrunk.middle == pytest.approx(kept["shrunk"]["middle"], rel=1e-8)
    papers = {line.name: line for line in leave_one_paper_out(evidence_rows())}
    for kept in record["without_paper"]:
        assert papers[kept["name"]].average.middle == pytest.approx(kept["average"]["middle"])


def test_answers_are_linear_in_the_amount(kernels, snap):
    small, large = (four_answers(question(usd), snap, kernels) for usd in (1e11, 1e12))
    for one, ten in zip(small, large, strict=True):
        assert ten.ten_year_bp == pytest.approx(10 * one.ten_year_bp)
        assert ten.own_maturity_bp == pytest.approx(10 * one.own_maturity_bp)


def test_the_published_model_counts_shares_of_gdp(kernels, snap):
    answer = four_answers(question(snap.scale.gdp_usd / 100), snap, kernels)[0]
    direct = kernels.programme(0.0)[2] / 100
    assert answer.ten_year_bp == pytest.approx(direct[7] * 1e4)
    assert answer.plain_rescaling_bp is None


def test_asking_a_paper_its_own_question_returns_its_own_number(kernels, snap):
    each = row("damico-king-2013")
    share = share_of_debt(each.measured, snap.store)
    mix = np.array([each.mix.get(name, 0.0) for name in bucket_names()])
    same = Question(share * snap.scale.debt_held_by_public_usd, mix, 0.0)
    answer = four_answers(same, snap, kernels)[1]
    assert answer.own_maturity_bp == pytest.approx(30)
    assert answer.plain_rescaling_bp == pytest.approx(30)


def test_a_flow_row_answers_with_what_it_adds_to_its_own_long_run(kernels, snap):
    answers = {each.row_id: each for each in paper_answers(question(), snap, kernels)}
    long_run, month = answers["beltran-2013-long-run"], answers["beltran-2013-one-month"]
    # 50 less 20 over 20, in every reading but the naive one, which is the error as it is made
    assert month.own_maturity_bp == pytest.approx(1.5 * long_run.own_maturity_bp)
    assert month.plain_rescaling_bp == pytest.approx(1.5 * long_run.plain_rescaling_bp)
    assert month.naive_bp == pytest.approx(2.5 * long_run.naive_bp)


def test_the_pooled_middle_is_the_committed_average():
    assert pooled_middle() == read_record("evidence")["average"]["middle"]


def test_the_naive_headline_is_dollars_times_an_old_estimate(snap):
    # USD 1,100bn at 20 bp for each 100bn: the known error of 220 bp
    assert naive_answer(question(1.1e12)) == pytest.approx(220)
    assert growth_of_the_market(snap) == pytest.approx(28.93e12 / 3.95e12, rel=0.01)


def test_published_models_disagree_by_more_than_ten(kernels, snap):
    answers = four_answers(question(), snap, kernels)
    sizes = [answer.ten_year_bp for answer in answers]
    assert max(sizes) / min(sizes) > 10


def test_an_unknown_row_names_the_nearest():
    with pytest.raises(saiken.InputError, match="nearest are damico-king-2013"):
        row("damico-king")
