"""Moves without an event: by hand, in length, and without looking ahead."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import InputError
from saiken.measure.event_panel import event_panel
from saiken.measure.ordinary import eve, ordinary_sd, span

STORE = load_store()
DAY = "2020-01-06"


def test_the_move_is_that_of_the_published_closes():
    found = span(STORE, "10y", "2025-05-02", 1)
    assert (str(found.start), str(found.end)) == ("2025-05-01", "2025-05-02")
    assert found.move == pytest.approx(0.0008)  # 4.25 to 4.33


def test_a_weekend_stands_for_the_next_business_day():
    assert str(eve(STORE, "2025-05-04")) == "2025-05-02"
    assert span(STORE, "10y", "2025-05-04", 1).move == span(STORE, "10y", "2025-05-05", 1).move


def test_one_day_is_the_last_year_of_days_without_the_fortnight_before():
    panel = event_panel(STORE)
    at = int(np.searchsorted(panel.days, np.datetime64(DAY)))
    daily = np.diff(panel.levels[at - 1 - 10 - 250 : at - 10, 7])
    found = span(STORE, "10y", DAY, 1).ordinary
    assert found == pytest.approx(daily - daily.mean())


@pytest.mark.parametrize("days", [1, 5, 10, 11, 63, 250])
def test_ordinary_moves_have_mean_zero_and_grow_with_the_root(days):
    found = span(STORE, "10y", DAY, days)
    assert found.ordinary.mean() == pytest.approx(0, abs=1e-15)
    one = span(STORE, "10y", DAY, 1).sd
    # a year of days against five for the long ones, and days that are not quite independent
    assert 0.6 < found.sd / (one * np.sqrt(days)) < 1.6


def test_nothing_after_the_eve_enters():
    panel = event_panel(STORE)
    at = int(np.searchsorted(panel.days, np.datetime64(DAY)))
    series = STORE.series("par_yields", "DGS10")
    values = series.values * 100
    values[series.dates >= panel.days[at]] += 5.0
    changed = STORE.with_series("par_yields", "DGS10", series.dates, values, series.released)
    for days in (1, 63):
        before, after = (span(each, "10y", DAY, days) for each in (STORE, changed))
        assert after.ordinary == pytest.approx(before.ordinary)
        assert after.move == pytest.approx(before.move + 0.05)
    assert ordinary_sd(STORE, "10y", eve(STORE, DAY), 63) == pytest.approx(
        span(STORE, "10y", DAY, 63).sd
    )


def test_the_same_request_draws_the_same_moves():
    first, second = (span(STORE, "10y", DAY, 63).ordinary for _ in range(2))
    assert first.tolist() == second.tolist()
    assert first.size == 512


def test_what_the_data_do_not_cover_is_none():
    assert span(STORE, "usdjpy", "2026-04-28", 20) is None  # the daily rate ends in 2025
    assert span(STORE, "10y", "2026-07-20", 60) is None
    assert span(STORE, "10y", "1962-02-01", 1) is None
    assert ordinary_sd(STORE, "10y", "1962-02-01", 5) is None


def test_a_date_outside_the_data_is_bad_input():
    with pytest.raises(InputError, match="the date is 1950-01-01; allowed is 1962-01-03 to"):
        eve(STORE, "1950-01-01")
