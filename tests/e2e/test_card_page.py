"""The page of the card as a reader meets it."""

import pytest

pytestmark = pytest.mark.e2e


def test_every_figure_is_drawn_with_its_numbers(visit, card_page):
    page = visit(address=card_page)
    plots = page.locator(".plot")
    assert plots.count() == 5
    for place in range(5):
        assert plots.nth(place).locator(".main-svg").count() > 0
    assert "cannot be observed" in page.locator("#answer").inner_text()


def test_the_map_shows_the_tables_numbers(visit, card_page):
    page = visit(address=card_page)
    rows = page.locator("#figure-map tbody tr")
    drawn = page.evaluate("document.getElementById('plot-map').data[0].text")
    assert rows.count() == len(drawn)
    cells = rows.first.locator("td").all_text_contents()
    assert cells[: len(drawn[0])] == drawn[0]


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_never_scrolls_sideways(visit, card_page, width):
    page = visit(width, address=card_page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(visit, card_page, scheme, width):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = visit(width, scheme, address=card_page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
