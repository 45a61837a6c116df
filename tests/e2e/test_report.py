"""The report as a reader meets it: slider, themes, sources, phone, paper, keyboard."""

import numpy as np
import pytest

from saiken.report import words
from saiken.units import from_si
from saiken.variables import maturity_index

pytestmark = pytest.mark.e2e

SHOWN = 0.011
"""The page carries hundredths of a basis point."""
CHANGE_TRACE = 6
PATIENCE = 1200
FRAME = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def until(page, condition):
    """Wait for a condition; the page's own policy forbids the browser driver's polling."""
    for _ in range(PATIENCE):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"never true: {condition}")


def day_shown(page):
    page.evaluate(FRAME)
    return int(page.locator("#day").input_value())


def drawn(page):
    return page.evaluate(f"document.getElementById('plot-curve').data[{CHANGE_TRACE}].y")


def says_the_outcome(page, out, day):
    """Readouts, label and both panels of the curve are the outcome's figures of the day."""
    low, middle, high = from_si(out.quantiles("yield_change", (0.05, 0.5, 0.95))[:, day], "bp")
    ten = maturity_index("10y")
    place = page.locator("#readout-yield_10y")
    assert place.locator(".middle").text_content() == words.bp(middle[ten])
    assert place.locator(".band").text_content() == words.span(low[ten], high[ten], words.bp)
    assert drawn(page) == pytest.approx(middle, abs=SHOWN)
    after = page.evaluate("document.getElementById('plot-curve').data[3].y")
    base = from_si(np.asarray(out.snap.curve.zero(10.0)), "pct")
    assert after[ten] == pytest.approx(float(base) + middle[ten] / 100, abs=SHOWN / 10)
    yen = from_si(out.quantiles("usdjpy_change", (0.5,))[0, day], "pct")
    assert page.locator("#readout-usdjpy_change .middle").text_content() == words.yen(yen)
    assert page.locator("#day-name").text_content().startswith(f"Day {day}, ")
    assert page.locator("#day").get_attribute("aria-valuetext").startswith(f"Day {day}, ")


def test_it_opens_on_the_peak_day(visit, out):
    page = visit()
    assert day_shown(page) == out.peak_day
    says_the_outcome(page, out, out.peak_day)


def test_the_keyboard_moves_the_day(visit, out):
    page = visit()
    page.locator("#day").focus()
    before = drawn(page)
    page.keyboard.press("Home")
    assert day_shown(page) == 0
    says_the_outcome(page, out, 0)
    assert drawn(page) == [0] * 10
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    assert day_shown(page) == 3
    says_the_outcome(page, out, 3)
    page.keyboard.press("End")
    assert day_shown(page) == out.days[-1]
    says_the_outcome(page, out, int(out.days[-1]))
    assert drawn(page) != before


def test_the_mouse_moves_the_day(visit, out):
    page = visit()
    slider = page.locator("#day")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.mouse.click(box["x"] + 0.75 * box["width"], box["y"] + box["height"] / 2)
    day = day_shown(page)
    assert 0.7 < day / out.days[-1] < 0.8
    says_the_outcome(page, out, day)


def test_the_picture_of_the_curve_moves_too(visit):
    page = visit()
    line = page.locator("#plot-curve .scatterlayer .trace path.js-line").last
    before = line.get_attribute("d")
    page.locator("#day").focus()
    page.keyboard.press("Home")
    page.evaluate(FRAME)
    assert line.get_attribute("d") != before


def test_the_line_on_the_paths_stands_on_the_day(visit):
    page = visit()
    page.locator("#day").focus()
    place = "document.querySelector('#plot-yield_10y .cursor').getBoundingClientRect().left"
    lines = "[...document.querySelectorAll('#plot-yield_10y path.js-line')].at(-1)"
    frame = f"{lines}.getBoundingClientRect()"
    page.keyboard.press("Home")
    page.evaluate(FRAME)
    assert page.evaluate(f"Math.abs({place} - {frame}.left)") <= 2
    page.keyboard.press("End")
    page.evaluate(FRAME)
    assert page.evaluate(f"Math.abs({place} - {frame}.right)") <= 2


def test_play_runs_and_stops(visit, out):
    page = visit()
    page.locator("#day").focus()
    page.keyboard.press("Home")
    button = page.get_by_role("button", name="Play")
    button.click()
    until(page, "Number(document.getElementById('day').value) > 3")
    page.get_by_role("button", name="Pause").click()
    day = day_shown(page)
    page.wait_for_timeout(300)
    assert day_shown(page) == day
    says_the_outcome(page, out, day)


def test_reduced_motion_makes_play_a_few_steps(visit, out):
    page = visit(reduced_motion="reduce")
    page.locator("#day").focus()
    page.keyboard.press("Home")
    page.get_by_role("button", name="Play").click()
    until(page, "Number(document.getElementById('day').value) > 0")
    assert day_shown(page) == out.days[-1] / 5


def background(page):
    return page.evaluate("getComputedStyle(document.body).backgroundColor")


def line_colour(page):
    return page.evaluate("document.getElementById('plot-curve').data[3].line.color")


def test_the_theme_follows_the_system_until_it_is_chosen(visit):
    page = visit(scheme="dark")
    dark, dark_line = background(page), line_colour(page)
    page.emulate_media(color_scheme="light")
    until(page, "document.getElementById('plot-curve').data[3].line.color === '#0072b2'")
    assert background(page) != dark
    page.get_by_role("radio", name="Dark").check()
    assert (background(page), line_colour(page)) == (dark, dark_line)
    page.get_by_role("radio", name="Light").check()
    assert line_colour(page) == "#0072b2"
    page.emulate_media(color_scheme="dark")
    assert background(page) != dark
    page.get_by_role("radio", name="System").check()
    assert (background(page), line_colour(page)) == (dark, dark_line)


def test_the_theme_can_be_chosen_with_the_keyboard(visit):
    page = visit()
    before = background(page)
    page.get_by_role("radio", name="System").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.get_by_role("radio", name="Dark").is_checked()
    assert background(page) != before


def test_changing_the_theme_keeps_the_day(visit, out):
    page = visit()
    page.locator("#day").focus()
    page.keyboard.press("End")
    page.evaluate(FRAME)
    page.get_by_role("radio", name="Dark").check()
    says_the_outcome(page, out, int(out.days[-1]))


def test_all_sources_are_listed_with_their_addresses(visit, out):
    page = visit()
    rows = page.locator("#sources tbody tr")
    assert rows.count() == len(out.sources)
    for place, source in enumerate(out.sources):
        text = rows.nth(place).text_content()
        for part in (source.id, source.agency, source.vintage, source.url, source.licence):
            assert part in text
        assert source.courier in text


def test_every_chart_is_drawn_and_has_its_numbers(visit):
    page = visit()
    plots = page.locator(".plot")
    assert plots.count() >= 14
    for place in range(plots.count()):
        assert plots.nth(place).locator("svg.main-svg").count() >= 1
        assert plots.nth(place).get_attribute("aria-label")
    details = page.locator("#figure-curve details")
    details.locator("summary").focus()
    page.keyboard.press("Enter")
    assert details.get_by_role("row").count() == 11


def test_a_desk_s_lines_are_the_outcome_s(visit, out):
    page = visit()
    rows = page.locator("#desk table").nth(1).locator("tbody tr")
    assert rows.count() == len(out.headline["desk"]["book"]) + 1
    assert page.locator("#desk table").nth(2).locator("tbody tr").count() == 5


def test_every_shown_holder_is_in_a_table(visit, out):
    page = visit()
    names = page.locator("#marks tbody th").all_text_contents()
    found = out.headline["marks"]["peak"]
    assert names == [line["name"] for key in ("by_country", "by_sector") for line in found[key]]


def test_losses_against_the_amount_are_drawn_with_the_sale_marked(visit, out):
    page = visit()
    plot = "document.getElementById('plot-loss-against-amount')"
    marked = page.evaluate(f"{plot}.layout.shapes[0].x0")
    assert marked == pytest.approx(out.headline["amount_sold_usd_bn"]["p50"])
    left, right = page.evaluate(f"{plot}._fullLayout.xaxis.range")
    assert left < marked < right
    assert page.locator("#figure-loss-against-amount tbody tr").count() == 12


def test_the_bill_by_kind_has_a_row_a_year(visit):
    rows = visit().locator("#kinds tbody tr")
    assert rows.count() == 11
    assert rows.nth(1).get_by_role("cell").count() == 8


@pytest.mark.parametrize("width", [360, 390, 768, 1280])
def test_the_page_never_scrolls_sideways(visit, width):
    page = visit(width)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    edges = "[...document.querySelectorAll('.plot')].map(p => p.getBoundingClientRect().right)"
    assert max(page.evaluate(edges)) <= width


def test_turning_a_phone_redraws_what_fits(visit):
    page = visit(360)
    assert page.evaluate("document.getElementById('plot-curve').layout.xaxis.tickvals.length") == 6
    page.set_viewport_size({"width": 1000, "height": 700})
    until(page, "document.getElementById('plot-curve').layout.xaxis.tickvals.length === 10")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
def test_axe_finds_nothing(visit, scheme, width):
    axe = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="axe is not installed"
    )
    page = visit(width, scheme)
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    found = axe.Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def test_the_first_tab_skips_to_the_answer(visit):
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the answer"
    page.keyboard.press("Enter")
    until(page, "location.hash === '#answer'")


def test_paper_is_light_and_as_wide_as_a_page(visit):
    page = visit(680, "dark")
    page.emulate_media(media="print", color_scheme="dark")
    until(page, "document.getElementById('plot-curve').layout.width === 640")
    assert background(page) == "rgb(255, 255, 255)"
    assert line_colour(page) == "#0072b2"
    assert not page.locator(".player").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 680
    assert page.get_by_text("The experiment behind each row").count()
    assert len(page.pdf(format="A4", prefer_css_page_size=True)) > 50_000
    page.emulate_media(media="screen", color_scheme="dark")
    until(page, "document.getElementById('plot-curve').layout.width !== 640")
    assert line_colour(page) != "#0072b2"
