from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from saiken.history import Episode, Scored


@pytest.fixture
def make() -> Callable[..., Episode]:
    """An episode with a quantity, parts replaced by name."""

    def build(**given: Any) -> Episode:
        quantity = {"usd_bn": 100.0, "used": True, "counts": "announced", "valuation": "none",
                    "source": "made up for a test", "verified": "read"}  # fmt: skip
        quantity |= given.pop("quantity", {})
        base: dict[str, Any] = {
            "id": "made-up-2020", "title": "Made up", "kind": "sale", "actor": "Nobody",
            "start": "2020-01-06", "window_days": 5, "story": "For a test.", "sale_days": 5,
            "quantities": [quantity],
        }  # fmt: skip
        return Episode(**base | given)

    return build


@pytest.fixture
def scored(make: Callable[..., Episode]) -> Callable[..., Scored]:
    """A scored row with given errors of the engine and of "no impact"."""

    def build(engine: float, zero: float, **given: Any) -> Scored:
        start = given.pop("start", "2020-01-06")
        one = make(start=start, window_days=given.pop("window_days", 5))
        middle = given.pop("predicted", 0.001)
        actual = given.pop("actual", 0.001)
        ends = dict.fromkeys(("p05", "p25", "p50", "p75", "p95"), middle)
        wide = {name: middle + at for name, at in zip(ends, np.linspace(-0.01, 0.01, 5),
                                                      strict=True)}  # fmt: skip
        base: dict[str, Any] = {
            "episode": one, "target": "10y", "status": "scored", "predicted": ends,
            "with_noise": wide, "actual": actual, "noise_sd": 0.001, "signal_to_noise": 1.0,
            "debt_share": 0.01, "naive": 0.002, "engine": engine, "zero": zero, "rule": zero,
        }  # fmt: skip
        return Scored(**base | given)

    return build
