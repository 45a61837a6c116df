from __future__ import annotations

import pytest

from saiken.leverage import LeverageIndex, leverage_index


@pytest.fixture(scope="session")
def spring() -> LeverageIndex:
    """The three newest months known on 2 May 2025."""
    return leverage_index("2025-05-02", since="2024-12-01")
