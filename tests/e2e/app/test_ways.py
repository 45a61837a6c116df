"""Days, links, A and B, files, phone, keyboard, dark, a server that restarts."""

import json
import random
from urllib.parse import urlencode

import numpy as np
import openpyxl
import pytest

from saiken.case import load_scenario
from saiken.case.link import link_of
from saiken.data import load_store
from saiken.outcome.quantiles import THREE, quantiles
from saiken.report import words
from saiken.units import from_si
from saiken.variables import maturity_index
from tests.e2e.app_tools import (
    FEW,
    OPEN,
    case_of,
    changing,
    few,
    outcome,
    says,
    settled,
    slide,
    text,
    until,
    value_of,
    write,
)

pytestmark = pytest.mark.e2e
pytest.importorskip("dash_mantine_components", reason="the page's components are not installed")


# --- days, links, A and B, files ---------------------------------------------------------------


def test_the_days_play_and_say_the_engine_s_figures(visit):
    page = visit(few())
    out = outcome(case_of(page))
    assert page.locator("#day").input_value() == str(out.peak_day)
    bands = from_si(quantiles(out["yield_change"][:, :, maturity_index("10y")], THREE), "bp")

    def told():
        page.evaluate(
            "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
        )
        day = int(page.locator("#day").input_value())
        low, middle, high = bands[:, day]
        expected = f"{words.bp(middle)} ({words.span(low, high, words.bp)})"
        assert text(page, "now-ten") == expected
        assert text(page, "day-name").startswith(f"Day {day}, ")
        return day

    told()
    page.locator("#day").focus()
    page.keyboard.press("Home")
    assert told() == 0
    page.get_by_role("button", name="Play").click()
    until(page, "Number(document.getElementById('day').value) > 6")
    page.get_by_role("button", name="Pause").click()
    assert told() > 6
    page.locator("#day").focus()
    page.keyboard.press("End")
    assert told() == out.days[-1]


def test_tables_hold_what_the_canvases_show(visit):
    page = visit(few(answers="everybody"))
    page.evaluate(OPEN)
    page.wait_for_timeout(50)
    out = outcome(case_of(page))
    low, middle, high = from_si(out.quantiles("mortgage_30y_change", THREE), "bp")[:, out.peak_day]
    row = page.locator("#table-mortgage tr", has_text=f"day {out.peak_day}").first
    assert row.locator("td").all_text_contents() == [
        words.bp(low),
        words.bp(middle),
        words.bp(high),
    ]
    for canvas in page.locator(".canvas").all():
        assert canvas.get_attribute("aria-label")
        name = canvas.get_attribute("id").removeprefix("plot-")
        assert page.locator(f"#table-{name} tbody tr").count() > 3
    assert page.locator("#actions tbody tr").count() == len(out.actions)


def test_a_link_opens_the_same_page(visit):
    page = visit(few(amount_usd_bn="250", proceeds="gold", answers="everybody"))
    changing(page)
    slide(page, "sale_days", "ArrowRight", "ArrowRight")
    settled(page)
    query = page.url.partition("?")[2]
    fingerprint = load_store().fingerprint
    assert sorted(query.split("&")) == sorted(
        link_of(case_of(page), "japan-2025", fingerprint).split("&")
    )
    again = visit(query)
    assert case_of(again) == case_of(page)
    assert text(again, "sentence") == text(page, "sentence")
    assert again.locator("#sale_days--number").input_value() == "62"
    assert again.locator("#proceeds").input_value() == "Gold"
    assert again.locator("#notice").is_hidden()


def test_an_old_link_says_so_and_a_wrong_one_gives_the_default(visit):
    old = visit(few(version="0.0.1", data="ffff"))
    assert "other software and data" in text(old, "notice")
    assert value_of(old, "draws") == FEW
    for query in ("scenario=japan-2052", "sale_days=-1", "sellr=Japan", "amount_usd_bn=99999"):
        page = visit(query)
        assert "cannot be opened" in text(page, "notice")
        assert case_of(page) == load_scenario("japan-2025").case
        assert page.locator("#seller").input_value() == "Japan"
        page.get_by_role("button", name="Close the message").click()
        assert page.locator("#notice").is_hidden()


def test_what_a_control_tells_late_is_nobodys_wish(visit):
    page = visit(few(seller="China, Mainland"))
    page.locator("#reset").click()
    settled(page)
    page.evaluate("window.saikenBridge.send('changed', 'seller', 'China, Mainland')")
    settled(page)
    assert case_of(page) == load_scenario("japan-2025").case
    assert page.locator("#seller").input_value() == "Japan"


def test_fuzzed_links_never_break_the_page(visit):
    random.seed(8)
    marks = "&=?{}[]%<>\"';:/\\ \u2212\u0000abcxyz0129.,+-"
    keys = ["scenario", "seller", "amount_usd_bn", "maturities", "overrides", "as_of", "draws"]
    for _ in range(5):
        value = "".join(random.choice(marks) for _ in range(random.randint(0, 30)))
        page = visit(few() + "&" + urlencode({random.choice(keys): value}))
        assert "Treasuries" in text(page, "sentence")
        assert page.locator(".card .figure").first.text_content().endswith("bp")


def test_a_is_pinned_and_b_is_compared_with_it(visit):
    page = visit(few(amount_usd_bn="200"))
    first = case_of(page)
    page.get_by_role("button", name="Pin as A").click()
    assert page.locator("#compare").is_visible()
    changing(page)
    write(page, "amount_usd_bn--number", "400")
    settled(page)
    second = case_of(page)
    a, b = outcome(first), outcome(second)
    cells = page.locator("#table-compare tbody tr").first.locator("td").all_text_contents()
    for cell, out in zip(cells, (a, b, b - a), strict=True):
        peak = out.headline["yield_change_bp"]["10y"]["peak"]
        band = words.span(peak["p05"], peak["p95"], words.bp)
        assert cell == f"{words.bp(peak['p50'])}{band}"
    assert page.locator(".key.pinned").first.is_visible()
    changing(page)
    page.get_by_role("button", name="Go back to A").click()
    settled(page)
    assert case_of(page) == first
    page.get_by_role("button", name="Unpin A").click()
    assert page.locator("#compare").is_hidden()


def saved(page, button):
    with page.expect_download() as found:
        button.click()
    return found.value


def test_files_open_and_hold_the_same_numbers(visit, tmp_path):
    page = visit(few(amount_usd_bn="300"))
    out = outcome(case_of(page))
    document = json.loads(saved(page, page.get_by_role("button", name="JSON")).path().read_text())
    assert document["headline"] == json.loads(out.to_json())["headline"]
    book = tmp_path / "sale.xlsx"
    saved(page, page.get_by_role("button", name="Excel")).save_as(book)
    cells = [each.value for sheet in openpyxl.load_workbook(book) for row in sheet for each in row]
    peak = out.headline["yield_change_bp"]["10y"]["peak"]["p50"]
    assert any(isinstance(each, float) and np.isclose(each, peak, rtol=1e-5) for each in cells)
    code = saved(page, page.get_by_role("button", name="Python")).path().read_text()
    names = {}
    exec(code.replace("print(out)", ""), names)
    assert names["out"].case == out.case


@pytest.mark.parametrize("chart", ["curve", "jgb", "losses"])
def test_a_chart_is_saved_as_a_picture(visit, chart):
    page = visit(few(proceeds="yen"))
    page.locator(f"[popovertarget=about-{chart}]").click()
    box = page.locator(f"#about-{chart}")
    assert (
        saved(page, box.get_by_role("button", name="Save PNG")).path().read_bytes()[1:4] == b"PNG"
    )
    drawing = saved(page, box.get_by_role("button", name="Save SVG")).path().read_text()
    assert drawing.startswith("<svg")


def test_every_chart_says_where_its_numbers_come_from(visit):
    page = visit(few())
    rows, about = page.locator("#table-sources tr[id]"), page.locator(".about-box [href*=source]")
    known = [each.get_attribute("id") for each in rows.all()]
    links = [each.get_attribute("href").removeprefix("#") for each in about.all()]
    assert links
    assert set(links) <= set(known)
    page.locator("[popovertarget=about-curve]").click()
    page.locator("#about-curve a").first.click()
    assert page.locator("#" + links[0]).is_visible()
    assert page.locator("#about-curve").is_hidden()


# --- everybody can use it ----------------------------------------------------------------------


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_it_never_scrolls_sideways(visit, width):
    page = visit(few(answers="everybody"), width=width)
    page.evaluate(OPEN)
    page.get_by_role("button", name="Pin as A").click()
    page.wait_for_timeout(300)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(visit, scheme, width):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = visit(few(answers="everybody", information="announced"), width=width, scheme=scheme)
    page.evaluate(OPEN)
    page.get_by_role("button", name="Pin as A").click()
    page.locator("#plot-papers").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('#plot-papers .main-svg').length > 0")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_keyboard_alone_is_enough(visit):
    page = visit(few())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate("document.activeElement.id || document.activeElement.closest('[id]')?.id")
        )
    assert {"pin", "copy", "named", "seller", "amount_usd_bn", "sale_days", "proceeds", "play",
            "day"} <= reached  # fmt: skip
    changing(page)
    page.locator("#proceeds").focus()
    page.keyboard.press("Enter")
    page.get_by_role("option", name="Euro").wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    settled(page)
    assert value_of(page, "proceeds") == "euro"
    page.locator("[popovertarget=about-curve]").focus()
    page.keyboard.press("Enter")
    assert page.locator("#about-curve").is_visible()
    page.keyboard.press("Escape")
    assert page.locator("#about-curve").is_hidden()


def picture(page):
    return page.evaluate("document.querySelector('#plot-ten canvas').toDataURL()")


def test_dark_follows_the_system_until_it_is_chosen_and_is_kept(visit):
    page = visit(few(), scheme="dark")
    background = "getComputedStyle(document.body).backgroundColor"
    scheme = "document.documentElement.dataset.mantineColorScheme"
    dark, canvas = page.evaluate(background), picture(page)
    assert page.evaluate(scheme) == "dark"
    page.get_by_role("radio", name="Light").check(force=True)
    until(page, f"{scheme} === 'light'")
    assert page.evaluate(background) != dark
    assert picture(page) != canvas
    page.reload()
    settled(page)
    assert page.get_by_role("radio", name="Light").is_checked()
    assert page.evaluate(background) != dark
    page.get_by_role("radio", name="System").check(force=True)
    assert page.evaluate(background) == dark


def test_a_server_that_restarts_is_waited_for(visit, server):
    page = visit(few())
    server.stop()
    slide(page, "sale_days", "ArrowRight")
    until(page, "document.getElementById('notice').textContent.includes('does not answer')")
    changing(page)
    server.start()
    settled(page)
    assert page.locator("#notice").is_hidden()
    assert value_of(page, "sale_days") == 61
    says(page, outcome(case_of(page)))
