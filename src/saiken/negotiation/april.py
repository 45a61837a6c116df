"""The market move of April 2025, by which political pain is measured."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import numpy as np

from saiken.data import Store, load_store, resource_yaml
from saiken.draws import Array


@cache
def stakes_file() -> Mapping[str, Any]:
    """Return parameters, rungs and limits (``negotiation/stakes.yaml``)."""
    return dict(resource_yaml("negotiation/stakes.yaml"))


@cache
def april_move(store: Store | None = None) -> tuple[float, float]:
    """Rise of the ten-year yield and fall of equities before the pause, both above zero.

    The days are those of the file: up to the evening before the pause, the yield from its low and
    equities from the evening before tariffs were announced.
    """
    settings, known = stakes_file()["april"], store or load_store()
    yields, returns = (
        known.series(each["dataset"], each["key"]).window(each["from"], each["to"]).values
        for each in (settings["yields"], settings["equities"])
    )
    return float(yields[-1] - yields[0]), float(1 - np.prod(1 + returns))


def april_share(rise: Array, fall: Array) -> Array:
    """Size of another move against April's: the mean of its two shares, none below zero."""
    ten, equities = april_move()
    return np.asarray((np.maximum(rise, 0) / ten + np.maximum(fall, 0) / equities) / 2)
