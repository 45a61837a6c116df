from dataclasses import dataclass

import numpy as np
import pytest

from saiken.data import load_store
from saiken.market import Curve
from saiken.snapshot import MarketScale, Snapshot

DRAWS, DAYS, BUCKETS, MATURITIES = 6, 61, 7, 10
MIX = np.array([0.1, 0.3, 0.34, 0.13, 0.13, 0.0, 0.0])


@dataclass(frozen=True)
class ASale:
    amount_usd: np.ndarray
    schedule: np.ndarray
    converted: np.ndarray
    bought: np.ndarray | float = 0.0
    kept: np.ndarray | None = None
    kept_money: np.ndarray | None = None

    @property
    def supply(self):
        return self.schedule - self.bought

    @property
    def sold_usd(self):
        return self.amount_usd


def a_sale(amount_usd, days=range(1, 21), mix=MIX, converted=1.0):
    schedule = np.zeros((DAYS, BUCKETS))
    schedule[list(days)] = mix / len(days)
    return ASale(np.full(DRAWS, float(amount_usd)), schedule, converted * schedule.sum(axis=1))


@pytest.fixture(scope="session")
def snap():
    store = load_store()
    scale = MarketScale(gdp_usd=3.0e13, debt_held_by_public_usd=2.893e13, volume_usd_per_day=9.1e11)
    curve = Curve.from_store(store, "2025-05-02")
    return Snapshot(np.datetime64("2025-05-02"), store, scale, curve, 144.0)


@pytest.fixture(scope="session")
def sale():
    return a_sale(5e11)


@pytest.fixture(scope="session")
def selling():
    """The function that makes a sale."""
    return a_sale


@pytest.fixture(scope="session")
def yields():
    """Random paths, in the engine's single precision; nothing on day 0."""
    change = np.random.default_rng(3).normal(size=(DRAWS, DAYS, MATURITIES)) * 5e-4
    change[:, 0] = 0
    return change.astype(np.float32)


@pytest.fixture(scope="session")
def currency():
    """Paths on which the dollar falls by up to 6% in yen."""
    ends = np.linspace(0.01, 0.06, DRAWS)[:, None]
    return -ends * np.minimum(np.arange(DAYS) / 20, 1)
