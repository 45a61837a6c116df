"""The code in the README and the documentation runs.

Python blocks of one page run in order in one process; in shell blocks the lines that start with
``saiken`` (after an optional ``$``) run in order, in a folder of the page's own. A block after
``<!-- not run: reason -->`` is counted and left alone.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tools.check.base import Result, Tree, tail

FENCE: Final = re.compile(
    r"^(?P<skip><!-- not run: [^\n]+ -->\n+)?```(?P<language>[\w]+)[^\n]*\n(?P<body>.*?)^```",
    re.MULTILINE | re.DOTALL,
)
SHELL: Final = frozenset({"console", "bash", "sh", "shell"})
LIMIT_S: Final = 600


@dataclass(frozen=True)
class Page:
    """What can be run on one page."""

    python: str
    commands: tuple[str, ...]
    skipped: int


def read(text: str) -> Page:
    """Collect the runnable parts of a page."""
    python: list[str] = []
    commands: list[str] = []
    skipped = 0
    for match in FENCE.finditer(text):
        language, body = match["language"], match["body"]
        if match["skip"]:
            skipped += 1
        elif language == "python":
            python.append(body)
        elif language in SHELL:
            lines = [line.removeprefix("$ ").strip() for line in body.splitlines()]
            commands += [line for line in lines if line == "saiken" or line.startswith("saiken ")]
    return Page("\n".join(python), tuple(commands), skipped)


def run(tree: Tree, page: Page, folder: Path) -> list[str]:
    """Run a page and describe what failed."""
    jobs: list[tuple[str, list[str]]] = [(line, ["bash", "-c", line]) for line in page.commands]
    if page.python.strip():
        jobs.append(("the Python blocks", [sys.executable, "-W", "error", "-c", page.python]))
    failed: list[str] = []
    for name, command in jobs:
        done = subprocess.run(
            command,
            cwd=folder,
            env=tree.environment(),
            capture_output=True,
            text=True,
            timeout=LIMIT_S,
            check=False,
        )
        if done.returncode:
            failed += [f"{name}: exit {done.returncode}", *tail(done.stderr, 4)]
    return failed


def check(tree: Tree) -> Result:
    """Run every page of the documentation."""
    pages = [tree.root / "README.md", *tree.files(("docs",), (".md",))]
    failed: list[str] = []
    commands = scripts = skipped = 0
    for path in pages:
        page = read(path.read_text(encoding="utf-8"))
        commands += len(page.commands)
        scripts += bool(page.python.strip())
        skipped += page.skipped
        with tempfile.TemporaryDirectory(prefix="saiken-page-") as folder:
            failed += [f"{tree.name(path)}: {line}" for line in run(tree, page, Path(folder))]
    ran = f"{commands} commands and {scripts} Python scripts run"
    line = f"{len(pages)} pages: {ran}, {skipped} blocks left alone"
    return Result(not failed, line, tuple(failed))
