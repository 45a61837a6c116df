"""What a check is, what it answers, and the tree it looks at."""

from __future__ import annotations

import ast
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

FOLDERS = ("src", "tests", "tools", "docs")
CODE = ("src", "tests", "tools")
SKIPPED_PARTS = frozenset(
    {"__pycache__", "vendor", "_build", "jupyter_execute", ".ipynb_checkpoints"}
)
SAIKEN_LIMIT_S = 300
FROM_MAKE = (
    "MAKEFLAGS",
    "MFLAGS",
    "MAKELEVEL",
    "MAKEOVERRIDES",
    "ONLY",
    "FAST",
    "VIRTUAL_ENV",
    "PYTHONPATH",
)


@dataclass(frozen=True)
class Result:
    """The answer of one check: a line, and details that are printed below it."""

    ok: bool
    line: str
    details: tuple[str, ...] = ()


@dataclass(frozen=True)
class Tree:
    """A checkout to look at, and the folder for what the checks write down."""

    root: Path
    written: Path

    def files(self, folders: Sequence[str], suffixes: Sequence[str]) -> Iterator[Path]:
        """Walk the files of some folders, without vendored and generated ones."""
        for folder in folders:
            for path in sorted((self.root / folder).rglob("*")):
                if (
                    path.suffix in suffixes
                    and path.is_file()
                    and not SKIPPED_PARTS & set(path.parts)
                ):
                    yield path

    def modules(self, folders: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Walk Python modules: name and source.

        Raises
        ------
        ValueError
            If a module is not Python; the message names it.
        """
        for path in self.files(folders, (".py",)):
            source = path.read_text(encoding="utf-8")
            try:
                ast.parse(source)
            except SyntaxError as error:
                where = f"{self.name(path)}:{error.lineno}"
                raise ValueError(f"{where} is not Python: {error.msg}") from error
            yield self.name(path), source

    def name(self, path: Path) -> str:
        """Write a path the way a reader of the checkout would."""
        return path.relative_to(self.root).as_posix()

    def environment(self, extra: Mapping[str, str] | None = None) -> dict[str, str]:
        """Give the variables for a process that must import this tree's package."""
        base = clean_environment()
        base["PYTHONPATH"] = os.pathsep.join([str(self.root / "src"), str(self.root)])
        base["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), base.get("PATH", "")])
        return {**base, **(extra or {})}

    def saiken(
        self,
        *arguments: str,
        env: Mapping[str, str] | None = None,
        cwd: Path | None = None,
        stdout: int = subprocess.PIPE,
        before: Callable[[], None] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        """Run the command line of this tree and capture what it says."""
        return subprocess.run(
            [str(Path(sys.executable).with_name("saiken")), *arguments],
            cwd=cwd or self.root,
            env=self.environment(env),
            stdout=stdout,
            stderr=subprocess.PIPE,
            preexec_fn=before,
            text=True,
            timeout=SAIKEN_LIMIT_S,
            check=False,
        )


@dataclass(frozen=True)
class Check:
    """A named check; slow ones are left out by ``FAST=1``."""

    name: str
    run: Callable[[Tree], Result]
    slow: bool = False


def clean_environment() -> dict[str, str]:
    """Give the variables of this process without what make and an environment added."""
    return {key: value for key, value in os.environ.items() if key not in FROM_MAKE}


def tail(text: str, count: int = 12) -> tuple[str, ...]:
    """Keep the last lines of an output, for the details of a failure."""
    return tuple(text.strip().splitlines()[-count:])
