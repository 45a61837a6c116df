"""The bill by security against its slow twin, against the bill by class, and against arithmetic."""

import importlib.util
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saiken.fiscal import HORIZON_MONTHS, KINDS, BillEngine, SecurityBill, base_rates, debt_path
from saiken.fiscal.plan import make_plan
from saiken.fiscal.policy import Policy, recent_policy
from saiken.fiscal.securities import months_left, running_rates, stock
from saiken.market import Curve, debt_profile
from saiken.variables import MATURITIES, MATURITY_LABELS

MONTHS = HORIZON_MONTHS + 1
BP = 1e-4
SLACK = 1e-9
"""Sums in another order, relative."""
NOISE_USD = 5.0
"""A few dollars on trillions: what differences of running sums leave behind."""
FOLDER = Path(__file__).parent


def load(name):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shift(at=range(1, MONTHS), labels=MATURITY_LABELS, by=BP):
    change = np.zeros((1, MONTHS, len(MATURITIES)))
    for month in at:
        for label in labels:
            change[0, month, MATURITY_LABELS.index(label)] = by
    return change


def loops(bill, listed, at_sale, floating, old_rate):
    """The slow twin on the same list, policy and debt."""
    scale = bill.plan.debt_usd[0] / listed.outstanding_usd.sum()
    ahead = months_left(listed.maturity_date, listed.as_of)
    securities = list(zip(listed.kind, ahead, listed.outstanding_usd * scale, strict=True))
    return load("slow_security").interest_by_kind(
        securities, old_rate, bill.policy, bill.plan.debt_usd, bill.base.price_index, at_sale,
        floating,
    )  # fmt: skip


def small(snap, rows, debt, tilt=0.0):
    """A bill of a few securities with the shape of a given debt."""
    listed = load("listed").make("2025-04-30", rows)
    base = base_rates(snap.store, "2025-04-30", snap.curve, len(debt) - 1)
    policy = recent_policy(snap.store, "2025-04-30", listed, tilt)
    return listed, SecurityBill.build(snap.store, listed, debt, policy, base, snap.curve)


ROWS = [
    ("Bill", 0.0, 1, 2, 30.0),
    ("Bill", 0.0, 0, 6, 10.0),
    ("Note", 0.02, 30, 30, 50.0),
    ("Note", 0.04, 5, 55, 40.0),
    ("Bond", 0.03, 100, 260, 30.0),
    ("TIPS", 0.01, 3, 117, 20.0),
    ("FRN", np.nan, 2, 22, 8.0),
]


@pytest.mark.parametrize("tilt", [0.0, 0.05, -0.03])
def test_equals_the_slow_twin(snap, tilt):
    debt = 188e9 * (1 + 0.01 * np.arange(61))
    listed, bill = small(snap, ROWS, debt, tilt)
    rng = np.random.default_rng(3)
    change = rng.normal(size=(2, 61, len(MATURITIES))) * 20 * BP
    fast = bill.by_kind(change)
    for draw in range(2):
        ends = np.einsum("mt,ct->cm", change[draw], bill.issue_response)
        between = np.concatenate([ends[:, :1], (ends[:, 1:] + ends[:, :-1]) / 2], axis=1)
        floating = ends[list(bill.policy.floating).index(True)]
        slow = loops(bill, listed, between, floating, [0.0] * len(ROWS))
        for kind in KINDS:
            assert fast[kind][draw] == pytest.approx(slow[kind], rel=1e-7, abs=1e-2)


def test_interest_without_a_sale_equals_the_slow_twin(snap):
    debt = 188e9 * (1 + 0.005 * np.arange(41))
    listed, bill = small(snap, ROWS, debt)
    floating = bill.issue_rate[list(bill.policy.floating).index(True)]
    rates = running_rates(snap.store, listed)
    slow = loops(bill, listed, bill.sale_rate, floating, rates)
    fast = bill.baseline_by_kind()
    balance = bill.outstanding_by_kind_usd["TIPS"] * bill.base.inflation
    grows = np.concatenate([[0.0], (balance[1:] + balance[:-1]) / 2 / 12])
    slow["TIPS"] = list(np.array(slow["TIPS"]) + grows)
    for kind in KINDS:
        assert fast[kind] == pytest.approx(slow[kind], rel=1e-9, abs=1e-2)
    assert bill.baseline_interest_usd() == pytest.approx(sum(fast.values()))


def test_equals_the_bill_by_class_on_a_universe_of_buckets(snap):
    """Lines by class and month of maturity, each class refinanced like with like: the same bill."""
    day0 = "2025-04-30"
    engine = BillEngine.build(
        debt_profile(snap.store), debt_path(snap.store, day0), 2.9e13, snap.curve
    )
    profile = debt_profile(snap.store)
    place, month = np.nonzero(profile.runoff_share)
    usd = 2.9e13 * profile.class_share[place] * profile.runoff_share[place, month]
    rows = [
        (profile.classes[c].kind, 0.0, 0, m, v) for c, m, v in zip(place, month, usd, strict=True)
    ]
    listed = load("listed").make(day0, rows)
    old = stock(snap.store, listed, 1.0, HORIZON_MONTHS)
    left = np.zeros((len(profile.classes), MONTHS))
    for c, m, v in zip(place, month, usd, strict=True):
        left[c, :m] += v
    policy = Policy(
        profile.classes, tuple(one.id for one in profile.classes),
        np.arange(len(profile.classes)), np.ones(len(profile.classes)),
        np.zeros(len(profile.classes)), 1,
    )  # fmt: skip
    rates = np.zeros((len(profile.classes), MONTHS))
    base = replace(base_rates(snap.store, day0, snap.curve, HORIZON_MONTHS),
                   inflation=np.zeros(MONTHS))  # fmt: skip
    plan = make_plan(policy, engine.outstanding_usd, left, base.price_index)
    bill = SecurityBill(old, policy, plan, base, engine.issue_response, rates, rates)
    change = np.random.default_rng(5).normal(size=(4, MONTHS, len(MATURITIES))) * 30 * BP
    ours, theirs = bill.extra_interest_usd(change), engine.extra_interest_usd(change)
    assert np.abs(theirs).max() > 1e9
    assert ours == pytest.approx(theirs, rel=SLACK, abs=NOISE_USD)


def test_no_change_costs_exactly_nothing(by_security):
    cost = by_security.extra_interest_usd(np.zeros((3, MONTHS, len(MATURITIES)), np.float32))
    assert cost.shape == (3, MONTHS)
    assert (cost == 0).all()


def test_linear_in_the_yield_change_and_blind_to_other_draws(by_security):
    one, two = shift(labels=["10y"]), shift(labels=["3m", "2y"], at=range(5, 60), by=-3 * BP)
    both = by_security.extra_interest_usd(2 * one + two)
    parts = 2 * by_security.extra_interest_usd(one) + by_security.extra_interest_usd(two)
    assert both == pytest.approx(parts, rel=SLACK, abs=NOISE_USD)
    together = by_security.extra_interest_usd(np.concatenate([one, two]))
    assert (together[1] == by_security.extra_interest_usd(two)[0]).all()


def test_paths_spread_over_the_curve_cost_what_their_product_costs(by_security):
    rng = np.random.default_rng(8)
    paths = rng.normal(0, 10 * BP, (4, MONTHS)).cumsum(axis=1)
    spread = rng.uniform(0, 2, (4, len(MATURITIES)))
    whole = by_security.extra_interest_usd(paths[:, :, None] * spread[:, None, :])
    found = by_security.interest_of_paths_usd(paths, spread)
    assert found == pytest.approx(whole, rel=SLACK, abs=NOISE_USD)
    assert (by_security.interest_of_paths_usd(0 * paths, spread) == 0).all()


def test_kinds_add_up_and_feel_their_own_maturities(by_security):
    change = shift(labels=["20y", "30y"])
    kinds = by_security.by_kind(change)
    total = by_security.extra_interest_usd(change)
    assert sum(kinds.values()) == pytest.approx(total, rel=1e-12)
    assert kinds["Bond"][0, 60] > 0
    assert abs(kinds["Bill"]).max() == 0
    assert abs(kinds["FRN"]).max() == 0


def test_debt_is_always_what_the_path_says(by_security, snap):
    standing = by_security.outstanding_by_kind_usd
    assert sum(standing.values()) == pytest.approx(by_security.plan.debt_usd, rel=1e-12)
    path = debt_path(snap.store, snap.as_of).added_usd
    expected = snap.scale.debt_held_by_public_usd + path
    assert by_security.plan.debt_usd == pytest.approx(expected, rel=1e-12)
    for kinds in (("Bill",), ("Note", "Bond"), ("TIPS",), ("FRN",)):
        share = sum(standing[kind] for kind in kinds) / by_security.plan.debt_usd
        assert share == pytest.approx(np.full(MONTHS, share[0]), rel=1e-9)


def test_lasting_shift_reaches_everything_but_the_old_fixed_debt(by_security):
    """At month 120 old notes, bonds and TIPS pay the old rate; all else pays its rate of sale."""
    rates = np.full((len(by_security.policy.classes), 1, MONTHS), BP)
    cost = by_security.extra_interest_at_rates_usd(rates)[0, 120] * 12
    fixed = [KINDS.index(kind) for kind in ("Bill", "Note", "Bond", "TIPS")]
    old = by_security.old_left_usd[fixed].sum(axis=0)
    reached = BP * (by_security.plan.debt_usd - old)
    assert cost == pytest.approx((reached[119] + reached[120]) / 2, rel=1e-9)
    assert 0.85 < cost / (BP * by_security.plan.debt_usd[120]) < 0.95


def test_more_bills_care_less_for_the_long_end(snap, listed):
    plain, tilted = (SecurityBill.from_snapshot(snap, listed, tilt) for tilt in (0.0, 0.1))
    share = tilted.outstanding_by_kind_usd["Bill"] / tilted.plan.debt_usd
    before = plain.outstanding_by_kind_usd["Bill"] / plain.plan.debt_usd
    assert share[0] == pytest.approx(before[0])
    assert share[24:] == pytest.approx(before[24:] + 0.1)
    long, short = shift(labels=["10y", "20y", "30y"]), shift(labels=["3m"])
    cost = {b: [b.extra_interest_usd(c).sum() for c in (long, short)] for b in (plain, tilted)}
    assert cost[tilted][0] < 0.9 * cost[plain][0]
    assert cost[tilted][1] > 1.2 * cost[plain][1]
    assert any("+10.0%" in note for note in tilted.caveats())


def test_interest_before_the_sale_is_near_cbos(by_security):
    """Gross interest under CBO's rates against CBO's net interest, which also nets receipts."""
    monthly = by_security.baseline_interest_usd()
    yearly = monthly[1:].reshape(-1, 12).sum(axis=1) / 1e9
    assert yearly[0] == pytest.approx(1000, rel=0.05)
    assert yearly[9] == pytest.approx(1740, rel=0.05)


def test_marginal_rate_lies_between_bills_and_bonds(by_security):
    rate = by_security.marginal_rate()
    assert rate.shape == (MONTHS,)
    assert (rate > by_security.base.par.min(axis=1)).all()
    assert (rate < by_security.base.par.max(axis=1)).all()


def test_falling_debt_is_said(snap):
    _, bill = small(snap, ROWS, 188e9 * (1 - 0.02 * np.arange(25)))
    assert (bill.plan.sold_usd < 0).any()
    assert any("falling debt" in text for text in bill.caveats())


def test_tips_beyond_their_share_are_said(snap):
    rows = [("Note", 0.02, 5, 6, 90.0), ("TIPS", 0.01, 5, 100, 10.0)]
    _, bill = small(snap, rows, np.full(25, 1e12))
    assert (bill.plan.sold_usd < 0).any()
    text = " ".join(bill.caveats())
    assert "more of a kind of debt" in text
    assert "falling debt" not in text


def test_caveats_name_the_list_and_the_policy(by_security):
    text = " ".join(by_security.caveats())
    for words in ("2023-09-30", "auctions", "nothing is fitted", "first-order", "CBO"):
        assert words in text


@pytest.fixture(scope="module")
def still(snap):
    """Thirty months of yields without inflation."""
    base = base_rates(snap.store, "2025-04-30", snap.curve, 30)
    return replace(base, inflation=np.zeros(31))


LINES = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.floats(0, 0.06),
        st.integers(0, 24),
        st.integers(1, 300),
        st.floats(1.0, 100.0),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=40)
@given(rows=LINES, growth=st.floats(-0.01, 0.02), size=st.floats(0.0, 0.02))
def test_any_list_keeps_its_accounts(snap, still, rows, growth, size):
    """Without inflation: TIPS that grow faster than the debt are bought back, and save."""
    debt = 1e12 * (1 + growth) ** np.arange(31)
    listed = load("listed").make("2025-04-30", rows)
    policy = recent_policy(snap.store, "2025-04-30", listed)
    bill = SecurityBill.build(snap.store, listed, debt, policy, still, snap.curve)
    standing = bill.outstanding_by_kind_usd
    assert sum(standing.values()) == pytest.approx(debt, rel=1e-9)
    rates = np.full((len(bill.policy.classes), 1, 31), size)
    cost = bill.extra_interest_at_rates_usd(rates)
    assert (cost <= size * debt.max() / 12 * (1 + 1e-9) + 1e-3).all()
    if growth >= 0:
        assert (cost >= -1e-3).all()


def test_month_of_maturity_counts_from_day_0():
    dates = np.array(
        ["2025-05-03", "2025-05-15", "2025-06-02", "2025-06-03", "2026-05-02"], "M8[D]"
    )
    assert months_left(dates, "2025-05-02").tolist() == [1, 1, 2, 2, 12]
    ends = np.array(["2025-05-15", "2025-05-31", "2025-06-01"], "M8[D]")
    assert months_left(ends, "2025-04-30").tolist() == [1, 1, 2]


def test_running_rates(snap):
    make = load("listed").make
    rows = [("Note", 0.02, 5, 30, 3.0), ("Note", np.nan, 5, 40, 1.0), ("Note", 0.04, 5, 50, 1.0),
            ("FRN", np.nan, 1, 23, 1.0), ("Bill", 0.0, 0, 12, 1.0)]  # fmt: skip
    rates = running_rates(snap.store, make("2025-04-30", rows))
    curve = Curve.from_store(snap.store, "2025-04-30")
    assert rates[:4] == pytest.approx([0.02, 0.025, 0.04, 0.0])
    year = float(curve.par(365 / 365.25))
    assert rates[4] == pytest.approx(year / (1 + year * 365 / 365.25), rel=1e-6)
