"""Who else holds Treasuries, besides the seller."""

import numpy as np
import pytest

import saiken
from saiken.losses.others import domestic_sectors, other_countries


@pytest.fixture(scope="module")
def snap():
    return saiken.snapshot("2025-05-02")


def test_the_seller_is_left_out_and_the_rest_add_up(snap):
    everybody = other_countries("China", snap)
    names = [holder.name for holder in everybody.holders]
    assert "China, Mainland" not in names
    assert names[0] == "Japan"
    total = sum(holder.size_usd for holder in everybody.holders)
    # February 2025: 8,900.0 for all, 784.3 for China
    assert total == pytest.approx((8900.0 - 784.3) * 1e9, rel=1e-4)


def test_only_surveyed_countries_have_maturities_of_their_own(snap):
    by_name = {holder.name: holder for holder in other_countries("Japan", snap).holders}
    assert by_name["China, Mainland"].mix.sum() == pytest.approx(1)
    assert by_name["United Kingdom"].mix is None


def test_one_caveat_goes_with_the_countries_and_a_total_has_nobody_beside_it(snap):
    notes = other_countries("Japan", snap).notes
    assert len(notes) == 1
    assert "not who owns them" in notes[0]
    assert other_countries("All foreign holders", snap).holders == ()


def test_sectors_are_the_bulletins_without_the_federal_reserve(snap):
    sectors = domestic_sectors(snap)
    names = [holder.name for holder in sectors.holders]
    assert "Banks" in names
    assert not any("Federal Reserve" in name for name in names)
    assert np.all([holder.size_usd > 0 for holder in sectors.holders])
