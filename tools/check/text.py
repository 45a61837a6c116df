"""Forbidden text: leftovers, bare excepts, paths of one machine, blanket ignores.

The patterns are written so that this file does not contain what it looks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from tools.check.base import FOLDERS, Result, Tree

SUFFIXES: Final = (
    ".py",
    ".pyi",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".txt",
    ".css",
    ".js",
    ".j2",
    ".html",
    ".cff",
)
FORBIDDEN: Final = {
    "a leftover": re.compile(r"\bTO[D]O\b|\bFIX[M]E\b|\bX[X]X\b"),
    "an unwritten branch": re.compile(r"\bNot[I]mplemented(Error)?\b"),
    "a bare except": re.compile(r"^\s*except\s*[:]", re.MULTILINE),
    "a path of one machine": re.compile(r"(?<![\w.])/(?:home|root|work|tmp)[/]"),
    "a type ignore without a code": re.compile(r"#\s*type:\s*ig[n]ore(?!\[)"),
    "a noqa without a code": re.compile(r"#\s*no[q]a(?!:\s*[A-Z]+[0-9]+)", re.IGNORECASE),
}


def find(content: str) -> Iterator[tuple[int, str, str]]:
    """Find forbidden text: line number, what it is, and the text itself."""
    for what, pattern in FORBIDDEN.items():
        for match in pattern.finditer(content):
            yield content.count("\n", 0, match.end()) + 1, what, match.group().strip()


def check(tree: Tree) -> Result:
    """Look through source, tests, tools and documentation."""
    found: list[str] = []
    count = 0
    for path in tree.files(FOLDERS, SUFFIXES):
        count += 1
        content = path.read_text(encoding="utf-8")
        found += [f"{tree.name(path)}:{line}: {what}: {seen}" for line, what, seen in find(content)]
    return Result(
        not found, f"{len(found)} pieces of forbidden text in {count} files", tuple(found)
    )
