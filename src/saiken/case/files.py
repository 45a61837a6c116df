"""A user's own YAML file: read, or refused in one sentence."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from saiken.errors import InputError


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
