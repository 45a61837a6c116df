"""Public float fields say their unit in their name, or are listed as pure numbers with a reason."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import yaml

from saiken.units import SCALE
from tools.check.base import Result, Tree

PURE: Final = Path(__file__).with_name("pure_numbers.yaml")
PER: Final = re.compile(r"_per_(day|month|year)$")
RECORDS: Final = ("dataclass", "BaseModel", "NamedTuple", "TypedDict")
FLOATS: Final = frozenset({"float", "float | None", "None | float", "Optional[float]"})


def pure_numbers() -> dict[str, str]:
    """Read the names that need no unit, each with its reason."""
    names: dict[str, str] = yaml.safe_load(PURE.read_text(encoding="utf-8")) or {}
    return names


def has_unit(name: str) -> bool:
    """Say whether a name is a unit or ends in one, or in one by day, month or year."""
    whole = PER.sub("", name)
    return any(
        read == unit or read.endswith("_" + unit)
        for read in (name, whole)
        for unit in SCALE
        if unit != "1"
    )


def _is_record(node: ast.ClassDef) -> bool:
    marks = " ".join(ast.unparse(part) for part in (*node.decorator_list, *node.bases))
    return any(word in marks for word in RECORDS)


def _is_float(annotation: ast.expr) -> bool:
    text = ast.unparse(annotation)
    if isinstance(annotation, ast.Subscript) and text.startswith("Annotated["):
        inner = annotation.slice
        return isinstance(inner, ast.Tuple) and ast.unparse(inner.elts[0]) in FLOATS
    return text in FLOATS


def unitless(source: str, pure: dict[str, str]) -> Iterator[tuple[int, str]]:
    """Find public float fields of public records whose names carry no unit."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_") or not _is_record(node):
            continue
        for field in node.body:
            if not isinstance(field, ast.AnnAssign) or not isinstance(field.target, ast.Name):
                continue
            name = field.target.id
            if (
                name.startswith("_")
                or name in pure
                or has_unit(name)
                or not _is_float(field.annotation)
            ):
                continue
            yield field.lineno, f"{node.name}.{name}"


def check(tree: Tree) -> Result:
    """Look at every record of the package."""
    pure = pure_numbers()
    found: list[str] = []
    for module, source in tree.modules(("src",)):
        found += [f"{module}:{line}: {name}" for line, name in unitless(source, pure)]
    return Result(not found, f"{len(found)} public float fields without a unit", tuple(found))
