"""The published schema is the one that the code generates, and a real document obeys it."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Final

from tools.check.base import Result, Tree, tail

NAME: Final = "outcome.schema.json"
RUNS: Final[tuple[tuple[str, ...], ...]] = (
    ("run", "--json", "--draws", "64"),
    ("run", "--json", "--draws", "64", "--amount", "0"),
    ("run", "--json", "--draws", "64", "--proceeds", "dollars"),
)


def _regenerated(tree: Tree) -> tuple[str, ...]:
    """Say what differs from the committed schema; empty when nothing does."""
    done = subprocess.run(
        [sys.executable, "-m", "saiken.outcome.schema", "--check"],
        cwd=tree.root,
        env=tree.environment(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    said = tail(done.stdout + done.stderr)
    return (said or ("no reason given",)) if done.returncode else ()


def _disobeyed(tree: Tree) -> list[str]:
    """Validate a few real documents; list what the schema refuses."""
    from jsonschema import Draft202012Validator

    path = next((tree.root / "src").rglob(NAME))
    validator = Draft202012Validator(json.loads(path.read_text(encoding="utf-8")))
    wrong: list[str] = []
    for arguments in RUNS:
        done = tree.saiken(*arguments)
        if done.returncode:
            wrong += [f"{' '.join(arguments)}: exit {done.returncode}", *tail(done.stderr, 2)]
            continue
        errors = list(validator.iter_errors(json.loads(done.stdout)))
        wrong += [f"{' '.join(arguments)}: {e.json_path}: {e.message[:120]}" for e in errors[:5]]
    return wrong


def check(tree: Tree) -> Result:
    """Regenerate the schema and compare, then hold real documents against it."""
    different = _regenerated(tree)
    if different:
        return Result(False, f"{NAME} differs from what the code generates", different)
    wrong = _disobeyed(tree)
    line = f"{NAME} is as generated; {len(RUNS)} documents, {len(wrong)} faults"
    return Result(not wrong, line, tuple(wrong))
