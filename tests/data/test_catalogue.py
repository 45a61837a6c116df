"""The catalogue says what every bundled file is, and nothing proprietary is bundled."""

import re

import pytest

from saiken.data import load_store, verify
from saiken.data.catalogue import read_catalogue
from saiken.errors import DataError
from saiken.units import SCALE

STORE = load_store()
DATASETS = list(STORE.catalogue)
BUNDLE_LIMIT_BYTES = 6_000_000
RESTRICTED = re.compile(
    r"MORTGAGE30US|Freddie Mac|Moody|\bBAA\b|BAMLC|BAMLH|ICE BofA|\bSP500\b|S&P|VIX|\bMOVE\b"
    r"|FINRA|TRACE"
)
FREQUENCIES = {
    *("daily", "business_daily", "weekly", "monthly", "quarterly", "yearly", "event", "once"),
}


@pytest.mark.parametrize("dataset", DATASETS)
def test_entry_is_complete(dataset):
    info = STORE.catalogue[dataset]
    for field in ("title", "agency", "official_series", "licence", "release"):
        assert len(getattr(info, field)) > 3, field
    assert info.address.startswith("https://")
    assert "github" not in info.address.lower(), "the address is the agency's, not the courier's"
    assert re.fullmatch(r"[0-9a-f]{64}", info.sha256)
    assert info.knowledge in ("lagged", "vintage")
    assert info.kind in ("series", "table")
    assert info.frequency in FREQUENCIES
    assert info.courier or info.id == "us_gdp_growth_vintages", "only this one was read at source"


@pytest.mark.parametrize("dataset", DATASETS)
def test_every_key_has_a_known_unit(dataset):
    info = STORE.catalogue[dataset]
    if info.kind == "series":
        units = {info.unit_for(key) for key in STORE.keys(dataset)}
        assert units <= set(SCALE)
        assert "1" not in units, "every published series has a unit"
    else:
        assert set(info.units) <= set(STORE.keys(dataset))
        assert set(info.units.values()) <= set(SCALE)
        numbers = {n for n, c in STORE.table(dataset).items() if c.dtype.kind == "f"}
        assert numbers == set(info.units), "every number of a table has a unit"


@pytest.mark.parametrize("dataset", [d for d in DATASETS if STORE.catalogue[d].kind == "series"])
def test_range_in_the_catalogue_is_the_range_of_the_data(dataset):
    info = STORE.catalogue[dataset]
    series = [STORE.series(dataset, key) for key in STORE.keys(dataset)]
    assert min(s.dates[0] for s in series) == info.first
    assert max(s.dates[-1] for s in series) == info.last
    for one in series:
        early = dataset in ("japan_interventions_monthly", "cbo_economy")
        assert (one.released >= one.dates).all() or early, "projections are known beforehand"
        assert (one.dates[1:] > one.dates[:-1]).all()
        assert (one.values == one.values).all(), "no NaN"


def test_bundled_files_and_catalogue_agree():
    bundled = {path.stem for path in (STORE.root / "bundled").iterdir()}
    assert bundled == set(DATASETS)
    assert verify() == []


def test_bundle_is_small():
    size = sum(path.stat().st_size for path in (STORE.root / "bundled").iterdir())
    assert size < BUNDLE_LIMIT_BYTES


def test_no_restricted_series_is_bundled():
    catalogue = (STORE.root / "catalogue.yaml").read_text(encoding="utf-8")
    assert RESTRICTED.findall(catalogue) == []
    for dataset in DATASETS:
        assert RESTRICTED.findall(" ".join(STORE.keys(dataset))) == []
    raw = STORE.root.parents[2] / "data-raw"
    for path in raw.glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            assert RESTRICTED.findall(path.name + file.readline()) == []


def test_units_differ_by_key_where_the_agencies_differ():
    info = STORE.catalogue["fiscal_quarterly"]
    assert (info.unit_for("GDP"), info.unit_for("GFDEBTN")) == ("usd_bn", "usd_mn")
    assert STORE.catalogue["weo"].unit_for("JPN:gdp_national_currency_bn") == "national_currency_bn"


def test_incomplete_entry_is_refused():
    with pytest.raises(DataError, match="entry x lacks release"):
        read_catalogue("[{id: x, title: T}]")


def test_release_rule_is_readable():
    assert STORE.catalogue["tic_holdings"].release.startswith(
        "period end + 48 days: the TIC release"
    )
    assert "FYGFDPUN + 7" in STORE.catalogue["fiscal_quarterly"].release
