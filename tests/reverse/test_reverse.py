"""Answers: they reproduce, they agree with the closed form, and they know when there is none."""

import dataclasses
import json

import numpy as np
import pytest

import saiken
from saiken.reverse import Range, parse_target, reverse


def share_of(case, snap, target, **changes):
    """How often the target is reached, from a run of its own."""
    scenario = saiken.Scenario(**(case.scenario.model_dump() | {"share_pct": None} | changes))
    out = saiken.simulate(case.model_copy(update={"scenario": scenario}), snap)
    return float((parse_target(target).reader(snap)(out.arrays) >= 0).mean())


FIELDS = {
    "amount": lambda value: {"amount_usd_bn": value},
    "days": lambda value: {"sale_days": int(value)},
    "converted": lambda value: {"proceeds": {"yen": value, "dollars": 1 - value}},
    "half_life": lambda value: {"half_life_years": value},
}


@pytest.mark.parametrize(
    ("target", "vary", "probability"),
    [
        ("10y >= 4.45%", "amount", 0.5),
        ("equities <= -2%", "amount", 0.3),
        ("seller_loss >= 20bn", "amount", 0.6),
        ("10y >= 20bp", "days", 0.4),
        ("yen >= 5%", "converted", 0.5),
        ("bill10 >= 50bn", "half_life", 0.5),
    ],
)
def test_the_answer_reproduces_in_a_run_of_its_own(case, snap, target, vary, probability):
    found = reverse(target, case, vary, probability, snap)
    assert found.status == "found"
    at = share_of(case, snap, target, **FIELDS[vary](found.answer.value))
    before = share_of(case, snap, target, **FIELDS[vary](found.just_below.value))
    assert at == found.answer.reached_share >= probability
    assert before == found.just_below.reached_share < probability


def test_closed_form_when_the_yield_is_linear_in_the_amount(certain, snap):
    """All draws agree and there is no flow: the amount is the target over the effect of a unit."""
    scenario = certain.scenario.model_copy(update={"amount_usd_bn": 100.0})
    out = saiken.simulate(certain.model_copy(update={"scenario": scenario}), snap)
    path = out["yield_change"][:, :, 7].astype(float)
    assert np.ptp(path.max(axis=1)) == 0
    needed = 100 * 0.001 / path.max()
    found = reverse("10y >= 10bp", certain, snap=snap)
    # found to the next step of 0.1 bn; single precision of the path adds 1e-6 of the amount
    assert needed - 1e-3 <= found.answer.value <= needed + 0.1 + 1e-3
    assert (found.just_below.reached_share, found.answer.reached_share) == (0, 1)
    assert found.sampling == Range(found.answer.value, found.answer.value)
    half = reverse("10y >= 5bp", certain, snap=snap)
    assert half.answer.value == pytest.approx(needed / 2, abs=0.11)


def test_a_higher_target_or_probability_takes_more(case, snap):
    amounts = [
        reverse(target, case, "amount", probability, snap).answer.value
        for target, probability in (
            ("10y >= 5bp", 0.5), ("10y >= 10bp", 0.5), ("10y >= 10bp", 0.8), ("10y >= 12bp", 0.8),
        )
    ]  # fmt: skip
    assert amounts == sorted(amounts)
    assert len(set(amounts)) == 4


def test_more_is_reached_more_often(case, snap):
    found = reverse("10y >= 15bp", case, snap=snap)
    values, shares = (
        [getattr(each, name) for each in found.tried] for name in ("value", "reached_share")
    )
    assert values == sorted(values)
    assert shares == sorted(shares)
    assert not any("does not rise" in note for note in found.notes)


def test_bands_stand_on_both_sides_of_the_answer(case, snap):
    found = reverse("10y >= 10bp", case, snap=snap)
    assert found.sampling.low < found.answer.value < found.sampling.high
    assert found.quarter_to_three_quarters.low < found.sampling.low
    assert found.sampling.high < found.quarter_to_three_quarters.high
    low = share_of(case, snap, "10y >= 10bp", amount_usd_bn=found.quarter_to_three_quarters.low)
    # the ends are found to a hundredth of their value, which is at most a draw or two here
    assert 0.25 <= low <= 0.25 + 2 / 64


def test_more_draws_know_it_better(case, snap):
    few, many = (
        reverse("10y >= 10bp", case.model_copy(update={"draws": draws}), snap=snap)
        for draws in (32, 256)
    )
    width = [found.sampling.high - found.sampling.low for found in (few, many)]
    assert width[1] < width[0] / 2
    assert "256 draws" in " ".join(many.notes)


def test_not_reachable_is_an_answer(case, snap):
    found = reverse("10y >= 9%", case, snap=snap)
    assert (found.status, found.answer, found.just_below) == ("not_reachable", None, None)
    assert found.limit.reached_share == 0
    assert found.sampling == Range(None, None)
    assert found.sentence == (
        "Not reachable within the holdings: at the ceiling of USD 924.9bn the 10y yield reaches "
        "9% or more in 0 of 100 draws; asked for were 50."
    )
    assert any(note.startswith("The official book: reserves") for note in found.notes)


@pytest.mark.parametrize(
    ("vary", "words"),
    [
        ("days", "Not reachable by selling faster: with everything sold within 1 business day"),
        ("converted", "with 100% of the proceeds turned into yen"),
        ("half_life", "at a half-life of 100 years"),
    ],
)
def test_not_reachable_by_other_means(case, snap, vary, words):
    found = reverse("us_loss >= 900tn", case, vary, snap=snap)
    assert words in found.sentence
    assert any(note.startswith("What is sold: USD 79") for note in found.notes)


def test_reached_already(case, snap):
    found = reverse("10y >= 4%", case, snap=snap)
    assert (found.status, found.answer.value, found.just_below) == ("already", 0, None)
    assert found.sentence.startswith("Nothing has to be sold: the 10y yield reaches 4% or more in")
    assert any("par yield stood at 4.33% on 2025-05-02" in note for note in found.notes)
    slow = reverse("10y <= 99bp", case, "days", 0.01, snap)
    assert slow.sentence.startswith("Any pace will do, 1,250 business days too")


def test_the_slowest_pace_is_the_most_days(case, snap):
    found = reverse("10y >= 20bp", case, "pace", 0.4, snap)
    assert found.vary == "days"
    assert found.just_below.value == found.answer.value + 1
    assert "business days" in found.sentence


def test_a_probability_that_falls_with_the_amount_is_said(case, snap):
    """Each dollar sold hurts the seller more, so the ratio is best for the smallest sale."""
    found = reverse("damage_ratio >= 2", case, snap=snap)
    assert found.answer.value == pytest.approx(0.1)
    assert any("does not rise all the way" in note for note in found.notes)


def test_an_answer_above_the_middle_of_the_book_says_so(case, snap):
    found = reverse("10y >= 4.5%", case, "amount", 0.66, snap)
    assert found.answer.value > 793.5
    assert any("above the middle" in note for note in found.notes)


def test_private_holdings_reach_further(case, snap):
    wide = case.scenario.model_copy(update={"include_private": True})
    found = reverse("10y >= 9%", case.model_copy(update={"scenario": wide}), snap=snap)
    assert found.limit.value == pytest.approx(1125.9)


def test_a_named_scenario_finds_its_own_day():
    named = saiken.load_scenario("russia-2018")
    small = dataclasses.replace(named, case=named.case.model_copy(update={"draws": 32}))
    found = reverse("10y >= 1bp", small)
    assert found.status == "found"
    assert 90 < found.limit.value < 110


@pytest.mark.parametrize("probability", [0, 1, -0.1, 2, float("nan")])
def test_a_probability_lies_between(case, snap, probability):
    with pytest.raises(saiken.InputError, match=r"the probability is .*between 0 and 1"):
        reverse("10y >= 5%", case, "amount", probability, snap)


def test_progress_and_document(case, snap):
    seen = []
    found = reverse("10y >= 10bp", case, snap=snap, progress=lambda *at: seen.append(at))
    assert len(seen) == len(found.tried)
    assert seen[0] == (1, 32)
    assert all(done <= total for done, total in seen)
    text = json.loads(json.dumps(found.document(), allow_nan=False))
    assert text["schema"] == "saiken/reverse/1"
    assert text["answer"]["value"] == pytest.approx(found.answer.value)
    assert text["sentence"] == str(found)


def test_the_same_question_has_the_same_answer(case, snap):
    assert reverse("10y >= 10bp", case, snap=snap) == reverse("10y >= 10bp", case, snap=snap)
