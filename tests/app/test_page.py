"""The table of cards has a control for every setting, and the page's files are what they claim."""

import datetime as dt
import hashlib
import json
import re
from pathlib import Path

import numpy as np
import pytest

from saiken.app.page.boot import boot
from saiken.app.page.charts import CARDS, CHARTS
from saiken.app.page.controls import control, controls, groups, named_choices
from saiken.app.page.figures import figure_document, figure_names
from saiken.app.page.implied import implied_document
from saiken.app.page.rest import most_usd_bn, rest_document
from saiken.app.page.widgets import table_of_cards
from saiken.case import Case, Scenario, load_scenario, scenario_names, settings_of
from saiken.case.link import owners
from saiken.data import resource_bytes, resource_text
from saiken.errors import InputError
from saiken.implied import implied
from saiken.implied.result import SUMMARIES
from saiken.outcome.result import DATASETS
from saiken.simulate import simulate
from saiken.units import from_si

PAGE = (Path(__file__).parents[2] / "docs" / "app.md").read_text("utf-8")


def test_the_documented_example_runs(capsys):
    code = re.search(r"```python\n(.*?)```", PAGE, re.DOTALL)[1]
    exec(compile(code, "docs/app.md", "exec"), {})
    assert capsys.readouterr().out.startswith("scenario=japan-2025&amount_usd_bn=300&version=")


def test_every_setting_has_exactly_one_control():
    shown = [each.name for group in groups() for each in (*group.controls, *group.folded)]
    assert sorted(shown) == sorted(owners())


def test_a_control_says_what_its_setting_declares():
    for name, each in settings_of(Scenario).items():
        made = control(name)
        assert made.title in (each.title, "Creditor")
        assert made.line
        assert made.optional == (each.default is None)
        if made.kind == "slider":
            assert made.step == each.step
            assert (made.least, made.most) == (each.bounds.get("ge"), each.bounds.get("le"))


FREE = {
    "action", "sale_days", "information", "notice_days", "belief_pct", "start", "horizon_days",
    "bill_share_tilt_pct", "desired_jpy_per_usd", "overrides", "draws", "seed",
    "fed", "fima", "treasury", "regulators", "funds", "creditors", "freeze", "run",
}  # fmt: skip


def test_a_control_names_its_source_or_is_the_readers_choice():
    for name, each in controls().items():
        assert set(each.data) <= set(DATASETS)
        assert bool(each.data or each.basis) == (name not in FREE), name


@pytest.mark.parametrize("name", [each for each in controls() if controls()[each].choices])
def test_every_choice_can_be_asked_for(name):
    part = owners()[name]
    for value, words in controls()[name].choices:
        assert words
        if value in ("", "shares"):
            continue
        given = {name: value} | ({"notice_days": 5} if value == "threatened" else {})
        Case.model_validate({part: given})


def test_what_the_market_said_is_what_the_command_says():
    found = implied_document(load_scenario("japan-2025").case, dt.date(2025, 5, 2))
    own = implied("2025-05-02")
    assert found["sentence"] == own.summary()
    rows = found["charts"]["implied"]["table"]["rows"]
    assert len(rows) == len(own.estimates)
    drawn = found["charts"]["implied"]["figure"]["data"][0]["x"]
    wanted = [each.change.middle for each in own.estimates if each.key in SUMMARIES]
    assert drawn == pytest.approx(from_si(np.array(wanted), "usd_bn"), rel=1e-3)
    assert found["remarks"][0] == {
        "date": "2025-05-02",
        "title": "Kato: the Treasuries exist as a card",
    }


def test_a_day_without_data_is_refused_in_a_sentence():
    found = implied_document(load_scenario("japan-2025").case, dt.date(1950, 5, 2))
    assert found["cannot"].startswith("The event date is 1950-05-02; allowed is ")
    assert "sentence" not in found


def test_a_threatened_sale_is_read_as_an_announced_one():
    found = implied_document(load_scenario("japan-threat").case, dt.date(2025, 5, 2))
    assert found["cannot"] == ""
    assert "expected sales" in found["sentence"]


def test_every_named_scenario_can_be_started_from():
    assert [name for name, _ in named_choices()] == list(scenario_names())
    for name in scenario_names():
        assert table_of_cards(load_scenario(name).case).to_plotly_json()


def test_what_the_script_starts_from_is_json_of_a_bounded_size():
    text = json.dumps(boot(), allow_nan=False)
    assert len(text) < 40_000
    assert boot()["controls"]["amount_usd_bn"]["kind"] == "slider"


def test_the_vendored_library_is_the_one_that_is_named():
    read = resource_text("app/assets/vendor/README.txt")
    for name in ("uPlot.iife.min.js", "uPlot.min.css"):
        content = resource_bytes(f"app/assets/vendor/{name}")
        assert hashlib.sha256(content).hexdigest() in read
    assert "MIT" in resource_text("app/assets/vendor/LICENSE-uPlot.txt")


SCRIPTS = (
    "main", "cases", "cards", "wire", "plots", "charts", "answer", "rest", "plotly", "compare",
    "saving", "player", "theme", "words", "dom", "worth", "before", "boot",
)  # fmt: skip
MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|\beval\(|new Function|document\.write")


@pytest.mark.parametrize("name", SCRIPTS)
def test_no_script_evaluates_or_writes_markup(name):
    script = resource_text(f"app/assets/{name}.js")
    assert not MARKUP.search(script)
    assert "http://" not in script
    assert "https://" not in script


@pytest.fixture(scope="module")
def out():
    return simulate(load_scenario("japan-2025").case.model_copy(update={"draws": 64}))


def test_every_moving_chart_names_real_sources_and_can_be_saved(out):
    assert all(set(each.sources) <= set(DATASETS) for each in (*CHARTS, *CARDS))
    for each in CHARTS:
        assert each.figure in figure_names()
        if each.figure != "timeline":
            document = figure_document(out, each.figure)
            assert document["figure"]["data"]
            assert document["table"]["rows"]


def test_a_figure_without_content_is_refused():
    out = simulate(Case(scenario=Scenario(amount_usd_bn=0), draws=16))
    with pytest.raises(InputError, match="nothing to show"):
        figure_document(
            out, "usdjpy_bond_leg" if "usdjpy_bond_leg" not in out.arrays else "answer_fed"
        )


def test_at_rest_the_page_knows_the_evidence_the_sources_and_the_most_that_can_be_sold(out):
    found = rest_document(out)
    json.dumps(found, allow_nan=False)
    assert [each["ten_year_bp"] for each in found["answers"]] == [
        each.ten_year_bp for each in out.four_answers
    ]
    assert {each["id"] for each in found["sources"]} == {each.id for each in out.sources}
    assert set(found["charts"]) == {"effects", "papers", "drivers"}
    assert found["most_usd_bn"] > out.headline["amount_sold_usd_bn"]["p50"]


def test_what_can_be_borrowed_is_less_than_what_can_be_sold(out):
    scenario = out.case.scenario.model_copy(update={"action": "repo"})
    borrowed = simulate(out.case.model_copy(update={"scenario": scenario}))
    assert most_usd_bn(borrowed) < most_usd_bn(out)


def test_a_case_without_a_sale_has_no_papers_to_ask():
    found = rest_document(simulate(Case(scenario=Scenario(amount_usd_bn=0), draws=16)))
    assert found["answers"] == []
    assert found["charts"] == {}
    assert found["naive"] is None
