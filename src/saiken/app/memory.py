"""Keeping freed memory for the next frame, where the C library lets one say so."""

from __future__ import annotations

import ctypes
import sys
from typing import Final

TRIM_THRESHOLD, MMAP_THRESHOLD = -1, -3
"""Names of the two bounds in glibc's <malloc.h>."""
KEPT_BYTES: Final = 2**30


def keep_freed_memory() -> bool:
    """Ask glibc not to hand large blocks back to the system at once.

    The engine's arrays are some megabytes each: handed back and asked for again at every frame,
    their pages are cleared each time, which costs a fifth to a third of a frame. Elsewhere than on
    glibc nothing is changed.

    Returns
    -------
    bool
        Whether it was done.
    """
    if not sys.platform.startswith("linux"):
        return False
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return False  # another C library
    return bool(mallopt(MMAP_THRESHOLD, KEPT_BYTES) and mallopt(TRIM_THRESHOLD, KEPT_BYTES))
