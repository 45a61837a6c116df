"""The wheel: small, installs into an empty environment, runs from an empty folder offline."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tools.check.base import Result, Tree, clean_environment, tail
from tools.check.offline import offline

LIMIT_MB = 25


def build(root: Path, into: Path) -> Path:
    """Build the wheel of a checkout with the hatchling of this environment."""
    command = [
        sys.executable,
        "-m",
        "build",
        "--wheel",
        "--no-isolation",
        "--outdir",
        str(into),
        str(root),
    ]
    subprocess.run(command, check=True, capture_output=True, env=clean_environment())
    return next(into.glob("*.whl"))


def run_offline(python: Path, scratch: Path) -> subprocess.CompletedProcess[str]:
    """Run the default scenario from an empty folder with the network blocked."""
    empty = scratch / "empty"
    empty.mkdir()
    command = [str(python.with_name("saiken")), "run", "--quiet", "--json", "--draws", "256"]
    command, environment = offline(command, clean_environment(), scratch / "guard")
    return subprocess.run(
        command,
        cwd=empty,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


def check(tree: Tree) -> Result:
    """Build, install with the declared dependencies only, run."""
    with tempfile.TemporaryDirectory(prefix="saiken-wheel-") as folder:
        scratch = Path(folder)
        wheel = build(tree.root, scratch / "dist")
        megabytes = wheel.stat().st_size / 1e6
        venv.create(scratch / "venv", with_pip=True)
        python = scratch / "venv" / "bin" / "python"
        pip = [str(python), "-m", "pip", "install", "--quiet", "--only-binary", ":all:"]
        pip += ["-c", str(tree.root / "constraints.txt"), str(wheel)]
        done = subprocess.run(
            pip, env=clean_environment(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            return Result(False, "the wheel does not install", tail(done.stderr))
        ran = run_offline(python, scratch)
        if ran.returncode:
            return Result(False, "the installed wheel does not run offline", tail(ran.stderr))
        keys = len(json.loads(ran.stdout))
    line = f"{megabytes:.1f} MB (limit {LIMIT_MB}), installs, answers offline with {keys} keys"
    return Result(megabytes < LIMIT_MB, line)
