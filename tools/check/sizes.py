"""Modules of at most 400 lines and functions of at most 60."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from tools.check.base import CODE, Result, Tree

MODULE_LINES: Final = 400
FUNCTION_LINES: Final = 60


def oversized(source: str) -> Iterator[tuple[int, str]]:
    """Find what is too long: line number and a description."""
    count = len(source.splitlines())
    if count > MODULE_LINES:
        yield 1, f"the module has {count} lines"
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION_LINES:
                yield node.lineno, f"{node.name} has {length} lines"


def check(tree: Tree) -> Result:
    """Measure every module of source, tests and tools."""
    found: list[str] = []
    lengths: list[int] = []
    for name, source in tree.modules(CODE):
        lengths.append(len(source.splitlines()))
        found += [f"{name}:{line}: {what}" for line, what in oversized(source)]
    median = sorted(lengths)[len(lengths) // 2] if lengths else 0
    spread = f"median {median} lines, longest {max(lengths, default=0)}"
    line = f"{len(found)} too long; {len(lengths)} modules, {spread}"
    return Result(not found, line, tuple(found))
