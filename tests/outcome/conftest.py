"""One small default outcome for the whole room."""

import pytest

import saiken


@pytest.fixture(scope="session")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="session")
def out(snap):
    return saiken.simulate(saiken.load_scenario("japan-2025"), snap, draws=512)


@pytest.fixture(scope="session")
def nothing(snap):
    return saiken.simulate(saiken.Scenario(amount_usd_bn=0, proceeds="yen"), snap, draws=64)
