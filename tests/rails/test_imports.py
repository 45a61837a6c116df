"""`import saiken` and `saiken --help` stay light: no heavy library is touched."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check.base import Tree

ROOT = Path(__file__).resolve().parents[2]

HEAVY = ("pandas", "scipy.optimize", "xarray", "duckdb", "plotly", "statsmodels", "matplotlib")
DOORS = ("rich", "typer", "jinja2", "xlsxwriter")

ASK = """
import json, sys
{action}
print(json.dumps([name for name in {names!r} if name in sys.modules]), file=sys.__stdout__)
"""
HELP = """
import contextlib, io
from saiken.cli import main
sys.argv = ["saiken", *{arguments!r}]
with contextlib.redirect_stdout(io.StringIO()) as said, contextlib.suppress(SystemExit):
    main()
assert "saiken" in said.getvalue(), said.getvalue()
"""


def touched(action: str, names: tuple[str, ...]) -> list[str]:
    """Run `action` in a fresh interpreter and say which of `names` it imported."""
    script = ASK.format(action=action, names=names)
    command = [sys.executable, "-c", script]
    env = Tree(ROOT, ROOT).environment()
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    answer: list[str] = json.loads(done.stdout.strip().splitlines()[-1])
    return answer


def test_the_probe_sees_an_import() -> None:
    assert touched("import xarray", ("xarray", "plotly")) == ["xarray"]


def test_importing_the_package_touches_nothing_heavy() -> None:
    assert touched("import saiken", HEAVY + DOORS) == []


@pytest.mark.parametrize("arguments", [["--help"], ["run", "--help"], ["--version"]])
def test_help_touches_nothing_heavy(arguments: list[str]) -> None:
    assert touched(HELP.format(arguments=arguments), HEAVY) == []
