"""The bundled files are what tools/bundle_data.py makes of data-raw, to the byte and the row."""

import importlib.util
import shutil
from pathlib import Path

import duckdb
import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def tool():
    spec = importlib.util.spec_from_file_location("bundle_data", ROOT / "tools" / "bundle_data.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def con(tool):
    with duckdb.connect() as connection:
        connection.execute(tool.MACROS)
        yield connection


@pytest.fixture
def entries(tool):
    return yaml.safe_load((tool.DATA / "catalogue.yaml").read_text(encoding="utf-8"))


def pick(entries, name):
    return next(entry for entry in entries if entry["id"] == name)


def test_bundled_files_equal_their_rebuild(tool, con, entries):
    assert tool.check(con, entries) == []


@pytest.mark.parametrize("name", ["tic_holdings", "cbo_baselines", "par_yields"])
def test_bytes_do_not_depend_on_the_run(tool, con, entries, tmp_path, name):
    first, second = tmp_path / "a.parquet", tmp_path / "b.parquet"
    one = tool.build(con, pick(entries, name), first)
    with duckdb.connect() as other:
        other.execute(tool.MACROS)
        two = tool.build(other, pick(entries, name), second)
    assert one == two
    assert first.read_bytes() == second.read_bytes()


def test_a_changed_raw_figure_is_found(tool, con, entries, tmp_path, monkeypatch):
    raw = tmp_path / "raw"
    shutil.copytree(tool.RAW, raw)
    text = (raw / "tic_holdings.csv").read_text(encoding="utf-8")
    assert text.count("2025-02,Japan,1125.9,main") == 1
    (raw / "tic_holdings.csv").write_text(
        text.replace("2025-02,Japan,1125.9,main", "2025-02,Japan,1126.9,main"), encoding="utf-8"
    )
    monkeypatch.setattr(tool, "RAW", raw)
    assert tool.check(con, entries) == ["tic_holdings: rows differ from data-raw"]


def test_a_changed_bundled_file_is_found(tool, con, entries, tmp_path, monkeypatch):
    shutil.copytree(tool.DATA / "bundled", tmp_path / "bundled")
    shutil.copy(
        tmp_path / "bundled" / "cbo_gdp.parquet", tmp_path / "bundled" / "weo_countries.parquet"
    )
    (tmp_path / "bundled" / "omb_outlays.parquet").unlink()
    (tmp_path / "bundled" / "more.parquet").write_bytes(b"")
    monkeypatch.setattr(tool, "DATA", tmp_path)
    assert tool.check(con, entries) == [
        "omb_outlays: omb_outlays.parquet is missing",
        "weo_countries: checksum is not the catalogue's",
        "weo_countries: rows differ from data-raw",
        "more.parquet: not in the catalogue",
    ]


def test_generated_lines_are_renewed_in_place(tool):
    text = "- id: a\n  first: null\n  sha256: null\n\n- id: b\n  first: null\n  sha256: null\n"
    new = tool.record(text, "b", {"first": "2020-01-01", "sha256": "ff"})
    assert new == (
        '- id: a\n  first: null\n  sha256: null\n\n- id: b\n  first: 2020-01-01\n  sha256: "ff"\n'
    )


def test_every_raw_file_is_used(tool, entries):
    used = {"README.md"}
    for entry in entries:
        recipe = entry["recipe"]
        used |= {source["file"] for source in recipe.get("sources", [recipe])}
    assert used == {path.name for path in tool.RAW.iterdir()}
