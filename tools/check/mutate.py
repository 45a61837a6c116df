"""Small deliberate faults in a module, to see whether its tests notice.

Swapped arithmetic, negated comparisons, nudged numbers, a dropped ``not``, a flipped sign.
Docstrings, annotations, decorators, error messages and ``__all__`` are never touched.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import Final

ARITHMETIC: Final[dict[type[ast.operator], type[ast.operator]]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
}
OPPOSITE: Final[dict[type[ast.cmpop], type[ast.cmpop]]] = {
    ast.Lt: ast.GtE,
    ast.GtE: ast.Lt,
    ast.Gt: ast.LtE,
    ast.LtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
TOLERANCE: Final = 1e-5
"""Smaller numbers are tolerances: a nudge there changes nothing that a test could see."""
NUDGE: Final = 1.1


@dataclass(frozen=True)
class Mutation:
    """One fault: where it is, what it changes, and the whole module with it."""

    line: int
    before: str
    after: str
    source: str


class _Mutator(ast.NodeTransformer):
    """Walk a module, counting the places for a fault; plant one at the place wanted."""

    def __init__(self, wanted: int) -> None:
        self.wanted = wanted
        self.count = 0
        self.planted: tuple[int, str, str] | None = None

    def _offer(self, node: ast.expr, changed: ast.expr) -> ast.expr:
        here = self.count
        self.count += 1
        if here != self.wanted:
            return node
        self.planted = (
            node.lineno,
            ast.unparse(node),
            ast.unparse(ast.fix_missing_locations(changed)),
        )
        return ast.copy_location(changed, node)

    def _leave(self, node: ast.AST) -> ast.AST:
        return node

    visit_Raise = visit_Assert = visit_JoinedStr = visit_Import = visit_ImportFrom = _leave  # noqa: N815 - ast wants these names

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_ClassDef(self, node: ast.ClassDef) -> ast.AST:
        node.body = [self.visit(statement) for statement in node.body]
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        node.value = self.visit(node.value) if node.value is not None else None
        return node

    def visit_Assign(self, node: ast.Assign) -> ast.AST:
        names = {target.id for target in node.targets if isinstance(target, ast.Name)}
        return node if "__all__" in names else self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        test = ast.unparse(node.test)
        return node if "__name__" in test or "TYPE_CHECKING" in test else self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        self.generic_visit(node)
        swap = ARITHMETIC.get(type(node.op))
        if swap is None or _is_text(node.left) or _is_text(node.right):
            return node
        return self._offer(node, ast.BinOp(node.left, swap(), node.right))

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        self.generic_visit(node)
        swap = OPPOSITE.get(type(node.ops[0]))
        if swap is None or len(node.ops) > 1:
            return node
        return self._offer(node, ast.Compare(node.left, [swap()], node.comparators))

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.op, ast.Not | ast.USub) and not isinstance(node.operand, ast.Constant):
            return self._offer(node, node.operand)
        return node

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        value = node.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            return node
        if isinstance(value, int):
            return self._offer(node, ast.Constant(value + 1))
        if value and abs(value) < TOLERANCE:
            return node
        return self._offer(node, ast.Constant(value * NUDGE if value else NUDGE - 1))

    def visit_Return(self, node: ast.Return) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.value, ast.BinOp) and type(node.value.op) in ARITHMETIC:
            node.value = self._offer(node.value, ast.UnaryOp(ast.USub(), node.value))
        return node


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    )


def places(source: str) -> int:
    """Count the places where a fault can be planted."""
    mutator = _Mutator(wanted=-1)
    mutator.visit(ast.parse(source))
    return mutator.count


def plant(source: str, place: int) -> Mutation:
    """Plant the fault number `place`.

    Raises
    ------
    IndexError
        If the module has no such place.
    """
    mutator = _Mutator(wanted=place)
    changed = mutator.visit(ast.parse(source))
    if mutator.planted is None:
        raise IndexError(f"the module has {mutator.count} places, not {place + 1}")
    line, before, after = mutator.planted
    return Mutation(line, before, after, ast.unparse(ast.fix_missing_locations(changed)) + "\n")
