"""Amounts and lengths as people write them; flags generated from the case."""

import datetime as dt

import pytest

import saiken
from saiken.case import load_scenario
from saiken.cli import parse
from saiken.cli.flags import build_case, case_options, case_settings


@pytest.mark.parametrize(
    ("text", "value"),
    [("500bn", 500), ("1.2tn", 1200), ("500", 500), ("750 bn", 750), ("1,100bn", 1100),
     ("250mn", 0.25), ("0", 0)],
)  # fmt: skip
def test_amounts(text, value):
    assert parse.usd_bn(text) == pytest.approx(value)


@pytest.mark.parametrize("text", ["abc", "5 apples", "", "nan", "1e", "bn"])
def test_bad_amounts(text):
    with pytest.raises(saiken.InputError, match="write it like 500bn"):
        parse.usd_bn(text)


@pytest.mark.parametrize(("text", "days"), [("60d", 60), ("60", 60), ("12w", 60), ("1y", 250)])
def test_lengths(text, days):
    assert parse.business_days(text) == days


@pytest.mark.parametrize("text", ["1.5d", "3 months", "x"])
def test_bad_lengths(text):
    with pytest.raises(saiken.InputError, match="write it like 60d"):
        parse.business_days(text)


def test_shares_and_assignments():
    assert parse.share_pct("50%") == parse.share_pct("50") == 50
    assert parse.assignment("flow.exponent=0.5") == ("flow.exponent", 0.5)
    with pytest.raises(saiken.InputError, match="has no '='"):
        parse.assignment("flow.exponent")
    with pytest.raises(saiken.InputError, match="write a plain number"):
        parse.assignment("flow.exponent=0.5bp")
    with pytest.raises(saiken.InputError, match="write it like 50"):
        parse.share_pct("50bn")


def test_every_setting_has_exactly_one_option():
    assert [option.name for option in case_options()] == list(case_settings())


def test_flags_override_a_named_scenario():
    given = {"amount_usd_bn": "300bn", "sale_days": "12w", "as_of": "2025-03-03", "draws": "64"}
    case = build_case(load_scenario("japan-2025"), given)
    assert case.scenario.amount_usd_bn == 300
    assert case.scenario.sale_days == 60
    assert case.scenario.proceeds == "yen"
    assert case.as_of == dt.date(2025, 3, 3)
    assert case.draws == 64


def test_an_amount_replaces_the_scenarios_share_and_the_other_way_round():
    europe = load_scenario("europe-2026")
    assert build_case(europe, {"amount_usd_bn": "10"}).scenario.share_pct is None
    russia = load_scenario("russia-2018")
    assert build_case(russia, {"share_pct": "10%"}).scenario.amount_usd_bn is None
    with pytest.raises(saiken.InputError, match="not both"):
        build_case(russia, {"share_pct": "10%", "amount_usd_bn": "10"})


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"amount_usd_bn": "-5"}, r"--amount: it should be greater than or equal to 0 \(seen: -5"),
        ({"draws": "10000000"}, "--draws: it should be less than or equal to 65536"),
        ({"sale_days": "0"}, "--over: it should be greater"),
        (
            {"proceeds": "yuan"},
            "--proceeds: there is no use of the proceeds named 'yuan'; the nearest are yen",
        ),
        ({"seed": "x"}, "--seed: it should be a valid integer"),
        ({"as_of": "soon"}, "--as-of: it should be a valid date"),
    ],
)
def test_a_bad_flag_is_named(given, message):
    with pytest.raises(saiken.InputError, match=message):
        build_case(load_scenario("japan-2025"), given)
