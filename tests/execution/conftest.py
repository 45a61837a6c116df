import pytest

import saiken
from saiken.parameters import Posterior


@pytest.fixture(scope="session")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="session")
def prm():
    return Posterior.load("2025-05-02").sample(64, 0)


@pytest.fixture(scope="session")
def outcomes(snap):
    """The default sale, turned into yen, at every pace; run when first asked for."""
    found = {}

    def at(pace):
        if pace not in found:
            scenario = saiken.Scenario(amount_usd_bn=500, proceeds="yen", pace=pace)
            found[pace] = saiken.simulate(scenario, snap, draws=64)
        return found[pace]

    return at
