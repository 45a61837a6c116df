"""The flow effect: its size, its path and the laws both have to obey."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.data import load_store
from saiken.errors import InputError
from saiken.impact.evidence.rows import row
from saiken.impact.flow import (
    FlowLaw,
    FlowSize,
    flow_file,
    flow_law,
    flow_path,
    flow_size,
    reference_usd,
)
from saiken.measure import daily_yield_sd
from saiken.parameters import Parameters, parameter
from saiken.snapshot import MarketScale, Snapshot

VOLUME = 9e11
DAYS = 21
# Sums of a few dozen positive terms in two orders: a few units in the last place.
ROUNDING = 1e-12


def _snap(store=None, as_of="2025-05-02", volume=VOLUME):
    scale = MarketScale(gdp_usd=3e13, debt_held_by_public_usd=2.9e13, volume_usd_per_day=volume)
    return Snapshot(
        as_of=np.datetime64(as_of),
        store=store or load_store(),
        scale=scale,
        curve=None,
        spot_jpy_per_usd=145.0,
    )


def _prm(draws=3, **changes):
    values = {
        "flow.exponent": np.linspace(0.5, 1.0, draws),
        "flow.half_life_weeks": np.linspace(2.0, 6.0, draws),
        "flow.size_weight": np.linspace(0.0, 1.0, draws),
        "flow.square_root_prefactor": np.linspace(0.5, 1.0, draws),
        "flow.one_month_bp": np.linspace(0.004, 0.006, draws),
    }
    return Parameters.from_values({**values, **changes}, draws)


def _law(exponent=0.7, half_life_days=15.0, coefficient=0.001):
    return FlowLaw(
        np.array([coefficient]),
        np.array([exponent]),
        np.log(2) / np.array([half_life_days]),
        VOLUME,
    )


def _level(days, usd):
    rate = np.full((1, days + 1), float(usd))
    rate[:, 0] = 0.0
    return rate


def test_constant_rate_is_a_geometric_sum():
    law = _law()
    path = flow_path(_level(90, 2e10), law)[0]
    keep = np.exp(-law.decay_per_day[0])
    days = np.arange(91)
    closed = 0.001 * (2e10 / VOLUME) ** 0.7 * (1 - keep**days) / (1 - keep)
    np.testing.assert_allclose(path, closed, rtol=ROUNDING, atol=0)


@given(
    exponent=st.floats(0.5, 1.0),
    half_life=st.floats(1.0, 12.0),
    weight=st.floats(0.0, 1.0),
    reference=st.floats(1e10, 2e12),
)
def test_reference_programme_ends_at_its_size(exponent, half_life, weight, reference):
    prm = Parameters.from_values(
        {"flow.exponent": exponent, "flow.half_life_weeks": half_life}, draws=1
    )
    size = FlowSize(np.array([5e-4]), np.array([30e-4]), np.array([weight]), reference)
    law = flow_law(size, prm, VOLUME)
    path = flow_path(_level(DAYS, reference / DAYS), law)
    assert path[0, -1] == pytest.approx((1 - weight) * 5e-4 + weight * 30e-4, rel=ROUNDING)


def test_zero_sale_is_exactly_zero():
    path = flow_path(np.zeros((1, 40)), flow_law(flow_size(_prm(), _snap()), _prm(), VOLUME))
    assert path.shape == (3, 40)
    assert not path.any()
    assert not np.signbit(path).any()


@pytest.mark.parametrize("exponent", [0.5, 0.75, 1.0])
def test_doubling_the_pace_multiplies_by_a_power_of_two(exponent):
    law = _law(exponent=exponent)
    once, twice = flow_path(_level(60, 1e10), law), flow_path(_level(60, 2e10), law)
    np.testing.assert_allclose(twice, 2**exponent * once, rtol=ROUNDING)


def test_effect_halves_in_a_half_life_after_the_sale():
    rate = np.zeros((1, 60))
    rate[0, 1:11] = 1e10
    path = flow_path(rate, _law(half_life_days=15.0))[0]
    assert path[25] == pytest.approx(path[10] / 2, rel=ROUNDING)


def test_the_half_life_is_read_in_weeks_of_five_business_days():
    prm = _prm(draws=2, **{"flow.half_life_weeks": np.array([2.0, 6.0])})
    law = flow_law(flow_size(prm, _snap()), prm, VOLUME)
    np.testing.assert_allclose(np.exp(-law.decay_per_day * [10, 30]), 0.5, rtol=ROUNDING)


def test_purchase_is_the_mirror_image():
    rate = _level(30, 1e10)
    np.testing.assert_array_equal(flow_path(-rate, _law()), -flow_path(rate, _law()))


def test_slow_twin_agrees():
    generator = np.random.default_rng(1)
    prm = _prm(draws=4)
    rate = generator.uniform(-1e10, 3e10, size=(4, 50))
    law = flow_law(flow_size(prm, _snap()), prm, VOLUME)
    fast = flow_path(rate, law)
    for draw in range(4):
        state = 0.0
        for day in range(50):
            pace = rate[draw, day] / VOLUME
            push = law.coefficient[draw] * abs(pace) ** law.exponent[draw]
            state = state * np.exp(-law.decay_per_day[draw]) + (push if pace > 0 else -push)
            assert fast[draw, day] == pytest.approx(state, rel=1e-10, abs=1e-16)


def test_both_ends_are_the_two_published_sizes():
    prm, snap = _prm(), _snap()
    size = flow_size(prm, snap)
    reference = size.reference_usd
    turnover = np.sqrt(reference / VOLUME)
    by_root = np.linspace(0.5, 1.0, 3) * daily_yield_sd(snap, "DGS5") * turnover
    np.testing.assert_allclose(size.square_root, by_root, rtol=ROUNDING)
    np.testing.assert_allclose(size.published, [20e-4, 30e-4, 40e-4], rtol=ROUNDING)
    for weight, end in ((0.0, size.square_root), (1.0, size.published)):
        path = flow_path(_level(DAYS, reference / DAYS), flow_law(size.at(weight), prm, VOLUME))
        np.testing.assert_allclose(path[:, -1], end, rtol=ROUNDING)


def test_weight_moves_the_size_in_a_straight_line():
    size = FlowSize(np.array([1.0]), np.array([5.0]), np.array([0.25]), 1.0)
    assert size.effect[0] == pytest.approx(2.0)
    assert size.at(1.0).effect[0] == 5.0
    assert size.at(0.0).effect[0] == 1.0


def test_square_root_end_halves_when_volume_is_four_times_as_large():
    once, four = flow_size(_prm(), _snap()), flow_size(_prm(), _snap(volume=4 * VOLUME))
    np.testing.assert_allclose(four.square_root, once.square_root / 2, rtol=ROUNDING)
    np.testing.assert_array_equal(four.published, once.published)


def test_reference_is_rescaled_by_debt_now_over_debt_then():
    store, snap = load_store(), _snap()
    debt = store.series("fiscal_quarterly", "FYGFDPUN")
    then = debt.window("1994-01-01", "2007-12-31").values
    assert then.size == 14 * 4
    now = store.latest("fiscal_quarterly", "FYGFDPUN", "2025-05-02").value
    assert reference_usd(snap) == pytest.approx(1e11 * now / then.mean(), rel=ROUNDING)
    # The market has grown faster than the economy: by GDP the same experiment is smaller.
    assert 1e11 < reference_usd(snap, "gdp") < reference_usd(snap)


def test_reference_ignores_what_was_published_later():
    store = load_store()
    debt = store.series("fiscal_quarterly", "FYGFDPUN")
    late = debt.released > np.datetime64("2025-05-02")
    assert late.any()
    millions = np.where(late, 10.0, 1.0) * debt.values / 1e6
    altered = store.with_series(
        "fiscal_quarterly", "FYGFDPUN", list(debt.dates), millions, list(debt.released)
    )
    assert reference_usd(_snap(altered)) == pytest.approx(reference_usd(_snap(store)), rel=ROUNDING)
    assert reference_usd(_snap(altered, "2026-07-01")) > 5 * reference_usd(_snap(store))


def test_unknown_denominator_names_the_nearest():
    with pytest.raises(
        InputError, match=r"no denominator of the flow effect named 'dept'; .* debt"
    ):
        reference_usd(_snap(), "dept")


def test_file_holds_the_published_experiment():
    reference = flow_file()["reference"]
    assert reference["amount_usd_bn"] == 100
    assert reference["short_run_bp"] == [40, 60]
    assert reference["long_run_bp"] == 20
    assert reference["business_days"] == DAYS


def test_the_papers_figures_are_the_same_wherever_they_stand():
    """Registry, flow file and evidence table quote one abstract."""
    reference = flow_file()["reference"]
    law = parameter("flow.one_month_bp").distribution
    month, lasting = row("beltran-2013-one-month"), row("beltran-2013-long-run")
    assert [law["low"], law["high"]] == reference["short_run_bp"]
    assert [month.effect_low_bp, month.effect_high_bp] == reference["short_run_bp"]
    assert lasting.effect_bp == reference["long_run_bp"]
    for each in (month, lasting):
        assert each.measured.usd_bn == reference["amount_usd_bn"]
        assert each.measured.start == reference["sample"]["first"]
        assert each.measured.end == reference["sample"]["last"]
