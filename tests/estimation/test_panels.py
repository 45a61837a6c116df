"""Rates and yields on the same days."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.estimation.panels import (
    auto_panel,
    baa_panel,
    benchmark_daily,
    mortgage_panel,
    settings,
    window_means,
)
from saiken.estimation.restricted import read_restricted
from saiken.spillover.passthrough import pass_through


def _write(folder, name, column, dates, values):
    lines = [f"date,{column}"] + [f"{d},{v}" for d, v in zip(dates, values, strict=True)]
    (folder / settings()[name]["file"]).write_text("\n".join(lines) + "\n")


def test_window_means_equal_a_plain_loop():
    days = np.arange("2020-01-01", "2020-02-01", dtype="datetime64[D]")[::2]
    values = np.random.default_rng(0).normal(size=days.size)
    low = np.arange("2019-12-20", "2020-02-10", dtype="datetime64[D]")
    high = low + 5
    means = window_means(days, values, low, high)
    for mean, start, end in zip(means, low, high, strict=True):
        inside = values[(days >= start) & (days < end)]
        if inside.size:
            assert mean == pytest.approx(inside.mean(), rel=1e-12)
        else:
            assert np.isnan(mean)
    assert np.isnan(means).any()


def test_car_loans_meet_the_first_five_trading_days_of_the_survey_month():
    panel = auto_panel(load_store(), None)
    at = int(np.searchsorted(panel.dates, np.datetime64("2025-05-31")))
    store = load_store()
    parts = [store.series("par_yields", key).window("2025-05-01", "2025-05-07") for key in
             ("DGS2", "DGS5")]  # fmt: skip
    assert [len(part) for part in parts] == [5, 5]
    by_hand = np.mean([part.values for part in parts])
    assert panel.benchmark[at] == pytest.approx(by_hand, rel=1e-12)
    # G.19: 7.63% in May 2025.
    assert panel.rate[at] == pytest.approx(0.0763)


def test_mortgages_meet_the_three_days_before_publication(tmp_path):
    _write(tmp_path, "mortgage_30y", "MORTGAGE30US", ["2025-05-01", "2025-05-08"], [6.76, 6.76])
    panel = mortgage_panel(load_store(), tmp_path)
    days, values = benchmark_daily(load_store(), pass_through("mortgage_30y"))
    week = (days >= np.datetime64("2025-04-28")) & (days <= np.datetime64("2025-04-30"))
    assert week.sum() == 3
    assert panel.benchmark[0] == pytest.approx(values[week].mean(), rel=1e-12)
    assert panel.rate[0] == pytest.approx(0.0676)


def test_baa_uses_the_last_month_of_each_quarter(tmp_path):
    months = np.arange("2025-01", "2025-08", dtype="datetime64[M]").astype("datetime64[D]")
    _write(tmp_path, "corporate_baa", "BAA", months, np.arange(7.0))
    panel = baa_panel(load_store(), tmp_path)
    assert [str(day) for day in panel.dates] == ["2025-03-31", "2025-06-30"]
    np.testing.assert_allclose(panel.rate, [0.02, 0.05])
    march = load_store().series("par_yields", "DGS10").window("2025-03-01", "2025-03-31")
    assert panel.benchmark[0] == pytest.approx(march.values.mean(), rel=1e-12)


def test_baa_month_that_yields_do_not_cover_is_not_used(tmp_path):
    last = load_store().series("par_yields", "DGS10").dates[-1]
    quarter = np.datetime64("2026-09-01")
    assert last < quarter
    _write(tmp_path, "corporate_baa", "BAA", ["2026-03-01", quarter], [6.0, 6.0])
    assert list(np.isfinite(baa_panel(load_store(), tmp_path).benchmark)) == [True, False]


def test_benchmark_has_only_days_with_every_yield():
    days, _ = benchmark_daily(load_store(), pass_through("auto_loan"))
    # The 2-year yield starts in June 1976, the 5-year in 1962.
    assert str(days[0])[:7] == "1976-06"


@pytest.mark.parametrize("panel", [mortgage_panel, baa_panel])
def test_without_the_folder_there_is_no_panel(panel, tmp_path):
    assert panel(load_store(), None) is None
    assert panel(load_store(), tmp_path) is None


def test_blank_figures_are_skipped_and_a_missing_column_is_named(tmp_path):
    (tmp_path / "rates.csv").write_text("date,A\n2020-01-01,5\n2020-01-02,\n")
    series = read_restricted(tmp_path, "rates.csv", "A")
    np.testing.assert_allclose(series.values, [0.05])
    with pytest.raises(DataError, match=r"rates\.csv has no column 'B'"):
        read_restricted(tmp_path, "rates.csv", "B")
