"""A case in a link: there and back, old, wrong and hostile."""

import json
from urllib.parse import parse_qsl, urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.case import Case, load_scenario, scenario_names, settings_of
from saiken.case.link import LONGEST, PARTS, link_of, owners, read_link

DATA = "abc"


def changed(case, **values):
    request = case.model_dump(mode="json")
    lives = owners()
    for name, value in values.items():
        (request[lives[name]] if lives[name] else request)[name] = value
    return Case.model_validate(request)


@pytest.mark.parametrize("name", scenario_names())
def test_a_named_scenario_needs_nothing_but_its_name(name):
    case = load_scenario(name).case
    query = link_of(case, name, DATA)
    assert [key for key, _ in parse_qsl(query)] == ["scenario", "version", "data"]
    found = read_link(query, DATA)
    assert (found.name, found.case, found.message) == (name, case, "")


@pytest.mark.parametrize("name", scenario_names())
@pytest.mark.parametrize(
    "values",
    [
        {"sale_days": 20, "include_private": True, "share_pct": None, "amount_usd_bn": 123.25},
        {"maturities": {"0-1": 0.25, "1-3": 0.75}, "proceeds": {"yen": 0.5, "gold": 0.5}},
        {"as_of": "2025-03-04", "start": None, "seed": 5, "draws": 64},
        {"overrides": {"flow.exponent": 0.5}, "size_from": "published"},
        {"answers": "everybody", "fed": "absent", "half_life_years": 1e-1},
    ],
)
def test_what_differs_comes_back(name, values):
    case = changed(load_scenario(name).case, **values)
    found = read_link(link_of(case, name, DATA), DATA)
    assert found.case == case
    assert found.message == ""


@given(
    amount=st.none() | st.floats(0, 1e6),
    hedged=st.floats(0, 100),
    days=st.integers(1, 1250),
    seller=st.text(max_size=30),
    seed=st.integers(0, 2**31 - 1),
)
def test_any_value_comes_back_to_the_last_bit(amount, hedged, days, seller, seed):
    case = changed(Case(), amount_usd_bn=amount, hedged_pct=hedged, sale_days=days, seed=seed)
    case = changed(case, seller=seller or "Japan")
    assert read_link(link_of(case, "japan-2025", DATA), DATA).case == case


def test_every_setting_has_one_place():
    names = [name for model in PARTS.values() for name in settings_of(model)]
    names += [name for name in settings_of(Case) if name not in PARTS]
    assert len(names) == len(set(names)) == len(owners())


def test_an_older_link_opens_with_a_word_of_warning():
    found = read_link("sale_days=7&version=0.0.1&data=abc", DATA)
    assert found.case.scenario.sale_days == 7
    assert "other software than" in found.message
    assert "other data than" in read_link("data=xyz", DATA).message
    assert "software and data" in read_link("version=9&data=xyz", DATA).message


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("scenario=japan-2052", "no scenario named 'japan-2052'; the nearest are japan-2025"),
        ("sale_dayz=3", "'sale_dayz' is not a setting; the nearest are sale_days"),
        ("sale_days=0", "greater than or equal to 1"),
        ("amount_usd_bn=nan", "finite"),
        ("maturities=%7B", "not valid JSON"),
        ("maturities=" + "%7B%22a%22:" * 1000, "longer than"),
        ("information=threatened&notice_days=0&start=", "a threat needs a notice"),
        ("overrides=%7B%22a%22:%22b%22%7D", "valid number"),
        ("a=1&" * 100, "more settings than there are"),
    ],
)
def test_a_wrong_link_gives_the_default_and_says_why(query, told):
    found = read_link(query, DATA)
    assert found.case == load_scenario(scenario_names()[0]).case
    assert found.message.startswith("This link cannot be opened: ")
    assert found.message.endswith("Shown is the default.")
    assert told in found.message


@settings(max_examples=300)
@given(st.text(max_size=200) | st.dictionaries(st.sampled_from([*owners(), "scenario", "x"]),
       st.text(max_size=40)).map(urlencode))  # fmt: skip
def test_no_query_breaks_it(query):
    found = read_link(query, DATA)
    assert isinstance(found.case, Case)
    assert len(found.message) < 400 + len(", ".join(owners()))
    json.dumps(found.case.model_dump(mode="json"), allow_nan=False)


def test_a_deep_value_is_refused_in_time():
    deep = "overrides=" + "{" * (LONGEST - 20)
    assert "not valid JSON" in read_link(deep, DATA).message
