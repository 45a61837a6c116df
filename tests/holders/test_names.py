from __future__ import annotations

import pytest

from saiken.data import load_store
from saiken.errors import InputError
from saiken.holders import find, sellers
from saiken.holders.names import countries, holders


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        ("China", "China, Mainland"),
        ("uk", "United Kingdom"),
        ("  south   korea ", "Korea, South"),
        ("Russian Federation", "Russia"),
        ("grand total", "All foreign holders"),
        ("central banks", "Official holders"),
        ("europe", "Europe"),
    ],
)
def test_aliases_lead_to_the_canonical_name(asked, name):
    assert find(asked).name == name


def test_every_canonical_name_finds_itself_and_no_alias_is_used_twice():
    for name in holders():
        assert find(name).name == name


def test_an_unknown_name_gives_the_nearest():
    with pytest.raises(InputError, match=r"no holder named 'Japn'; the nearest are Japan"):
        find("Japn")


def test_every_row_of_the_table_belongs_to_exactly_one_name():
    rows = {key for key in load_store().keys("tic_holdings") if "Official, T" not in key}
    named = [key for holder in holders().values() if holder.kind != "group" for key in holder.keys]
    assert sorted(named) == sorted(rows)


def test_groups_name_countries_of_the_table_only():
    rows = {holder.name for holder in countries()}
    for holder in holders().values():
        if holder.kind == "group":
            assert set(holder.keys) <= rows


def test_codes_of_gdp_exist_and_places_without_one_have_none():
    codes = {key.partition(":")[0] for key in load_store().keys("weo")}
    for holder in countries():
        assert holder.iso3 is None or holder.iso3 in codes
    assert {holder.name for holder in countries() if holder.iso3 is None} == {
        "Cayman Islands",
        "Bermuda",
    }


def test_sums_of_places_are_no_sellers():
    assert "Japan" in sellers()
    assert "Europe" in sellers()
    assert not {"All Other", "Belgium-Luxembourg"} & set(sellers())
