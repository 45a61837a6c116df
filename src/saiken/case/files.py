"""YAML files, bundled or a user's own: read, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from saiken.data import resource_text
from saiken.errors import InputError, unknown

SUFFIXES: Final = (".yaml", ".yml")
Read = TypeVar("Read")


def load(
    name: str | Path,
    kind: str,
    bundled: Collection[str],
    folder: str,
    parse: Callable[[str, str], Read],
) -> Read:
    """Read a bundled file by its name, or any other by a path that ends like YAML.

    Parameters
    ----------
    name : str or Path
    kind : str
        What such a file holds, in sentences.
    bundled : collection of str
        Names of the files in `folder`.
    folder : str
        A resource of the package.
    parse : callable
        Takes the text and the name.

    Raises
    ------
    InputError
        If there is no such file, or it cannot be read.
    """
    if str(name).endswith(SUFFIXES):
        path = Path(name)
        return parse(text_of(path, kind), path.stem)
    if str(name) not in bundled:
        raise unknown(kind, str(name), bundled)
    return parse(resource_text(f"{folder}/{name}.yaml"), str(name))


def text_of(path: Path, kind: str) -> str:
    """Read a file of a kind that the sentence names.

    Raises
    ------
    InputError
        If there is none, or it cannot be read.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise InputError(f"there is no {kind} file {path}.") from None
    except (OSError, UnicodeDecodeError) as problem:
        raise InputError(f"the {kind} file {path} cannot be read: {problem}.") from None


def mapping(text: str, name: str, such_as: str) -> Mapping[str, Any]:
    """Read keys with values.

    Parameters
    ----------
    text : str
    name : str
        The file, in sentences.
    such_as : str
        A key that such a file has.

    Raises
    ------
    InputError
        If it is not YAML, or holds something else.
    """
    try:
        record = yaml.safe_load(text)
    except yaml.YAMLError as problem:
        mark = getattr(problem, "problem_mark", None)
        where = "" if mark is None else f" in line {mark.line + 1}"
        why = getattr(problem, "problem", None) or "it cannot be read"
        raise InputError(f"the file {name} is not valid YAML{where}: {why}.") from None
    if not isinstance(record, Mapping):
        raise InputError(f"the file {name} has to be keys such as '{such_as}' with values.")
    return record


def plain_message(problem: Mapping[str, Any]) -> str:
    """One of pydantic's errors without its own turns of phrase."""
    message = str(problem["msg"]).removeprefix("Value error, ").rstrip(".")
    return message.replace("Input should be", "it should be")
