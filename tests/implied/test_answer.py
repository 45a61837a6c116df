"""The whole answer: the table of the method page, windows, sizes, bad requests."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import numpy as np
import pytest

import saiken
from saiken.errors import InputError
from saiken.implied import implied
from saiken.implied.result import CANNOT_TELL, verdict

PAGE = Path(__file__).parents[2] / "docs/method/implied.md"


@cache
def asked(date, window=1, **given):
    return implied(date, window_days=window, **given)


def rows():
    """Date, days, middle, low and high of all together and of the yields, Bayes factors."""
    found = re.findall(r"^\| (\d{4}-\d\d-\d\d), (\d)d \|(.*)\|$", PAGE.read_text(), re.M)
    assert len(found) >= 7
    return [(date, int(days), [cell.strip() for cell in rest.split("|")])
            for date, days, rest in found]  # fmt: skip


def said(one):
    if one is None:
        return ["–", "–"]
    ends = (one.change.middle, one.change.interval.low, one.change.interval.high)
    middle, low, high = (f"{each / 1e9:+,.0f}".replace("-", "−") for each in ends)
    return [f"{middle} ({low} to {high})", f"{one.bayes_factor:.2g}"]


@pytest.mark.parametrize(("date", "days", "cells"), rows())
def test_the_table_of_the_method_page_is_what_comes_out(date, days, cells):
    found = asked(date, days)
    expected = [*said(found.estimate("together")), *said(found.estimate("yields")),
                *said(found.estimate("usdjpy"))]  # fmt: skip
    sale = next(fit for fit in found.shape.fits if fit.profile.name == "announced-sale")
    shape = "<1%" if sale.p_value < 0.01 else f"{100 * sale.p_value:.0f}%"
    assert cells == [*expected, shape]


def test_the_default_is_the_second_of_may_2025_and_the_door_is_open():
    assert saiken.implied_sales is implied
    found = implied()
    assert (found.start, found.end) == ("2025-05-01", "2025-05-02")
    assert found.words == CANNOT_TELL
    assert CANNOT_TELL in found.summary()
    assert found.probability.middle == pytest.approx(found.main.change.middle / found.size_usd)
    assert found.prior_usd == pytest.approx(found.size_usd / 10)
    tens = found.ten_year_equivalents
    assert tens.interval.high / found.main.change.interval.high == found.ten_year_share
    assert found.estimate("1y") is None


def test_readings_of_single_maturities_do_not_agree_on_that_day():
    found = asked("2025-05-02")
    two, thirty = found.estimate("2y").change.middle, found.estimate("30y").change.middle
    assert two > 5 * thirty  # the sale would hardly move the two-year yield, which moved most


@pytest.mark.parametrize("date", ["2025-05-02", "2025-04-07"])
def test_a_longer_window_widens_every_interval(date):
    short, long = asked(date), asked(date, 5)
    for key in ("together", "yields", "usdjpy"):
        one, other = (each.estimate(key).change.interval for each in (short, long))
        assert other.high - other.low > one.high - one.low


def test_a_probability_is_kept_within_one_and_belongs_to_a_size():
    found = asked("2025-04-07", size_usd_bn=20.0)
    yields = found.estimate("yields").change.middle
    assert yields > found.size_usd
    assert -1 <= found.probability.interval.low <= found.probability.interval.high <= 1
    assert "one of USD 20bn" in found.summary()


def test_the_prior_is_visible_and_can_be_changed():
    wide, none = asked("2025-04-10", prior_usd_bn=400.0), asked("2025-04-10", prior_usd_bn=1e-6)
    assert none.main.bayes_factor == pytest.approx(1)
    assert wide.main.bayes_factor != pytest.approx(asked("2025-04-10").main.bayes_factor, rel=0.05)
    assert wide.main.change == asked("2025-04-10").main.change


def test_words_follow_the_bayes_factor():
    assert verdict(1 / 3) == verdict(1) == verdict(3) == CANNOT_TELL
    assert "likelier" in verdict(3.01)
    assert "against" in verdict(0.33)


def test_yields_and_yen_that_contradict_one_another_are_told():
    found = asked("2025-04-07")
    assert found.contradicted
    assert "contradict" in found.summary()
    assert not asked("2025-05-02").contradicted


def test_without_conversion_or_without_a_rate_the_yen_is_left_out_and_said():
    assert asked("2025-05-02", scenario="china-2025").estimate("together") is None
    kept = asked("2025-05-02", scenario="china-2025")
    assert any("turns nothing into yen" in note for note in kept.notes)
    assert any("no figure around" in note for note in asked("2026-01-20").notes)
    assert [each.key for each in kept.estimates] == ["yields", "2y", "5y", "10y", "30y"]


def test_draws_are_enough_for_the_middle_and_the_same_each_time():
    one, more = asked("2025-05-02"), asked("2025-05-02", draws=1024)
    for key in ("together", "yields", "usdjpy"):
        a, b = (each.estimate(key).change for each in (one, more))
        assert abs(a.middle - b.middle) < 0.1 * (b.interval.high - b.interval.low)
    assert implied("2025-05-02").main == asked("2025-05-02").main


def test_a_holiday_stands_for_the_next_business_day():
    assert any("not a business day" in note for note in asked("2025-05-03").notes)
    assert np.datetime64(asked("2025-05-03").end) == np.datetime64("2025-05-05")


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"window_days": 0}, "the window is 0d"),
        ({"date": "1901-01-01"}, "the event date is 1901-01-01"),
        ({"draws": 3}, "draws is 3; allowed is 16 or more"),
        ({"size_usd_bn": -1.0}, "size_usd_bn is -1; allowed is a number above 0"),
        ({"prior_usd_bn": float("nan")}, "prior_usd_bn is nan"),
        ({"scenario": "japan-2052"}, "no scenario named 'japan-2052'"),
        ({"ticks": "x.csv"}, "go together"),
        ({"between": ("a", "b")}, "go together"),
    ],
)
def test_bad_requests_are_one_sentence(given, words):
    with pytest.raises(InputError, match=re.escape(words)):
        implied(**given)
