"""Units: the table is consistent, and every conversion can be undone."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken import units

UNITS = st.sampled_from(sorted(units.SCALE))
FIGURES = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False)
# One multiplication and one division each round once: two units in the last place.
ROUND_TRIP = 2 * np.finfo(float).eps


@given(FIGURES, UNITS)
def test_a_figure_survives_the_way_in_and_out(figure: float, unit: str) -> None:
    back = units.from_si(units.to_si(figure, unit), unit)
    assert back == pytest.approx(figure, rel=ROUND_TRIP, abs=1e-300)


@given(UNITS)
def test_zero_stays_exactly_zero(unit: str) -> None:
    assert units.to_si(0.0, unit) == 0.0
    assert units.from_si(0.0, unit) == 0.0


@pytest.mark.parametrize(
    ("figure", "unit", "si"),
    [
        (4.33, "pct", 0.0433),
        (25.0, "bp", 0.0025),
        (500.0, "usd_bn", 5e11),
        (1.13, "usd_tn", 1.13e12),
        (750.0, "usd_mn", 7.5e8),
        (5.53, "jpy_tn", 5.53e12),
        (142.3, "jpy_per_usd", 142.3),
        (3.0, "bp_per_usd_bn", 3e-13),
        (0.68, "share", 0.68),
    ],
)
def test_published_figures_become_si(figure: float, unit: str, si: float) -> None:
    assert units.to_si(figure, unit) == pytest.approx(si, rel=ROUND_TRIP)


def test_arrays_convert_element_by_element_and_keep_their_type() -> None:
    column = np.array([1.0, 2.5, 0.0], dtype=np.float32)
    converted = units.to_si(column, "bp")
    assert converted.dtype == np.float32
    np.testing.assert_allclose(converted, [1e-4, 2.5e-4, 0.0], rtol=1e-6)  # float32


def test_an_unknown_unit_is_an_error() -> None:
    with pytest.raises(KeyError, match="furlongs"):
        units.to_si(1.0, "furlongs")


@given(UNITS.filter(lambda unit: unit != "1"), st.from_regex(r"[a-z]{1,8}", fullmatch=True))
def test_the_suffix_of_a_name_is_its_unit(unit: str, word: str) -> None:
    read = units.unit_of(f"{word}_{unit}")
    assert read.endswith(unit)
    assert units.SCALE[read] == units.SCALE[unit] or read != unit


@pytest.mark.parametrize(
    ("name", "unit"),
    [
        ("amount_usd_bn", "usd_bn"),
        ("spot_jpy_per_usd", "jpy_per_usd"),
        ("slope_bp_per_usd_bn", "bp_per_usd_bn"),
        ("half_life_years", "years"),
        ("demand_elasticity", "1"),
        ("pct", "1"),
    ],
)
def test_the_longest_unit_wins(name: str, unit: str) -> None:
    assert units.unit_of(name) == unit


def test_every_shown_unit_is_known() -> None:
    assert set(units.SHOWN) <= set(units.SCALE)


def test_the_calendar_is_consistent() -> None:
    weeks = units.BUSINESS_DAYS_PER_YEAR / units.BUSINESS_DAYS_PER_WEEK
    assert weeks == pytest.approx(units.WEEKS_PER_YEAR, abs=2)
    assert units.BUSINESS_DAYS_PER_MONTH * units.MONTHS_PER_YEAR == units.BUSINESS_DAYS_PER_YEAR
