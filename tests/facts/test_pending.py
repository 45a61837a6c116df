"""Claims whose rooms are not built: unanswered, with the figures that data can show."""

from __future__ import annotations

import pytest

PENDING = ("F13", "F18", "F19")


@pytest.mark.parametrize("name", PENDING)
def test_a_missing_room_is_named(facts, name):
    found = facts()[name]
    assert found.verdict == "cannot be shown"
    assert "not built yet" in found.needs


def test_f13_counts_the_days_left(facts):
    assert facts()["F13"].figure == 68  # 2 May to 9 July 2025
    assert facts("2025-04-09")["F13"].figure == 91
    assert "No pause was running" in facts("2025-08-01")["F13"].found


def test_f19_shares_add_up(facts):
    found = facts()["F19"]
    assert found.figure == pytest.approx(8900.0 - 1125.9)
    assert "Japan 13% of what foreigners hold" in found.found
