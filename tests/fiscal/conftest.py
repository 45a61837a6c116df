import numpy as np
import pytest

from saiken.data import load_store
from saiken.fiscal import SecurityBill
from saiken.market import Curve
from saiken.market.universe import universe
from saiken.snapshot import MarketScale, Snapshot


def snapshot_on(date: str, debt_usd: float) -> Snapshot:
    """A snapshot with a given debt, so that the tests here do not hang on the anchors."""
    store = load_store()
    scale = MarketScale(gdp_usd=3.0e13, debt_held_by_public_usd=debt_usd, volume_usd_per_day=9.1e11)
    curve = Curve.from_store(store, date)
    return Snapshot(np.datetime64(date), store, scale, curve, 144.0)


@pytest.fixture(scope="session")
def snap():
    return snapshot_on("2025-05-02", 2.893e13)


@pytest.fixture(scope="session")
def surplus_snap():
    return snapshot_on("2001-06-01", 3.4e12)


@pytest.fixture(scope="session")
def listed(snap):
    return universe(snap.store, snap.as_of)


@pytest.fixture(scope="session")
def by_security(snap, listed):
    return SecurityBill.from_snapshot(snap, listed)
