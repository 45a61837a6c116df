import re

import pytest

from saiken.report.summary import is_difference, summary
from saiken.report.words import MINUS


def flipped(head):
    for band in (
        head["yield_change_bp"]["10y"]["peak"],
        head["seller_loss_usd_bn"],
        head["us_loss_usd_bn"],
        head["usdjpy_change_pct"]["peak"],
    ):
        low, high = -band["p95"], -band["p05"]
        band.update({"p05": low, "p50": -band["p50"], "p95": high})


def test_the_sentence_has_amount_band_and_seller(out):
    said = summary(out).sentence
    peak = out.headline["yield_change_bp"]["10y"]["peak"]
    assert said.startswith("Japan sells USD ")
    assert f"rises by {peak['p50']:.0f} bp" in said
    assert f"{peak['p95']:.0f} bp (5 to 95 of 100 draws)" in said


def test_sentences_stay_true_when_signs_flip(out, saying):
    said = summary(saying(out, flipped))
    assert "the 10-year yield falls by" in said.sentence
    assert said.losses[0].startswith("Japan gains USD ")
    assert said.losses[1].startswith("The US gains USD ")
    assert "weaker" in said.rows[3].middle
    assert "stronger" not in said.rows[3].middle + said.rows[3].band


def test_a_band_across_zero_is_told_as_such(out, saying):
    def edit(head):
        head["yield_change_bp"]["10y"]["peak"]["p05"] = -4.0

    assert "between a fall of 4.0 and a rise of" in summary(saying(out, edit)).sentence


def test_when_nothing_is_sold_nothing_changes(nothing):
    said = summary(nothing)
    assert said.sentence == "Nothing is sold, so nothing changes: every figure is exactly zero."
    assert said.losses == (
        "Japan loses nothing.",
        "The US loses nothing.",
        "There is no damage ratio: the seller loses in no draw.",
    )
    assert (said.hangs_on, said.naive, said.flow, said.drives) == ("", "", "", "")
    figures = " ".join(row.middle + row.band + row.later for row in said.rows)
    assert not re.search("[1-9]", figures)


def test_what_cannot_be_shown_says_so(gold):
    said = summary(gold)
    assert gold.headline["usdjpy_change_pct"] is None
    assert said.rows[3].middle == "cannot be shown"
    assert "its loss on the conversion cannot be shown" in said.losses[0]
    assert said.losses[2] == gold.losses.ratio.reason


def test_dollars_kept_are_not_called_a_change_of_the_yen(dollars):
    said = summary(dollars)
    assert said.rows[3].middle == "no conversion"
    assert said.currency == ""
    assert "all of it on the bonds" in said.losses[0]
    assert said.sentence.startswith("China sells USD 300bn")


def test_the_conversion_is_measured_against_the_record(out):
    times = out.headline["usdjpy_change_pct"]["times_largest_operation"]
    assert f"{times:.1f} times the largest operation on record" in summary(out).currency


def test_the_four_answers_and_the_error_to_avoid(out):
    said = summary(out)
    assert len(said.answers) == 4
    assert [row.measured for row in said.answers] == ["the model", "7-year", "7-year", "5-year"]
    assert f"{out.naive_bp:.0f} bp" in said.naive
    assert f"grown {out.market_growth:.1f}-fold" in said.naive


def test_the_flow_line_gives_both_ends_in_order(out):
    found = out.headline["flow_bp"]
    numbers = [int(each) for each in re.findall(r"\+(\d+)", summary(out).flow)]
    ends = sorted(round(found[end]["p50"]) for end in ("square_root_end", "published_end"))
    assert numbers[-2:] == ends


def test_the_ratio_says_how_often_the_seller_does_not_lose(out, saying):
    def edit(head):
        head["damage_ratio"]["share_of_draws_without"] = 0.25

    assert "in 25% of draws it loses nothing" in summary(saying(out, edit)).losses[2]


def test_a_horizon_short_of_a_year_shows_no_year(out, saying):
    def edit(head):
        del head["yield_change_bp"]["10y"]["1y"]
        del head["equity_change_pct"]["1y"]

    said = summary(saying(out, edit))
    assert said.rows[0].later == said.rows[2].later == "beyond the horizon"


def test_a_difference_is_called_one(out):
    import saiken

    case = out.case.model_copy(
        update={"scenario": out.case.scenario.model_copy(update={"amount_usd_bn": 500.0})}
    )
    less = saiken.simulate(case, out.snap)
    gap = out - less
    assert is_difference(gap)
    assert not is_difference(out)
    said = summary(gap)
    assert said.sentence.startswith("A difference: ")
    assert said.answers == ()


@pytest.mark.parametrize("who", ["out", "nothing", "dollars", "gold"])
def test_no_sentence_shows_a_sign_for_a_loss(who, request):
    for text in summary(request.getfixturevalue(who)).losses[:2]:
        assert MINUS not in text
