"""What is sold: the ladder of bills, the mix of auctions, and what is known of both."""

import importlib.util
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.fiscal.policy import bill_classes, bill_ladder, recent_policy
from saiken.fiscal.policy import settings as policy_file
from saiken.fiscal.securities import months_before
from saiken.market.universe import universe

TERMS = [one.term_months for one in bill_classes()]


def load(name):
    spec = importlib.util.spec_from_file_location(name, Path(__file__).parent / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def ladder(sold):
    """Bills outstanding when so much of each term was sold every month."""
    rows = [
        ("Bill", 0.0, 0, month, usd)
        for term, usd in zip(TERMS, sold, strict=True)
        for month in range(1, term + 1)
    ]
    return load("listed").make("2025-04-30", rows)


@settings(max_examples=30)
@given(st.lists(st.floats(0.1, 100.0), min_size=len(TERMS), max_size=len(TERMS)))
def test_a_steady_ladder_is_read_back_exactly(sold):
    assert bill_ladder(ladder(sold)) == pytest.approx(sold, rel=1e-9)


def test_terms_are_the_regular_ones():
    assert TERMS == [1, 2, 3, 4, 6, 12]


def test_no_bills_give_an_even_ladder():
    listed = load("listed").make("2025-04-30", [("Note", 0.02, 1, 24, 5.0)])
    assert bill_ladder(listed).tolist() == [1.0] * len(TERMS)


def test_mix_is_that_of_twelve_months_of_auctions(snap, listed):
    policy = recent_policy(snap.store, snap.as_of, listed)
    table = snap.store.table("coupon_auctions", snap.as_of)
    recent = table["auction_date"] > np.datetime64("2024-05-02")
    total = table["offering"][recent].sum()
    for one, mix in zip(policy.classes, policy.mix, strict=True):
        if one.kind in ("Note", "Bond"):
            mine = recent & (table["term_years"] == one.term_years)
            assert mix == pytest.approx(table["offering"][mine].sum() / total)
    assert recent.sum() == 84


def test_mix_sums_to_one_in_every_group(snap, listed):
    policy = recent_policy(snap.store, snap.as_of, listed)
    assert np.bincount(policy.group, policy.mix) == pytest.approx(np.ones(4))
    assert np.bincount(policy.group, policy.standing) == pytest.approx(np.ones(4))
    standing = dict(zip([one.id for one in policy.classes], policy.standing, strict=True))
    assert standing["bond_30y"] > standing["note_2y"]


def test_later_auctions_do_not_count(snap, listed):
    table = snap.store.table("coupon_auctions")
    changed = {name: column.copy() for name, column in table.items()}
    changed["offering"] = changed["offering"] / 1e9
    for name in ("coupon", "high_yield", "indirect"):
        changed[name] = changed[name] * 100
    later = changed["released"] > snap.as_of
    assert later.any()
    changed["offering"][later] *= 50
    altered = snap.store.with_table("coupon_auctions", changed)
    one, same = (recent_policy(store, snap.as_of, listed) for store in (snap.store, altered))
    assert same.mix == pytest.approx(one.mix)


def test_without_a_year_of_auctions_the_list_gives_the_mix(snap):
    official = universe(snap.store, "2023-09-30", known_on="2023-10-31")
    policy = recent_policy(snap.store, "2023-09-30", official)
    assert any("Fewer than twelve months" in note for note in policy.notes)
    ids = [one.id for one in policy.classes]
    young = (official.kind == "Note") & (official.issue_date > np.datetime64("2022-09-15"))
    years = (official.maturity_date - official.issue_date).astype(int) / 365.25
    two = official.outstanding_usd[young & (abs(years - 2) < 0.3)].sum()
    five = official.outstanding_usd[young & (abs(years - 5) < 0.3)].sum()
    ratio = policy.mix[ids.index("note_2y")] / policy.mix[ids.index("note_5y")]
    assert ratio == pytest.approx(two / five)
    # 42bn two-year and 43bn five-year notes were sold a month, Federal Reserve add-ons come on top
    assert ratio == pytest.approx(1.0, abs=0.1)


def test_tilt_goes_from_notes_and_bonds_to_bills(snap, listed):
    policy = recent_policy(snap.store, snap.as_of, listed, 0.06)
    path = policy.shares(np.array([0.2, 0.7, 0.07, 0.03]), 60)
    assert path[:, 0].tolist() == [0.2, 0.7, 0.07, 0.03]
    assert path[:, 12] == pytest.approx([0.23, 0.67, 0.07, 0.03])
    assert path[:, 60] == pytest.approx([0.26, 0.64, 0.07, 0.03])
    assert path.sum(axis=0) == pytest.approx(np.ones(61))
    assert policy_file()["tilt_phase_in_months"] == 24


def test_months_before_stays_inside_the_month():
    assert str(months_before("2024-03-31", 1)) == "2024-02-29"
    assert str(months_before("2025-05-02", 12)) == "2024-05-02"
