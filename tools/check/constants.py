"""Float literals in the package outside data files and `units.py`, listed to be looked at."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import Final

from tools.check.base import Result, Tree

HARMLESS: Final = frozenset({0.0, 1.0, 0.5, 2.0})
EXEMPT: Final = ("src/saiken/units.py",)
LIST: Final = "float_literals.txt"


def literals(source: str) -> Iterator[tuple[int, float]]:
    """Find the float literals of a module that are not plain ones such as 0.5."""
    for node in ast.walk(ast.parse(source)):
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, float)
            and node.value not in HARMLESS
        ):
            yield node.lineno, node.value


def check(tree: Tree) -> Result:
    """Write the list; this check informs and never fails."""
    lines: list[str] = []
    for module, source in tree.modules(("src",)):
        if module in EXEMPT:
            continue
        text = source.splitlines()
        lines += [
            f"{module}:{line}: {value!r}: {text[line - 1].strip()}"
            for line, value in sorted(literals(source))
        ]
    target = tree.written / LIST
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Result(
        True, f"{len(lines)} float literals outside data files, listed in build/check/{LIST}"
    )
