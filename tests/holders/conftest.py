from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from saiken.data import load_store
from saiken.data.store import Store
from saiken.holders import View


@pytest.fixture(scope="session")
def known() -> Callable[..., View]:
    """Figures as known on a day, from the bundled data or an altered store."""

    def build(day: str = "2025-05-02", store: Store | None = None) -> View:
        return View(store or load_store(), np.datetime64(day))

    return build
