"""The planted faults: each kind changes the module, and nothing protected is touched."""

from __future__ import annotations

import ast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.check.mutate import places, plant

MODULE = '''\
"""A docstring with 3 numbers."""
__all__ = ["price"]
LIMIT: int = 7
TOLERANCE: float = 1e-9


def price(face: float = 100.0, *, years: "int" = 3) -> float:
    """Discount; 2 + 2."""
    if not face > 0:
        raise ValueError(f"face is {face + 1}")
    return face * years
'''


def every(source: str) -> list[tuple[str, str]]:
    faults = (plant(source, place) for place in range(places(source)))
    return [(fault.before, fault.after) for fault in faults]


@pytest.mark.parametrize(
    ("source", "before", "after"),
    [
        ("y = a + b", "a + b", "a - b"),
        ("y = a / b", "a / b", "a * b"),
        ("y = a ** b", "a ** b", "a * b"),
        ("y = a < b", "a < b", "a >= b"),
        ("y = a is None", "a is None", "a is not None"),
        ("y = not a", "not a", "a"),
        ("y = -a", "-a", "a"),
        ("y = 3", "3", "4"),
        ("def f(a):\n    return a - 1", "a - 1", "-(a - 1)"),
    ],
)
def test_each_kind_of_fault(source: str, before: str, after: str) -> None:
    assert (before, after) in every(source)


def test_floats_are_nudged_and_zero_moves() -> None:
    assert [after for _, after in every("y = 10.0\nz = 0.0")] == [repr(10.0 * 1.1), repr(1.1 - 1)]


def test_protected_places_are_left_alone() -> None:
    # 7, the `not`, the comparison, its 0, the product and the flipped return: nothing else.
    assert places(MODULE) == 6


@given(st.integers(min_value=0, max_value=places(MODULE) - 1))
def test_a_fault_changes_the_tree_once_and_still_compiles(place: int) -> None:
    fault = plant(MODULE, place)
    compile(fault.source, "mutant", "exec")
    assert ast.dump(ast.parse(fault.source)) != ast.dump(ast.parse(MODULE))
    assert ast.get_docstring(ast.parse(fault.source)) == "A docstring with 3 numbers."
    assert fault.before in MODULE


@pytest.mark.parametrize(
    "source",
    [
        "from __future__ import annotations",
        '__all__ = ["a", "b"]',
        "x: Literal[3]",
        "if __name__ == '__main__':\n    main(1)",
        "name = 'a' + 'b'",
        "flag = True",
    ],
)
def test_modules_without_a_place(source: str) -> None:
    assert places(source) == 0
    with pytest.raises(IndexError, match="0 places"):
        plant(source, 0)
