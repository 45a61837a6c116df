"""CBO's path of the debt, by vintage."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.fiscal import HORIZON_MONTHS, debt_path, projection
from saiken.fiscal.debt import elapsed_months
from saiken.units import from_si


def test_vintage_known_on_the_day():
    store = load_store()
    assert str(debt_path(store, "2025-05-02").vintage) == "2025-01-01"
    assert str(debt_path(store, "2025-01-30").vintage) == "2024-06-01"


def test_fiscal_year_ends_are_on_the_path():
    """From the last day of fiscal 2025, month 12 k is CBO's figure for fiscal 2025 + k."""
    path = debt_path(load_store(), "2025-03-01", start="2025-09-30")
    published_usd_bn = {12: 31882.633, 60: 39747.651, 120: 52055.866}
    for month, level in published_usd_bn.items():
        added = from_si(path.added_usd[month], "usd_bn")
        assert added == pytest.approx(level - 30102.749, abs=1e-6)
    assert path.held_from_month is None


def test_first_year_grows_by_its_deficit():
    """Fiscal 2025 had five months to go on 30 April: 5/12 of the projected deficit."""
    store = load_store()
    path = debt_path(store, "2025-04-30")
    deficit = projection(store, "deficit", "Total", "2025-04-30").at_year(2025)
    assert path.added_usd[5] == pytest.approx(-deficit * 5 / 12)


def test_debt_is_held_after_the_end_of_the_baseline():
    path = debt_path(load_store(), "2026-01-20")
    assert path.held_from_month == 117
    assert path.added_usd[117] > path.added_usd[115]
    assert (np.diff(path.added_usd[117:]) == 0).all()
    assert any("from month 117 on the debt is held constant" in text for text in path.caveats())


def test_day_zero_adds_nothing():
    path = debt_path(load_store(), "2012-06-15")
    assert path.added_usd.shape == (HORIZON_MONTHS + 1,)
    assert path.added_usd[0] == 0


def test_months_are_whole_at_the_end_of_a_month():
    assert elapsed_months("2025-09-30") == 12 * (2025 - 1970) + 9
    assert elapsed_months("2024-02-29") == 12 * (2024 - 1970) + 2
    assert elapsed_months("2025-04-15") == 12 * (2025 - 1970) + 3.5


def test_later_baselines_do_not_leak():
    store = load_store()
    table = store.table("cbo_baselines")
    changed = {name: column.copy() for name, column in table.items()}
    later = changed["released"] > np.datetime64("2025-05-02")
    changed["value"] = changed["value"] / 1e9
    changed["value"][later] *= 2
    altered = store.with_table("cbo_baselines", changed)
    known, same = debt_path(store, "2025-05-02"), debt_path(altered, "2025-05-02")
    assert same.added_usd == pytest.approx(known.added_usd, rel=1e-12)
    assert (
        debt_path(altered, "2026-03-02").added_usd[12]
        > 1.5 * debt_path(store, "2026-03-02").added_usd[12]
    )


def test_dates_outside_the_baselines():
    store = load_store()
    with pytest.raises(DataError, match="No CBO baseline with Total"):
        debt_path(store, "1980-01-02")
    with pytest.raises(DataError, match="does not cover 2050-01-01"):
        debt_path(store, "2025-05-02", start="2050-01-01")
    with pytest.raises(DataError, match="has no fiscal year 2051"):
        projection(store, "debt", "Total", "2025-05-02").at_year(2051)
