"""Writing an estimate so that the same numbers are the same bytes."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import numpy as np

from saiken.errors import DataError

SIGNIFICANT_DIGITS: Final = 10
"""Far below any standard error, far above what linear algebra libraries disagree about."""

Record = dict[str, object]
"""One artefact: what ``parameters/artefacts/<name>.json`` holds."""


def rounded(value: object) -> object:
    """Round every float in a nested record to ten significant digits; arrays become lists."""
    if isinstance(value, Mapping):
        return {str(key): rounded(item) for key, item in value.items()}
    if isinstance(value, np.ndarray):
        return rounded(value.tolist())
    if isinstance(value, str | bool | int) or value is None:
        return value
    if isinstance(value, float):
        return float(f"{value:.{SIGNIFICANT_DIGITS - 1}e}")
    if isinstance(value, Sequence):
        return [rounded(item) for item in value]
    return str(value)


def as_bytes(record: Record) -> bytes:
    """Serialise with sorted keys and a newline at the end."""
    text = json.dumps(rounded(record), sort_keys=True, indent=1, ensure_ascii=False)
    return (text + "\n").encode("utf-8")


def make_folder(folder: Path) -> None:
    """Create the folder of the artefacts where it is missing.

    Raises
    ------
    DataError
        If it cannot be created.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DataError(f"The folder {folder} cannot be created: {error.strerror}.") from error


def write_artefact(path: Path, record: Record) -> None:
    """Write a record to `path` in one step: a reader sees the old file or the new one.

    Raises
    ------
    DataError
        If the folder cannot be written.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(dir=path.parent, delete=False) as file:
            temporary = Path(file.name)
            file.write(as_bytes(record))
        temporary.chmod(0o644)
        os.replace(temporary, path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise DataError(f"The estimate {path.name} cannot be written: {error.strerror}.") from error
