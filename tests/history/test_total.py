"""Adding up, and the sentence that has to be able to say that nothing was shown."""

import pytest

from saiken.history.total import blocks_of, total
from saiken.report.history_words import (
    kinds_sentence,
    reserve_sentence,
    rule_sentence,
    score_line,
    summary_sentence,
)

YEARS = [f"{year}-03-0{1 + year % 5}" for year in range(2003, 2019)]


def sentence(rows):
    return summary_sentence(total(rows, "10y"))


def test_an_engine_that_is_as_good_as_nothing_is_told_so(scored):
    """Half the episodes better, half worse: the interval holds zero, and the words say it."""
    rows = [scored(0.5 + 0.2 * (-1) ** k, 0.5, start=day) for k, day in enumerate(YEARS)]
    found = total(rows, "10y")
    assert found.verdict == "not distinguishable"
    assert found.interval.low < 0 < found.interval.high
    assert "not distinguishable from zero impact" in sentence(rows)


def test_an_engine_without_any_effect_has_no_skill_at_all(scored):
    rows = [scored(0.5, 0.5, start=day) for day in YEARS]
    found = total(rows, "10y")
    assert (found.skill, found.relative) == (0.0, 0.0)
    assert (found.interval.low, found.interval.high) == (0.0, 0.0)
    assert found.verdict == "not distinguishable"


@pytest.mark.parametrize(
    ("engine", "verdict", "words"),
    [(0.3, "better", "40% closer to what happened"), (0.8, "worse", "60% farther from")],
)
def test_a_steady_difference_is_told_in_its_direction(scored, engine, verdict, words):
    rows = [scored(engine, 0.5, start=day) for day in YEARS]
    assert total(rows, "10y").verdict == verdict
    assert words in sentence(rows)


def test_one_time_allows_no_interval(scored):
    rows = [scored(0.3, 0.5, start=day) for day in ("2020-01-06", "2020-01-20", "2020-02-03")]
    found = total(rows, "10y")
    assert (found.blocks, found.interval, found.verdict) == (1, None, "not distinguishable")
    assert "too few separate times" in sentence(rows)


def test_silent_episodes_are_counted_and_not_credited(scored):
    rows = [scored(0.1, 0.5, status="no information"), scored(0.1, 0.5, status="not counted")]
    found = total(rows, "10y")
    assert (found.asked, found.silent, found.scored, found.skill) == (1, 1, 0, None)
    assert found.verdict == "nothing to score"
    assert "nothing to score" in sentence(rows)


def test_other_targets_do_not_enter(scored):
    rows = [scored(0.1, 0.5, target="usdjpy"), scored(0.4, 0.5)]
    assert total(rows, "10y").skill == pytest.approx(0.1)
    assert total(rows, "usdjpy").skill == pytest.approx(0.4)


def test_the_relative_gain_is_that_of_the_sums(scored):
    rows = [scored(1.0, 2.0, start="2004-01-05"), scored(1.0, 1.0, start="2010-01-04")]
    assert total(rows, "10y").relative == pytest.approx(1 / 3)


def test_blocks_join_neighbours_and_what_lies_inside_a_long_window(scored):
    rows = [
        scored(1, 1, start="2010-01-04"),
        scored(1, 1, start="2003-01-06", window_days=300),
        scored(1, 1, start="2003-12-01"),  # inside the long window before it
        scored(1, 1, start="2010-03-01"),  # 40 business days after the first
        scored(1, 1, start="2010-06-28"),  # 85 after that
    ]
    assert blocks_of(rows) == [1, 0, 0, 1, 2]


def test_sign_and_band_are_counted(scored):
    rows = [
        scored(1, 1, predicted=0.001, actual=0.002),
        scored(1, 1, predicted=0.001, actual=-0.002),
        scored(1, 1, predicted=0.001, actual=0.0),
        scored(1, 1, predicted=0.001, actual=0.05),
    ]
    found = total(rows, "10y")
    assert (found.sign_right, found.inside) == (2, 3)


def test_the_dollar_rule_is_compared_on_the_same_episodes(scored):
    behind = [scored(0.4, 0.5, rule=0.2)]
    assert "was closer than no impact by 0.30" in rule_sentence(total(behind, "10y"))
    assert "the engine is behind it" in rule_sentence(total(behind, "10y"))
    ahead = [scored(0.4, 0.5, rule=3.5)]
    assert "was farther off than no impact by 3.0" in rule_sentence(total(ahead, "10y"))
    assert "the engine is ahead of it" in rule_sentence(total(ahead, "10y"))
    assert rule_sentence(total([scored(0.4, 0.5, rule=None)], "10y")) == ""


def test_what_is_held_back_is_said():
    assert reserve_sentence(()) == ""
    assert reserve_sentence(("one",)).startswith("1 more episode held back")


def test_the_line_under_a_result_follows_the_verdict():
    part = {"asked": 6, "scored": 2, "verdict": "not distinguishable"}
    score = {"at_this_horizon": part, "horizon": "up to a week", "signal_to_noise": 0.44}
    assert score_line(score) == (
        "History (up to a week): 2 of 6 could tell, not distinguishable from zero impact; s/n here "
        "0.44."
    )
    none = score | {"at_this_horizon": part | {"scored": 0, "verdict": "nothing to score"}}
    assert "0 of 6 could tell, no verdict;" in score_line(none)
    assert score_line(None) == ""


def test_kinds_say_how_many_could_tell(scored):
    rows = [scored(1, 1), scored(1, 1, status="no information"), scored(1, 1, target="usdjpy")]
    assert kinds_sentence(rows, "10y") == "Able to tell, by kind: sale 1 of 2."
    assert kinds_sentence([], "10y") == ""
