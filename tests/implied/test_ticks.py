"""A user's prices within the day: a planted move is found, bad files are one sentence each."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.implied import implied
from saiken.implied.ticks import read_ticks, tick_moves

START = dt.datetime(2025, 5, 2, 0, 0)
BETWEEN = ("2025-05-02T10:00:00", "2025-05-02T10:30:00")
RISE_PCT = 0.06


def prices(minutes=2880, rise_pct=RISE_PCT, noise_pct=0.002, seed=4, offset=""):
    """Minute by minute for two days; the ten-year jumps within the window, the yen rises."""
    generator = np.random.default_rng(seed)
    walk = noise_pct * generator.normal(size=(minutes, 2)).cumsum(axis=0)
    after = (np.arange(minutes) >= 610) * rise_pct
    lines = ["time,10y,usdjpy"]
    for k in range(minutes):
        time = (START + dt.timedelta(minutes=k)).isoformat() + offset
        yen = 145 * (1 + walk[k, 1] / 100 - 0.1 * after[k])
        lines.append(f"{time},{4.3 + walk[k, 0] + after[k]:.6f},{yen:.6f}")
    return lines


@pytest.fixture
def save(tmp_path):
    def write(lines):
        path = tmp_path / "ticks.csv"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")
        return path

    return write


def test_a_planted_move_is_recovered(save, price):
    moves, day = tick_moves(save(prices()), BETWEEN)
    assert day == np.datetime64("2025-05-02")
    # 0.002 a minute over 30 minutes
    assert moves.move[0] == pytest.approx(RISE_PCT / 100, abs=3 * 0.002 * 30**0.5 / 100)
    assert moves.ordinary[:, 0].std() == pytest.approx(0.002 * 30**0.5 / 100, rel=0.2)
    assert len(moves.ordinary) == 2880 // 30 - 2  # the asked one, and the last is not whole
    found = implied(ticks=save(prices()), between=BETWEEN)
    ten = found.estimate("10y").change
    assert ten.middle == pytest.approx(moves.move[0] / np.median(price.ten_year), rel=0.15)
    assert found.main.bayes_factor > 3
    assert found.shape is None
    # half an hour is so quiet that no move speaks against news of the default size
    still = implied(ticks=save(prices(rise_pct=0.0)), between=BETWEEN)
    assert still.main.bayes_factor < 1
    assert still.main.change.interval.low < 0 < still.main.change.interval.high


def test_times_with_an_offset_are_read_on_one_clock(save):
    base, _ = tick_moves(save(prices()), BETWEEN)
    zoned = tuple(f"{each}-04:00" for each in ("2025-05-02T06:00:00", "2025-05-02T06:30:00"))
    moves, _ = tick_moves(save(prices(offset="+00:00")), zoned)
    np.testing.assert_allclose(moves.move, base.move)
    with pytest.raises(InputError, match="need an offset"):
        tick_moves(save(prices(offset="+00:00")), BETWEEN)


def test_nights_make_no_windows_and_a_price_stands_until_the_next(save):
    lines = prices()
    night = lines[:1501] + lines[2001:]
    with_night, whole = (tick_moves(save(each), BETWEEN)[0] for each in (night, lines))
    assert len(whole.ordinary) - 18 <= len(with_night.ordinary) < len(whole.ordinary) - 14
    gaps = [line if k % 2 or not k else line.split(",")[0] + ",," for k, line in enumerate(lines)]
    sparse, _ = tick_moves(save(gaps), BETWEEN)
    assert sparse.move[0] == pytest.approx(whole.move[0], abs=5e-5)


def test_the_day_is_that_of_the_window(save):
    with pytest.raises(InputError, match="starts on 2025-05-02, but the date is 2025-05-05"):
        implied("2025-05-05", ticks=save(prices()), between=BETWEEN)
    with pytest.raises(InputError, match="its start and end, not days"):
        implied(ticks=save(prices()), between=BETWEEN, window_days=2)


def test_prices_after_the_last_bundled_day_are_read_with_the_last_market(save):
    late = [line.replace("2025-", "2035-") for line in prices()]
    found = implied(ticks=save(late), between=tuple(x.replace("2025", "2035") for x in BETWEEN))
    assert any("the last at hand" in note for note in found.notes)


HEAD = "time,10y"
GOOD = ["2025-05-02T10:00:00,4.3", "2025-05-02T10:01:00,4.31"]


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ([], "needs the column time"),
        (["time", "2025-05-02T10:00:00"], "needs the column time and at least one"),
        (["time,10y,10y", "a,1,1"], "each once"),
        (["time,11y", "a,1"], "no column named '11y'"),
        ([HEAD], "has no rows"),
        ([HEAD, *GOOD, "2025-05-02T10:02:00"], "Line 4 of .* has 1 cells; it needs 2"),
        ([HEAD, "noon,4.3"], "The time in line 2 is 'noon'; write it like"),
        ([HEAD, GOOD[0], "2025-05-02T10:01:00Z,4.3"], "have an offset and some have none"),
        ([HEAD, *reversed(GOOD)], "The time in line 3 of .* is before the one above"),
        ([HEAD, GOOD[0], "2025-05-02T10:01:00,x"], "10y in line 3 is 'x'"),
        ([HEAD, GOOD[0], "2025-05-02T10:01:00,inf"], "10y in line 3 is 'inf'"),
        ([HEAD, GOOD[0], "2025-05-02T10:01:00,431"], "10y in line 3 is 431; allowed is"),
        (["time,usdjpy", "2025-05-02T10:00:00,-3"], "usdjpy in line 2 is -3"),
    ],
)
def test_bad_files_are_one_sentence_each(save, lines, words):
    with pytest.raises(InputError, match=words):
        read_ticks(save(lines))


def test_a_file_that_is_not_there_or_not_text(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        read_ticks(tmp_path / "none.csv")
    path = tmp_path / "binary.csv"
    path.write_bytes(b"\xff\xfe\x00\x80")
    with pytest.raises(InputError, match="cannot be read"):
        read_ticks(path)


@pytest.mark.parametrize(
    ("between", "words"),
    [
        (("10 o'clock", BETWEEN[1]), "The window's start is"),
        ((BETWEEN[1], BETWEEN[0]), "not after its start"),
        (("2025-05-01T10:00:00", BETWEEN[1]), "the window is .*; allowed is within the file's"),
        (("2025-05-02T10:00:00", "2025-05-02T12:00:00"), "holds 22 other windows"),
        ((BETWEEN[0] + "Z", BETWEEN[1] + "Z"), "need no offset"),
        (("2025-05-02T10:00:20", "2025-05-02T10:00:40"), "has no price of 10y both before"),
    ],
)
def test_bad_windows_are_one_sentence_each(save, between, words):
    with pytest.raises(InputError, match=words):
        tick_moves(save(prices()), between)


def test_a_price_that_never_moves_and_a_file_of_yen_alone(save):
    still = [line if not k else f"{line.split(',')[0]},4.3,{line.split(',')[2]}"
             for k, line in enumerate(prices())]  # fmt: skip
    with pytest.raises(InputError, match="does not move in any ordinary window"):
        implied(ticks=save(still), between=BETWEEN)
    yen = [",".join(line.split(",")[::2]) for line in prices()]
    found = implied(ticks=save(yen), between=BETWEEN)
    assert [each.key for each in found.estimates] == ["usdjpy"]
    with pytest.raises(InputError, match="nothing to read"):
        implied(ticks=save(yen), between=BETWEEN, scenario="china-2025")
