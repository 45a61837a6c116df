import pytest

from saiken.negotiation import load_negotiation, negotiate
from saiken.simulate import simulate

DRAWS = 64


def small(name="kato-2025", **changes):
    """A named negotiation on few draws."""
    named = load_negotiation(name).negotiation
    case = named.case.model_copy(update={"draws": DRAWS})
    return named.model_copy(update={"case": case, **changes})


@pytest.fixture(scope="session")
def asked():
    return small()


@pytest.fixture(scope="session")
def executed(asked):
    return simulate(asked.case)


@pytest.fixture(scope="session")
def card(asked):
    return negotiate(asked)
