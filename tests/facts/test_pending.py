"""Claims whose rooms are not built: unanswered, with the figures that data can show."""

from __future__ import annotations

import numpy as np
import pytest

PENDING = ("F12", "F13", "F16", "F17", "F18", "F19")


@pytest.mark.parametrize("name", PENDING)
def test_a_missing_room_is_named(facts, name):
    found = facts()[name]
    assert found.verdict == "cannot be shown"
    assert "not built yet" in found.needs


def test_f12_shows_both_ends_and_the_payrolls(facts):
    found = facts()["F12"].found
    # DGS2 3.70 -> 3.83, DGS10 4.25 -> 4.33; payrolls 177 against 130 thousand (RTTNews)
    assert "two-year yield moved +13 bp, the ten-year +8 bp" in found
    assert "payrolls of 177 thousand against 130" in found


def test_f13_counts_the_days_left(facts):
    assert facts()["F13"].figure == 68  # 2 May to 9 July 2025
    assert facts("2025-04-09")["F13"].figure == 91
    assert "No pause was running" in facts("2025-08-01")["F13"].found


def test_f16_shows_the_week_of_april_2025(facts):
    found = facts()["F16"]
    assert found.figure == pytest.approx(47)  # DGS10 4.01 -> 4.48
    assert "timing, not cause" in found.found
    assert facts("2025-04-10")["F16"].figure is None  # the week was not over


def test_f16_figures_follow_the_data(facts, altered):
    def calm(dates, values):
        values[dates == np.datetime64("2025-04-11")] = 4.02
        return values

    found = facts(store=altered("par_yields", "DGS10", calm))["F16"]
    assert found.figure == pytest.approx(1)


def test_f17_shows_the_day_of_1997_and_that_only_may_fail(facts):
    found = facts()["F17"]
    # Kenneth French: market less bills -1.84, bills 0.02; DGS10 6.37 -> 6.40
    assert found.figure == pytest.approx(-1.82)
    assert "ten-year yield +3 bp" in found.found
    assert "1995-06-09" in found.found


def test_f19_shares_add_up(facts):
    found = facts()["F19"]
    assert found.figure == pytest.approx(8900.0 - 1125.9)
    assert "Japan 13% of what foreigners hold" in found.found
