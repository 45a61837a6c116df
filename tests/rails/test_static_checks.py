"""The gate's readers of source find what is planted and pass what is clean."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.check import blocks, constants, fields, sizes, text
from tools.check.base import Tree


@pytest.fixture
def tree(tmp_path: Path) -> Tree:
    for folder in ("src/saiken", "tests", "tools", "docs"):
        (tmp_path / "tree" / folder).mkdir(parents=True)
    (tmp_path / "written").mkdir()
    (tmp_path / "tree" / "README.md").write_text("", encoding="utf-8")
    return Tree(tmp_path / "tree", tmp_path / "written")


def put(tree: Tree, name: str, content: str) -> None:
    path = tree.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")


# The planted text is put together here, so that this file passes the check it tests.
@pytest.mark.parametrize(
    "planted",
    [
        "x = 1  # TO" + "DO: later",
        "raise Not" + "Implemented" + "Error",
        "try:\n    pass\nexcept" + ":\n    pass",
        "open('" + "/ho" + "me/someone/file')",
        "open('file://" + "/wo" + "rk/x')",
        "x = 1  # type: " + "ignore",
        "x = 1  # no" + "qa",
    ],
)
def test_forbidden_text_is_found(tree: Tree, planted: str) -> None:
    put(tree, "src/saiken/room.py", f'"""A room."""\n{planted}\n')
    result = text.check(tree)
    assert not result.ok
    assert len(result.details) == 1
    assert result.details[0].startswith("src/saiken/room.py:")


@pytest.mark.parametrize(
    "clean",
    [
        "x = f()  # type: ignore[attr-defined]",
        "x = 1  # noqa: E501",
        "try:\n    pass\nexcept OSError:\n    pass",
        "url = 'https://example.org/ho" + "me/page'",
        "mastodons = 1",
    ],
)
def test_ordinary_text_passes(tree: Tree, clean: str) -> None:
    put(tree, "src/saiken/room.py", clean)
    assert text.check(tree).ok


def test_vendored_files_are_not_ours(tree: Tree) -> None:
    put(tree, "src/saiken/report/vendor/bundle.js", "// TO" + "DO")
    assert text.check(tree).ok


def test_the_line_of_a_bare_except_is_right() -> None:
    assert [line for line, _, _ in text.find("a\ntry:\n  b\nexcept" + ":\n  c")] == [4]


def test_float_literals_are_listed(tree: Tree) -> None:
    put(tree, "src/saiken/room.py", "HALF = 0.5\nGUESS = 0.37\nMINUS = -2.0\nCOUNT = 7\n")
    put(tree, "src/saiken/units.py", "BP = 1e-4\n")
    result = constants.check(tree)
    assert result.ok
    assert result.line.startswith("1 float literals")
    listed = (tree.written / constants.LIST).read_text(encoding="utf-8")
    assert listed == "src/saiken/room.py:2: 0.37: GUESS = 0.37\n"


RECORD = """
@dataclass(frozen=True)
class {name}:
    {field}
"""


@pytest.mark.parametrize(
    "field",
    ["amount: float", "amount: float | None = None", "amount: Annotated[float, Field(gt=0)] = 1"],
)
def test_a_float_field_without_a_unit_is_found(tree: Tree, field: str) -> None:
    put(tree, "src/saiken/room.py", RECORD.format(name="Sale", field=field))
    result = fields.check(tree)
    assert not result.ok
    assert result.details == ("src/saiken/room.py:4: Sale.amount",)


@pytest.mark.parametrize("base", ["(BaseModel, frozen=True)", "(NamedTuple)"])
def test_models_and_tuples_are_records_too(tree: Tree, base: str) -> None:
    put(tree, "src/saiken/room.py", f"class Sale{base}:\n    amount: float\n")
    assert fields.check(tree).details == ("src/saiken/room.py:2: Sale.amount",)


@pytest.mark.parametrize(
    "field",
    [
        "volume_usd_per_day: float",
        "amount_usd_bn: float",
        "years: float",
        "value: float",
        "_held: float",
        "day: int",
    ],
)
def test_a_field_with_a_unit_passes(tree: Tree, field: str) -> None:
    put(tree, "src/saiken/room.py", RECORD.format(name="Sale", field=field))
    assert fields.check(tree).ok


def test_private_and_plain_classes_are_not_records(tree: Tree) -> None:
    put(tree, "src/saiken/room.py", RECORD.format(name="_Sale", field="amount: float"))
    put(tree, "src/saiken/other.py", "class Sale:\n    amount: float\n")
    assert fields.check(tree).ok


def test_every_pure_number_has_a_reason() -> None:
    pure = fields.pure_numbers()
    assert pure
    assert all(isinstance(reason, str) and len(reason.split()) >= 3 for reason in pure.values())


def test_what_is_too_long_is_found(tree: Tree) -> None:
    body = "    x = 1\n"
    put(tree, "src/saiken/long.py", "def f():\n" + body * sizes.FUNCTION_LINES)
    put(tree, "src/saiken/fits.py", "def f():\n" + body * (sizes.FUNCTION_LINES - 1))
    put(tree, "tests/test_long.py", "x = 1\n" * (sizes.MODULE_LINES + 1))
    assert sizes.check(tree).details == (
        "src/saiken/long.py:1: f has 61 lines",
        "tests/test_long.py:1: the module has 401 lines",
    )


PAGE = """\
# A page

```python
x = 1
```

```console
$ saiken facts
The answer.
$ make run
```

<!-- not run: writes a file -->
```bash
saiken run --out here
```

```python
assert x == 1
```

```text
saiken is a word here
```
"""


def test_a_page_is_read_in_order() -> None:
    page = blocks.read(PAGE)
    assert page.python.split() == ["x", "=", "1", "assert", "x", "==", "1"]
    assert page.commands == ("saiken facts",)
    assert page.skipped == 1


def test_a_page_that_breaks_fails(tree: Tree) -> None:
    put(
        tree,
        "docs/page.md",
        "```python\nassert 1 == 1\n```\n```python\nassert 1 == 2, 'odd'\n```\n",
    )
    result = blocks.check(tree)
    assert not result.ok
    assert result.details[-1] == "docs/page.md: AssertionError: odd"


def test_a_module_that_is_not_python_is_named(tree: Tree) -> None:
    put(tree, "src/saiken/room.py", "def f(:\n")
    with pytest.raises(ValueError, match=r"src/saiken/room\.py:1 is not Python"):
        sizes.check(tree)
