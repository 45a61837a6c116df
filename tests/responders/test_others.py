"""The Treasury, leveraged funds, other creditors and their run; the ten-year yield they see."""

import datetime as dt

import numpy as np
import pytest

from saiken.case import RESPONDERS
from saiken.parameters import registry
from saiken.responders import Action, team_of
from saiken.responders.answer import market_of
from saiken.responders.base import BILLS
from saiken.responders.coordination import STEEPEST, FirstMover
from saiken.responders.days import play
from saiken.snapshot import snapshot
from tests.responders.conftest import Bench

TEN = 7
TINY = 1e-12


class Watcher:
    """Does nothing and remembers what it saw."""

    name, reads = "watcher", ()

    def __init__(self):
        self.ten_year, self.sold = [], []

    def begin(self, market):
        return {}

    def decay_per_year(self, market):
        return np.zeros(market.parameters.draws)

    def respond(self, seen, memory, market):
        self.ten_year.append(seen.ten_year)
        self.sold.append(seen.sold_usd)
        return Action(), memory


@pytest.mark.parametrize(
    "given", [{}, {"information": "announced"}, {"half_life_years": 0.5, "proceeds": "bills"}]
)
def test_the_ten_year_yield_seen_day_by_day_is_the_one_put_together_afterwards(given):
    """With everybody acting, a freeze and a run included."""
    bench = Bench(draws=32, sale_days=15, **given)
    fixed = {"freeze__delay_days": 8, "creditors__threshold_bp": 0.0, "treasury__threshold_bp": 0.0,
             "funds__threshold_bp": 0.0005, "fed__threshold_bp": 0.0005}  # fmt: skip
    watcher = Watcher()
    names = team_of(RESPONDERS)
    found = bench.answered(team=(*names, watcher), **fixed)
    if bench.case.scenario.information == "unannounced":
        close = found.response.total[:, :-1, TEN]
        assert np.stack(watcher.ten_year, axis=1) == pytest.approx(close, rel=1e-9, abs=TINY)
    sold = found.sale.rate_usd[:, :-1]
    assert np.stack(watcher.sold, axis=1) == pytest.approx(sold)
    assert all(done.any() for name, done in found.played.record.items() if name != "watcher")


# the Treasury


def test_the_treasury_swaps_maturities_and_leaves_dealers_alone(fast):
    found = fast.answered("treasury", treasury__threshold_bp=0.0005)
    supply = found.played.supply_usd["treasury"]
    assert np.abs(supply.sum(axis=2)).max() < 1.0  # a dollar
    assert (supply[:, :, BILLS] >= 0).all()
    assert (supply[:, :, BILLS + 1 :] <= 0).all()
    alone = fast.alone()
    # as much comes as goes, but for the rounding of a sum that the pace's root makes larger
    assert found.response.flow == pytest.approx(alone.flow, abs=1e-10)
    moved = -found.played.record["treasury"].sum(axis=1)
    assert moved == pytest.approx(supply[:, :, BILLS].sum(axis=1))
    acts = moved > 0
    assert acts.any()
    last = found.response.stock[acts, 250, TEN]
    assert (last < alone.stock[acts, 250, TEN]).all()


def test_the_treasury_waits_and_stops_where_the_bills_have_no_room(fast):
    fixed = {"treasury__threshold_bp": 0.0, "treasury__tilt_delay_days": 20,
             "treasury__buyback_delay_days": 40, "treasury__tilt_share": 0.3}  # fmt: skip
    found = fast.answered("treasury", treasury__bill_capacity_share=0.001, **fixed)
    moved = -found.played.record["treasury"]
    debt = fast.snap.scale.debt_held_by_public_usd
    assert moved.sum(axis=1) == pytest.approx(0.001 * debt)
    assert int((moved[0] > 0).argmax()) == 2 + 20  # sold on day 1, seen on day 2
    coupons = fast.drawn["treasury.coupons_share_per_quarter"] * 0.3 / 62.5 * debt
    assert moved[:, 22] == pytest.approx(coupons)
    roomy = fast.answered("treasury", **fixed)
    assert (-roomy.played.record["treasury"].sum(axis=1) > moved.sum(axis=1)).all()


# leveraged funds


def test_funds_sell_a_share_of_what_they_hold_and_move_dealers_only(fast):
    fixed = {"funds__threshold_bp": 0.0002, "funds__days": 6, "funds__unwind_share": 0.1,
             "funds__basis_share": 0.9, "funds__swap_share": 0.3}  # fmt: skip
    found, alone = fast.answered("funds", **fixed), fast.alone()
    assert np.array_equal(found.response.stock, alone.stock)
    sold = found.played.record["funds"]
    market = market_of(fast.parts()[1], fast.snap, fast.drawn)
    # CFTC, 29 April 2025: what was known on 2 May
    assert market.funds_short_usd == pytest.approx(1_000e9, rel=0.1)
    whole = 0.12 * market.funds_short_usd
    calm = found.response.regime.max(axis=(1, 2)) == 0
    assert calm.any()
    assert sold[calm].sum(axis=1) == pytest.approx(whole)
    assert (sold.sum(axis=1) <= whole * (1 + TINY)).all()
    assert ((sold > 0).sum(axis=1) <= 6).all()
    peaks = found.response.flow.max(axis=(1, 2)), alone.flow.max(axis=(1, 2))
    assert (peaks[0] > peaks[1]).all()


def test_funds_are_not_counted_where_the_stress_already_holds_them():
    """At full strain what they sell is inside the multiple sized on March 2020."""
    crowded = Bench(draws=32, sale_days=3)
    fixed = {"funds__threshold_bp": 0.0, "flow__dealer_share": 1.0,
             "flow__dealer_half_life_weeks": 50.0}  # fmt: skip
    found = crowded.answered("funds", **fixed)
    alone = crowded.alone(**{name: value for name, value in fixed.items() if "funds" not in name})
    full = (alone.regime.max(axis=(1, 2)) > 0) & (found.carried_usd[:, 3] > 700e9)
    assert full.any()
    later = found.played.record["funds"][full][:, 4:]
    assert later.max() < 1e-3 * found.played.record["funds"][full][:, 2].max()


def test_funds_need_a_record_of_their_positions():
    early = snapshot(dt.date(2015, 5, 1))
    bench = Bench(draws=16)
    assert market_of(bench.parts()[1], early, bench.drawn).funds_short_usd == 0


# other creditors


@pytest.mark.parametrize("share", [0.5, -0.5])
def test_creditors_answer_the_seller_and_nobody_else(fast, share):
    found = fast.answered("creditors", creditors__threshold_bp=0.0, creditors__response_share=share)
    done, sold = found.played.record["creditors"], found.sale.rate_usd
    assert done[:, 2:] == pytest.approx(share * sold[:, 1:-1])
    assert not done[:, :2].any()
    alone = fast.alone()
    effect = found.response.stock[:, 30, TEN] - alone.stock[:, 30, TEN]
    assert effect == pytest.approx(share * alone.stock[:, 30, TEN], rel=1e-6)


def test_creditors_prior_leans_to_neither_side():
    ends = registry()["creditors.response_share"].distribution
    assert ends["low"] == -ends["high"] < 0


# the run


def test_the_run_is_the_global_game_with_the_sale_as_first_move(bench):
    found = bench.answered("run", run__luck=0.5)
    prm, sale, _ = bench.parts()
    market = market_of(sale, bench.snap, prm)
    others = prm["run.prone_share"] * (market.foreign_usd - 790e9)
    game = FirstMover(prm["run.absorption_share"], prm["run.public_sd_share"] ** -2,
                      prm["run.private_sd_share"] ** -2, prm["run.cost_share"],
                      790e9 / (790e9 + others)).sold  # fmt: skip
    # at the middle of the game's chance theta is its mean: they run if the signal lies above it
    sold = found.played.record["run"].sum(axis=1)
    gap = (game.signal() - prm["run.absorption_share"]) / prm["run.private_sd_share"]
    assert (sold > 0.5 * others).tolist() == (gap > 0).tolist()
    assert 0 < (gap > 0).mean() < 1
    assert (sold <= others * (1 + TINY)).all()


def test_a_dearer_run_is_rarer_and_every_draw_has_one_equilibrium(bench):
    sold = [
        bench.answered("run", run__cost_share=c).played.record["run"].sum() for c in (0.6, 0.95)
    ]
    assert sold[1] < sold[0]
    rows = registry()
    low = rows["run.public_sd_share"].distribution["low"]
    high = rows["run.private_sd_share"].distribution["high"]
    assert high / low**2 < STEEPEST


def test_the_lender_of_last_resort_answers_a_run(bench):
    fixed = {"run__luck": 0.01}
    alone, together = bench.answered("run", **fixed), bench.answered("run", "fed", **fixed)
    assert -together.played.record["fed"].sum() > 0
    assert together.response.total[:, :, TEN].max() < alone.response.total[:, :, TEN].max()


def test_play_needs_no_order_among_twins(fast):
    """Two watchers see the same, wherever they stand."""
    terms, market, sale = fast.terms()
    one, two = Watcher(), Watcher()
    two.name = "another"
    play((one, *team_of(("fed",)), two), terms, market, sale.rate_usd, fast.road())
    assert np.array_equal(one.ten_year, two.ten_year)
