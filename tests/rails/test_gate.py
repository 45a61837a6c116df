"""The gate itself: choosing checks, judging answers, drawing faults, blocking the network."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tools.check import bad_inputs, mutations, zero_sale
from tools.check.__main__ import attempt, chosen, clone
from tools.check.bad_input_cases import CASES, Case
from tools.check.base import Check, Result, Tree
from tools.check.catalogue import CHECKS
from tools.check.offline import GUARD, offline


def git(root: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    subprocess.run(["git", *identity, *arguments], cwd=root, check=True, capture_output=True)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    root = tmp_path / "origin"
    room = root / "src" / "saiken" / "market"
    room.mkdir(parents=True)
    (room / "price.py").write_text("def f(a, b):\n    return a + b\n", encoding="utf-8")
    (root / "src" / "saiken" / "snapshot.py").write_text("x = 1 + 1\n", encoding="utf-8")
    tests = root / "tests" / "market"
    tests.mkdir(parents=True)
    (tests / "test_price.py").write_text(
        "from saiken.market.price import f\n\n\ndef test_f():\n    assert f(2, 1) == 3\n",
        encoding="utf-8",
    )
    (root / "pyproject.toml").write_text(
        '[tool.pytest.ini_options]\npythonpath = ["src"]\naddopts = "--import-mode=importlib"\n',
        encoding="utf-8",
    )
    git(root, "init", "-q")
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "first")
    return root


def test_names_are_unique_and_fast_leaves_out_the_slow() -> None:
    names = [check.name for check in CHECKS]
    assert len(set(names)) == len(names)
    fast = {check.name for check in chosen(None, fast=True)}
    assert set(names) - fast == {"clone-run", "clone-lint", "clone-test", "wheel", "mutations"}
    assert [check.name for check in chosen("mutations,text", fast=True)] == ["text", "mutations"]


def test_an_unknown_check_is_named() -> None:
    with pytest.raises(SystemExit, match="no check named mutation; known are text"):
        chosen("mutation", fast=False)


def test_a_check_that_breaks_has_failed(tmp_path: Path) -> None:
    def broken(tree: Tree) -> Result:
        raise OSError("no disk")

    result = attempt(Check("broken", broken), Tree(tmp_path, tmp_path))
    assert result == Result(False, "the check itself broke: OSError: no disk")


def test_a_clone_has_head_and_not_the_rest(repository: Path, tmp_path: Path) -> None:
    (repository / "loose.txt").write_text("not committed", encoding="utf-8")
    copy = clone(repository, tmp_path / "copy")
    assert (copy / "pyproject.toml").exists()
    assert not (copy / "loose.txt").exists()


def test_only_engine_rooms_are_drawn(repository: Path) -> None:
    assert mutations.engine_modules(repository) == ["src/saiken/market/price.py"]
    drawn = mutations.draw(repository, "seed")
    assert len(drawn) == mutations.COUNT
    assert drawn == mutations.draw(repository, "seed")


def test_a_fault_is_caught_by_tests_that_look(repository: Path, tmp_path: Path) -> None:
    tree = Tree(repository, tmp_path)
    name, fault = mutations.draw(repository, "seed")[0]
    original = (repository / name).read_text(encoding="utf-8")
    assert mutations.try_one(tree, name, fault, cap_s=60)
    assert (repository / name).read_text(encoding="utf-8") == original


def test_the_tests_named_after_a_module_come_first(repository: Path) -> None:
    name = "src/saiken/market/price.py"
    assert mutations.near_tests(repository, name) == ["tests/market/test_price.py"]
    assert mutations.near_tests(repository, "src/saiken/market/other.py") == []
    (repository / "tests" / "market" / "curves").mkdir()
    inner = mutations.near_tests(repository, "src/saiken/market/curves/fit.py")
    assert inner == ["tests/market/curves"]


def test_a_fault_survives_tests_that_do_not_look(repository: Path, tmp_path: Path) -> None:
    test = repository / "tests" / "market" / "test_price.py"
    test.write_text("def test_nothing():\n    pass\n", encoding="utf-8")
    name, fault = mutations.draw(repository, "seed")[0]
    assert not mutations.try_one(Tree(repository, tmp_path), name, fault, cap_s=60)


CASE = Case("a bad request", ("run",), codes=(2,), says="nearest")
GOOD = "There is no holder named 'Japn'; the nearest are Japan.\n"


@pytest.mark.parametrize(
    ("code", "said", "left", "fault"),
    [
        (2, GOOD, [], ""),
        (1, GOOD, [], "exit 1, not 2"),
        (2, "", [], "0 lines"),
        (2, GOOD * 3, [], "3 lines"),
        (2, "No.\n", [], "does not say 'nearest'"),
        (2, "Traceback (most recent call last):\n", [], "a traceback"),
        (2, GOOD, [Path("half.html")], "left half.html behind"),
    ],
)
def test_an_answer_is_judged(code: int, said: str, left: list[Path], fault: str) -> None:
    assert bad_inputs.judge(CASE, code, said, left) == fault


def test_there_are_at_least_twenty_bad_requests() -> None:
    assert len({case.name for case in CASES}) == len(CASES) >= 20


def test_numbers_of_a_result_are_walked_without_calendars() -> None:
    document = {"10y": {"peak": {"p50": 0.0}, "peak_day": 3}, "flag": True, "path": [0, 1.5]}
    assert list(zero_sale.effects(document)) == [
        ("10y.peak.p50", 0.0),
        ("path[0]", 0.0),
        ("path[1]", 1.5),
    ]


CONNECT = "import socket; socket.create_connection(('127.0.0.1', 9), timeout=2)"


def test_the_network_is_blocked(tmp_path: Path) -> None:
    command, environment = offline([sys.executable, "-c", CONNECT], {}, tmp_path)
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "Network is unreachable" in done.stderr or "network is blocked" in done.stderr


def test_the_guard_for_systems_without_namespaces_refuses(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(GUARD, encoding="utf-8")
    environment = {"PYTHONPATH": str(tmp_path)}
    command = [sys.executable, "-c", CONNECT]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
    assert "the network is blocked" in done.stderr


def test_a_test_cannot_reach_beyond_this_machine() -> None:
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe,
        pytest.raises(OSError, match=r"tried to reach 192\.0\.2\.1"),
    ):
        probe.connect(("192.0.2.1", 9))
