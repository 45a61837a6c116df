"""What the use of the proceeds does to a programme, and which hedges can be asked for."""

import numpy as np
import pytest

import saiken
from saiken.case import Scenario, check, program
from saiken.market import bucket_names
from saiken.parameters import Posterior


@pytest.fixture(scope="module")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="module")
def prm():
    return Posterior.load("2025-05-02").sample(16, 0)


def private(**given):
    return Scenario(seller="Japan", include_private=True, proceeds="yen", **given)


def test_the_whole_in_one_use_is_that_use():
    assert Scenario(proceeds={"yen": 1.0}) == Scenario(proceeds="yen")
    assert Scenario(proceeds={"yen": 1.0, "dollars": 0.0}).proceeds == "yen"
    assert Scenario(maturities={bucket_names()[0]: 1.0}).maturities == {bucket_names()[0]: 1.0}


def test_shares_of_one_use_and_of_a_mix():
    assert Scenario(proceeds="bills").proceeds_shares == {"bills": 1.0}
    assert Scenario(proceeds={"yen": 0.5, "bills": 0.5}).proceeds_shares == {
        "yen": 0.5,
        "bills": 0.5,
    }


@pytest.mark.parametrize("use", ["dollars", "fed-pool", "yen", "gold"])
def test_nothing_is_bought_back_but_with_bills(use, snap, prm):
    sale = program(Scenario(proceeds=use), snap, prm)
    assert sale.reinvested is None
    assert sale.supply is sale.schedule


def test_bills_are_bought_on_the_day_of_each_sale(snap, prm):
    sale = program(Scenario(proceeds={"bills": 0.25, "yen": 0.75}, sale_days=10), snap, prm)
    assert bucket_names()[0] == "0-1"
    np.testing.assert_allclose(sale.reinvested[:, 0], 0.25 * sale.schedule.sum(axis=1))
    assert (sale.reinvested[:, 1:] == 0).all()
    assert sale.supply.sum() == pytest.approx(0.75)
    np.testing.assert_array_equal(sale.supply, sale.schedule - sale.reinvested)


def test_a_hedged_share_is_not_converted(snap, prm):
    whole = program(private(), snap, prm)
    part = program(private(hedged_pct=25), snap, prm)
    np.testing.assert_allclose(part.converted, 0.75 * whole.converted, rtol=1e-14)
    np.testing.assert_array_equal(part.schedule, whole.schedule)


def test_euro_that_were_hedged_throughout_move_no_spot_rate(snap, prm):
    given = {"seller": "China", "proceeds": "euro"}
    assert program(Scenario(**given), snap, prm).unrecorded
    assert program(Scenario(**given, hedged_pct=50), snap, prm).unrecorded
    assert not program(Scenario(**given, hedged_pct=100), snap, prm).unrecorded


@pytest.mark.parametrize(
    "given",
    [
        {"seller": "Japan", "proceeds": "yen"},
        {"seller": "Official holders", "include_private": True, "proceeds": "euro"},
    ],
)
def test_official_reserves_are_not_hedged(given, snap):
    check(Scenario(**given), snap)
    with pytest.raises(saiken.InputError, match=r"hedged is 30%, but official.*--include-private"):
        check(Scenario(**given, hedged_pct=30), snap)


def test_no_more_is_hedged_than_private_holders_have(snap):
    """Japan's table says USD 1,126bn, of which at least 663bn are official: 463bn or 41%."""
    check(private(hedged_pct=41), snap)
    with pytest.raises(saiken.InputError, match=r"hedged is 42%; allowed is up to 41% of this"):
        check(private(hedged_pct=42), snap)
    # of half as much it can be twice the share, and of little everything
    check(private(hedged_pct=82, share_pct=50), snap)
    check(private(hedged_pct=100, amount_usd_bn=400), snap)
    with pytest.raises(saiken.InputError, match="hedged is 100%"):
        check(private(hedged_pct=100, amount_usd_bn=500), snap)
    check(private(hedged_pct=100, amount_usd_bn=0), snap)


def test_where_the_official_part_is_not_published_everything_may_be_private(snap):
    check(Scenario(seller="China", hedged_pct=100, proceeds="euro"), snap)


@pytest.mark.parametrize("use", ["dollars", "bills", "fed-pool", "gold", {"yen": 0.0, "gold": 1.0}])
def test_a_hedge_that_would_change_nothing_is_refused(use, snap):
    with pytest.raises(saiken.InputError, match="nothing is turned into the holder's own currency"):
        check(Scenario(seller="China", hedged_pct=10, proceeds=use), snap)
