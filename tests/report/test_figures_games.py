"""Every game has a figure, and it shows what the game says."""

import json
from dataclasses import replace

import numpy as np
import pytest

from saiken.bargaining import AbreuGul, Assurance, DeadlineReputation, DeadlineWar, Ladder, Threat
from saiken.errors import InputError
from saiken.report.figures_games import TIMES, game_chart

PRIORS = np.array([0.1, 0.25, 0.6])
GAMES = {
    "threat": Threat(pi=PRIORS, L=10, k=4, G=5, a=2, c_high=1, c_low=3),
    "ladder": Ladder(
        plan="stairs", k=np.array([3.0, 4.0, 5.0]), L=10.0, G=5.0, c_resolute=1.0,
        a=np.array([0.0, 0.2, 1.0, 1.5, 2.0]),
        mu0=0.2, sigma=0.3,
    ),
    "assurance": Assurance(p0=PRIORS, L=10, strength=0.8, lasts=0.6, rounds=5),
    "reputation": AbreuGul(a1=0.7, a2=0.6, r1=0.1, r2=0.1, z1=PRIORS / 2, z2=0.1),
    "deadline": DeadlineWar(c=1, v=4, D=PRIORS * 10, T=3),
    "alike": DeadlineReputation(a=0.7, r=0.2, z=PRIORS / 2, T=2),
}  # fmt: skip


@pytest.mark.parametrize("name", GAMES)
def test_each_is_plain_and_complete(name):
    chart = game_chart(GAMES[name].solve())
    json.dumps(chart.figure, allow_nan=False)
    assert chart.title
    assert chart.alt
    assert len({len(row) for row in chart.table.rows} | {len(chart.table.columns)}) == 1


def test_the_ends_of_a_threat_add_up():
    found = GAMES["threat"].solve()
    dots = game_chart(found).figure["data"][0]
    assert sum(dots["x"]) == pytest.approx(100, abs=0.01)
    assert dots["x"][1] == pytest.approx(100 * found.concession.mean(), abs=1e-3)


def test_a_rung_is_drawn_where_the_ladder_puts_it():
    found = GAMES["ladder"].solve()
    assert game_chart(found).figure["data"][0]["x"] == pytest.approx(
        100 * found.reached[:, 1:].mean(axis=0), abs=1e-3
    )


def test_a_price_by_round():
    found = GAMES["assurance"].solve()
    low, high, mean = game_chart(found).figure["data"]
    assert mean["y"] == pytest.approx(found.prices.mean(axis=1), abs=1e-3)
    assert all(a <= b <= c for a, b, c in zip(low["y"], mean["y"], high["y"], strict=True))


def test_paths_over_time_end_where_nobody_flexible_is_left():
    found = GAMES["reputation"].solve()
    first, second = game_chart(found).figure["data"]
    assert len(first["x"]) == TIMES
    assert first["y"][0] == pytest.approx(100 * found.at_start[0].mean(), abs=1e-3)
    assert second["y"][-1] == pytest.approx(100 * (1 - found.obstinate[1]).mean(), abs=1e-3)


def test_deals_jump_at_the_deadline():
    found = GAMES["deadline"].solve()
    (path,) = game_chart(found).figure["data"]
    assert path["y"][-2] == pytest.approx(100 * (1 - found.reach).mean(), abs=1e-3)
    assert path["y"][-1] == pytest.approx(100 * (1 - found.breakdown).mean(), abs=1e-3)


def test_refused_draws_are_left_out_and_all_of_them_have_no_picture():
    found = GAMES["ladder"].solve()
    regret = found.verdict.regret
    one, every = (np.where(each, 1.0, regret) for each in ([True, False, False], [True] * 3))
    some = replace(found, verdict=replace(found.verdict, regret=one))
    drawn = game_chart(some)
    assert drawn.figure["data"][0]["x"] == pytest.approx(
        100 * found.reached[1:, 1:].mean(axis=0), abs=1e-3
    )
    assert drawn.table.rows[-1] == ("refused by the check", "33%")
    with pytest.raises(InputError, match="No draw has a checked equilibrium"):
        game_chart(replace(found, verdict=replace(found.verdict, regret=every)))


def test_anything_else_has_none():
    with pytest.raises(TypeError, match="no figure for int"):
        game_chart(3)
