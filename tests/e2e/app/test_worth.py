"""What it is worth, on the page: as in Python, with a mark that moves; and where it cannot be."""

import pytest

import saiken
from saiken.app.page.worth import NONE, negotiation_of
from saiken.implied import implied
from saiken.report.card_map import place
from saiken.report.card_words import UNSEEN, sentences
from tests.e2e.app_tools import case_of, changing, choose, few, settled, text, until

pytestmark = pytest.mark.e2e
SHOWN = "!document.getElementById('worth-shown').hidden"
ANSWERED = "!document.getElementById('what-it-is-worth').dataset.waiting"


def worth(page):
    page.locator("#what-it-is-worth").scroll_into_view_if_needed()
    until(page, SHOWN)
    until(page, ANSWERED)


def test_the_section_says_what_python_says(visit):
    page = visit(few())
    worth(page)
    card = saiken.negotiate(negotiation_of(case_of(page)))
    said = page.locator("#worth-sentences p").all_text_contents()
    assert said == list(sentences(card))
    assert text(page, "worth-unseen") == UNSEEN
    page.locator("#figure-map").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('#plot-map .main-svg').length > 0")
    drawn = page.evaluate("document.getElementById('plot-map').data[0].z")
    middle = place(card)[2]
    for row, own in zip(drawn, card.map.credible[:, :, middle].T, strict=True):
        assert row == pytest.approx(own, abs=1e-3)


def test_the_mark_follows_its_sliders(visit):
    page = visit(few())
    worth(page)
    page.locator("#figure-worth").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('#plot-worth .main-svg').length > 0")
    before = text(page, "mark-said")
    page.locator("#mark-audience").fill("-1.4")
    after = text(page, "mark-said")
    assert "of GDP" in text(page, "mark-audience-said")
    assert rational(after) >= rational(before)
    assert rational(after) > 90
    place = page.evaluate("document.getElementById('plot-worth').data[1].y[0]")
    assert place == pytest.approx(6, abs=0.05)  # the last row of the map


def rational(sentence):
    return int(sentence.split("rational in ")[1].split(" of")[0])


def test_another_creditor_has_its_own_table_or_none(visit):
    page = visit(few())
    worth(page)
    changing(page)
    choose(page, "seller", "China, Mainland")
    settled(page)
    until(page, "document.getElementById('worth-title').textContent.startsWith('China')")
    changing(page)
    choose(page, "seller", "United Kingdom")
    settled(page)
    until(page, "document.getElementById('worth-shown').hidden")
    assert text(page, "worth-cannot") == NONE


MARKET = "what-the-market-said"
TOLD = f"!document.getElementById('{MARKET}').dataset.waiting"


def market(page):
    page.locator(f"#{MARKET}").scroll_into_view_if_needed()
    until(page, TOLD)


def test_what_the_market_said_on_a_day_that_one_chooses(visit):
    page = visit(few())
    market(page)
    assert text(page, "market-sentence") == implied("2025-05-02").summary()
    assert page.locator("#market-remark").input_value() == "2025-05-02"
    page.locator("#market-remark").select_option("1997-06-23")
    until(page, TOLD)
    assert text(page, "market-sentence") == implied("1997-06-23").summary()
    assert page.locator("#figure-implied tbody tr").count() > 3
    page.locator("#market-date").fill("1950-01-02")
    until(page, TOLD)
    assert "allowed is" in text(page, "market-cannot")
    assert page.locator("#market-shown").is_hidden()


def test_a_server_without_time_is_asked_again(visit):
    page, asked = visit(few()), []

    def turn_away(route):
        asked.append(route)
        if len(asked) > 2:
            route.continue_()
        else:
            route.fulfill(status=503, json={"error": "Busy."})

    page.route("**/page/implied", turn_away)
    market(page)
    assert len(asked) == 3
    assert text(page, "market-sentence") == implied("2025-05-02").summary()


@pytest.mark.parametrize("width", [1280, 360])
def test_axe_finds_nothing_in_it(visit, width):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    page = visit(few(), width=width)
    worth(page)
    page.locator("#figure-map").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('#plot-map .main-svg').length > 0")
    market(page)
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
