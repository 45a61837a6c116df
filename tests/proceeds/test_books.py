"""Everybody's balance sheet: lines and columns sum to zero, and each use ends where it should."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.errors import InputError
from saiken.proceeds import books, use, use_names
from saiken.proceeds.uses import instruments, sectors, steps

# sums of a few products of shares and dollars in double precision
ROUNDING = 1e-12
SHARES = st.floats(0.0, 1.0)


@st.composite
def mixes(draw):
    """Shares of the uses, adding up to one."""
    parts = np.array([draw(SHARES) for _ in use_names()])
    if parts.sum() == 0:
        parts[0] = 1.0
    return dict(zip(use_names(), (parts / parts.sum()).tolist(), strict=True))


def at(found, sector, instrument):
    """One entry by its titles; zero where a line or column is not shown."""
    line, column = sectors()[sector], instruments()[instrument]
    if line not in found.sectors or column not in found.instruments:
        return 0.0
    return found.change_usd[found.sectors.index(line), found.instruments.index(column)]


def balanced(found, amount_usd):
    slack = ROUNDING * max(amount_usd, 1.0)
    assert np.abs(found.change_usd.sum(axis=0)).max() <= slack
    assert np.abs(found.change_usd.sum(axis=1)).max() <= slack


@pytest.mark.parametrize("name", steps())
def test_every_step_balances_and_is_not_empty(name):
    step = steps()[name]
    assert step.change.any()
    assert (step.change.sum(axis=0) == 0).all()
    assert (step.change.sum(axis=1) == 0).all()
    assert step.says.endswith(".")


@pytest.mark.parametrize("seller", ["Japan", "China, Mainland"])
@pytest.mark.parametrize("name", use_names())
def test_every_use_balances_whoever_sells(name, seller):
    balanced(books(5e11, {name: 1.0}, within_share=0.1, seller=seller), 5e11)


@given(mixes(), SHARES, SHARES, SHARES, st.floats(0.0, 1e13))
def test_any_mix_of_any_amount_balances(mix, within, hedged, official, amount_usd):
    for seller in ("Japan", "Norway"):
        found = books(
            amount_usd, mix, within_share=within, hedged_share=hedged, seller=seller,
            official_share=official,
        )  # fmt: skip
        balanced(found, amount_usd)
        # whatever becomes of the money, the bonds have left the seller for the market
        assert at(found, "seller", "treasuries_beyond") == pytest.approx(-amount_usd * (1 - within))
        # and no dollar deposit is left but those that are kept
        kept = pytest.approx(amount_usd * mix["dollars"], abs=ROUNDING * max(amount_usd, 1.0))
        assert at(found, "seller", "dollar_deposits") == kept


def test_dollars_change_the_holder_of_bonds_and_of_deposits_only():
    found = books(1e11, {"dollars": 1.0}, within_share=0.25)
    assert found.sectors == ("The seller", "Private investors")
    assert at(found, "seller", "treasuries_beyond") == -0.75e11
    assert at(found, "seller", "treasuries_within") == -0.25e11
    assert at(found, "market", "treasuries_within") == 0.25e11
    assert at(found, "market", "dollar_deposits") == -1e11


def test_bills_leave_the_market_with_longer_bonds_and_fewer_bills():
    found = books(1e11, {"bills": 1.0})
    assert at(found, "market", "treasuries_beyond") == 1e11
    assert at(found, "market", "treasuries_within") == -1e11
    assert at(found, "seller", "treasuries_within") == 1e11
    assert at(found, "market", "dollar_deposits") == 0


def test_the_pool_takes_reserves_from_the_banks():
    found = books(1e11, {"fed-pool": 1.0})
    assert at(found, "us_banks", "fed_reserves") == -1e11
    assert at(found, "us_banks", "dollar_deposits") == 1e11  # they owe less
    assert at(found, "fed", "repo_pool") == -1e11  # it owes more
    assert at(found, "fed", "fed_reserves") == 1e11
    assert at(found, "seller", "repo_pool") == 1e11


def test_yen_end_in_fewer_financing_bills_where_a_special_account_issued_them():
    found = books(1e11, {"yen": 1.0}, seller="Japan")
    assert at(found, "seller", "financing_bills") == 1e11  # it owes less
    assert at(found, "market", "financing_bills") == -1e11
    # the money passes through the Bank of Japan and the banks and leaves no trace
    for sector in ("japan_banks", "bank_of_japan"):
        assert sectors()[sector] in found.sectors
        assert (found.change_usd[found.sectors.index(sectors()[sector])] == 0).all()
    assert at(found, "seller", "yen_deposits") == 0


def test_yen_stay_deposits_with_anybody_else():
    found = books(1e11, {"yen": 1.0}, seller="China, Mainland")
    assert at(found, "seller", "yen_deposits") == 1e11
    assert at(found, "market", "yen_deposits") == -1e11
    assert instruments()["financing_bills"] not in found.instruments


def test_only_the_official_part_retires_bills_and_what_is_hedged_is_not_official():
    found = books(1e11, {"yen": 1.0}, seller="Japan", official_share=0.75, hedged_share=0.125)
    assert at(found, "seller", "financing_bills") == 0.75e11
    assert at(found, "seller", "swap_dollars") == 0.125e11
    assert at(found, "seller", "yen_deposits") == pytest.approx(0.25e11)
    most = books(1e11, {"yen": 1.0}, seller="Japan", official_share=0.75, hedged_share=0.5)
    assert at(most, "seller", "financing_bills") == 0.5e11


@pytest.mark.parametrize(("name", "deposits"), [("yen", "yen_deposits"), ("euro", "euro_deposits")])
def test_a_hedge_is_repaid_and_its_own_currency_comes_back(name, deposits):
    found = books(1e11, {name: 1.0}, hedged_share=1.0)
    assert at(found, "seller", "swap_dollars") == 1e11  # it owes fewer dollars
    assert at(found, "seller", "swap_back") == -1e11
    assert at(found, "seller", deposits) == 1e11
    assert at(found, "market", "swap_dollars") == -1e11
    assert not any("move in the market" in says for says, _ in found.steps)


@pytest.mark.parametrize("name", ["dollars", "bills", "fed-pool", "gold"])
def test_other_uses_know_no_hedge(name):
    hedged, plain = (books(1e11, {name: 1.0}, hedged_share=share) for share in (0.5, 0.0))
    np.testing.assert_array_equal(hedged.change_usd, plain.change_usd)


@pytest.mark.parametrize(("name", "asset"), [("euro", "euro_deposits"), ("gold", "gold")])
def test_euro_and_gold_change_hands(name, asset):
    found = books(1e11, {name: 1.0})
    assert at(found, "seller", asset) == 1e11
    assert at(found, "market", asset) == -1e11
    assert at(found, "market", "dollar_deposits") == 0


def test_steps_are_told_in_order_with_their_dollars():
    found = books(1e11, {"yen": 0.5, "bills": 0.5, "gold": 0.0}, within_share=0.25, seller="Japan")
    assert [usd for _, usd in found.steps] == [0.75e11, 0.25e11, 0.5e11, 0.5e11, 0.5e11]
    assert found.steps[0][0].startswith("The seller sells bonds")
    assert found.sources == (*use("yen").sources, *use("bills").sources)


def test_shares_outside_their_range_are_refused():
    for name in ("within_share", "hedged_share", "official_share"):
        with pytest.raises(InputError, match=f"{name} is 1.5; allowed is 0 to 1"):
            books(1e11, {"yen": 1.0}, **{name: 1.5})


def test_every_use_names_its_sources_and_says_what_was_not_read():
    for name in use_names():
        assert use(name).sources
        for source in use(name).sources:
            assert "https://" in source or "http://" in source or source.startswith(
                ("memory: ", "bookkeeping only")
            )  # fmt: skip
