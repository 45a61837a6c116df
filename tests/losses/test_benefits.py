"""Benefits of the currency's move: apart, in no ledger, and absent where nobody asked."""

import dataclasses

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.losses import currency_benefits

DAYS = 251


@pytest.fixture
def weaker_dollar():
    """From day 1 on the dollar is worth 0 to 10% less in yen, by draw."""
    path = np.zeros((6, DAYS))
    path[:, 1:] = np.log1p(-np.linspace(0, 0.1, 6))[:, None]
    return path


def lines(*arguments, **settings):
    return {line.id: line for line in currency_benefits(*arguments, **settings)}


def test_importers_gain_and_exporters_lose_by_hand(weaker_dollar, snap):
    """A constant fall of 10% for a year takes a tenth of the year's dollars, discounted daily."""
    found = lines("Japan", weaker_dollar, snap)
    worth = snap.curve.discount(np.arange(1, 251) / 250).mean()
    sold = snap.latest("us_trade_annual", "Japan:imports").value
    bought = snap.latest("us_trade_annual", "Japan:exports").value
    assert sold > bought
    exporters = found["exporters_first_year_usd"].draws
    importers = found["importers_first_year_usd"].draws
    assert exporters[0] == importers[0] == 0
    assert exporters[5] == pytest.approx(-0.1 * sold * worth)
    assert importers[5] == pytest.approx(0.1 * bought * worth)
    assert "2024" in found["exporters_first_year_usd"].note
    assert "invoiced in dollars" in found["importers_first_year_usd"].note


def test_only_the_first_year_counts(weaker_dollar, snap):
    longer = np.concatenate([weaker_dollar, np.full((6, 50), -1.0)], axis=1)
    short, long = (
        lines("Japan", path, snap)["importers_first_year_usd"].draws
        for path in (weaker_dollar, longer)
    )
    assert (short == long).all()


def test_a_horizon_shorter_than_a_year_cannot_show_one(weaker_dollar, snap):
    found = lines("Japan", weaker_dollar[:, :250], snap, desired_jpy_per_usd=120)
    for name in (
        "exporters_first_year_usd",
        "importers_first_year_usd",
        "way_to_desired_level_share",
    ):
        assert found[name].draws is None
        assert "horizon ends before" in found[name].reason


def test_no_preference_no_line(weaker_dollar, snap):
    assert "way_to_desired_level_share" not in lines("Japan", weaker_dollar, snap)


def test_the_way_to_a_desired_level(weaker_dollar, snap):
    """144 yen before; a tenth less is 129.6, which is 60% of the way to 120."""
    found = lines("Japan", weaker_dollar, snap, desired_jpy_per_usd=120)
    assert found["way_to_desired_level_share"].draws[5] == pytest.approx(14.4 / 24)
    assert found["way_to_desired_level_share"].unit == "share"
    away = lines("Japan", weaker_dollar, snap, desired_jpy_per_usd=160)
    assert away["way_to_desired_level_share"].draws[5] == pytest.approx(-14.4 / 16)
    there = lines("Japan", weaker_dollar, snap, desired_jpy_per_usd=144.0)
    assert "already stands" in there["way_to_desired_level_share"].reason


@pytest.mark.parametrize("level", [0, -5, float("nan"), float("inf")])
def test_a_desired_level_is_a_positive_number(weaker_dollar, snap, level):
    with pytest.raises(InputError, match=r"desired level is .*a positive number"):
        currency_benefits("Japan", weaker_dollar, snap, desired_jpy_per_usd=level)


def test_the_realised_gain_is_never_shown(weaker_dollar, snap):
    line = lines("Japan", weaker_dollar, snap)["realised_book_gain_usd"]
    assert line.draws is None
    assert "not published" in line.reason


def test_another_sellers_currency_is_not_modelled(weaker_dollar, snap):
    found = lines("China", weaker_dollar, snap, desired_jpy_per_usd=120)
    assert all(line.draws is None for line in found.values())
    assert "and China, Mainland has another currency" in found["exporters_first_year_usd"].reason


def test_without_a_record_nothing_is_shown(snap):
    found = lines("Japan", None, snap)
    assert "no record" in found["importers_first_year_usd"].reason


def test_before_trade_is_at_hand(weaker_dollar, snap):
    early = dataclasses.replace(snap, as_of=np.datetime64("2020-01-02"))
    assert (
        "no year of trade"
        in lines("Japan", weaker_dollar, early)["importers_first_year_usd"].reason
    )
