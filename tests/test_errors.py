"""Errors: the tree, the exit codes, and sentences that name the nearest valid choice."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken import errors

HOLDERS = ["Japan", "China, Mainland", "United Kingdom", "Belgium", "Cayman Islands"]
NAMES = st.lists(
    st.text(st.characters(categories=["L"]), min_size=1, max_size=12), min_size=1, max_size=12
)


@pytest.mark.parametrize(
    ("kind", "code"), [(errors.InputError, 2), (errors.DataError, 1), (errors.SolverError, 1)]
)
def test_each_error_is_ours_and_has_its_exit_code(
    kind: type[errors.SaikenError], code: int
) -> None:
    assert issubclass(kind, errors.SaikenError)
    assert kind.exit_code == code


def test_a_bad_request_is_also_a_value_error() -> None:
    with pytest.raises(ValueError, match="no holder"):
        raise errors.unknown("holder", "Atlantis", HOLDERS)


@pytest.mark.parametrize("seen", ["Japn", "japan", "JAPAN", "jpan"])
def test_a_misspelt_name_finds_its_neighbour(seen: str) -> None:
    assert str(errors.unknown("holder", seen, HOLDERS)) == (
        f"There is no holder named {seen!r}; the nearest are Japan."
    )


def test_a_name_like_nothing_lists_what_is_known() -> None:
    assert errors.nearest("zzzz", HOLDERS) == "; known are " + ", ".join(HOLDERS)


def test_a_long_list_is_cut_and_says_so() -> None:
    known = [f"name-{letter}" for letter in "abcdefghij"]
    said = errors.nearest("0", known)
    assert said.endswith("name-h, …")
    assert "name-i" not in said


@given(st.text(max_size=30), NAMES)
def test_the_sentence_names_only_valid_choices(seen: str, known: list[str]) -> None:
    said = errors.nearest(seen, known)
    named = said.removeprefix("; the nearest are ").removeprefix("; known are ")
    assert set(named.removesuffix(", …").split(", ")) <= set(known)


def test_a_value_outside_its_range_says_what_is_allowed() -> None:
    error = errors.out_of_range("draws", 10_000_000, "1 to 100,000")
    assert isinstance(error, errors.InputError)
    assert str(error) == "draws is 10000000; allowed is 1 to 100,000."
