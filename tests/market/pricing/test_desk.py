"""A rates desk's lines: by hand, additive, point in time."""

from dataclasses import dataclass

import numpy as np
import pytest

from saiken import load_scenario, snapshot
from saiken.case.program import program as programme
from saiken.data import load_store
from saiken.errors import InputError
from saiken.market import Curve, bucket_names, price_sensitivity
from saiken.market.pricing import (
    Position,
    book_lines,
    clean_price,
    conversion_factor,
    desk_lines,
    ten_year_contract,
)
from saiken.market.pricing.futures import par_zero_duration
from saiken.simulate import sample

DAY = np.datetime64("2025-05-02")
VOLUME_USD = 9.1e11


@dataclass
class Scale:
    volume_usd_per_day: float = VOLUME_USD


class Snap:
    """What the desk reads of a snapshot."""

    def __init__(self, day=DAY):
        self.as_of = np.datetime64(day)
        self.curve = Curve.from_store(load_store(), day)
        self.scale = Scale()

    def series(self, dataset, key):
        return load_store().series(dataset, key, self.as_of)


@dataclass
class Program:
    amount_usd: np.ndarray
    schedule: np.ndarray


def program(amounts=(0.9e12, 1e12, 1.3e12)):
    """Ten days of 60 percent in 3-5 and 40 percent in 7-10 years, after two days of nothing."""
    schedule = np.zeros((20, len(bucket_names())))
    schedule[3:13, bucket_names().index("3-5")] = 0.06
    schedule[3:13, bucket_names().index("7-10")] = 0.04
    return Program(np.array(amounts), schedule)


@pytest.fixture(scope="module")
def lines():
    return desk_lines(program(), Snap())


def test_lines_are_at_the_median_amount(lines):
    assert lines.amount_usd == 1e12
    assert lines.selling_days == 10
    assert lines.amount_usd_per_day == 1e11
    assert lines.volume_share == pytest.approx(1e11 / VOLUME_USD)


def test_basis_point_value_by_hand(lines):
    durations = price_sensitivity().sum(axis=1)
    expected = (6e11 * durations[2] + 4e11 * durations[4]) * 1e-4
    assert lines.dv01_usd_per_bp == pytest.approx(expected)
    assert lines.dv01_by_day.sum() == pytest.approx(expected)
    assert lines.dv01_by_day[:3].tolist() == [0, 0, 0]
    assert lines.dv01_by_day[3] == pytest.approx(lines.dv01_usd_per_bp_per_day)


def test_lines_are_medians_over_draws(lines):
    """Every line is in proportion to the amount, so the median line is the line of the median."""
    each = [desk_lines(program((amount,)), Snap()) for amount in program().amount_usd]
    for name in ("dv01_usd_per_bp", "ten_year_usd", "futures_contracts", "volume_share"):
        assert getattr(lines, name) == pytest.approx(np.median([getattr(x, name) for x in each]))


def test_book_by_bucket(lines):
    book = {line.bucket: line for line in lines.book}
    assert book["3-5"].share == pytest.approx(0.6)
    assert book["20-30"].dv01_usd_per_bp == 0
    assert sum(line.amount_usd for line in lines.book) == pytest.approx(1e12)
    assert sum(line.ten_year_usd for line in lines.book) == pytest.approx(lines.ten_year_usd)


def test_a_ten_year_bond_is_one_ten_year_equivalent():
    curve = Snap().curve
    ten = par_zero_duration(curve, 10.0)
    line = book_lines(1.0, np.eye(7)[4], curve)[4]
    assert line.ten_year_usd == pytest.approx(line.duration_years / ten)
    assert 0.8 < line.ten_year_usd < 0.95  # 7 to 10 years


def test_dealers_stand_beside_by_tenor(lines):
    store = load_store()
    belly = next(line for line in lines.dealers if line.tenor == "3 to 7 years")
    assert belly.sold_usd == pytest.approx(6e11)
    assert str(belly.position_date) == "2025-04-23"  # known on 1 May, the day before
    assert belly.released <= DAY
    parts = [store.latest("dealer_positions", key, DAY) for key in ("coupons_3_6y", "coupons_6_7y")]
    assert belly.position_usd == pytest.approx(sum(part.value for part in parts))
    assert sum(line.sold_usd for line in lines.dealers) == pytest.approx(1e12)
    assert lines.notes == ()


class Late(Snap):
    """One of two parts of a group has not been reported for the newest week."""

    def series(self, dataset, key):
        series = super().series(dataset, key)
        return series.window("2013-01-01", "2025-04-18") if key == "coupons_6_7y" else series


def test_parts_of_a_group_are_of_one_date():
    belly = desk_lines(program(), Late()).dealers[1]
    assert str(belly.position_date) == "2025-04-16"
    series = [
        load_store().series("dealer_positions", f"coupons_{part}y") for part in ("3_6", "6_7")
    ]
    on_the_day = [float(one.values[one.dates == belly.position_date][0]) for one in series]
    assert belly.position_usd == pytest.approx(sum(on_the_day))


def test_dealer_figures_that_were_not_published_are_said():
    early = desk_lines(program(), Snap("2015-06-01"))
    missing = [line.tenor for line in early.dealers if line.position_usd is None]
    assert missing == ["10 to 20 years (dealers: 11 to 21)", "over 20 years (dealers: over 21)"]
    assert any("had not been published" in note and "11 to 21" in note for note in early.notes)
    before = desk_lines(program(), Snap("2010-06-01"))
    assert all(line.position_usd is None for line in before.dealers)


def test_old_dealer_figures_are_said():
    late = desk_lines(program(), Snap("2026-07-21"))
    assert len(late.notes) == 1
    assert late.notes[0].endswith("dealers at hand are of 2026-04-22, well before 2026-07-21.")


def test_futures_contract_convention():
    """At 4%: a par note of 6.5 years, 100,000 times its duration over its conversion factor."""
    curve = Curve.from_yields(DAY, {0.25: 0.04, 30.0: 0.04})
    contract = ten_year_contract(curve)
    assert contract.deliverable_years == 6.5
    steps = np.arange(1, 14)
    factor = (0.02 / 1.03**steps).sum() + 1 / 1.03**13
    assert contract.conversion_factor == pytest.approx(factor, abs=5.1e-5)
    values = np.where(steps == 13, 1.02, 0.02) / 1.02**steps
    duration = (values * steps / 2).sum()
    expected = 1e5 * duration * 1e-4 / contract.conversion_factor
    assert contract.dv01_usd_per_bp == pytest.approx(expected)
    assert 55 < contract.dv01_usd_per_bp < 75


def test_above_the_notional_coupon_the_longest_note_is_delivered():
    curve = Curve.from_yields(DAY, {0.25: 0.08, 30.0: 0.08})
    assert ten_year_contract(curve).deliverable_years == 10.0


def test_conversion_factors():
    """6% is worth one on a coupon date; quarters are rounded down; half of one uses half a coupon.

    The exchange's formula for 7 years 3 months at 5%: a [c/2 + C + D] - b with a = 1.03^-0.5,
    C = 1.03^-14, D = 5/6 (1 - C), b = c/4.
    """
    assert conversion_factor(0.06, 7.0) == 1.0
    assert conversion_factor(0.05, 7.49) == conversion_factor(0.05, 7.25)
    late = 1.03**-14
    formula = 1.03**-0.5 * (0.025 + late + 5 / 6 * (1 - late)) - 0.0125
    assert conversion_factor(0.05, 7.25) == round(formula, 4)
    half = np.array([2.5])
    at = Position(np.ones(1), np.array([13.0]), half, half, np.zeros(1))
    assert conversion_factor(0.05, 7.0) == round(clean_price(at, np.array([0.06]))[0] / 100, 4)


def test_a_programme_that_sells_nothing():
    with pytest.raises(InputError, match="sells nothing on any day"):
        desk_lines(Program(np.ones(3), np.zeros((5, 7))), Snap())


def test_the_default_case_is_a_two_to_seven_year_book():
    """Japan's official book as of 2 May 2025: from the case itself to the desk's words."""
    case = load_scenario("japan-2025").case.model_copy(update={"draws": 64})
    snap = snapshot("2025-05-02")
    found = desk_lines(programme(case.scenario, snap, sample(case, snap)), snap)
    share = {line.bucket: line.share for line in found.book}
    assert share["1-3"] + share["3-5"] + share["5-7"] > 0.7
    assert share["10-20"] + share["20-30"] == 0
    assert found.ten_year_usd < 0.5 * found.amount_usd
    assert found.selling_days == case.scenario.sale_days
    assert found.volume_share == pytest.approx(
        found.amount_usd_per_day / snap.scale.volume_usd_per_day
    )
    assert found.futures_contracts * found.contract.dv01_usd_per_bp == pytest.approx(
        found.dv01_usd_per_bp
    )
