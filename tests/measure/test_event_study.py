"""The event study: right size on made-up data, a planted jump is found, real days are pinned."""

from pathlib import Path

import numpy as np
import pytest
import yaml

import saiken
from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.measure import event
from saiken.units import from_si

PUBLISHED = yaml.safe_load(Path(__file__).with_name("published_events.yaml").read_text("utf-8"))


def bp(value):
    return from_si(value, "bp")


def pct(value):
    return from_si(value, "pct")


@pytest.fixture(scope="module")
def card():
    """2 May 2025: the remark about a card on the table, and the employment report."""
    return event("2025-05-02")


@pytest.mark.parametrize(
    ("key", "change"),
    [("3m", 2), ("2y", 13), ("5y", 11), ("10y", 8), ("20y", 6), ("30y", 5)],
)
def test_the_second_of_may_2025(card, key, change):
    """H.15: the 10-year went from 4.25 to 4.33, the 2-year from 3.70 to 3.83."""
    move = card.move(key)
    assert bp(move.change) == pytest.approx(change, abs=1e-6)
    assert move.abnormal == move.change - move.expected
    assert abs(bp(move.expected)) < 1
    assert move.unit == "bp"
    assert move.hac.low < move.abnormal < move.hac.high
    assert move.bootstrap.low < move.abnormal < move.bootstrap.high


def test_what_the_page_says_about_that_day(card):
    assert card.move("10y").p_value == pytest.approx(0.151, abs=5e-4)
    assert card.move("2y").p_value == pytest.approx(0.036, abs=5e-4)
    assert pct(card.move("equities").change) == pytest.approx(1.58, abs=0.005)
    assert pct(card.move("usdjpy").change) == pytest.approx(-0.66, abs=0.005)
    assert card.curve.p_value == pytest.approx(0.15, abs=5e-3)
    best, second, *_, last = card.curve.fits
    assert (best.profile.name, second.profile.name) == ("brief-supply-like", "growth-like")
    assert last.profile.name == "supply-like"
    shares = [best.share_explained, second.share_explained, last.share_explained]
    assert shares == pytest.approx([0.89, 0.77, 0.01], abs=0.005)


def test_the_door_of_the_package_is_the_same(card):
    again = saiken.event("2025-05-02")
    assert again.moves == card.moves, "the resampling is fixed"


def test_june_1997_moved_equities_and_not_bonds():
    found = event("1997-06-23")
    assert pct(found.move("equities").change) == pytest.approx(-1.82, abs=0.03)
    assert found.move("equities").p_value < 0.05
    assert bp(found.move("10y").change) == pytest.approx(3, abs=1e-6)
    assert found.move("10y").p_value > 0.4


def test_april_2025_had_the_shape_of_a_lasting_sale():
    found = event("2025-04-07")
    assert bp(found.move("30y").change) == pytest.approx(17, abs=1e-6)
    assert found.curve.fits[0].profile.name == "supply-like"
    assert found.curve.p_value < 0.05 < found.curve.fits[0].p_value
    assert max(fit.p_value for fit in found.curve.fits[1:]) < 0.05


@pytest.mark.parametrize("row", PUBLISHED, ids=lambda row: row["study"][:60])
def test_purchase_announcements_are_those_of_the_papers(row):
    found = event([str(day) for day in row["dates"]], window_days=row["window_days"])
    for key, figure in row["figures"].items():
        move = found.move(key)
        assert bp(move.change) == pytest.approx(figure, abs=row["tolerance_bp"]), key


def test_weekends_are_moved_and_said():
    found = event("2025-05-04")
    assert str(found.days[0]) == "2025-05-05"
    assert str(found.starts[0]) == "2025-05-02"
    assert any(note.startswith("2025-05-04 was not a business day") for note in found.notes)
    assert found.moves == event("2025-05-05").moves


def test_a_series_that_has_ended_is_absent_and_said():
    found = event("2026-01-20")
    keys = {move.key for move in found.moves}
    assert keys == {"3m", "6m", "1y", "2y", "5y", "7y", "10y", "20y", "30y", "equities"}
    assert sum("No figure for" in note for note in found.notes) == 2
    assert any("3y" in note and "ends on 2025-07-11" in note for note in found.notes)
    with pytest.raises(InputError, match="no figure for 'usdjpy'; it has 3m, 6m"):
        found.move("usdjpy")
    assert "3y" not in found.curve.labels


def test_early_days_have_few_series():
    found = event("1965-03-01")
    assert {"1y", "3y", "5y", "10y", "20y", "equities"} == {move.key for move in found.moves}
    assert len(found.curve.labels) == 5


def test_a_planted_jump_is_found_with_its_size_and_shape(made, noise):
    moves = noise(700, seed=2)
    shape = np.linspace(0.5, 1.5, 10)
    moves[500, :10] += 40e-4 * shape
    moves[500, 10:] += [-0.05, 0.04]
    market = made(moves)
    found = event(
        market.days[500], store=market.store(),
        profiles={"planted": shape, "other": shape[::-1]},
    )  # fmt: skip
    for move, planted in zip(found.moves, [*(40e-4 * shape), -0.05, 0.04], strict=True):
        assert move.p_value == pytest.approx(1 / 251)
        # Twice the reach of a 90% interval: missed by one in a thousand.
        for ends in (move.bootstrap, move.hac):
            assert abs(move.abnormal - planted) < ends.high - ends.low
    best = found.curve.fits[0]
    assert best.profile.name == "planted"
    assert best.interval.low < 40e-4 * shape[7] < best.interval.high
    assert best.p_value > 0.1
    assert found.curve.fits[1].p_value == pytest.approx(1 / 251)
    # The day before and the day after know nothing of it.
    for neighbour in (499, 501):
        calm = event(market.days[neighbour], store=market.store())
        assert calm.move("10y").p_value > 0.05


def test_a_longer_window_holds_the_whole_of_a_jump_and_its_return(made, noise):
    moves = noise(700, seed=2)
    moves[500, 7] += 0.004
    moves[502, 7] -= 0.004
    market = made(moves)
    store = market.store()
    plain = moves[500:503, 7].sum()
    assert event(market.days[500], window_days=3, store=store).move("10y").change == (
        pytest.approx(plain, abs=1e-12)
    )
    one, three = (event(market.days[500], window_days=k, store=store) for k in (1, 3))
    assert one.move("10y").p_value < 0.01 < 0.05 < three.move("10y").p_value


def test_p_values_are_uniform_when_nothing_happens(made, noise):
    """Size: of 200 dates of pure noise the right share looks unusual, at every length."""
    rng = np.random.default_rng(4)
    fat = np.sqrt(4 / rng.chisquare(4, (4000, 1)))  # Student's t with four degrees of freedom
    market = made(noise(4000, seed=9) * fat)
    store = market.store()
    for length in (1, 5):
        dates = [market.days[at] for at in range(300, 3900, 18)]
        found = [event(date, window_days=length, store=store) for date in dates]
        samples = {
            "10y": [each.move("10y").p_value for each in found],
            "equities": [each.move("equities").p_value for each in found],
            "curve": [each.curve.p_value for each in found],
            "shape": [next(f for f in each.curve.fits if f.profile.name == "growth-like").p_value
                      for each in found],
        }  # fmt: skip
        for name, values in samples.items():
            p = np.array(values)
            # 200 draws: three standard deviations of a mean are 0.06, of a share at 10% 0.064;
            # windows of five days overlap, so a sample holds fewer independent ones.
            slack = 1 if length == 1 else 1.5
            assert abs(p.mean() - 0.5) < 0.061 * slack, (name, length)
            assert abs((p <= 0.1).mean() - 0.1) < 0.064 * slack, (name, length)


def test_intervals_cover_what_was_planted(made, noise):
    """Nine in ten, for both kinds."""
    moves = noise(4000, seed=12)
    places = list(range(300, 3900, 18))
    moves[places, 7] += 0.002
    market = made(moves)
    store = market.store()
    hits = {"hac": 0, "bootstrap": 0}
    for at in places:
        move = event(market.days[at], store=store, exclude=market.days[places]).move("10y")
        for kind in hits:
            ends = getattr(move, kind)
            hits[kind] += ends.low < 0.002 < ends.high
    for kind, count in hits.items():
        # 200 dates: three standard deviations of a share of 0.9 are 0.064.
        assert count / len(places) == pytest.approx(0.9, abs=0.064), kind


def test_events_left_among_ordinary_days_would_hide_one_another(made, noise):
    moves = noise(700, seed=2)
    places = [350, 380, 410, 440, 470, 500]
    moves[places, 7] += 0.003
    market = made(moves)
    store = market.store()
    blind = event(market.days[500], store=store).move("10y")
    seeing = event(market.days[500], store=store, exclude=market.days[places[:-1]]).move("10y")
    assert blind.p_value > 3 * seeing.p_value
    assert seeing.windows == blind.windows - 5
    pooled = event([market.days[at] for at in places], store=store).move("10y")
    assert pooled.p_value == pytest.approx(1 / 2001)
    assert pooled.windows == sum(
        250 - sum(at - 260 <= other <= at - 11 for other in places) for at in places
    )


def test_pooling_adds_changes_up(made, noise):
    market = made(noise(900, seed=6))
    store = market.store()
    dates = [market.days[at] for at in (400, 600, 800)]
    pooled = event(dates, window_days=2, store=store)
    alone = [event(date, window_days=2, store=store, exclude=dates) for date in dates]
    for move in pooled.moves:
        singles = [each.move(move.key) for each in alone]
        for name in ("change", "expected", "abnormal"):
            whole = sum(getattr(single, name) for single in singles)
            assert getattr(move, name) == pytest.approx(whole, abs=1e-12)
        halves = [(single.hac.high - single.hac.low) / 2 for single in singles]
        half = (move.hac.high - move.hac.low) / 2
        assert half == pytest.approx(np.sqrt(np.square(halves).sum()), rel=1e-9)
    assert pooled.asked == tuple(np.datetime64(date) for date in dates)


def test_only_what_came_before_sets_the_expectation(made, noise):
    moves = noise(700, seed=2)
    later = moves.copy()
    later[501:] += 0.001
    found = [event(made(each).days[500], store=made(each).store()) for each in (moves, later)]
    assert found[0].moves == found[1].moves
    gap = moves.copy()
    gap[490:500] *= 50  # the ten days before the event are left out of the sample
    quiet = event(made(gap).days[500], store=made(gap).store()).move("10y")
    assert quiet.p_value == found[0].move("10y").p_value


def test_a_later_calendar_gives_the_same_answer(made, noise):
    """Days inserted at the start shift every place; the event is found all the same."""
    moves = noise(700, seed=2)
    late = np.concatenate([noise(35, seed=8), moves])
    first, second = made(moves), made(late)
    one = event(first.days[500], store=first.store()).move("10y")
    other = event(second.days[535], store=second.store()).move("10y")
    for name in ("change", "expected", "abnormal", "p_value"):
        assert getattr(other, name) == pytest.approx(getattr(one, name), abs=1e-12), name
    assert other.hac.low == pytest.approx(one.hac.low, abs=1e-12)


def test_scaling_the_market_scales_the_answer_and_no_probability(made, noise):
    moves = noise(700, seed=2)
    moves[:, 10:] = 0
    one, ten = (event(made(s * moves).days[500], store=made(s * moves).store()) for s in (1, 10))
    for small, large in zip(one.moves[:10], ten.moves[:10], strict=True):
        assert large.abnormal == pytest.approx(10 * small.abnormal, abs=1e-10)
        assert large.p_value == pytest.approx(small.p_value)
        assert large.bootstrap.low == pytest.approx(10 * small.bootstrap.low, abs=1e-10)
    assert ten.curve.p_value == one.curve.p_value


@pytest.mark.parametrize(
    ("dates", "options", "message"),
    [
        ("2030-01-01", {}, r"event date is 2030-01-01; allowed is .* to 2026-07-22"),
        ([], {}, "needs at least one date"),
        (["2025-05-02", "2025-05-02"], {}, "2025-05-02 and 2025-05-02 overlap"),
        ("2025-05-02", {"window_days": 30}, "window is 30d"),
        ("2025-05-02", {"profiles": {"p": [1, 2]}}, "'p' needs one finite number"),
        ("2025-05-02", {"exclude": ["soon"]}, "'soon' is not a day"),
    ],
)
def test_bad_requests_cost_one_sentence(dates, options, message):
    with pytest.raises(InputError, match=message):
        event(dates, **options)


def test_a_market_without_any_history_is_refused():
    days = np.arange("2020-01-01", "2021-06-01", dtype="datetime64[D]")
    tens = 4 + 0.05 * np.random.default_rng(10).standard_normal(days.size)
    store = load_store().with_series("par_yields", "DGS10", days, tens, days)
    for key in ("DGS3MO", "DGS6MO", "DGS1", "DGS2", "DGS3", "DGS5", "DGS7", "DGS20", "DGS30"):
        store = store.with_series("par_yields", key, days[:1], [4.0], days[:1])
    store = store.with_series("us_equity_returns", "mkt_total", days[:1], [0.0], days[:1])
    store = store.with_series("usdjpy_daily", "DEXJPUS", days[:1], [100.0], days[:1])
    for kept, shape in ((("DGS2", "DGS5"), ("2y", "5y", "10y")), (("DGS2",), None)):
        more = store
        for key in kept:
            values = 4 + 0.05 * np.random.default_rng(int(key[3:])).standard_normal(days.size)
            more = more.with_series("par_yields", key, days, values, days)
        curve = event("2021-03-01", store=more).curve
        assert (curve.labels if curve else None) == shape, "three maturities make a shape"
    holes = store.with_series("par_yields", "DGS10", days, np.full(days.size, np.nan), days)
    with pytest.raises(DataError, match="No series has figures on both sides"):
        event("2021-03-01", store=holes)
