"""What the bundled record says about dealers, and the ranges that rest on it."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.estimation.dealers import (
    auction_absorption,
    busiest_quarters,
    furthest_beyond_record,
    march_2020,
    positions,
    swing_half_life_weeks,
)
from saiken.parameters import parameter

STORE = load_store()
WEEKS = np.datetime64("2013-04-03") + 7 * np.arange(400)


def with_positions(values_usd_bn, key="all_usts", dates=WEEKS):
    dates = list(dates[: len(values_usd_bn)])
    return STORE.with_series("dealer_positions", key, dates, values_usd_bn, dates)


def ends(name):
    law = parameter(name).distribution
    return law["low"], law["high"]


def test_march_2020_by_hand():
    known = positions(STORE)
    before, peak = (known.at_or_before(day).value for day in ("2020-03-04", "2020-03-18"))
    found = march_2020(STORE)
    assert found.rise_usd == peak - before == pytest.approx(39.957e9)
    assert found.rise_share == pytest.approx(39.957 / 299.35)
    record = known.window("2013-01-01", "2020-03-04").values.max()
    assert (found.before_share, found.peak_share) == pytest.approx((before / record, peak / record))


def test_furthest_beyond_record_on_a_made_up_record():
    """Level at 100, up to 150 within five weeks from week 200, level again."""
    values = np.concatenate([np.full(200, 100.0), np.linspace(110, 150, 5), np.full(100, 150.0)])
    date, multiple = furthest_beyond_record(with_positions(values))
    assert multiple == pytest.approx(1.5)
    # the first week from which the top is within twelve weeks
    assert date == WEEKS[204 - 12]


def test_a_slow_rise_beyond_the_record_counts_by_what_twelve_weeks_bring():
    values = 100.0 + np.arange(300.0)
    _, multiple = furthest_beyond_record(with_positions(values))
    start = int((np.datetime64("2014-04-02") - WEEKS[0]) / np.timedelta64(7, "D"))
    assert multiple == pytest.approx((100 + start + 12) / (100 + start - 1))


def test_half_life_of_swings_is_found_again():
    """A first-order autoregression with a half-life of one week; windows shorten it a little."""
    generator = np.random.default_rng(5)
    keep, values = 0.5, [0.0]
    for shock in generator.normal(size=3999):
        values.append(keep * values[-1] + shock)
    dates = np.datetime64("1950-01-04") + 7 * np.arange(4000)
    store = with_positions(200 + np.array(values), dates=dates)
    assert swing_half_life_weeks(store, 52) == pytest.approx(1.0, abs=0.1)


def test_auctions_that_dealers_keep_for_a_week_are_found_again():
    """Positions that rise by a tenth of what is auctioned and fall by it a week later."""
    table = STORE.table("coupon_auctions")
    known = positions(STORE, "coupons")
    place = np.searchsorted(known.dates, table["auction_date"])
    sold = np.bincount(place, weights=table["offering"], minlength=known.dates.size)
    held = 100e9 + 0.1 * sold[: known.dates.size]
    altered = STORE.with_series(
        "dealer_positions", "all_coupons", list(known.dates), held / 1e9, list(known.released)
    )
    fit = auction_absorption(altered)
    np.testing.assert_allclose(fit.mean, [0.1, -0.1, 0.0, 0.0], atol=1e-9)


def test_the_first_week_of_auctions_is_whole():
    """A week that the record of auctions covers only in part does not enter."""
    fit = auction_absorption(STORE)
    table, weeks = STORE.table("coupon_auctions"), positions(STORE, "coupons").dates
    first, last = table["auction_date"].min(), table["auction_date"].max()
    covered = (weeks - 6 >= first) & (weeks <= last)
    assert fit.observations == covered.sum() - 3


def test_the_busiest_quarters_are_the_six_largest_rises_of_the_debt():
    found = busiest_quarters(STORE)
    debt = STORE.series("fiscal_quarterly", "FYGFDPUN")
    inside = (debt.dates >= np.datetime64("2014-01-01")) & (
        debt.dates <= positions(STORE).dates[-1]
    )
    rises = np.diff(debt.values)[inside[1:]]
    assert sorted(q.issued_usd for q in found) == sorted(rises)[-6:]
    assert [q.end for q in found] == sorted(q.end for q in found)
    known = positions(STORE)
    first = found[0]
    before = known.window("2013-01-01", "2020-03-31").values
    inside_q = known.window("2020-04-01", "2020-06-30").values
    assert str(first.end) == "2020-06-30"
    assert first.before_share == pytest.approx(before[-1] / before.max())
    assert first.highest_share == pytest.approx(inside_q.max() / before.max())


def test_the_ranges_of_the_parameters_are_the_records():
    march, (_, furthest) = march_2020(STORE), furthest_beyond_record(STORE)
    assert ends("flow.capacity_over_record") == pytest.approx(
        (march.peak_share, furthest), abs=0.01
    )
    auctions = auction_absorption(STORE)
    assert ends("flow.dealer_share") == pytest.approx(
        (auctions.mean[0], 2 * march.rise_share), abs=0.005
    )
    # one week for swings around half a year, nothing left of an auction after three
    low, high = ends("flow.dealer_half_life_weeks")
    assert low == pytest.approx(swing_half_life_weeks(STORE, 26), abs=0.1)
    assert low < swing_half_life_weeks(STORE, 52) < high
    assert auctions.long_run[0] < auctions.long_run[1] / 2
