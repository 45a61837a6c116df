"""What was published later does not move what was known earlier."""

import datetime as dt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.data import load_store
from saiken.units import from_si

STORE = load_store()
SERIES = [name for name, info in STORE.catalogue.items() if info.kind == "series"]
TABLES = [name for name, info in STORE.catalogue.items() if info.kind == "table"]
DAYS = st.dates(dt.date(1960, 1, 1), dt.date(2027, 12, 31))


def same(one, other):
    return (
        np.array_equal(one.dates, other.dates)
        and np.array_equal(one.values, other.values)
        and np.array_equal(one.released, other.released)
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data(), day=DAYS)
def test_later_figures_do_not_move_a_read(data, day):
    dataset = data.draw(st.sampled_from(SERIES))
    key = data.draw(st.sampled_from(STORE.keys(dataset)))
    full = STORE.series(dataset, key)
    published = from_si(full.values, full.unit)
    later = full.released > np.datetime64(day)
    base = STORE.with_series(dataset, key, full.dates, published, full.released)
    altered = STORE.with_series(
        dataset, key, full.dates, np.where(later, 99 - 3 * published, published), full.released
    )
    assert same(altered.series(dataset, key, day), base.series(dataset, key, day))
    if later.any():
        assert not same(altered.series(dataset, key), base.series(dataset, key))


@settings(max_examples=60, deadline=None)
@given(data=st.data(), day=DAYS)
def test_a_read_holds_nothing_released_later_and_leaves_nothing_out(data, day):
    dataset = data.draw(st.sampled_from(SERIES))
    key = data.draw(st.sampled_from(STORE.keys(dataset)))
    known, full = STORE.series(dataset, key, day), STORE.series(dataset, key)
    assert (known.released <= np.datetime64(day)).all()
    if known.knowledge == "lagged":
        assert len(known) == (full.released <= np.datetime64(day)).sum()


@pytest.mark.parametrize("dataset", TABLES)
@pytest.mark.parametrize("day", ["1985-06-30", "2015-03-31", "2024-07-12", "2025-05-02"])
def test_tables_hold_nothing_released_later(dataset, day):
    full, known = STORE.table(dataset), STORE.table(dataset, day)
    keep = full["released"] <= np.datetime64(day)
    assert len(known["released"]) == keep.sum()
    for name, column in known.items():
        assert column.tolist() == full[name][keep].tolist() or column.dtype.kind == "f"
        if column.dtype.kind == "f":
            np.testing.assert_array_equal(column, full[name][keep])


prints = st.lists(
    st.tuples(
        st.integers(0, 20),  # period, in quarters
        st.integers(0, 400),  # days from the end of the period to the print
        st.floats(-10, 10),
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row[:2],
)


@settings(max_examples=150, deadline=None)
@given(rows=prints, as_of=st.integers(-10, 3000))
def test_revisions_do_not_leak(rows, as_of):
    start = np.datetime64("2010-03-31")
    ends = [start + 91 * period for period, _, _ in rows]
    released = [end + lag for end, (_, lag, _) in zip(ends, rows, strict=True)]
    day = start + as_of
    store = STORE.with_series(
        "us_gdp_growth_vintages", "made", ends, [value for *_, value in rows], released
    )
    expected = {}  # the readable twin: walk through the prints in the order of their days
    for when, end, (*_, value) in sorted(zip(released, ends, rows, strict=True)):
        if when <= day:
            expected[end] = value
    found = store.series("us_gdp_growth_vintages", "made", day)
    assert found.dates.tolist() == [end.item() for end in sorted(expected)]
    assert found.values == pytest.approx([expected[end] / 100 for end in sorted(expected)])


def test_two_vintages():
    ends = ["2020-03-31", "2020-06-30", "2020-03-31"]
    store = STORE.with_series(
        "us_gdp_growth_vintages",
        "made",
        ends,
        [1.0, 2.0, 5.0],
        ["2020-04-29", "2020-07-30", "2020-07-30"],
    )
    first = store.series("us_gdp_growth_vintages", "made", "2020-07-29")
    assert first.values == pytest.approx([0.01])
    second = store.series("us_gdp_growth_vintages", "made", "2020-07-30")
    assert second.values == pytest.approx([0.05, 0.02])
    assert second.knowledge == "vintage"


def test_first_print_of_growth():
    growth = STORE.latest("us_gdp_growth_vintages", "2025Q1", "2025-05-02")
    assert growth.value == pytest.approx(-0.003)
    assert STORE.latest("us_gdp_growth_vintages", "2025Q1", "2025-05-29").value == pytest.approx(
        -0.002
    )
    assert len(STORE.series("us_gdp_growth_vintages", "2025Q1", "2025-04-29")) == 0


@pytest.mark.parametrize(
    ("dataset", "key", "as_of", "newest"),
    [
        ("par_yields", "DGS10", "2025-05-02", "2025-05-02"),
        ("usdjpy_daily", "DEXJPUS", "2025-05-02", "2025-05-02"),
        ("fiscal_quarterly", "GDP", "2025-05-02", "2025-03-31"),
        ("fiscal_quarterly", "GDP", "2025-04-29", "2024-12-31"),
        ("fiscal_quarterly", "GFDEBTN", "2025-04-07", "2025-03-31"),
        ("weo", "JPN:gdp_usd_bn", "2025-05-02", "2024-12-31"),
        ("weo", "JPN:gdp_usd_bn", "2025-04-01", "2023-12-31"),
        ("fed_h41", "treasury", "2025-05-02", "2025-04-30"),
        ("dealer_positions", "all_usts", "2025-05-02", "2025-04-23"),
        ("japan_reserves", "securities", "2025-05-02", "2023-10-31"),
        ("japan_reserves", "total_reserve_assets", "2025-05-02", "2025-02-28"),
        ("omb_outlays", "net_interest", "2025-05-02", "2024-09-30"),
        ("consumer_loan_rates", "TERMCBAUTO48NS", "2025-05-02", "2025-02-28"),
        ("us_trade_annual", "Japan:imports", "2025-05-02", "2024-12-31"),
        ("us_trade_monthly", "Japan:imports", "2025-05-02", "2025-02-28"),
        ("policy_rates", "DFF", "2025-05-02", "2025-05-01"),
    ],
)
def test_what_was_known(dataset, key, as_of, newest):
    assert STORE.latest(dataset, key, as_of).period_end == np.datetime64(newest)


def test_projection_known_on_the_day():
    known = STORE.table("cbo_baselines", "2025-05-02")["vintage"]
    assert known.max() == np.datetime64("2025-01-01")
    assert STORE.table("cbo_baselines", "2025-01-30")["vintage"].max() < np.datetime64("2025-01-01")
