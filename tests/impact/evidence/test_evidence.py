"""Rows, the scale they imply, and what each would say."""

import numpy as np
import pytest
from pydantic import ValidationError

import saiken
from saiken.data import load_store
from saiken.impact.evidence import EvidenceRow, four_answers, load_rows, row_scale, sized_rows
from saiken.impact.evidence.answers import Question, growth_of_the_market, naive_answer
from saiken.impact.evidence.rows import row
from saiken.impact.evidence.sizing import share_of_debt, unit_effect
from saiken.impact.habitat import load_kernels
from saiken.market import bucket_names
from saiken.parameters import evidence_rows, pool
from saiken.parameters.artefacts import read_record


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
    with pytest.raises(ValidationError, match="only verified stock rows may carry weight"):
        EvidenceRow(**record)


def test_every_weighted_row_has_an_experiment_and_mixes_are_complete():
    for each in load_rows():
        if each.weight:
            assert each.has_experiment
        if each.mix is not None and each.id != "hamilton-wu-2012":
            assert sum(each.mix.values()) == pytest.approx(1.0)
    assert sum(row("hamilton-wu-2012").mix.values()) == pytest.approx(0.0)


def test_a_row_put_back_into_the_model_gives_its_published_effect(kernels):
    store = load_store()
    for each in load_rows():
        if not each.weight:
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


def test_the_committed_pool_is_the_one_the_rows_give(kernels):
    fresh = {each.row: each.log_scale for each in sized_rows(kernels)}
    committed = {each.row: each.log_scale for each in evidence_rows()}
    assert committed.keys() == fresh.keys()
    for name, value in fresh.items():
        assert committed[name] == pytest.approx(value, abs=1e-8)
    record = read_record("evidence")
    law = pool(evidence_rows())
    assert record["log_mean"] == pytest.approx(law.log_mean, abs=1e-8)
    assert record["log_sd"] == pytest.approx(law.log_sd, abs=1e-8)


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
