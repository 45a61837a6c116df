"""Books, caveats and the swap spread of an outcome."""

import numpy as np
import pytest

import saiken


def run(snap, **given):
    return saiken.simulate(saiken.Scenario(**given), snap, draws=32)


def test_the_books_are_those_of_the_median_amount(out):
    found = out.books
    assert found is out.books
    amount = float(np.median(out.program.amount_usd))
    assert found.change_usd[0, :2].sum() == pytest.approx(-amount)
    within = float(out.program.schedule[:, 0].sum())
    assert found.change_usd[0, 1] == pytest.approx(-amount * within)
    # Japan's special account owes fewer bills, and the market holds them no more
    assert found.instruments[-1] == "Japan's financing bills"
    assert found.change_usd[:2, -1] == pytest.approx([amount, -amount])


def test_private_holders_retire_no_bills_of_the_special_account(snap):
    found = run(snap, proceeds="yen", include_private=True, hedged_pct=10).books
    ended = dict(zip(found.instruments, found.change_usd[0], strict=True))
    sold = -ended["Treasuries beyond a year"] - ended["Treasuries within a year"]
    official = saiken.simulate(saiken.Scenario(proceeds="yen"), snap, draws=16)
    # the middle between the ends of the official book, the rest in deposits
    assert ended["Japan's financing bills"] == pytest.approx(
        float(np.mean([663e9, 925e9])), rel=1e-2
    )
    assert ended["Japan's financing bills"] < sold
    assert ended["Yen deposits"] == pytest.approx(sold - ended["Japan's financing bills"])
    assert ended["Dollars owed on currency swaps"] == pytest.approx(0.1 * sold)
    assert "Yen deposits" in official.books.instruments
    # a sale within the official book retires bills with all of its yen
    small = run(snap, proceeds="yen", include_private=True, amount_usd_bn=100).books
    ended = dict(zip(small.instruments, small.change_usd[0], strict=True))
    assert ended["Japan's financing bills"] == pytest.approx(1e11)


def test_bills_lower_the_stock_effect_and_leave_flow(snap):
    kept, bills, pool = (
        run(snap, amount_usd_bn=500, proceeds=use) for use in ("dollars", "bills", "fed-pool")
    )
    before, after = (each["yield_change_by_effect"] for each in (kept, bills))
    assert (after[0][:, 60] < before[0][:, 60]).all()
    np.testing.assert_array_equal(after[1], before[1])
    np.testing.assert_array_equal(pool["yield_change"], kept["yield_change"])
    # the papers are asked about what the market really has to hold more
    answers = [each.four_answers[1].ten_year_bp for each in (kept, bills)]
    assert 0 < answers[1] < answers[0]
    # the bills are bought at higher yields too, so less is lost on the way
    assert (bills["seller_loss"] < kept["seller_loss"]).all()


def test_a_hedge_takes_its_share_of_the_loss_at_the_spot_rate(snap):
    given = {"seller": "Japan", "include_private": True, "proceeds": "yen", "amount_usd_bn": 400}
    none, half, all_ = (run(snap, **given, hedged_pct=share) for share in (0, 50, 100))
    assert (half["seller_loss_currency"] < none["seller_loss_currency"] / 2).all()
    assert (all_["seller_loss_currency"] == 0).all()
    assert (all_["usdjpy_change"] == 0).all()
    np.testing.assert_array_equal(all_["yield_change"], none["yield_change"])
    np.testing.assert_array_equal(all_["seller_loss"], none["seller_loss_bonds"])


def test_what_each_use_leaves_out_is_said(snap, out):
    bills, pool = (run(snap, proceeds=use).caveats for use in ("bills", "fed-pool"))
    assert any("a flow effect) is left out" in line for line in bills)
    assert any("banks lose reserves one for one" in line for line in pool)
    sizes = [line for line in pool if line.startswith("On 2025-04-30 the pool held USD 382bn")]
    assert len(sizes) == 1
    half = run(snap, amount_usd_bn=573, proceeds={"fed-pool": 0.5, "dollars": 0.5}).caveats
    # half of 573 is three quarters of 382
    assert any(line.endswith("this sale puts in 0.8 times as much.") for line in half)
    hedged = run(snap, proceeds="yen", include_private=True, hedged_pct=20).caveats
    assert any("20% was hedged" in line for line in hedged)
    for line in out.caveats:
        assert "pool held" not in line
        assert "was hedged" not in line
    assert any(line.startswith("The swap spread is an assumption") for line in out.caveats)


def test_the_swap_spread_is_the_assumed_share_of_the_ten_year_change(out):
    share = out.parameters["impact.treasury_specific_share"]
    day = out.headline["swap_spread_change_bp"]["peak_day"]
    ten = out["yield_change"][:, day, 7].astype(float) * 1e4
    shown = out.headline["swap_spread_change_bp"]["peak"]["p50"]
    assert shown == pytest.approx(np.median(-share * ten), rel=1e-5)
    assert shown < 0
    assert set(out.headline["swap_spread_change_bp"]) == {"peak", "peak_day", "worst", "1y"}
