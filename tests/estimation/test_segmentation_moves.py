"""Windows: fixed beforehand, aligned on the noon rate, and never from after the event."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.estimation.segmentation.days import episode_rows, yield_labels, yield_slopes
from saiken.estimation.segmentation.moves import (
    SPOT,
    EpisodeMoves,
    episode_moves,
    panel,
    plan,
)
from saiken.impact.interventions import episodes, move
from saiken.units import from_si

WINDOW = 5


@pytest.fixture(scope="module")
def store():
    return load_store()


@pytest.fixture(scope="module")
def record(store):
    return episodes(store)


@pytest.fixture(scope="module")
def observed(store, record):
    return episode_moves(store, record, WINDOW)


def _changed(store, dataset, key, change):
    """The store with one series changed: `change` gets days and published values."""
    series = store.series(dataset, key)
    values = change(series.dates, from_si(series.values, series.unit))
    return store.with_series(dataset, key, series.dates, values, series.released)


def test_the_spot_move_is_the_currencys_own(store, record, observed):
    rates = store.series("usdjpy_daily", "DEXJPUS")
    for episode, seen in zip(record, observed, strict=True):
        assert seen.move[SPOT] == pytest.approx(move(episode, rates, WINDOW), rel=1e-12)
        assert seen.opens < episode.first
        assert seen.closes > episode.last
        assert seen.amount_usd == episode.sold_usd


def test_yields_are_the_last_quotes_at_or_before_the_two_days(store, observed):
    choice = plan()["moves"]
    keys = [
        (choice[side]["dataset"], key) for side in ("us", "japan") for key in choice[side]["keys"]
    ]
    for seen in observed:
        for place, (dataset, key) in enumerate(keys, start=1):
            series = store.series(dataset, key)
            plain = series.at_or_before(seen.closes).value - series.at_or_before(seen.opens).value
            assert seen.move[place] == pytest.approx(plain, abs=1e-15)


def test_a_holiday_in_tokyo_takes_the_day_before(store):
    """23 September 2022 was the autumn equinox: Tokyo's last quote is of the 22nd."""
    seen = panel(store)
    at = int(np.searchsorted(seen.dates, np.datetime64("2022-09-23")))
    assert seen.dates[at] == np.datetime64("2022-09-23")
    assert (seen.quoted[at, 4:] == np.datetime64("2022-09-22")).all()
    assert (seen.quoted[at, :4] == seen.dates[at]).all()


def test_nothing_after_the_window_is_read(store, record, observed):
    last = record[-2]
    closes = observed[-2].closes
    later = store
    for dataset, key in (("jgb_yields", "jgb_5Y"), ("par_yields", "DGS10")):
        later = _changed(
            later, dataset, key, lambda days, values: np.where(days > closes, values + 7, values)
        )
    later = _changed(
        later, "usdjpy_daily", "DEXJPUS",
        lambda days, values: np.where(days > closes, 3 * values, values),
    )  # fmt: skip
    again = episode_moves(later, record[:-1], WINDOW)[-1]
    assert again.name == last.name
    np.testing.assert_array_equal(again.move, observed[-2].move)
    np.testing.assert_array_equal(again.covariance, observed[-2].covariance)


def test_ordinary_moves_come_from_before_the_window_opens(store, record, observed):
    opens = observed[-1].opens

    def noisy(before):
        rng = np.random.default_rng(0)
        return lambda days, values: np.where(
            days <= opens if before else days > opens, values + rng.normal(size=days.size), values
        )

    after = episode_moves(_changed(store, "par_yields", "DGS2", noisy(False)), record, WINDOW)[-1]
    np.testing.assert_array_equal(after.covariance, observed[-1].covariance)
    before = episode_moves(_changed(store, "par_yields", "DGS2", noisy(True)), record, WINDOW)[-1]
    assert before.covariance[1, 1] > 10 * observed[-1].covariance[1, 1]


def test_ordinary_windows_touch_no_earlier_episode(store, record, observed):
    """A plain loop over the starts, for the episode of October 2022."""
    seen, at = panel(store), 5
    assert observed[at].name == "2022-10-21"
    place = {day: i for i, day in enumerate(seen.dates)}
    bounds = [(place[each.opens], place[each.closes]) for each in observed[: at + 1]]
    opens, closes = bounds[-1]
    length, changes = closes - opens, []
    for start in range(opens - plan()["moves"]["ordinary_rates"], opens - length + 1):
        touches = any(start < b and start + length > a for a, b in bounds[:-1])
        if not touches:
            changes.append(seen.levels[start + length] - seen.levels[start])
    plain = np.cov(np.array(changes).T, ddof=0)
    np.testing.assert_allclose(observed[at].covariance, plain, rtol=1e-9, atol=1e-18)
    assert observed[at].independent_windows == pytest.approx(len(changes) / length)
    assert observed[at].degrees == pytest.approx(len(changes) / length - 6)
    assert len(changes) < plan()["moves"]["ordinary_rates"] - length + 1


def test_amounts_are_shares_of_the_debt_known_then(store, observed):
    for seen in observed:
        debt = store.latest("fiscal_quarterly", "FYGFDPUN", seen.opens).value
        assert seen.amount_share == pytest.approx(seen.amount_usd / debt, rel=1e-12)
    # the largest on record: USD 117bn of about 10 trillion in 2011
    assert observed[3].amount_share == pytest.approx(-0.0115, abs=3e-4)


def test_longer_windows_are_longer(store, record):
    one, twenty = (episode_moves(store, record, n) for n in (1, 20))
    for short, long in zip(one, twenty, strict=True):
        assert short.opens == long.opens
        assert short.closes < long.closes
        assert long.covariance[SPOT, SPOT] > 2 * short.covariance[SPOT, SPOT]
        assert long.independent_windows < short.independent_windows


def test_too_few_ordinary_windows_are_refused(store, record):
    with pytest.raises(
        DataError, match=r"2011-10-31 only 4\.1 ordinary windows do not overlap; more than 7"
    ):
        episode_moves(store, record, WINDOW, 50)


def test_a_gap_in_the_quotes_is_refused(store, record):
    series = store.series("jgb_yields", "jgb_2Y")
    kept = (series.dates < np.datetime64("2024-03-01")) | (
        series.dates > np.datetime64("2024-03-20")
    )
    gap = store.with_series(
        "jgb_yields", "jgb_2Y", series.dates[kept], from_si(series.values[kept], series.unit),
        series.released[kept],
    )  # fmt: skip
    with pytest.raises(DataError, match="gap in the two years up to the operation of 2024-04-29"):
        episode_moves(gap, record, WINDOW)


def test_a_window_beyond_the_rates_is_refused(store, record):
    with pytest.raises(DataError, match="do not cover 900 days around the operation of 2022-09-22"):
        episode_moves(store, record, 900)


def test_the_table_shows_moves_beside_what_is_ordinary(observed):
    row = episode_rows(observed)[3]
    assert row["episode"] == "2011-10-31"
    assert (row["opens"], row["closes"]) == ("2011-10-28", "2011-11-14")
    # par yields of those two days: 2.34 and 2.04 per cent
    assert row["us_10y_bp"] == pytest.approx(-30, abs=1e-6)
    assert row["sold_usd_bn"] == pytest.approx(-116.6, abs=0.1)
    assert row["us_10y_ordinary_bp"] == pytest.approx(
        1e4 * np.sqrt(observed[3].covariance[3, 3]), rel=1e-12
    )
    assert row["usdjpy_ordinary_pct"] == pytest.approx(
        100 * np.sqrt(observed[3].covariance[0, 0]), rel=1e-12
    )
    assert [f"{label}_bp" in row for label in yield_labels()] == [True] * 6
    assert yield_labels()[0] == "us_2y"
    assert yield_labels()[-1] == "japan_10y"


def test_planted_slopes_of_yields_are_found():
    """Yields that move by 3 bp per USD 100bn, and by a third of the yen's move besides."""
    rng, day = np.random.default_rng(1), np.datetime64("2020-01-02")
    cov = np.diag([4e-4] + [1e-6] * 6)
    cov[0, 1:] = cov[1:, 0] = 0.0
    cov[0, 6] = cov[6, 0] = cov[0, 0] / 30
    cov[6, 6] += cov[0, 0] / 900
    rows = []
    for amount in (2e11, -3e11, 1e11):
        spot = rng.normal(scale=0.02)
        move = np.concatenate([[spot], np.full(6, 3e-4 * amount / 1e11)])
        move[6] += spot / 30
        rows.append(EpisodeMoves("made up", day, day, amount, amount / 1e13, move, cov, 80.0))
    found = yield_slopes(rows)
    assert found[0]["yield"] == "us_2y"
    for line in found[:5]:
        assert line["slope_bp_per_usd_100bn"] == pytest.approx(3, rel=1e-9)
        assert line["standard_error"] == pytest.approx(10 / np.sqrt(14), rel=1e-9)
        assert line["given_spot_bp_per_usd_100bn"] == pytest.approx(3, rel=1e-9)
    assert found[5]["given_spot_bp_per_usd_100bn"] == pytest.approx(3, rel=1e-9)
    assert abs(found[5]["slope_bp_per_usd_100bn"] - 3) > 0.05
    assert found[5]["given_spot_standard_error"] == pytest.approx(10 / np.sqrt(14), rel=1e-6)
