"""Writing files whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from saiken.errors import InputError, SaikenError

OUT_OF_SPACE: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO})
"""The disk's fault rather than the request's."""


@contextmanager
def replacing(path: Path | str) -> Iterator[Path]:
    """Give a path to write to; on success it takes the place of `path`, on failure it is removed.

    Parameters
    ----------
    path : path
        The file wanted. Its folder has to exist.

    Yields
    ------
    Path
        A temporary file in the same folder, so that the last step is one atomic rename.

    Raises
    ------
    InputError
        If the folder is missing or may not be written to, or `path` is not a plain file.
    SaikenError
        If the disk is full.
    """
    wanted = Path(path)
    target = wanted.resolve()
    if target.exists() and not target.is_file():
        raise InputError(f"{wanted} cannot be written: it is not a file.")
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        temporary.touch(exist_ok=False)  # a folder that cannot be written to fails here
        yield temporary
        os.replace(temporary, target)
    except OSError as problem:
        raise _sentence(wanted, problem) from problem
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def write_bytes(path: Path | str, content: bytes) -> Path:
    """Write a file in one step; see :func:`replacing`."""
    with replacing(path) as temporary, temporary.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    return Path(path)


def write_text(path: Path | str, content: str) -> Path:
    """Write a UTF-8 text file in one step; see :func:`replacing`."""
    return write_bytes(path, content.encode("utf-8"))


def _sentence(path: Path, problem: OSError) -> SaikenError:
    why = (problem.strerror or str(problem)).rstrip(".").lower()
    kind = SaikenError if problem.errno in OUT_OF_SPACE else InputError
    return kind(f"{path} cannot be written: {why}.")
