"""The published figures behind the flow effect."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from saiken.data import resource_yaml


@cache
def flow_file() -> Mapping[str, Any]:
    """Return the figures, each with its source and how far it was read (``flow.yaml``)."""
    return dict(resource_yaml("impact/flow/flow.yaml"))
