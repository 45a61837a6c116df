"""Run the gate: ``python -m tools.check [--only NAME,NAME] [--fast]``."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tools.check.base import Check, Result, Tree
from tools.check.catalogue import CHECKS

ROOT = Path(__file__).resolve().parents[2]
WRITTEN = ROOT / "build" / "check"


def chosen(only: str | None, fast: bool) -> tuple[Check, ...]:
    """Pick the checks that the command line asks for."""
    names = [name for name in (only or "").split(",") if name]
    known = [check.name for check in CHECKS]
    for name in names:
        if name not in known:
            sys.exit(f"There is no check named {name}; known are {', '.join(known)}.")
    if names:
        return tuple(check for check in CHECKS if check.name in names)
    return tuple(check for check in CHECKS if not (fast and check.slow))


def clone(root: Path, into: Path) -> Path:
    """Clone HEAD of `root` with its history."""
    target = into / "saiken"
    subprocess.run(["git", "clone", "-q", "--no-hardlinks", str(root), str(target)], check=True)
    return target


def uncommitted(root: Path) -> int:
    """Count the files that differ from HEAD, which a clone does not see."""
    command = ["git", "status", "--porcelain"]
    answer = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    return len(answer.stdout.splitlines())


def attempt(check: Check, tree: Tree) -> Result:
    """Run one check; a check that breaks has failed."""
    try:
        return check.run(tree)
    except Exception as error:
        return Result(False, f"the check itself broke: {type(error).__name__}: {error}")


def report(check: Check, result: Result, seconds: float) -> None:
    """Print the line of one check and its details."""
    word = "ok  " if result.ok else "FAIL"
    print(f"{word} {check.name:<16} {result.line}  ({seconds:.0f} s)", flush=True)
    for detail in result.details:
        print(f"       {detail}", flush=True)


def main() -> int:
    """Run the chosen checks and return the exit code."""
    parser = argparse.ArgumentParser(prog="tools.check", description=__doc__)
    parser.add_argument("--only", help="names of checks, separated by commas")
    parser.add_argument(
        "--fast", action="store_true", help="look at the working tree, without slow checks"
    )
    asked = parser.parse_args()
    checks = chosen(asked.only, asked.fast)
    WRITTEN.mkdir(parents=True, exist_ok=True)
    failed: list[str] = []
    with tempfile.TemporaryDirectory(prefix="saiken-check-") as folder:
        root = ROOT if asked.fast else clone(ROOT, Path(folder))
        print(f"checking {'the working tree' if asked.fast else 'a clone of HEAD'}")
        if not asked.fast and (changed := uncommitted(ROOT)):
            print(f"note: {changed} files here are not committed, so the clone does not have them")
        for check in checks:
            started = time.monotonic()
            result = attempt(check, Tree(root, WRITTEN))
            report(check, result, time.monotonic() - started)
            failed += [] if result.ok else [check.name]
    print(
        f"{len(checks) - len(failed)} of {len(checks)} checks passed"
        + (f"; failed: {', '.join(failed)}" if failed else "")
    )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
