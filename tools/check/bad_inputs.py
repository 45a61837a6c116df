"""Bad requests, printed to be read: one plain sentence each, the right exit code, no leftovers."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from tools.check.bad_input_cases import CASES, Case, Setting
from tools.check.base import Result, Tree

MOST_LINES = 2
SHOWN = 150


def judge(case: Case, code: int, said: str, left: list[Path]) -> str:
    """Say what is wrong with an answer; empty when it is a good one."""
    lines = [line for line in said.splitlines() if line.strip()]
    if "Traceback" in said:
        return "a traceback"
    if code not in case.codes:
        return f"exit {code}, not {' or '.join(map(str, case.codes))}"
    if not 1 <= len(lines) <= MOST_LINES:
        return f"{len(lines)} lines"
    if case.says and case.says.casefold() not in said.casefold():
        return f"does not say {case.says!r}"
    return f"left {', '.join(path.name for path in left)} behind" if left else ""


def answer(tree: Tree, case: Case, scratch: Path) -> tuple[int, str, list[Path]]:
    """Give one bad request; collect exit code, standard error and the files left behind."""
    out = scratch / "out"
    setting = Setting(tree=tree, scratch=scratch, out=out)
    arguments = [part.format(out=out, scratch=scratch) for part in case.arguments]
    if case.prepare is not None:
        setting = case.prepare(setting)
    done = setting.tree.saiken(
        *arguments, cwd=scratch, stdout=setting.stdout, before=setting.before
    )
    left = [path for path in out.rglob("*") if path.is_file()] if out.is_dir() else []
    return done.returncode, done.stderr, left


def check(
    tree: Tree, attempt: Callable[[Tree, Case, Path], tuple[int, str, list[Path]]] = answer
) -> Result:
    """Give every bad request and print every answer."""
    lines: list[str] = []
    wrong = 0
    for case in CASES:
        scratch = Path(tempfile.mkdtemp(prefix="saiken-bad-"))
        try:
            code, said, left = attempt(tree, case, scratch)
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        fault = judge(case, code, said, left)
        wrong += bool(fault)
        flat = " ".join(said.split())[:SHOWN]
        lines.append(f"{'WRONG (' + fault + ') ' if fault else ''}{case.name}: exit {code}: {flat}")
    return Result(not wrong, f"{len(CASES)} bad requests, {wrong} badly answered", tuple(lines))
