import pytest

import saiken


@pytest.fixture(scope="session")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="session")
def case():
    return saiken.load_scenario("japan-2025").case.model_copy(update={"draws": 64})
