"""Committed estimates: valid, from the bundled data, kept where nothing can be refitted."""

import hashlib
import json
import shutil

import numpy as np
import pytest

from saiken.data import load_store, resource_bytes
from saiken.errors import DataError
from saiken.estimation.__main__ import VARIABLE, main
from saiken.estimation.artefact_file import as_bytes, rounded, write_artefact
from saiken.estimation.panels import benchmark_daily, settings
from saiken.estimation.refit import ARTEFACTS, FITS, refit
from saiken.spillover.passthrough import pass_through

NAMES = [fit.name for fit in FITS]
JOINT = ["mortgage", "auto", "baa", "currency"]
RESTRICTED = ("mortgage", "baa")
CHANNELS = {"mortgage": "mortgage_30y", "auto": "auto_loan", "baa": "corporate_baa"}
KEYS = {
    "name", "ids", "unit", "mean", "covariance", "as_of", "excluded", "observations", "inputs",
    "method", "memory", "note",
}  # fmt: skip


def _read(name):
    return json.loads((ARTEFACTS / f"{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", JOINT)
def test_committed_file_is_a_joint_normal(name):
    record = _read(name)
    assert record.keys() >= KEYS
    assert record["name"] == name
    mean, covariance = np.array(record["mean"]), np.array(record["covariance"])
    assert mean.shape == (len(record["ids"]),)
    assert covariance.shape == (mean.size, mean.size)
    np.testing.assert_array_equal(covariance, covariance.T)
    assert np.linalg.eigvalsh(covariance).min() > 0
    np.datetime64(record["as_of"])


@pytest.mark.parametrize("name", NAMES)
def test_committed_file_is_written_as_the_writer_writes(name):
    assert (ARTEFACTS / f"{name}.json").read_bytes() == as_bytes(_read(name))


@pytest.mark.parametrize("name", NAMES)
def test_inputs_are_the_bundled_files(name):
    store = load_store()
    inputs = _read(name)["inputs"]
    assert any(not item["restricted"] for item in inputs)
    for item in inputs:
        if item["restricted"]:
            assert "dataset" not in item
            assert len(item["sha256"]) == 64
        elif "file" in item:
            digest = hashlib.sha256(resource_bytes(item["file"])).hexdigest()
            assert item["sha256"] == digest
        else:
            assert item["sha256"] == store.info(item["dataset"]).sha256


@pytest.mark.parametrize("name", CHANNELS)
def test_coefficients_are_those_the_channels_read(name):
    assert _read(name)["ids"] == list(pass_through(CHANNELS[name]).ids)


@pytest.mark.parametrize("name", CHANNELS)
def test_long_run_is_stated_as_the_sum(name):
    record = _read(name)
    assert record["long_run"]["sum"] == pytest.approx(sum(record["mean"]), abs=1e-9)
    total = np.array(record["covariance"]).sum()
    assert record["long_run"]["standard_error"] == pytest.approx(np.sqrt(total), rel=1e-8)


def test_currency_slope_is_the_median_of_a_positive_draw():
    record = _read("currency")
    assert record["scale"] == "log"
    assert np.exp(record["mean"][0]) == pytest.approx(record["slope"], rel=1e-8)
    relative = record["spread"] / record["slope"]
    assert record["covariance"][0][0] == pytest.approx(np.log(1 + relative**2), rel=1e-8)
    assert record["standard_error"] < record["spread"]
    assert "2026-04-28" in record["excluded"]
    assert record["observations"] == len(record["episodes"]) == len(record["without"]) == 8


def test_without_the_restricted_series_files_are_kept_and_it_says_so(tmp_path):
    for name in NAMES:
        shutil.copy(ARTEFACTS / f"{name}.json", tmp_path)
    assert set(RESTRICTED) < set(NAMES)
    lines = dict(line.split(": ", 1) for line in refit(load_store(), tmp_path, None))
    assert list(lines) == NAMES
    for name in RESTRICTED:
        assert (tmp_path / f"{name}.json").read_bytes() == (ARTEFACTS / f"{name}.json").read_bytes()
        assert lines[name].startswith("kept, because the series ")
    assert "MORTGAGE30US" in lines["mortgage"]
    for name in set(NAMES) - set(RESTRICTED):
        assert lines[name].startswith("refitted, ")


@pytest.mark.parametrize("name", ["auto", "currency"])
def test_committed_estimate_is_what_the_bundled_data_give(name, tmp_path):
    list(refit(load_store(), tmp_path, None))
    again = json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8"))
    assert again.keys() == _read(name).keys()
    # Linear algebra libraries may differ in the last digits that are kept.
    for part in ("mean", "covariance"):
        np.testing.assert_allclose(again[part], _read(name)[part], rtol=1e-7, atol=1e-12)
    assert again["inputs"] == _read(name)["inputs"]


def test_nothing_to_keep_is_said(tmp_path):
    lines = dict(line.split(": ", 1) for line in refit(load_store(), tmp_path / "new", None))
    assert lines["baa"] == "missing, because the series BAA is not at hand"
    made = sorted(p.stem for p in (tmp_path / "new").iterdir())
    assert made == ["auto", "classic", "currency", "evidence", "segmentation"]


def test_planted_mortgage_rate_is_recovered_end_to_end(tmp_path):
    """A made-up survey that follows the bundled yields with known lags."""
    channel = pass_through("mortgage_30y")
    days, values = benchmark_daily(load_store(), channel)
    thursdays = np.arange("1989-01-05", "2020-01-01", 7, dtype="datetime64[D]")
    means = np.array([values[(days >= t - 3) & (days < t)].mean() for t in thursdays])
    planted = np.array([0.5, 0.2, 0.1, 0, 0, 0, 0, 0, 0.05])
    steps = np.diff(means)
    moves = np.zeros(steps.size)
    for lag, beta in enumerate(planted):
        moves[lag:] += beta * steps[: steps.size - lag]
    noise = np.random.default_rng(4).normal(scale=2e-4, size=steps.size)
    rates = 100 * (0.09 + np.concatenate([[0.0], np.cumsum(moves + noise)]))
    file = tmp_path / settings()["mortgage_30y"]["file"]
    rows = [f"{day},{rate:.8f}" for day, rate in zip(thursdays, rates, strict=True)]
    file.write_text("\n".join(["date,MORTGAGE30US", *rows]) + "\n")
    list(refit(load_store(), tmp_path, tmp_path))
    record = json.loads((tmp_path / "mortgage.json").read_text())
    error = np.sqrt(np.diag(record["covariance"]))
    assert (np.abs(np.array(record["mean"]) - planted) < 4 * error).all()
    assert error.max() < 0.02


def test_command_line_prints_one_line_for_each(tmp_path, capsys, monkeypatch):
    monkeypatch.delenv(VARIABLE, raising=False)
    assert main(["--no-kernels", "--out", str(tmp_path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in lines] == NAMES


def test_folder_that_is_not_there_is_bad_input(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv(VARIABLE, str(tmp_path / "nowhere"))
    assert main(["--no-kernels", "--out", str(tmp_path)]) == 2
    assert "nowhere with restricted series" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())


def test_same_numbers_are_the_same_bytes():
    forward = {"b": np.array([1 / 3, 2.0]), "a": {"y": 1, "x": None}}
    backward = {"a": {"x": None, "y": 1}, "b": [1 / 3 + 1e-13, 2.0]}
    assert as_bytes(forward) == as_bytes(backward)
    assert as_bytes(forward).endswith(b"\n")


def test_ten_significant_digits_are_kept():
    assert rounded(0.012345678901234) == 0.0123456789
    assert rounded([1.23456789012e-20, True, "text", 7]) == [1.23456789e-20, True, "text", 7]


def test_unwritable_place_leaves_nothing_behind(tmp_path):
    with pytest.raises(DataError, match=r"x\.json cannot be written"):
        write_artefact(tmp_path / "missing" / "x.json", {"name": "x"})
    assert not list(tmp_path.iterdir())


def test_folder_that_cannot_be_made_is_one_sentence(tmp_path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(DataError, match=r"folder .*file/deeper cannot be created"):
        list(refit(load_store(), tmp_path / "file" / "deeper"))


def test_failed_replacement_leaves_the_old_file(tmp_path):
    target = tmp_path / "x.json"
    target.mkdir()
    with pytest.raises(DataError, match=r"x\.json cannot be written"):
        write_artefact(target, {"name": "x"})
    assert [p.name for p in tmp_path.iterdir()] == ["x.json"]
