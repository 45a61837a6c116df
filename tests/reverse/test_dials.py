"""What is varied: from the least effort to the most."""

import numpy as np
import pytest

import saiken
from saiken.case import ceiling
from saiken.reverse.dials import NAMES, dial


@pytest.fixture(params=NAMES)
def knob(request, case, snap):
    return dial(request.param, case.scenario, snap)


def test_a_scan_covers_the_range_in_order(knob):
    assert knob.scan[0] == 0
    assert knob.scan[-1] == knob.values.size - 1
    assert (np.diff(knob.scan) > 0).all()
    assert 7 <= knob.scan.size <= 9


def test_values_go_one_way(knob):
    steps = np.diff(knob.values)
    assert (steps < 0).all() if knob.name == "days" else (steps > 0).all()


def test_every_end_is_a_valid_scenario(knob, case):
    for step in (0, 1, knob.values.size - 1):
        assert knob.apply(case.scenario, step).horizon_days == case.scenario.horizon_days


def test_an_amount_goes_from_nothing_to_the_ceiling(case, snap):
    knob = dial("amount", case.scenario, snap)
    limit = ceiling(case.scenario, snap)
    assert knob.values[0] == 0
    assert knob.values[-1] == limit.high_usd / 1e9
    assert knob.values[1] == 0.1
    assert knob.middle_usd_bn == pytest.approx(limit.central_usd / 1e9)
    assert knob.apply(case.scenario, 10).amount_usd_bn == 1.0


def test_an_amount_replaces_a_share(snap):
    scenario = saiken.Scenario(share_pct=50)
    changed = dial("amount", scenario, snap).apply(scenario, 5)
    assert changed.share_pct is None
    assert changed.amount_usd_bn == 0.5


def test_with_private_holdings_the_ceiling_is_the_table(snap):
    knob = dial("amount", saiken.Scenario(include_private=True), snap)
    assert knob.values[-1] == pytest.approx(1125.9)
    assert knob.values[1] == 1.0
    assert knob.middle_usd_bn is None


def test_a_small_holder_has_small_steps(snap):
    knob = dial("amount", saiken.Scenario(seller="El Salvador"), snap)
    assert knob.values[-1] == pytest.approx(1.1)
    assert knob.values[1] == pytest.approx(0.001)


def test_the_pace_runs_from_five_years_to_a_day(case, snap):
    knob = dial("pace", case.scenario, snap)
    assert knob.name == "days"
    assert (knob.values[0], knob.values[-1]) == (1250, 1)
    assert knob.apply(case.scenario, 1190).sale_days == 60


def test_what_is_not_converted_stays_in_dollars(case, snap):
    knob = dial("converted", case.scenario, snap)
    assert knob.apply(case.scenario, 250).proceeds == {"yen": 0.25, "dollars": 0.75}
    assert knob.apply(case.scenario, 1000).proceeds_share("yen") == 1


def test_half_lives_are_spread_by_ratio(case, snap):
    knob = dial("half_life", case.scenario, snap)
    assert (knob.values[0], knob.values[-1]) == (0.02, 100)
    assert (np.diff(np.log(knob.values)) < 0.06).all()
    assert knob.apply(case.scenario, knob.values.size - 1).half_life_years == 100


def test_an_unknown_dial_names_the_known(case, snap):
    with pytest.raises(saiken.InputError, match="known are amount, days, converted, half_life"):
        dial("colour", case.scenario, snap)
