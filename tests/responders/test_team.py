"""Who answers, alone and together: identities, order, and what a larger cap or delay must do."""

import datetime as dt
import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import saiken
from saiken.case import RESPONDERS, Case, Scenario
from saiken.errors import InputError
from saiken.impact.habitat.linear import contract
from saiken.outcome.actions import absorbed
from saiken.parameters import registry
from saiken.responders import Action, responder_file, team_of
from saiken.responders.answer import at, standing
from saiken.responders.days import play
from saiken.responders.team import TEAM
from saiken.simulate import simulate
from tests.responders.conftest import KERNELS, Bench, peak

DAY = dt.date(2025, 5, 2)
EVERYBODY = tuple(TEAM)
CALM = ("fed", "fima", "treasury", "regulators", "freeze")
TINY = 1e-12


def run(draws=64, **given):
    scenario = Scenario(**{"seller": "Japan", "amount_usd_bn": 790, "proceeds": "yen"} | given)
    return simulate(Case(scenario=scenario, as_of=DAY, draws=draws))


# identities


def test_without_anybody_it_is_the_sale_alone_to_the_last_bit(fast):
    found = fast.answered()
    for name in ("stock", "flow", "regime", "monthly"):
        assert np.array_equal(getattr(found.response, name), getattr(fast.alone(), name))


def test_where_nobody_acts_nothing_changes_to_the_last_bit(fast):
    """A threshold that is never reached leaves every figure as it was."""
    found = fast.answered("fed", "regulators", fed__threshold_bp=1.0,
                          regulators__threshold_share=99.0)  # fmt: skip
    assert np.array_equal(found.response.total, fast.alone().total)
    assert all(not each.any() for each in found.played.record.values())


def test_absent_is_the_run_without_it():
    base = run()
    assert base.actions == ()
    same = run(answers="everybody", **dict.fromkeys(RESPONDERS, "absent"))
    for name, values in base.arrays.items():
        assert np.array_equal(values, same.arrays[name])


def test_the_days_and_the_vectorised_twin_agree(fast):
    """What responders saw day by day is what the whole path says afterwards."""
    found = fast.answered("fed", "regulators")
    terms, market, sale = fast.terms()
    seen = []

    class Watcher:
        name, reads = "watcher", ()

        def begin(self, market):
            return {}

        def decay_per_year(self, market):
            return np.zeros(market.parameters.draws)

        def respond(self, look, memory, market):
            seen.append(look.price)
            return Action(), memory

    road = fast.road()
    play((*team_of(("fed", "regulators")), Watcher()), terms, market, sale.rate_usd, road)
    passing = terms.pass_on(sale.rate_usd + found.played.added_usd, found.played.room)
    path = (passing.flow + passing.regime)[:, :-1]
    assert np.stack(seen, axis=1) == pytest.approx(path, rel=1e-9, abs=TINY)


def test_a_purchase_fed_as_state_or_as_a_programme_gives_the_same_yields(fast):
    """Supply of one day, as an exponential state and as the kernel's own response."""
    prm, sale, _ = fast.parts()
    supply = np.zeros((prm.draws, 40, sale.schedule.shape[1]))
    supply[:, 3, 4] = 1e11
    rate = np.full(prm.draws, 0.7)
    state = standing(supply, rate)
    unit = KERNELS.programme(0.7)
    for day in (3, 20):
        by_hand = 1e11 * unit[4] * np.exp(-0.7 * (day - 3) / 250)
        assert contract("db,bm->dm", state[:, day], unit)[0] == pytest.approx(by_hand, rel=1e-12)
    later = at(state, rate, np.array([39.0, 39.5, 164.0]))
    ratio = later[:, 2, 4] / state[:, 39, 4]
    assert ratio == pytest.approx(np.exp(-0.7 * 125 / 250))


@pytest.mark.parametrize("names", [("fed", "regulators", "fima"), EVERYBODY])
def test_order_cannot_matter(fast, names):
    first = fast.answered(*names)
    for order in (names[::-1], names[1:] + names[:1]):
        other = fast.answered(*order)
        assert np.array_equal(first.response.total, other.response.total)


def test_what_is_sold_is_bought_in_every_draw():
    out = run(sale_days=10, answers="everybody")
    for day in (3, 20, 250):
        found = absorbed(out, day)
        held = found["bought"] + found["dealers"] + found["others"]
        assert held == pytest.approx(found["sold"] + found["sold_by_others"])
        assert (found["dealers"] >= 0).all()
    # the price-sensitive buyers hold most of it in the end, and never less than nothing
    assert (absorbed(out, 250)["others"] >= -1e-3 * found["sold"]).all()


def test_the_ledgers_stay_exact_with_everybody():
    out = run(sale_days=10, answers="everybody", freeze="default")
    marks = out.losses.peak
    whole = marks.nonresidents_usd + marks.residents_usd + marks.issuer_usd
    assert np.abs(whole).max() < 1e-6 * np.abs(marks.issuer_usd).max()
    assert out["amount_sold"] == pytest.approx(out.program.sold_usd, rel=1e-6)
    assert not out.is_difference


def test_the_ledger_prices_only_what_was_sold(bench):
    """A freeze after five days: the seller's loss is that of a sale of five days' amount."""
    frozen = bench.answered("freeze", freeze__delay_days=5)
    assert frozen.sale.sold_usd == pytest.approx(790e9 * 5 / 60)
    assert frozen.sale.converted_usd.sum(axis=1) == pytest.approx(790e9 * 5 / 60)
    short = Bench(amount_usd_bn=790 * 5 / 60, sale_days=5).alone()
    assert frozen.response.total == pytest.approx(short.total, rel=1e-9, abs=TINY)


# the Federal Reserve


def test_the_fed_buys_only_past_its_threshold_after_its_delay(fast):
    found = fast.answered("fed", fed__threshold_bp=0.0010, fed__delay_days=3)
    price = found.response  # what it saw is checked through the days on which it acts
    bought = -found.played.record["fed"]
    assert (bought >= 0).all()
    acts = bought.any(axis=1)
    assert 0 < acts.sum() <= bought.shape[0]
    alone = fast.alone()
    over = (alone.flow + alone.regime)[:, :, 5] / fast.parts()[2].flow.at(
        fast.drawn["flow.local_share"])[:, 5, None]  # fmt: skip
    for draw in np.flatnonzero(acts)[:10]:
        crossed = int((over[draw] > 0.0010).argmax())
        assert int((bought[draw] > 0).argmax()) == crossed + 1 + 3
    assert price.total.shape == alone.total.shape


def test_the_fed_never_buys_more_than_cap_and_pace(fast):
    found = fast.answered(
        "fed", fed__threshold_bp=0.0005, fed__cap_share=0.002, fed__pace_share_per_day=0.0004,
        fed__ramp_days=4, fed__delay_days=0,
    )  # fmt: skip
    bought = -found.played.record["fed"]
    debt = fast.snap.scale.debt_held_by_public_usd
    assert bought.sum(axis=1).max() == pytest.approx(0.002 * debt)
    assert bought.max() <= 0.0004 * debt * (1 + TINY)
    first = (bought > 0).argmax(axis=1)
    start = bought[np.arange(first.size), first]
    assert start.max() <= 0.0001 * debt * (1 + TINY)  # a quarter of the pace on the first day


def test_the_fed_stops_when_the_market_is_calm(fast):
    found = fast.answered("fed")
    bought = -found.played.record["fed"]
    assert not bought[:, 150:].any()


@pytest.mark.parametrize("sale_days", [5, 20])
def test_a_larger_cap_never_raises_the_peak(sale_days):
    bench = Bench(sale_days=sale_days)
    fixed = {"fed__threshold_bp": 0.001, "fed__delay_days": 1}
    peaks = [peak(bench.answered("fed", fed__cap_share=cap, **fixed).response)
             for cap in (0.0, 0.001, 0.01, 0.1)]  # fmt: skip
    for small, large in itertools.pairwise(peaks):
        assert (large <= small * (1 + 1e-9)).all()
    assert peaks[-1].mean() < peaks[0].mean()
    assert peaks[0] == pytest.approx(peak(bench.alone()))


@pytest.mark.parametrize("sale_days", [10, 40])
def test_a_longer_delay_never_lowers_the_peak(sale_days):
    bench = Bench(sale_days=sale_days)
    fixed = {"fed__threshold_bp": 0.001, "fed__ramp_days": 1}
    peaks = [peak(bench.answered("fed", fed__delay_days=days, **fixed).response)
             for days in (0, 2, 5, 200)]  # fmt: skip
    for soon, late in itertools.pairwise(peaks):
        assert (late >= soon * (1 - 1e-9)).all()
    assert peaks[-1] == pytest.approx(peak(bench.alone()))


def test_a_slower_exit_lowers_yields_for_longer(fast):
    fixed = {"fed__threshold_bp": 0.001, "fed__delay_days": 0}
    soon, late = (fast.answered("fed", fed__exit_half_life_years=years, **fixed).response
                  for years in (0.2, 10))  # fmt: skip
    assert late.stock[:, 250, 7].mean() < soon.stock[:, 250, 7].mean()


# the others


def test_regulators_only_move_the_room(fast):
    found = fast.answered("regulators", regulators__threshold_share=0.8,
                          regulators__delay_days=2, regulators__relief_share=0.5)  # fmt: skip
    alone = fast.alone()
    assert np.array_equal(found.response.stock, alone.stock)
    assert np.array_equal(found.response.flow, alone.flow)
    assert (found.response.regime <= alone.regime).all()
    assert found.response.regime.sum() < alone.regime.sum()
    assert set(np.unique(found.played.room)) == {1.0, 1.5}


def test_fima_lends_up_to_its_limit_and_the_dollars_are_converted_all_the_same(bench):
    found = bench.answered("fima", fima__use_share=1.0)
    assert -found.played.record["fima"].sum(axis=1) == pytest.approx(60e9)
    assert found.sale.sold_usd == pytest.approx(730e9)
    assert found.sale.converted_usd.sum(axis=1) == pytest.approx(790e9)
    small = Bench(amount_usd_bn=40).answered("fima", fima__use_share=1.0)
    assert small.sale.sold_usd == pytest.approx(0)
    assert small.response.total == pytest.approx(0, abs=TINY)


def test_a_freeze_at_once_stops_everything(bench):
    found = bench.answered("freeze", freeze__delay_days=0)
    assert found.sale.sold_usd == pytest.approx(0)
    assert found.response.total == pytest.approx(0, abs=TINY)
    assert not found.response.log_rate.any()
    assert not found.response.abroad.jgb_bonds.any()


# together, on anything


@given(
    amount=st.floats(1, 900), days=st.integers(1, 120), half_life=st.sampled_from([None, 0.5, 5]),
    names=st.sets(st.sampled_from(CALM)),
)  # fmt: skip
def test_no_team_that_buys_or_stops_ever_raises_yields_or_sells_more(
    amount, days, half_life, names
):
    bench = Bench(draws=16, amount_usd_bn=amount, sale_days=days, half_life_years=half_life)
    found = bench.answered(*sorted(names))
    alone = bench.alone()
    assert np.isfinite(found.response.total).all()
    assert (found.sale.sold_usd <= amount * 1e9 * (1 + TINY)).all()
    assert (peak(found.response) <= peak(alone) * (1 + 1e-9) + TINY).all()
    for name, done in found.played.record.items():
        assert (done <= 0).all() or name == "regulators"


@given(
    amount=st.floats(1, 900), days=st.integers(1, 120), names=st.sets(st.sampled_from(EVERYBODY))
)
def test_any_team_on_any_sale_is_finite_and_what_is_sold_is_bought(amount, days, names):
    given = dict.fromkeys(names, "default")
    out = run(draws=16, amount_usd_bn=amount, sale_days=days, **given)
    assert np.isfinite(out["yield_change"]).all()
    if names:
        found = absorbed(out, 100)
        held = found["bought"] + found["dealers"] + found["others"]
        assert held == pytest.approx(found["sold"] + found["sold_by_others"])


def test_halving_the_step_moves_the_headline_by_less_than_two_per_cent():
    """The same sale on a clock of two steps a day: half-lives, delays and ramps twice as many.

    What the answer takes off the peak, as a share of it, hardly depends on the clock.
    """
    coarse = Bench(draws=256, sale_days=20)
    fine = Bench(draws=256, sale_days=40)
    slow = {
        name: fine.drawn[name] * 2
        for name in ("flow.half_life_weeks", "flow.dealer_half_life_weeks")
    }
    once = peak(coarse.answered("fed", fed__delay_days=2, fed__ramp_days=4).response)
    prm = fine.drawn.columns | slow
    fine.drawn = type(fine.drawn)(prm, fine.drawn.draws)
    half = fine.drawn["fed.pace_share_per_day"] / 2
    fine.drawn = type(fine.drawn)({**fine.drawn.columns, "fed.pace_share_per_day": half}, 256)
    twice = peak(fine.answered("fed", fed__delay_days=4, fed__ramp_days=8).response)
    alone = np.median(peak(coarse.alone())), np.median(peak(fine.alone()))
    # what the answer takes off the peak, on either clock
    assert np.median(once) / alone[0] == pytest.approx(np.median(twice) / alone[1], abs=0.02)


# words, files and settings


@pytest.mark.parametrize("name", EVERYBODY)
def test_every_responder_reads_only_declared_parameters_from_its_own_file(name):
    file, rows = responder_file(name), registry()
    assert {row["id"] for row in file["parameters"]} == set(TEAM[name].reads)
    assert all(each in rows for each in TEAM[name].reads)
    assert file["title"]
    assert file["what"]
    assert file["limits"]


def test_every_responder_has_a_setting_and_the_other_way_round():
    assert set(RESPONDERS) == set(TEAM)


def test_everybody_leaves_out_freeze_and_run_and_flags_override():
    usual = ("fed", "fima", "treasury", "regulators", "funds", "creditors")
    assert Scenario(answers="everybody").team == usual
    assert Scenario(answers="everybody", fed="absent").team == usual[1:]
    assert Scenario(freeze="default").team == ("freeze",)
    assert Scenario().team == ()


def test_an_unknown_responder_gets_the_nearest():
    with pytest.raises(InputError, match="no responder named 'feds'; the nearest are fed"):
        team_of(("feds",))


def test_actions_say_who_when_and_how_much():
    out = run(draws=256, sale_days=10, answers="everybody")
    lines = {line.actor: line for line in out.actions}
    assert lines["fima"].share_of_draws == 1
    assert lines["fima"].first_day == 1
    assert -60 <= lines["fima"].total["p50"] <= -30
    assert 0 < lines["fed"].share_of_draws < 1
    assert lines["fed"].total["p50"] < 0
    assert lines["regulators"].unit == "share"
    never = run(amount_usd_bn=1, fed="default").actions[0]
    assert (never.share_of_draws, never.first_day, never.total) == (0, None, None)


def test_the_first_screen_shows_both_presets():
    alone, together = run(), run(answers="everybody")
    assert "If everybody answers, the 10-year peak is" in alone.summary()
    assert "If nobody answered, the 10-year peak would be" in together.summary()
    text = " ".join(together.caveats)
    assert "These answer: Federal Reserve, FIMA repo, US Treasury, Bank regulators," in text
    assert "Nobody answers" in " ".join(alone.caveats)
    assert "If " not in (run(amount_usd_bn=0)).summary().partition("Next:")[0]


def test_the_page_has_the_table_and_the_timeline():
    from saiken.report.figures_timeline import timeline_chart
    from saiken.report.other_side import answers_page, other_side

    out = run(sale_days=10)
    page = answers_page(out)
    assert page.sentence.startswith("If nobody answers, the 10-year yield peaks at")
    assert [row[0] for row in page.table.rows] == [
        "Federal Reserve",
        "FIMA repo",
        "US Treasury",
        "Bank regulators",
        "Leveraged funds",
        "Other official creditors",
    ]
    assert page.notes[0].startswith(f"By day {other_side(out).outcome.peak_day}, of USD 7")
    chart = timeline_chart(out)
    names = [trace["name"] for trace in chart.figure["data"]]
    assert names[:3] == ["Federal Reserve", "FIMA repo", "US Treasury"]
    assert "Other creditors" in names
    assert chart.figure["data"][1]["y"][-1] == pytest.approx(45, abs=5)
    assert answers_page(out - run(sale_days=10, amount_usd_bn=100)).table is None
    assert saiken.Scenario(fed="default").team == ("fed",)


def test_those_who_are_absent_drive_nothing():
    """With few draws an unread column can look like a driver by accident."""
    names = {each.id for each in run().drivers()}
    assert not any(name.startswith(tuple(f"{one}." for one in TEAM)) for name in names)
    some = {each.id for each in run(fima="default").drivers()}
    assert "fima.use_share" in some
    assert not any(name.startswith("fed.") for name in some)
