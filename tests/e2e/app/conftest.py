"""The simulator's page, opened in a browser."""

import pytest

from tests.e2e.app_tools import CONTROLS, Server, settled, until

NOISE = ("Failed to load resource", "net::ERR")
"""What the browser itself says about an answer that is an error, which a test asked for."""


@pytest.fixture(scope="module")
def server():
    running = Server().start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def context(browser):
    """One browser for all tests, so that it has the page's files at hand after the first."""
    opened = browser.new_context(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


@pytest.fixture
def visit(context, server):
    """Open the page; nothing may be logged, fail or be asked of elsewhere."""
    pages, said = [], []

    def go(query="", width=1280, scheme="light", ready=True):
        page = context.new_page()
        pages.append(page)
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        own = (server.address, "blob:", "data:")
        page.on("request", lambda asked: asked.url.startswith(own) or said.append(asked.url))
        page.goto(server.address + (f"?{query}" if query else ""))
        if ready:
            settled(page)
            until(page, CONTROLS)
        return page

    yield go
    for page in pages:
        page.close()
    assert [each for each in said if not each.startswith(NOISE)] == []
