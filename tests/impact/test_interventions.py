"""The intervention record: what is one episode, its sign, its size and its move."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.impact.interventions import (
    Episode,
    currency_file,
    episodes,
    largest_operation_usd,
    move,
)


@pytest.fixture(scope="module")
def record():
    return episodes(load_store())


def test_operations_close_together_are_one_episode(record):
    assert [(e.name, e.operations) for e in record] == [
        ("1998-04-10", 1),
        ("2010-09-15", 1),
        ("2011-08-04", 1),
        ("2011-10-31", 5),
        ("2022-09-22", 1),
        ("2022-10-21", 2),
        ("2024-04-29", 2),
        ("2024-07-11", 2),
    ]
    assert str(record[3].last) == "2011-11-04"


def test_sales_of_dollars_are_positive(record):
    sold = {e.name: e.sold_usd > 0 for e in record}
    assert not any(sold[name] for name in ("2010-09-15", "2011-08-04", "2011-10-31"))
    assert all(sold[name] for name in ("1998-04-10", "2022-09-22", "2024-04-29"))


def test_april_and_may_2024_in_dollars_is_the_published_total(record):
    # Press conversions of the month's JPY 9.7885tn gave USD 62.25bn; day rates differ a little.
    spring = next(e for e in record if e.name == "2024-04-29")
    assert spring.sold_usd == pytest.approx(62.25e9, rel=0.005)


@pytest.mark.parametrize(
    ("first", "last", "month"),
    [
        ("2010-09-15", "2010-09-15", "2010-09-30"),
        ("2011-08-04", "2011-08-04", "2011-08-31"),
        ("2011-10-31", "2011-11-04", "2011-11-30"),
    ],
)
def test_days_add_up_to_the_official_month(first, last, month):
    store = load_store()
    table = store.table("japan_interventions")
    inside = (table["date"] >= np.datetime64(first)) & (table["date"] <= np.datetime64(last))
    total = store.series("japan_interventions_monthly", "intervention").at_or_before(month)
    assert total.period_end == np.datetime64(month)
    # Two of the days are rounded to JPY 10bn by their source.
    assert table["amount"][inside].sum() == pytest.approx(total.value, abs=3e9)


def test_largest_operation_either_way_and_of_dollar_sales(record):
    assert largest_operation_usd(record) == -record[3].sold_usd
    assert largest_operation_usd(record, dollars_sold_only=True) == record[6].sold_usd


def test_no_operation_on_record_is_said():
    with pytest.raises(DataError, match="No intervention was on record"):
        largest_operation_usd(episodes(load_store(), np.datetime64("1998-01-01")))


def test_later_publications_do_not_enter():
    known = episodes(load_store(), np.datetime64("2022-10-01"))
    assert [e.name for e in known] == ["1998-04-10", "2010-09-15", "2011-08-04", "2011-10-31"]


def test_unknown_direction_is_refused():
    store = load_store()
    table = store.table("japan_interventions")
    altered = store.with_table(
        "japan_interventions",
        {
            **table,
            "amount": table["amount"] / 1e9,
            "direction": np.array(["sell EUR"] * len(table["date"]), dtype=object),
        },
    )
    with pytest.raises(DataError, match="1998-04-10 has the unknown direction 'sell EUR'"):
        episodes(altered)


def _rates(values, first="2020-01-01"):
    start = np.datetime64(first)
    days = [str(start + number) for number in range(len(values))]
    store = load_store().with_series("usdjpy_daily", "DEXJPUS", days, values, days)
    return store.series("usdjpy_daily", "DEXJPUS")


def test_move_runs_from_the_rate_before_to_the_rate_after():
    rates = _rates([100.0, 101.0, 102.0, 98.0, 97.0, 96.0])
    day = np.datetime64("2020-01-03")
    one = Episode(day, day, 1e9, 1)
    assert move(one, rates, 1) == pytest.approx(np.log(98 / 101))
    assert move(one, rates, 3) == pytest.approx(np.log(96 / 101))
    two = Episode(day, np.datetime64("2020-01-04"), 1e9, 2)
    assert move(two, rates, 1) == pytest.approx(np.log(97 / 101))


def test_operation_on_a_day_without_a_rate():
    store = load_store().with_series(
        "usdjpy_daily",
        "DEXJPUS",
        ["2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07"],
        [100.0, 101.0, 99.0, 98.0],
        ["2020-01-02", "2020-01-03", "2020-01-06", "2020-01-07"],
    )
    sunday = np.datetime64("2020-01-05")
    rates = store.series("usdjpy_daily", "DEXJPUS")
    assert move(Episode(sunday, sunday, 1e9, 1), rates, 1) == pytest.approx(np.log(99 / 101))


@pytest.mark.parametrize("window", [4, 20])
def test_rates_have_to_cover_the_window(window):
    day = np.datetime64("2020-01-03")
    with pytest.raises(DataError, match=f"do not cover {window} days around .* 2020-01-03"):
        move(Episode(day, day, 1e9, 1), _rates([100.0, 101, 102, 98, 97, 96]), window)


def test_press_figures_are_rows_of_their_own():
    file = currency_file()
    assert file["press_source"]
    for row in file["press"]:
        assert row["to_jpy_per_usd"] < row["from_jpy_per_usd"]
        assert row["span"]
