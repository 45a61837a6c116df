"""The whole table: reproducible, without the reserve, and able to find an engine wrong."""

import json
import sys

import numpy as np
import pytest

from saiken.data import load_store, resource_text
from saiken.history import backtest, episode, episodes
from saiken.history.__main__ import main
from saiken.history.backtest import held_back
from saiken.history.predict import Prediction
from saiken.history.record import FILE, by_horizon, horizon_name, record, text
from saiken.history.remarks import remarks, threats, together
from saiken.history.scored import dollar_rule, score
from saiken.measure import event
from saiken.measure.ordinary import span


@pytest.fixture(scope="module")
def found():
    return backtest()


def close(ours, theirs, path=""):
    """The same document, numbers to a thousandth: far below what the score can tell."""
    assert type(ours) is type(theirs), path
    if isinstance(ours, dict):
        assert ours.keys() == theirs.keys(), path
        for key in ours:
            close(ours[key], theirs[key], f"{path}.{key}")
    elif isinstance(ours, list):
        assert len(ours) == len(theirs), path
        for place, (one, other) in enumerate(zip(ours, theirs, strict=True)):
            close(one, other, f"{path}[{place}]")
    elif isinstance(ours, float):
        assert ours == pytest.approx(theirs, rel=1e-3, abs=1e-6), path
    else:
        assert ours == theirs, path


def test_the_committed_score_can_be_made_again(found):
    """It guards that the file is what the code finds, never that it improved."""
    close(record(found), json.loads(resource_text(FILE)))


def test_the_same_call_gives_the_same_bytes():
    few = [episode("fed-2009-03-18"), episode("japan-2022-10-21")]
    assert text(backtest(few, draws=128)) == text(backtest(few, draws=128))


def test_the_reserve_is_neither_asked_nor_counted(found):
    names = {each.episode.id for each in found.rows}
    reserve = {each.id for each in found.reserve}
    assert reserve == {each.id for each in episodes() if held_back(each)}
    assert 5 <= len(reserve) <= 30
    assert not names & reserve
    asked = {each.id for each in episodes() if each.used is not None} - reserve
    assert names | {one.id for one, _ in found.unanswered} == asked


def test_a_release_scores_the_reserve_and_nothing_else(tmp_path, monkeypatch):
    """On made-up names, so that the real reserve stays unseen until a release."""
    few = (episode("fed-2009-03-18"), episode("japan-2022-10-21"), episode("japan-koizumi-2005"))
    room = sys.modules["saiken.history.backtest"]
    monkeypatch.setattr(room, "episodes", lambda: few)
    monkeypatch.setattr(room, "in_reserve", lambda name: name.startswith("fed"))
    assert {row.episode.id for row in backtest(draws=64).rows} == {"japan-2022-10-21"}
    released = backtest(draws=64, release=True)
    assert {row.episode.id for row in released.rows} == {"fed-2009-03-18"}
    assert released.reserve == ()
    path = tmp_path / "score.json"
    assert main(["--release", "--out", str(path)]) == 0
    assert [row["id"] for row in json.loads(path.read_text())["episodes"]] == ["fed-2009-03-18"]


def test_every_row_of_the_table_is_what_the_market_did(found):
    for row in found.rows:
        seen = span(load_store(), row.target, row.episode.start, row.episode.window_days)
        assert row.actual == seen.move
        assert row.noise_sd == seen.sd


def test_information_is_decided_by_the_prediction_alone(found):
    for row in found.rows:
        if row.status == "not counted":
            assert not row.episode.counts
            continue
        signal = abs(row.predicted["p50"]) / row.noise_sd
        assert row.signal_to_noise == pytest.approx(signal)
        assert (row.status == "scored") == (signal >= 0.5)


def test_an_engine_that_knows_wins_and_one_that_is_upside_down_loses(make):
    """The score can find both: the same episode, an effect that is right, and its mirror."""
    one = make(start="2009-03-18", window_days=1, kind="purchase", quantity={"usd_bn": -300.0})
    draws = np.random.default_rng(0).normal(-0.0045, 0.001, 512)
    curve = np.broadcast_to(draws[:, None], (512, 10))
    right = score(one, Prediction(np.datetime64("2009-03-17"), curve, None, 0.01), "10y")
    wrong = score(one, Prediction(np.datetime64("2009-03-17"), -curve, None, 0.01), "10y")
    nothing = score(one, Prediction(np.datetime64("2009-03-17"), 0 * curve, None, 0.01), "10y")
    assert right.skill > 3
    assert right.sign_right
    assert right.inside
    assert wrong.skill < -3
    assert not wrong.sign_right
    assert not wrong.inside
    assert nothing.skill == pytest.approx(0, abs=1e-12)
    assert nothing.status == "no information"


def test_the_dollar_rule_is_twenty_basis_points_for_a_hundred_billion(make):
    assert dollar_rule(make(quantity={"usd_bn": 150.0})) == pytest.approx(0.0030)
    assert dollar_rule(make(quantity={"usd_bn": -100.0})) == pytest.approx(-0.0020)


def test_a_window_without_data_is_an_answer_not_a_failure(make):
    late = make(start="2026-07-20", window_days=60)
    early = make(start="1999-01-04")
    found = backtest([late, early], draws=16)
    assert not found.rows
    reasons = {one.start.year: why for one, why in found.unanswered}
    assert "do not cover its window" in reasons[2026]
    assert "allow 2000-06-01" in reasons[1999]


def test_own_episodes_are_never_held_back(make):
    names = [make(id=f"own-{k}", quantity={"usd_bn": 900.0}) for k in range(12)]
    found = backtest(names, draws=16)
    assert len({row.episode.id for row in found.rows}) == 12
    assert found.reserve == ()


def test_progress_is_told(make):
    seen = []
    backtest([make(), make(id="b-2020")], draws=16, progress=lambda *done: seen.append(done))
    assert seen == [(1, 2), (2, 2)]


def test_horizons_part_the_rows(found):
    assert [horizon_name(days) for days in (1, 5, 6, 65, 66)] == [
        "up to a week", "up to a week", "up to a quarter", "up to a quarter",
        "over a quarter",
    ]  # fmt: skip
    parts = by_horizon(found).values()
    assert sum(each.asked for each in parts) == found.total("10y").asked


def test_words_are_measured_and_threats_pooled():
    words = [each for each in episodes() if each.used is None]
    kato = remarks([episode("japan-kato-card-2025")])[0]
    assert kato.move("10y").change == pytest.approx(0.0008)
    assert kato.move("nothing") is None
    kept = threats(words)
    assert all(each.official and each.threat for each in kept)
    assert {"japan-hashimoto-1997", "china-cui-2018"} <= {each.id for each in kept}
    pooled = together(kept)
    days = [each.start for each in kept]
    assert pooled.move("10y").change == pytest.approx(event(days).move("10y").change)


def test_remarks_whose_windows_touch_count_once():
    first = episode("japan-kato-card-2025")
    twin = first.model_copy(update={"id": "twin-2025"})
    assert together([first, twin]) is None
    other = episode("china-cui-2018")
    assert len(together([first, twin, other]).days) == 2
    late = first.model_copy(update={"start": first.start.replace(year=2030)})
    assert remarks([late])[0].found is None
    assert together([late, first]) is None


def test_the_score_is_written_beside_the_code():
    """Without a path the command writes the committed file, and only there."""
    room = sys.modules["saiken.history.__main__"]
    assert (room.PACKAGE / FILE).is_file()
    assert (room.PACKAGE / "history" / "__main__.py").is_file()
