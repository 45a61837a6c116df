"""What a newcomer does: `make run`, `make lint` and `make test` in a fresh clone."""

from __future__ import annotations

import subprocess
import time

from tools.check.base import Result, Tree, clean_environment, tail

RUN_LIMIT_S = 900
TEST_LIMIT_S = 1800
TEST_GOAL_MIN = 6


def _make(tree: Tree, target: str, limit_s: int) -> tuple[subprocess.CompletedProcess[str], float]:
    started = time.monotonic()
    done = subprocess.run(
        ["make", target],
        cwd=tree.root,
        env=clean_environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=limit_s,
        check=False,
    )
    return done, time.monotonic() - started


def check_run(tree: Tree) -> Result:
    """`make run` installs the core, answers, and names a report that exists."""
    done, seconds = _make(tree, "run", RUN_LIMIT_S)
    reports = sorted((tree.root / "build" / "report").glob("*.html"))
    if done.returncode or not reports:
        return Result(
            False, f"make run: exit {done.returncode}, {len(reports)} reports", tail(done.stdout)
        )
    _, again = _make(tree, "run", RUN_LIMIT_S)
    size = reports[0].stat().st_size / 1e6
    return Result(
        size < 3,
        f"make run: {seconds:.0f} s from nothing, {again:.0f} s again, report {size:.1f} MB",
        tail(done.stdout, 3),
    )


def check_lint(tree: Tree) -> Result:
    """`make lint` passes where only its own tools are installed, as on a new machine."""
    done, seconds = _make(tree, "lint", TEST_LIMIT_S)
    line = f"make lint: exit {done.returncode}, {seconds:.0f} s with the installs"
    return Result(done.returncode == 0, line, tail(done.stdout, 12) if done.returncode else ())


def check_test(tree: Tree) -> Result:
    """`make test` passes; a run above the goal is said, not failed, because machines differ."""
    done, seconds = _make(tree, "test", TEST_LIMIT_S)
    summary = tail(done.stdout, 1)
    late = "" if seconds < 60 * TEST_GOAL_MIN else f", above the goal of {TEST_GOAL_MIN} minutes"
    line = f"make test: {' '.join(summary)}{late}"
    return Result(done.returncode == 0, line, tail(done.stdout, 30) if done.returncode else ())
