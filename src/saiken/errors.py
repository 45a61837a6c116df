"""What can go wrong, and the sentence that says so.

::

    SaikenError
    ├── InputError    the request is wrong (exit 2)
    ├── DataError     a bundled or given file is missing, broken or too short (exit 1)
    └── SolverError   an equation could not be solved to its tolerance (exit 1)

A message is one plain sentence: what was seen, what is allowed, the nearest valid choice.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from typing import Final


class SaikenError(Exception):
    """Base of everything Saiken raises on purpose."""

    exit_code = 1


class InputError(SaikenError, ValueError):
    """The request is wrong; nothing was computed."""

    exit_code = 2


class DataError(SaikenError):
    """A file is missing, broken, or does not reach the date asked for."""


class SolverError(SaikenError):
    """A fixed point or branch was not found to its tolerance."""


UNKNOWN: Final = "There is no {kind} named {seen!r}{nearest}."
OUT_OF_RANGE: Final = "{name} is {seen}; allowed is {allowed}."


def nearest(seen: str, known: Iterable[str], count: int = 3) -> str:
    """Say which valid names are close to `seen`.

    Returns
    -------
    str
        ``"; the nearest are A, B"``, or the first few known names when none is close.
    """
    names = list(known)
    folded = {name.casefold(): name for name in names}
    close = difflib.get_close_matches(seen.casefold(), folded, n=count, cutoff=0.5)
    if close:
        return "; the nearest are " + ", ".join(folded[name] for name in close)
    return "; known are " + ", ".join(names[:8]) + (", …" if len(names) > 8 else "")


def unknown(kind: str, seen: str, known: Iterable[str]) -> InputError:
    """Build the error for a name that does not exist."""
    return InputError(UNKNOWN.format(kind=kind, seen=seen, nearest=nearest(seen, known)))


def out_of_range(name: str, seen: object, allowed: str) -> InputError:
    """Build the error for a value outside its range."""
    return InputError(OUT_OF_RANGE.format(name=name, seen=seen, allowed=allowed))
