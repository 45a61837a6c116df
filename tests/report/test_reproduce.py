import json
import shlex

import pytest

import saiken
from saiken.report.reproduce import NEEDS_FILE, case_table, command, python

CASES = {
    "as it stands": {},
    "changed": {"amount_usd_bn": 500.0, "share_pct": None, "sale_days": 20, "proceeds": "dollars"},
    "share": {"share_pct": 12.5, "maturities": "bills", "half_life_years": 2.0},
    "private": {"include_private": True, "horizon_days": 120},
}


def changed(out, **given):
    scenario = out.case.scenario.model_copy(update=given)
    assumptions = (
        saiken.Assumptions(overrides={"flow.exponent": 0.5}) if given else out.case.assumptions
    )
    update = {"scenario": scenario, "assumptions": assumptions, "draws": 32, "seed": 3}
    case = out.case.model_copy(update=update)
    return saiken.simulate(case, out.snap)


@pytest.mark.parametrize("name", CASES)
def test_the_command_gives_the_same_case(out, name, capsys):
    from saiken.cli import main

    outcome = changed(out, **CASES[name])
    words = shlex.split(command(outcome))
    assert words[:2] == ["saiken", "run"]
    with pytest.raises(SystemExit, match=r"^0$|^None$"):
        main([*words[1:], "--json"])
    assert json.loads(capsys.readouterr().out)["case"] == outcome.case.model_dump(mode="json")


def test_a_named_scenario_needs_no_flags(snap):
    outcome = saiken.simulate(saiken.load_scenario("china-2025"), snap, draws=32)
    assert command(outcome) == "saiken run china-2025 --draws 32"


def test_shares_by_use_need_a_file(out):
    mixed = saiken.Scenario(amount_usd_bn=100, proceeds={"yen": 0.5, "dollars": 0.5})
    assert command(saiken.simulate(mixed, out.snap, draws=32)) == NEEDS_FILE


@pytest.mark.parametrize("name", CASES)
def test_python_gives_the_same_case(out, name):
    outcome = changed(out, **CASES[name])
    lines = python(outcome)
    scope = {}
    exec(lines.partition("out =")[0], scope)
    assert scope["case"] == outcome.case
    assert lines.endswith("print(out)")


def test_the_case_is_echoed_with_units(out):
    echoed = dict(case_table(out).rows)
    assert echoed["Length of the sale"] == "60 business days"
    assert echoed["Amount"] == "left open"
    assert echoed["Include private holdings"] == "no"
