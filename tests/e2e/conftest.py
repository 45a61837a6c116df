"""A report of the default scenario, opened in headless Chromium."""

from pathlib import Path

import pytest

import saiken
from saiken.report.card_page import card_html
from saiken.report.history_page import history_html

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
             "--disable-background-networking", "--disable-component-update"]  # fmt: skip


@pytest.fixture(scope="session")
def out():
    return saiken.simulate(saiken.load_scenario("japan-2025"), draws=256)


@pytest.fixture(scope="session")
def report(out, tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    return out.to_html(path).as_uri()


@pytest.fixture(scope="session")
def browser():
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    if not CHROMIUM.exists():
        pytest.skip(f"{CHROMIUM} is not installed")
    with playwright.sync_playwright() as running:
        opened = running.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def score_page(tmp_path_factory):
    path = tmp_path_factory.mktemp("history") / "history.html"
    path.write_text(history_html(saiken.backtest(draws=64)), encoding="utf-8")
    return path.as_uri()


@pytest.fixture(scope="session")
def card_page(tmp_path_factory):
    named = saiken.load_negotiation("kato-2025").negotiation
    few = named.case.model_copy(update={"draws": 64})
    card = saiken.negotiate(named.model_copy(update={"case": few}))
    path = tmp_path_factory.mktemp("card") / "card.html"
    path.write_text(card_html(card), encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def visit(browser, report):
    """Open a page, the report by default; nothing may be logged or asked of a network."""
    contexts, said = [], []

    def go(width=1280, scheme="light", address=report, **settings):
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, **settings
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on(
            "request", lambda request: said.append(request.url) if request.url != address else None
        )
        page.goto(address)
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        return page

    yield go
    for context in contexts:
        context.close()
    assert said == []
