"""The market as it was known on a day."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import saiken
from saiken.data import load_store

DAY = "2025-05-02"


def test_the_default_day_has_the_published_scale():
    scale = saiken.snapshot(DAY).scale
    # FRED: debt held by the public 28.93 trn and GDP 30,042 bn in 2025Q1
    assert scale.debt_held_by_public_usd == pytest.approx(28.93e12, rel=1e-3)
    assert scale.gdp_usd == pytest.approx(30.042e12, rel=1e-4)


def test_the_volume_is_the_mean_known_on_the_day_or_says_so():
    assert not any("daily volume" in caveat for caveat in saiken.snapshot(DAY).caveats)
    early = saiken.snapshot("2018-03-29").caveats
    assert any("after the as-of date" in caveat for caveat in early)


def test_spot_is_the_daily_rate_and_later_the_monthly_average():
    assert saiken.snapshot(DAY).spot_jpy_per_usd == pytest.approx(144.52)
    assert saiken.snapshot("2026-07-10").spot_jpy_per_usd == pytest.approx(160.77)


@pytest.mark.parametrize("day", ["1999-01-01", "2031-01-01"])
def test_days_outside_the_data_are_refused(day):
    with pytest.raises(saiken.InputError, match="the bundled data allow 2000-06-01 to 2026-07-22"):
        saiken.snapshot(day)


def test_a_malformed_day_is_refused():
    with pytest.raises(saiken.InputError, match="write it as 2025-05-02"):
        saiken.snapshot("yesterday")


@given(st.integers(min_value=1, max_value=600))
def test_figures_released_later_do_not_move_a_snapshot(days):
    store = load_store()
    series = store.series("fiscal_quarterly", "GDP")
    later = np.datetime64(DAY) + np.timedelta64(days, "D")
    altered = store.with_series(
        "fiscal_quarterly",
        "GDP",
        [*series.dates, series.dates[-1] + 90],
        [*(series.values / 1e9), 99_999.0],
        [*series.released, later],
    )
    assert saiken.snapshot(DAY, store=altered).scale == saiken.snapshot(DAY).scale


def test_the_public_names_win_over_submodules():
    import saiken.simulate

    assert callable(saiken.simulate)
    assert callable(saiken.snapshot)
    for name in saiken.__all__:
        assert getattr(saiken, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        _ = saiken.nonsense
