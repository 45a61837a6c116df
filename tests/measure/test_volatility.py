"""Realised volatility of yields."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.measure import daily_yield_sd, sd_of_changes
from saiken.snapshot import MarketScale, Snapshot


def _snap(store, as_of="2025-05-02"):
    scale = MarketScale(gdp_usd=3e13, debt_held_by_public_usd=2.9e13, volume_usd_per_day=9e11)
    return Snapshot(
        as_of=np.datetime64(as_of), store=store, scale=scale, curve=None, spot_jpy_per_usd=145.0
    )


def _zigzag(first, last, step_pct=0.1):
    days = np.arange(np.datetime64(first), np.datetime64(last), dtype="datetime64[D]")
    days = days[np.is_busday(days)]
    levels = 4.0 + step_pct * (np.arange(days.size) % 2)
    return load_store().with_series("par_yields", "DGS5", list(days), levels, list(days))


def test_alternating_yield_has_a_known_deviation():
    # Changes are +10 and -10 bp in turn: mean zero, deviation 10 bp up to one over n.
    assert daily_yield_sd(_snap(_zigzag("2020-01-01", "2025-06-01"))) == pytest.approx(
        0.001, rel=1e-3
    )


def test_only_the_window_counts():
    calm = _zigzag("2022-01-01", "2025-06-01", 0.02)
    days = calm.series("par_yields", "DGS5")
    wild_before = np.where(days.dates < np.datetime64("2022-05-01"), 5.0, 1.0) * days.values * 100
    altered = calm.with_series(
        "par_yields", "DGS5", list(days.dates), wild_before, list(days.dates)
    )
    assert daily_yield_sd(_snap(altered)) == daily_yield_sd(_snap(calm))
    assert daily_yield_sd(_snap(altered), years=4) > 2 * daily_yield_sd(_snap(calm), years=4)


def test_later_yields_do_not_count():
    store = load_store()
    series = store.series("par_yields", "DGS5")
    later = series.dates > np.datetime64("2025-05-02")
    assert later.any()
    values = np.where(later, 9.0, series.values * 100)
    altered = store.with_series(
        "par_yields", "DGS5", list(series.dates), values, list(series.released)
    )
    # Values went through per cent and back: equal to rounding.
    same = pytest.approx(daily_yield_sd(_snap(store)), rel=1e-12)
    assert daily_yield_sd(_snap(altered)) == same


def test_bundled_yields_move_several_basis_points_a_day():
    # An order of magnitude, not a target: a series in per cent or in basis points would fail.
    for key in ("DGS5", "DGS10"):
        assert 2e-4 < daily_yield_sd(_snap(load_store()), key) < 2e-3


def test_too_short_a_window_is_refused():
    with pytest.raises(DataError, match=r"DGS5 has \d+ daily changes .* at least 250"):
        daily_yield_sd(_snap(_zigzag("2024-12-01", "2025-06-01")))


def test_sd_of_changes_by_hand():
    """Changes 1, 3, -1 bp: mean 1, squares 0, 4, 4 over two degrees of freedom."""
    series = load_store().with_series(
        "par_yields", "DGS5", ["2025-01-01", "2025-01-02", "2025-01-03", "2025-01-06"],
        [4.00, 4.01, 4.04, 4.03], ["2025-01-02", "2025-01-03", "2025-01-04", "2025-01-07"],
    ).series("par_yields", "DGS5")  # fmt: skip
    assert sd_of_changes(series) == pytest.approx(2e-4)
