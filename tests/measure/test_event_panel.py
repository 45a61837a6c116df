"""Windows around a date, on the bond market's days."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import InputError
from saiken.measure.event_panel import (
    KEYS,
    check_apart,
    event_panel,
    event_settings,
    locate,
    shown,
)

PANEL = event_panel(load_store())


def day(place):
    return str(PANEL.days[place])


def test_the_window_starts_at_the_close_of_the_day_before():
    window = locate(PANEL, "2025-05-02", 1)
    assert (day(window.start), day(window.event), day(window.end)) == (
        "2025-05-01", "2025-05-02", "2025-05-02",
    )  # fmt: skip
    longer = locate(PANEL, "2025-05-02", 3)
    assert (day(longer.start), day(longer.end)) == ("2025-05-01", "2025-05-06")


@pytest.mark.parametrize(
    ("date", "found"),
    [("2025-05-03", "2025-05-05"), ("2025-05-04", "2025-05-05"), ("2025-07-04", "2025-07-07")],
)
def test_weekends_and_holidays_stand_for_the_next_business_day(date, found):
    assert day(locate(PANEL, date, 1).event) == found


def test_the_sample_ends_before_the_window_and_leaves_a_gap():
    window = locate(PANEL, "2025-05-02", 5)
    assert window.sample.size == event_settings()["sample_days"] == 250
    assert window.start - window.sample[-1] == event_settings()["gap_days"] == 10
    assert day(window.sample[-1]) == "2025-04-16"


def test_levels_are_the_published_figures():
    at = np.searchsorted(PANEL.days, np.datetime64("2025-05-02"))
    found = dict(zip(KEYS, PANEL.levels[at], strict=True))
    assert found["10y"] == pytest.approx(0.0433, abs=1e-12)
    assert np.exp(found["usdjpy"]) == pytest.approx(144.52, abs=1e-9)
    crash = np.searchsorted(PANEL.days, np.datetime64("1987-10-19"))
    fall = shown(PANEL.additive(np.array([crash - 1]), np.array([crash])))[0]
    assert fall[KEYS.index("equities")] == pytest.approx(-0.174, abs=5e-4)


def test_yields_are_shown_as_differences_and_the_rest_as_relative_changes():
    additive = np.zeros((2, 12))
    additive[:, :] = np.log(1.1)
    changes = shown(additive)
    assert changes[:, :10] == pytest.approx(np.log(1.1))
    assert changes[:, 10:] == pytest.approx(0.1)
    assert additive[0, 11] == pytest.approx(np.log(1.1)), "the input is left as it was"


@pytest.mark.parametrize(
    ("date", "length", "message"),
    [
        ("1962-06-01", 1, r"event date is 1962-06-01; allowed is 1963-\d\d-\d\d to 2026-07-22"),
        ("2026-07-22", 2, r"is 2026-07-22; allowed is .* to 2026-07-21 with a window of 2d"),
        ("2099-01-01", 1, "is 2099-01-01; allowed is"),
        ("2025-05-02", 0, "window is 0d; allowed is 1d to 20d"),
        ("2025-05-02", 21, "window is 21d; allowed is 1d to 20d"),
        ("2 May", 1, "'2 May' is not a day; write it as 2025-05-02"),
    ],
)
def test_what_cannot_be_measured_costs_one_sentence(date, length, message):
    with pytest.raises(InputError, match=message):
        locate(PANEL, date, length)


def test_the_allowed_ends_are_allowed():
    first = str(PANEL.days[261])
    assert day(locate(PANEL, first, 1).event) == first
    assert locate(PANEL, first, 1).sample[0] == 1, "its change needs the day before"
    assert day(locate(PANEL, "2026-07-22", 1).end) == "2026-07-22"
    with pytest.raises(InputError, match=f"allowed is {first}"):
        locate(PANEL, str(PANEL.days[260]), 1)


def test_windows_that_share_a_day_are_refused_and_neighbours_are_not():
    two = [locate(PANEL, date, 2) for date in ("2025-05-05", "2025-05-01")]
    check_apart(PANEL, two)  # 1 and 2 May, then 5 and 6 May
    with pytest.raises(InputError, match=r"2025-05-02 and 2025-05-05 overlap .* 2d each"):
        check_apart(PANEL, [*two[:1], locate(PANEL, "2025-05-02", 2)])
    with pytest.raises(InputError, match="2025-05-03 and 2025-05-05 overlap"):
        check_apart(PANEL, [locate(PANEL, date, 1) for date in ("2025-05-03", "2025-05-05")])
