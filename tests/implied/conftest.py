from __future__ import annotations

import numpy as np
import pytest

from saiken.case import load_scenario
from saiken.data import load_store
from saiken.implied.moves import daily_moves
from saiken.implied.price import price_of_news

DAY = np.datetime64("2025-05-02")


@pytest.fixture(scope="session")
def price():
    return price_of_news(load_scenario("japan-2025"), DAY, load_store(), 256, 0)


@pytest.fixture(scope="session")
def moves():
    return daily_moves(DAY, 1, load_store())
