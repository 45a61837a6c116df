import pytest
from starlette.testclient import TestClient

from saiken.app.server import create_app
from saiken.app.settings import Settings

GENEROUS = Settings(requests_per_second=1e6, burst=1e6)


@pytest.fixture(scope="session")
def app():
    """The interface without the page, which has tests of its own."""
    return create_app(GENEROUS, page=False)


@pytest.fixture(scope="session")
def client(app):
    with TestClient(app, raise_server_exceptions=False) as found:
        yield found


@pytest.fixture
def client_with():
    """A client of an application with its own bounds."""
    opened = []

    def made(**bounds):
        found = TestClient(
            create_app(Settings(**bounds), page=False), raise_server_exceptions=False
        )
        opened.append(found.__enter__())
        return found

    yield made
    for each in opened:
        each.__exit__(None, None, None)


@pytest.fixture
def small():
    """A case that is quick to work out."""

    def case(**scenario):
        return {"scenario": {"horizon_days": 40, "sale_days": 20, **scenario}, "draws": 32}

    return case
