import json

import duckdb
import numpy as np
import pytest

from saiken.errors import InputError, SaikenError
from saiken.report import parquet, write_parquet
from saiken.report.parquet import columns, si_unit, units
from saiken.variables import EFFECTS, maturity_index


@pytest.fixture(scope="module")
def written(out, tmp_path_factory):
    return write_parquet(out, tmp_path_factory.mktemp("draws") / "it's.parquet")


@pytest.fixture(scope="module")
def frame(written):
    return duckdb.read_parquet(str(written)).fetchnumpy()


def test_one_row_per_draw_in_order(frame, out):
    assert frame["draw"].tolist() == list(range(256))
    assert np.array_equal(frame["us_loss"], out["us_loss"])
    assert np.array_equal(frame["flow.exponent"], out.parameters["flow.exponent"])


def test_paths_are_lists_over_days_and_months(frame, out):
    ten = np.array(frame["yield_change_10y"].tolist(), dtype=np.float32)
    assert np.array_equal(ten, out["yield_change"][:, :, maturity_index("10y")])
    interest = np.array(frame["federal_interest"].tolist(), dtype=np.float32)
    assert np.array_equal(interest, out["federal_interest"])


def test_the_effects_are_written_at_ten_years_and_add_up(frame):
    parts = [np.array(frame[f"yield_change_{name}_10y"].tolist()) for name in EFFECTS]
    total = np.array(frame["yield_change_10y"].tolist())
    assert sum(parts) == pytest.approx(total, abs=1e-7)


def test_units_and_case_stand_in_the_file(written, out):
    quoted = str(written).replace("'", "''")
    found = duckdb.sql(f"SELECT key, value FROM parquet_kv_metadata('{quoted}')").fetchall()
    notes = {key.decode(): value.decode() for key, value in found}
    assert json.loads(notes["units"])["us_loss"] == "usd"
    assert json.loads(notes["request"]) == out.case.model_dump(mode="json")


def test_every_column_has_a_unit(out):
    found = columns(out)
    assert units(found).keys() == found.keys()
    assert units(found)["yield_change_10y"] == "1"


@pytest.mark.parametrize(
    ("unit", "si"), [("usd_bn", "usd"), ("pct", "1"), ("years", "years"), ("jpy_tn", "jpy"),
                     ("jpy_per_usd", "jpy_per_usd"), ("bp_per_usd_bn", "1_per_usd")],
)  # fmt: skip
def test_si_units(unit, si):
    assert si_unit(unit) == si


def test_failure_leaves_nothing(out, tmp_path, monkeypatch):
    def fails(database, found):
        raise duckdb.IOException("No space left on device")

    monkeypatch.setattr(parquet, "_load", fails)
    with pytest.raises(SaikenError, match=r"cannot be written: .*No space left"):
        write_parquet(out, tmp_path / "a.parquet")
    assert list(tmp_path.iterdir()) == []


def test_a_missing_folder_is_bad_input(out, tmp_path):
    with pytest.raises(InputError, match="cannot be written"):
        write_parquet(out, tmp_path / "no" / "a.parquet")
