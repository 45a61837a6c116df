"""Ten faults in the engine, drawn by the commit; the room's own tests must catch at least eight."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Final

from tools.check.base import Result, Tree, tail
from tools.check.mutate import Mutation, places, plant

ROOMS: Final = (
    "market",
    "holders",
    "parameters",
    "proceeds",
    "execution",
    "measure",
    "impact",
    "spillover",
    "fiscal",
    "losses",
    "history",
    "trade",
    "bargaining",
    "negotiation",
)
COUNT: Final = 10
MUST_CATCH: Final = 8
FEW: Final = 10
"""With fewer changed modules than this, all engine modules take part."""
CAP_S: Final = 300
NO_TESTS: Final = 5
"""pytest's exit code when it found no test."""


def _git(root: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    return done.stdout.strip()


def engine_modules(root: Path) -> list[str]:
    """List the engine modules changed since the last tag or parent; all when they are few."""
    package = root / "src" / "saiken"
    every = sorted(
        path.relative_to(root).as_posix()
        for room in ROOMS
        for path in [*(package / room).rglob("*.py"), package / f"{room}.py"]
        if path.exists() and places(path.read_text(encoding="utf-8"))
    )
    base = _git(root, "describe", "--tags", "--abbrev=0", "HEAD^") or _git(
        root, "rev-parse", "--verify", "-q", "HEAD^"
    )
    changed = set(_git(root, "diff", "--name-only", base, "HEAD").splitlines()) if base else set()
    recent = [name for name in every if name in changed]
    return recent if len(recent) >= FEW else every


def draw(root: Path, seed: str) -> list[tuple[str, Mutation]]:
    """Draw the faults: a module at a time, each module once before any comes twice."""
    chance = random.Random(seed)
    modules = engine_modules(root)
    order: list[str] = []
    while modules and len(order) < COUNT:
        order += chance.sample(modules, len(modules))
    drawn: list[tuple[str, Mutation]] = []
    for name in order[:COUNT]:
        source = (root / name).read_text(encoding="utf-8")
        drawn.append((name, plant(source, chance.randrange(places(source)))))
    return drawn


def room_of(name: str) -> str:
    """Say which room a module belongs to."""
    return Path(name).parts[2].removesuffix(".py")


def near_tests(root: Path, name: str) -> list[str]:
    """Find the room's tests that are named after a module: the quickest to notice a fault in it."""
    module = Path(name)
    folder = root / "tests" / room_of(name)
    inner = root / "tests" / Path(*module.parts[2:-1])
    if inner != folder and inner.is_dir():
        return [inner.relative_to(root).as_posix()]
    fits = folder.rglob(f"test_*{module.stem}*.py")
    return sorted(path.relative_to(root).as_posix() for path in fits)


def run_tests(tree: Tree, targets: list[str], cap_s: float) -> tuple[int | None, str]:
    """Run some tests; the exit code is None when they did not end in time."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-x",
        "-q",
        "-n",
        "2",
        "--no-header",
        *targets,
    ]
    try:
        done = subprocess.run(
            command,
            cwd=tree.root,
            env=tree.environment({"PYTHONDONTWRITEBYTECODE": "1"}),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=cap_s,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return None, "not finished"
    return done.returncode, done.stdout


def try_one(tree: Tree, name: str, mutation: Mutation, cap_s: float) -> bool:
    """Plant one fault, run the room's tests, take it out again; say whether it was caught."""
    path = tree.root / name
    original = path.read_text(encoding="utf-8")
    path.write_text(mutation.source, encoding="utf-8")
    try:
        for targets in (near_tests(tree.root, name), [f"tests/{room_of(name)}"]):
            if targets and run_tests(tree, targets, cap_s)[0] not in (0, NO_TESTS):
                return True
        return False
    finally:
        path.write_text(original, encoding="utf-8")


def baselines(tree: Tree, rooms: set[str]) -> dict[str, float] | Result:
    """Time each room's tests without a fault; a room that fails then cannot judge."""
    seconds: dict[str, float] = {}
    for room in sorted(rooms):
        started = time.monotonic()
        code, output = run_tests(tree, [f"tests/{room}"], CAP_S)
        if code != 0:
            return Result(
                False, f"tests/{room} do not pass without a fault (exit {code})", tail(output)
            )
        seconds[room] = time.monotonic() - started
    return seconds


def check(tree: Tree) -> Result:
    """Plant ten faults one after another and count the ones caught."""
    drawn = draw(tree.root, _git(tree.root, "rev-parse", "HEAD"))
    seconds = baselines(tree, {room_of(name) for name, _ in drawn})
    if isinstance(seconds, Result):
        return seconds
    lines: list[str] = []
    caught = 0
    for name, mutation in drawn:
        found = try_one(tree, name, mutation, min(CAP_S, 30 + 3 * seconds[room_of(name)]))
        caught += found
        word = "caught  " if found else "survived"
        lines.append(f"{word} {name}:{mutation.line}: {mutation.before}  ->  {mutation.after}")
    line = f"{caught} of {len(drawn)} faults caught, at least {MUST_CATCH} must be"
    return Result(len(drawn) == COUNT and caught >= MUST_CATCH, line, tuple(lines))
