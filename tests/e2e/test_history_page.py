"""The page of the score as a reader meets it."""

import pytest

from saiken.history import episodes

pytestmark = pytest.mark.e2e


def test_both_figures_are_drawn_with_their_numbers(visit, score_page):
    page = visit(address=score_page)
    plots = page.locator(".plot")
    assert plots.count() == 2
    for place in range(2):
        assert plots.nth(place).locator(".main-svg").count() > 0
        assert plots.nth(place).get_attribute("aria-label").startswith("On the")
    rows = page.locator("#figure-history-10y tbody tr").count()
    drawn = page.evaluate("document.getElementById('plot-history-10y').data[0].x.length")
    assert rows == drawn > 3


def test_every_episode_is_told(visit, score_page):
    page = visit(address=score_page)
    for one in episodes():
        assert page.locator(f"#episode-{one.id}").count() == 1
    story = page.locator("#episode-japan-hashimoto-1997")
    story.locator("summary").click()
    assert story.locator("p").first.is_visible()


@pytest.mark.parametrize("width", [1280, 360])
def test_the_page_never_scrolls_sideways(visit, score_page, width):
    page = visit(width, address=score_page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing(visit, score_page, scheme, width):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = visit(width, scheme, address=score_page)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_theme_can_be_chosen(visit, score_page):
    page = visit(address=score_page)
    page.locator("input[name=theme][value=dark]").check(force=True)
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
