"""The simulator as its user meets it: it opens, and each control moves its numbers."""

import pytest

from saiken.case import load_scenario
from saiken.market import bucket_names
from tests.e2e.app_tools import (
    case_of,
    changing,
    choose,
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


def test_it_opens_with_the_default_and_its_numbers(visit):
    page = visit()
    assert case_of(page) == load_scenario("japan-2025").case
    says(page, outcome(case_of(page)))
    assert "2,048 draws" in text(page, "known")
    assert page.locator(".canvas canvas").count() == 10
    assert page.locator("#notice").is_hidden()


def test_it_is_light_and_quick(browser, server):
    page = browser.new_page()  # with nothing at hand
    page.goto(server.address)
    settled(page)
    page.locator("#plot-papers").scroll_into_view_if_needed()
    until(page, "document.querySelectorAll('.main-svg').length > 0")
    sizes = "performance.getEntriesByType('resource').map((one) => one.encodedBodySize)"
    assert sum(page.evaluate(sizes)) < 3 * 2**20
    paint = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime")
    assert paint < 2000
    page.close()


@pytest.mark.parametrize("width", [1280, 360])
def test_nothing_jumps_while_it_loads(visit, width):
    page = visit(width=width)
    shifts = page.evaluate("""() => new Promise((done) => new PerformanceObserver((list) =>
        done(list.getEntries().reduce((all, one) => all + one.value, 0)))
        .observe({ type: "layout-shift", buffered: true }) || setTimeout(() => done(0), 300))""")
    assert shifts < 0.1


def test_the_policy_allows_no_evaluation_and_no_foreign_script(visit, server):
    answers = []
    page = visit(ready=False)
    page.on("response", lambda answer: answers.append(answer))
    page.reload()
    settled(page)
    document = next(each for each in answers if each.request.is_navigation_request())
    policy = document.headers["content-security-policy"]
    assert "unsafe-eval" not in policy
    scripts = next(each for each in policy.split(";") if "script-src" in each)
    assert scripts.split() == ["script-src", "'self'"]


# --- each control ------------------------------------------------------------------------------

CHOICES = {
    "seller": ("United Kingdom", "United Kingdom", {}),
    "action": ("Turn notes and bonds into bills", "shorten", {}),
    "maturities": ("Long bonds", "long", {}),
    "pace": ("Front-loaded", "front-loaded", {}),
    "information": ("It is announced", "announced", {}),
    "proceeds": ("Euro", "euro", {}),
    "answers": ("Everybody", "everybody", {}),
    "size_from": ("The habitat model as published", "published", {}),
    **{name: ("Answers", "default", {}) for name in
       ("fed", "fima", "treasury", "regulators", "funds", "creditors", "freeze", "run")},
}  # fmt: skip
NUMBERS = {
    "amount_usd_bn--number": ("300", 300, {}),
    "sale_days--number": ("400", 400, {"horizon_days": "500"}),
    "notice_days--number": ("30", 30, {"information": "announced"}),
    "belief_pct--number": ("80", 80, {"information": "threatened", "notice_days": "20"}),
    "share_pct": ("40", 40, {}),
    "hedged_pct--number": ("10", 10, {"include_private": "true", "share_pct": "100"}),
    "half_life_years": ("2", 2, {}),
    "tariff_pct--number": ("10", 10, {}),
    "horizon_days": ("120", 120, {}),
    "bill_share_tilt_pct--number": ("5", 5, {}),
    "desired_jpy_per_usd": ("120", 120, {}),
    "draws": ("32", 32, {}),
    "seed": ("3", 3, {}),
    "overrides": ("flow.exponent=0.6", {"flow.exponent": 0.6}, {}),
    "as_of": ("4 Mar 2025", "2025-03-04", {}),
    "start": ("2 Jun 2025", "2025-06-02", {}),
}


def agrees(page, field, expected):
    settled(page)
    assert text(page, "wrong") == ""
    assert value_of(page, field) == expected
    says(page, outcome(case_of(page)))


def unfold(page):
    page.evaluate(
        "document.querySelectorAll('#controls details').forEach((one) => { one.open = true; })"
    )


@pytest.mark.parametrize("field", CHOICES)
def test_a_choice_moves_the_numbers(visit, field):
    words_of_choice, value, before = CHOICES[field]
    page = visit(few(**before))
    unfold(page)
    changing(page)
    choose(page, field, words_of_choice)
    agrees(page, field, value)


@pytest.mark.parametrize("field", NUMBERS)
def test_a_number_moves_the_numbers(visit, field):
    typed, value, before = NUMBERS[field]
    page = visit(few(**before))
    unfold(page)
    changing(page)
    write(page, field, typed)
    agrees(page, field.partition("--")[0], value)


def test_shares_can_be_written(visit):
    page = visit(few())
    assert page.locator("#own-proceeds").is_hidden()
    changing(page)
    choose(page, "proceeds", "Shares of my own")
    agrees(page, "proceeds", load_scenario("japan-2025").case.scenario.proceeds)
    changing(page)
    write(page, "proceeds--shares", "yen=1, dollars=3")
    agrees(page, "proceeds", {"yen": 0.25, "dollars": 0.75})
    assert page.locator("#proceeds--shares").input_value() == "yen=25, dollars=75"
    write(page, "proceeds--shares", "yen")
    assert "not understood" in text(page, "wrong")
    changing(page)
    choose(page, "maturities", "Shares of my own")
    agrees(page, "maturities", dict.fromkeys(bucket_names(), 1 / len(bucket_names())))
    changing(page)
    choose(page, "proceeds", "Euro")
    agrees(page, "proceeds", "euro")
    assert page.locator("#own-proceeds").is_hidden()


def test_the_switch_lets_private_holdings_in(visit):
    page = visit(few())
    unfold(page)
    changing(page)
    page.get_by_label("Include private holdings").click()
    agrees(page, "include_private", True)


def test_the_amount_slides_and_goes_back_to_everything(visit):
    page = visit(few())
    changing(page)
    slide(page, "amount_usd_bn", "Home", *["ArrowRight"] * 5)
    agrees(page, "amount_usd_bn", 50)
    assert page.locator("#amount_usd_bn--number").input_value() == "50"
    assert not page.locator("#amount_usd_bn--open").is_checked()
    changing(page)
    page.get_by_label("Everything the state commands").click()
    agrees(page, "amount_usd_bn", None)


def test_a_mouse_drags_the_days_and_few_draws_answer_at_once(visit):
    page = visit()
    page.locator("#sale_days").scroll_into_view_if_needed()
    box = page.locator("#sale_days").bounding_box()
    page.mouse.move(box["x"] + 0.3 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + 0.5 * box["width"], box["y"] + box["height"] / 2, steps=4)
    until(page, "document.getElementById('known').textContent.includes('256 draws')")
    changing(page)
    page.mouse.move(box["x"] + 0.6 * box["width"], box["y"] + box["height"] / 2)
    page.mouse.up()
    settled(page)
    assert 145 <= value_of(page, "sale_days") <= 155
    assert "2,048 draws" in text(page, "known")
    says(page, outcome(case_of(page)))


@pytest.mark.parametrize("field", ["amount_usd_bn", "sale_days"])
def test_the_pointer_is_heard_where_the_thumb_then_stands(visit, field):
    page = visit(few())
    box = page.locator(f"#{field}").bounding_box()
    middle = box["y"] + box["height"] / 2
    page.mouse.move(box["x"] + box["width"] / 2, middle)
    page.mouse.down()
    for share in (-0.02, 0.13, 0.303, 0.4711, 0.5, 0.8409, 0.934, 1.02):
        page.mouse.move(box["x"] + share * box["width"], middle)
        number = page.locator(f"#{field}--number").input_value().replace(",", "")
        thumb = f"document.querySelector('#{field} [role=slider]').getAttribute('aria-valuenow')"
        until(page, f"{thumb} === '{number}'")
    page.mouse.up()
    settled(page)
    assert value_of(page, field) == int(number)


def test_a_named_scenario_undo_and_reset(visit):
    page = visit()
    first = text(page, "sentence")
    changing(page)
    choose(page, "named", "China, 60 days")
    settled(page)
    assert case_of(page) == load_scenario("china-2025").case
    assert text(page, "sentence").startswith("China sells")
    changing(page)
    slide(page, "sale_days", "ArrowRight")
    settled(page)
    changing(page)
    page.get_by_role("button", name="Reset").click()
    settled(page)
    assert case_of(page) == load_scenario("china-2025").case
    for _ in range(3):
        changing(page)
        page.get_by_role("button", name="Undo").click()
        settled(page)
    assert text(page, "sentence") == first
    assert page.get_by_role("button", name="Undo").is_disabled()
    assert page.locator("#named").input_value() == "Japan, 60 days, into yen"


def test_what_does_not_fit_is_one_sentence_and_the_page_goes_on(visit):
    page = visit(few())
    write(page, "amount_usd_bn--number", "9000")
    until(page, "document.getElementById('wrong').textContent.includes('USD 9,000bn')")
    changing(page)
    write(page, "amount_usd_bn--number", "100")
    agrees(page, "amount_usd_bn", 100)
