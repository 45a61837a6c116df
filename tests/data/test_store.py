"""Reading: units, names, days, copies."""

import datetime as dt
import os
import pickle
import subprocess
import sys

import duckdb
import numpy as np
import pytest

from saiken.data import as_day, load_store, resource_bytes, resource_text, resource_yaml
from saiken.errors import DataError, InputError

STORE = load_store()


def test_values_are_si():
    assert STORE.latest("par_yields", "DGS10", "2025-05-02").value == pytest.approx(0.0433)
    assert STORE.latest("fiscal_quarterly", "GDP", "2025-05-02").value == pytest.approx(
        30.042e12, rel=1e-5
    )
    debt = STORE.latest("fiscal_quarterly", "GFDEBTN", "2025-05-02")
    assert debt.value == pytest.approx(36.214e12, rel=1e-4)
    assert debt.unit == "usd_mn"
    assert STORE.table("mspd_securities")["outstanding"].max() > 1e10


@pytest.mark.parametrize("dataset", ["par_yields", "zero_yields", "tic_holdings", "weo"])
def test_blocks_are_cut_at_the_right_key(dataset):
    # The slow twin: let the database pick the key.
    keys = STORE.keys(dataset)
    for key in {keys[0], keys[len(keys) // 2], keys[-1]}:
        twin = duckdb.execute(
            "SELECT value FROM read_parquet(?) WHERE key = ? ORDER BY period_end",
            [str(STORE.path(dataset)), key],
        ).fetchnumpy()["value"]
        unit = STORE.catalogue[dataset].unit_for(key)
        scale = {"pct": 1e-2}.get(unit, 1e9)
        np.testing.assert_allclose(STORE.series(dataset, key).values, twin * scale, rtol=1e-15)


@pytest.mark.parametrize(
    "day",
    [
        "2025-05-02",
        dt.date(2025, 5, 2),
        dt.datetime(2025, 5, 2, 23),
        np.datetime64("2025-05-02T23"),
    ],
)
def test_days_can_be_written_in_several_ways(day):
    assert as_day(day) == np.datetime64("2025-05-02")
    assert STORE.latest("par_yields", "DGS10", day).value == pytest.approx(0.0433)


@pytest.mark.parametrize(
    "day", ["2025-13-01", "tomorrow", "", None, 20250502, np.datetime64("NaT")]
)
def test_what_is_not_a_day_is_refused(day):
    with pytest.raises(InputError, match="is not a day; write it as 2025-05-02"):
        as_day(day)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: STORE.series("par_yield", "DGS10"), "no dataset named 'par_yield'.*par_yields"),
        (
            lambda: STORE.series("tic_holdings", "Japn"),
            "no series in tic_holdings named 'Japn'.*Japan",
        ),
        (lambda: STORE.table("cbo_base"), "no dataset named 'cbo_base'.*cbo_baselines"),
        (lambda: STORE.anchor("fima_cap"), "no anchor named 'fima_cap'.*fima_cap_usd_bn"),
        (lambda: STORE.series("cbo_gdp", "gdp"), "cbo_gdp is a table; read it with table"),
        (lambda: STORE.table("par_yields"), "par_yields holds series; read it with series"),
    ],
)
def test_unknown_names_give_the_nearest(call, message):
    with pytest.raises(InputError, match=message):
        call()


def test_series_windows():
    series = STORE.series("par_yields", "DGS10")
    week = series.window("2025-04-28", "2025-05-02")
    assert len(week) == 5
    assert week.dates[-1] == np.datetime64("2025-05-02")
    assert len(series.window("2025-05-03", "2025-05-04")) == 0
    assert len(series.window("2025-05-04", "2025-05-03")) == 0
    assert series.at_or_before("2025-05-04").period_end == np.datetime64("2025-05-02")
    with pytest.raises(DataError, match="par_yields DGS10 has no figure on or before 1950-01-01"):
        series.at_or_before("1950-01-01")
    with pytest.raises(DataError, match="has no figure"):
        series.window("1950-01-01", "1950-01-02").last()


def test_values_cannot_be_overwritten():
    with pytest.raises(ValueError, match="read-only"):
        STORE.series("par_yields", "DGS10").values[0] = 1.0


def test_store_is_opened_once():
    assert load_store() is STORE


def test_altered_copies_leave_the_store_alone():
    before = STORE.fingerprint
    changed = STORE.with_series(
        "par_yields",
        "DGS10",
        ["2025-05-02", "2025-05-01"],
        [9.0, 8.0],
        ["2025-05-02", "2025-05-01"],
    )
    assert changed.latest("par_yields", "DGS10", "2025-05-02").value == pytest.approx(0.09)
    assert changed.series("par_yields", "DGS10").values == pytest.approx([0.08, 0.09])
    assert STORE.latest("par_yields", "DGS10", "2025-05-02").value == pytest.approx(0.0433)
    assert changed.fingerprint != before == STORE.fingerprint
    assert len(changed.series("par_yields", "DGS2")) > 1000

    table = STORE.with_table(
        "cbo_gdp",
        {
            "vintage": np.array(["2020-01-01"], "M8[D]"),
            "fiscal_year": np.array([2030]),
            "gdp": np.array([5.0]),
            "released": np.array(["2020-01-31"], "M8[D]"),
        },
    )
    assert table.table("cbo_gdp", "2020-01-31")["gdp"] == pytest.approx([5e9])
    assert len(table.table("cbo_gdp", "2020-01-30")["gdp"]) == 0
    assert len(STORE.table("cbo_gdp")["gdp"]) > 100

    anchor = STORE.with_anchor("fima_cap_usd_bn", 1)
    assert anchor.anchor("fima_cap_usd_bn").si() == pytest.approx(1e9)
    assert STORE.anchor("fima_cap_usd_bn").si() == pytest.approx(60e9)
    assert len({before, changed.fingerprint, table.fingerprint, anchor.fingerprint}) == 4


def test_a_store_travels_to_another_process():
    copy = pickle.loads(pickle.dumps(STORE))
    assert copy.fingerprint == STORE.fingerprint
    assert copy.latest("policy_rates", "DFF", "2025-05-02").value == pytest.approx(0.0433)


def test_fingerprint_is_short_and_stable():
    assert len(STORE.fingerprint) == 12
    assert STORE.fingerprint == type(STORE)(STORE.root).fingerprint


def test_resources():
    assert resource_text("data/anchors.yaml").startswith("# Single published figures")
    assert resource_bytes("data/bundled/par_yields.parquet")[:4] == b"PAR1"
    assert isinstance(resource_yaml("data/anchors.yaml"), list)
    with pytest.raises(DataError, match=r"saiken/data/nothing\.yaml cannot be read"):
        resource_text("data/nothing.yaml")


def run(code):
    """Run a line in a fresh interpreter and return what it prints."""
    env = {**os.environ, "PYTHONPATH": str(STORE.root.parents[1])}
    command = [sys.executable, "-c", f"import sys, saiken.data as d; {code}"]
    return subprocess.run(
        command, capture_output=True, text=True, check=True, timeout=60, env=env
    ).stdout.strip()


def test_import_is_light():
    shown = run(
        "d.load_store().anchor('fima_cap_usd_bn');"
        "print([m for m in ('duckdb', 'pandas', 'scipy', 'xarray') if m in sys.modules])"
    )
    assert shown == "[]"


def test_reading_does_not_pull_pandas():
    shown = run(
        "d.load_store().latest('par_yields', 'DGS10', '2025-05-02');"
        "print('duckdb' in sys.modules, 'pandas' in sys.modules)"
    )
    assert shown == "True False"
