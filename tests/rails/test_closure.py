"""The closure of requirements, and the constraints file written from it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tools.closure import closure, lend, project_extras, project_requirements

ROOT = Path(__file__).resolve().parents[2]
PYPROJECT = ROOT / "pyproject.toml"
PIN = re.compile(r"^[a-z0-9-]+==[0-9][A-Za-z0-9.+!-]*$")


def pins() -> dict[str, str]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    return dict(line.split("==") for line in lines if not line.startswith("#"))


def test_the_closure_follows_requirements_of_requirements() -> None:
    found = closure(["pandas>=2"])
    assert {"pandas", "numpy", "python-dateutil"} <= set(found)
    assert "pytest" not in found


def plant_distribution(site: Path, name: str, metadata: str = "") -> None:
    folder = site / f"{name}-1.0.dist-info"
    folder.mkdir()
    head = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n"
    (folder / "METADATA").write_text(head + metadata, encoding="utf-8")


def test_an_extra_is_followed_only_when_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    needs = "Provides-Extra: cream\nRequires-Dist: cherry; extra == 'cream'\n"
    plant_distribution(tmp_path, "cake", needs)
    plant_distribution(tmp_path, "cherry")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert list(closure(["cake"])) == ["cake"]
    assert list(closure(["cake[cream]"])) == ["cake", "cherry"]


def test_a_missing_requirement_is_named() -> None:
    with pytest.raises(LookupError, match="no-such-thing-at-all"):
        closure(["no-such-thing-at-all"])


def test_the_constraints_are_names_and_versions_without_addresses() -> None:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#") and not PIN.match(line)] == []


def test_every_requirement_is_pinned_inside_its_bounds() -> None:
    pinned = pins()
    for line in project_requirements(PYPROJECT, project_extras(PYPROJECT)):
        requirement = Requirement(line)
        version = pinned[canonicalize_name(requirement.name)]
        assert requirement.specifier.contains(version, prereleases=True), (line, version)


def test_lending_links_a_distribution_and_its_metadata(tmp_path: Path) -> None:
    lend(closure(["packaging"]).values(), tmp_path)
    names = sorted(path.name for path in tmp_path.iterdir())
    assert "packaging" in names
    assert any(name.endswith(".dist-info") for name in names)
    assert all(path.is_symlink() for path in tmp_path.iterdir())
