from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.facts import Part, claims
from saiken.facts.verdict import above, by_last_digit, decided, over_readings, worst
from saiken.units import SCALE


@pytest.mark.parametrize(
    ("found", "claimed", "digit", "word"),
    [
        (1.1259, 1.1, 0.1, "holds"),
        (1.16, 1.1, 0.1, "holds roughly"),
        (1.30, 1.1, 0.1, "does not hold"),
        (148.2, 149, 1, "holds roughly"),
        (147.1, 149, 1, "does not hold"),
        (4.33, 4.22, 0.01, "does not hold"),
    ],
)
def test_a_claim_is_judged_at_its_own_last_digit(found, claimed, digit, word):
    assert by_last_digit(found, claimed, digit) == word


@given(st.floats(0.1, 100), st.integers(2, 50))
def test_further_away_is_never_better(claimed, units):
    order = ("holds", "holds roughly", "does not hold")
    near = by_last_digit(claimed, claimed, 0.1)
    far = by_last_digit(claimed + units * 0.1, claimed, 0.1)
    assert order.index(near) <= order.index(far)


def test_a_band_is_judged_by_its_low_end_then_its_middle():
    assert above(1, 2, 0) == "holds"
    assert above(-1, 2, 0) == "holds roughly"
    assert above(-2, -1, 0) == "does not hold"
    assert above(0, 0, 0) == "does not hold"


def _parts(*words):
    return [Part("part", "", word) for word in words]


def test_a_claim_is_as_good_as_its_worst_part():
    assert worst(_parts("holds", "holds")) == "holds"
    assert worst(_parts("holds", "holds roughly")) == "holds roughly"
    assert worst(_parts("holds", "cannot be shown")) == "cannot be shown"
    assert worst(_parts("cannot be shown", "does not hold", "holds")) == "does not hold"


def test_readings_hold_under_all_some_or_none():
    assert over_readings(_parts("holds", "holds")) == "holds"
    assert over_readings(_parts("holds", "does not hold")) == "holds roughly"
    assert over_readings(_parts("does not hold")) == "does not hold"
    assert over_readings(_parts("cannot be shown", "does not hold")) == "cannot be shown"
    assert over_readings(_parts("cannot be shown", "holds")) == "holds roughly"
    assert over_readings([]) == "cannot be shown"


def test_a_band_across_the_threshold_decides_nothing():
    assert decided(1.1, 3, 1) == "holds"
    assert decided(0.1, 0.9, 1) == "does not hold"
    assert decided(0.5, 3, 1) == "cannot be shown"


def test_there_are_nineteen_claims_each_with_a_rule():
    assert [claim.id for claim in claims()] == [f"F{n}" for n in range(1, 20)]
    assert all(len(claim.rule) > len("Last digit") for claim in claims())


def test_every_answer_has_a_known_unit_and_a_source_where_it_has_a_figure(facts):
    for verdict in facts().values():
        assert verdict.found
        if verdict.figure is not None:
            assert verdict.unit in SCALE
            assert verdict.source
            assert verdict.vintage
        if verdict.verdict == "cannot be shown":
            assert verdict.needs


def test_a_snapshot_gives_the_same_answers_as_a_store_and_a_date(facts):
    import saiken

    found = {verdict.id: verdict for verdict in saiken.facts(saiken.snapshot("2025-05-02"))}
    assert found == facts()
