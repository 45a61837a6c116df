"""A missing or broken file is one plain sentence that names the dataset."""

import shutil

import pytest

from saiken.data import Store, load_store, verify
from saiken.data.resources import parse_yaml
from saiken.errors import DataError

SOURCE = load_store().root


@pytest.fixture
def root(tmp_path):
    for name in ("catalogue.yaml", "anchors.yaml"):
        shutil.copy(SOURCE / name, tmp_path / name)
    shutil.copytree(SOURCE / "bundled", tmp_path / "bundled")
    return tmp_path


def test_a_sound_copy_has_no_problem(root):
    assert verify(Store(root)) == []
    assert Store(root).fingerprint == load_store().fingerprint


def test_one_changed_byte(root):
    path = root / "bundled" / "tic_holdings.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    store = Store(root)
    with pytest.raises(DataError, match=r"^The bundled dataset tic_holdings is broken: [^\n]*\.$"):
        store.series("tic_holdings", "Japan")
    assert len(store.series("par_yields", "DGS10")) > 1000, "other datasets still work"
    assert [problem.split(" is ")[0] for problem in verify(store)] == [
        "The bundled dataset tic_holdings"
    ]


@pytest.mark.parametrize("content", [b"", b"PAR1"])
def test_truncated_file(root, content):
    (root / "bundled" / "cbo_baselines.parquet").write_bytes(content)
    with pytest.raises(DataError, match="cbo_baselines is broken"):
        Store(root).table("cbo_baselines")


def test_missing_file(root):
    (root / "bundled" / "weo.parquet").unlink()
    with pytest.raises(DataError, match=r"^The bundled dataset weo is missing: [^\n]*\.$"):
        Store(root).latest("weo", "JPN:gdp_usd_bn", "2025-05-02")
    assert len(verify(Store(root))) == 1


def test_stray_file(root):
    (root / "bundled" / "extra.parquet").write_bytes(b"PAR1")
    assert verify(Store(root)) == ["The file extra.parquet is not in the catalogue."]


def test_missing_catalogue(root):
    (root / "catalogue.yaml").unlink()
    with pytest.raises(DataError, match=r"catalogue\.yaml cannot be read"):
        Store(root)


def test_malformed_catalogue_gives_the_line(root):
    with (root / "catalogue.yaml").open("w", encoding="utf-8") as file:
        file.write("- id: x\n  title: [\n")
    with pytest.raises(DataError, match="the data catalogue is not valid YAML at line 3"):
        Store(root)


def test_yaml_sentence_names_the_file():
    with pytest.raises(DataError, match=r"made\.yaml is not valid YAML at line 2"):
        parse_yaml("a: 1\nb: }\nc: 2\n", "made.yaml")
