"""How a record is read where it leaves something open (``reading.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from saiken.data import resource_yaml


@cache
def reading_file() -> Mapping[str, Any]:
    """Return the file with its reasons."""
    return dict(resource_yaml("impact/evidence/reading.yaml"))


def default_mix() -> dict[str, float]:
    """Shares by maturity bucket of an experiment that does not state its own."""
    return dict(reading_file()["default_mix"])
