"""Scenario files: the bundled ones and a user's own."""

import pytest

import saiken
from saiken.case import check, load_scenario, scenario_names
from saiken.case.named import parse

GOOD = """
title: Mine
as_of: 2025-05-02
scenario:
  seller: Japan
  amount_usd_bn: 100
"""


@pytest.mark.parametrize("name", scenario_names())
def test_bundled_scenarios_fit_the_facts_of_their_day(name):
    named = load_scenario(name)
    assert named.sources
    assert len(named.context) > 80
    check(named.case.scenario, saiken.snapshot(named.case.as_of))


def test_a_users_file_is_read(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD)
    named = load_scenario(path)
    assert named.name == "mine"
    assert named.case.scenario.amount_usd_bn == 100


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scenario: [unclosed", "not valid YAML in line"),
        (GOOD + "  amount_usd: 3\n", "nearest are amount_usd_bn"),
        (GOOD + "drawz: 3\n", "unknown key 'drawz'; the nearest are draws"),
        ("just words", "has to be keys"),
        (GOOD.replace("100", "-3"), "amount_usd_bn: it should be greater than or equal to 0"),
        (GOOD.replace("2025-05-02", "someday"), "as_of"),
    ],
)
def test_a_broken_file_costs_one_sentence(text, message):
    with pytest.raises(saiken.InputError, match=message) as caught:
        parse(text, "mine")
    assert "\n" not in str(caught.value)


def test_a_malformed_file_names_its_line():
    with pytest.raises(saiken.InputError, match="line 3"):
        parse("title: x\nscenario:\n  seller: a: b\n", "mine")


def test_unknown_names_and_missing_files(tmp_path):
    with pytest.raises(saiken.InputError, match="nearest are japan-2025"):
        load_scenario("japan-2026")
    with pytest.raises(saiken.InputError, match="no scenario file"):
        load_scenario(tmp_path / "none.yaml")
    (tmp_path / "folder.yaml").mkdir()
    with pytest.raises(saiken.InputError, match="cannot be read"):
        load_scenario(tmp_path / "folder.yaml")
