"""The wheel is small, declares what it needs, and answers from an empty folder with no network.

No index is asked: the environment starts empty, is lent exactly the closure of the declared core
requirements, and pip installs the wheel with ``--no-index``. An undeclared import or a file missing
from the wheel fails here; `make check` installs the same wheel from an index.
"""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

from tools.check.base import clean_environment
from tools.check.wheel import LIMIT_MB, build, run_offline
from tools.closure import closure, lend, project_requirements

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "saiken"
NOT_SHIPPED = {".pyc"}

pytestmark = [pytest.mark.wheel, pytest.mark.xdist_group("wheel")]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(ROOT, tmp_path_factory.mktemp("dist"))


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < LIMIT_MB * 1e6


def test_the_wheel_holds_every_file_of_the_package_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    here = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and path.suffix not in NOT_SHIPPED
    }
    assert held == here


def test_the_wheel_answers_from_an_empty_folder_offline(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=False)
    python = tmp_path / "venv" / "bin" / "python"
    ask = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site = Path(subprocess.run(ask, capture_output=True, text=True, check=True).stdout.strip())
    lend(closure(project_requirements(ROOT / "pyproject.toml")).values(), site)
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    install = [*pip, "install", "--quiet", "--no-index", str(wheel)]
    subprocess.run(install, check=True, env=clean_environment())
    ran = run_offline(python, tmp_path)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert {"schema", "case", "headline", "paths", "caveats", "sources"} <= set(
        json.loads(ran.stdout)
    )
