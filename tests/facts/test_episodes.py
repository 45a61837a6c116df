"""Claims that past episodes and the event study judge: F12, F16, F17. Each verdict can turn."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

import saiken
from saiken.data import load_store
from saiken.facts import episodes
from saiken.facts.claims import claims
from saiken.history import Episode
from saiken.holders import View
from saiken.market.curves import PAR_KEYS


def part(verdict, name):
    return next(each for each in verdict.parts if each.name.startswith(name))


def view(day="2025-05-02"):
    return View(load_store(), np.datetime64(day))


def claim(name, **settings):
    one = next(each for each in claims() if each.id == name)
    return dataclasses.replace(one, settings={**one.settings, **settings})


def test_f12_shows_the_day_and_what_it_would_be_worth_in_sales(facts):
    found = facts()["F12"]
    # DGS2 3.70 -> 3.83, DGS10 4.25 -> 4.33; payrolls 177 against 130 thousand (RTTNews)
    assert "two-year yield moved +13 bp, the ten-year +8 bp (15% of" in found.found
    assert "payrolls of 177 thousand against 130" in found.found
    worth = saiken.implied_sales("2025-05-02")
    assert found.figure == pytest.approx(worth.main.change.middle / 1e9)
    assert worth.summary() in found.found
    assert found.verdict == "cannot be shown"
    assert {each.verdict for each in found.parts} == {"cannot be shown"}


def test_f12_needs_no_run_of_the_engine_but_the_day(facts, headline):
    assert facts()["F12"] == facts(headline=headline())["F12"]
    assert "yet to come" in facts("2025-05-01")["F12"].found


def still_until(day, move, period=2):
    """A series that hardly moves for years, and then by a share of its last value on the day."""

    def change(dates, values):
        late = dates >= np.datetime64("2023-01-01")
        values[late] = values[~late][-1] * (1 + 1e-3 * (np.arange(late.sum()) % period))
        values[dates >= np.datetime64(day)] *= 1 + move
        return values

    return change


@pytest.mark.parametrize(
    ("yields", "yen", "threat", "assurance", "verdict"),
    [
        (0.0, 0.0, "holds", "holds", "holds"),
        (0.1, -0.2, "does not hold", "does not hold", "does not hold"),
        (-0.1, 0.2, "holds", "does not hold", "holds roughly"),
        (0.1, 0.3, "cannot be shown", "cannot be shown", "cannot be shown"),
    ],
)
def test_f12_turns_with_the_moves(facts, altered, yields, yen, threat, assurance, verdict):
    store = load_store()
    for key in PAR_KEYS:
        store = altered("par_yields", key, still_until("2025-05-02", yields), store)
    store = altered("usdjpy_daily", "DEXJPUS", still_until("2025-05-02", yen, 3), store)
    found = facts(store=store)["F12"]
    assert part(found, "as a threat").verdict == threat
    assert part(found, "as an assurance").verdict == assurance
    assert found.verdict == verdict


def test_f16_holds_roughly_because_one_named_the_bond_market_and_one_denied_it(facts):
    found = facts()["F16"]
    assert found.figure == pytest.approx(47)  # DGS10 4.01 -> 4.48
    assert "not a measured cause" in found.found
    assert part(found, "an unusual week").verdict == "holds"
    assert part(found, "the bond market named").verdict == "holds roughly"
    assert found.verdict == "holds roughly"
    assert facts("2025-04-10")["F16"].figure is None  # the week was not over


def test_f16_turns_with_the_record_and_with_the_data(facts, altered):
    def calm(dates, values):
        values[dates == np.datetime64("2025-04-11")] = 4.02
        return values

    found = facts(store=altered("par_yields", "DGS10", calm))["F16"]
    assert found.figure == pytest.approx(1)
    assert found.verdict == "does not hold"
    said = claim("F16").settings["remarks"]
    alone = episodes.achilles_heel(claim("F16", remarks=said[:1]), view())
    assert alone.verdict == "holds"
    nobody = episodes.achilles_heel(claim("F16", remarks=said[1:]), view())
    assert nobody.verdict == "cannot be shown"


def test_f17_shows_the_day_of_1997_and_the_threats_on_record(facts):
    found = facts()["F17"]
    # Kenneth French: market less bills -1.84, bills 0.02; DGS10 6.37 -> 6.40
    assert found.figure == pytest.approx(-1.82)
    assert "ten-year yield +3 bp" in found.found
    assert "China on 2018-03-23" in found.found
    assert "1995-06-09" in found.found
    assert part(found, "a brief panic").verdict == "holds"
    assert found.verdict == "holds roughly"


def test_f17_fails_when_another_ally_threatened(monkeypatch):
    base = next(each for each in episodes.episodes() if each.id == "japan-hashimoto-1997")
    other = Episode(**base.model_dump() | {"id": "ally-2001", "actor": "Korea",
                                           "start": "2001-03-05"})  # fmt: skip
    every = (*episodes.episodes(), other)
    monkeypatch.setattr(episodes, "episodes", lambda: every)
    found = episodes.only_case(claim("F17"), view())
    assert found.verdict == "does not hold"
    assert "Korea on 2001-03-05" in found.found
    early = episodes.only_case(claim("F17"), view("2000-12-29"))
    assert early.verdict == "holds roughly"


def test_f17_counts_no_rumour_no_portfolio_remark_and_nothing_from_memory(monkeypatch):
    base = next(each for each in episodes.episodes() if each.id == "japan-hashimoto-1997")
    fields = base.model_dump() | {"actor": "Korea", "start": "2001-03-05"}
    unread = [{"text": "x", "verified": "memory"}]
    extra = [
        Episode(**fields | {"id": "a-2001", "official": False}),
        Episode(**fields | {"id": "b-2001", "threat": False}),
        Episode(**fields | {"id": "c-2001", "sources": unread}),
    ]
    every = (*episodes.episodes(), *extra)
    monkeypatch.setattr(episodes, "episodes", lambda: every)
    assert "Korea" not in episodes.only_case(claim("F17"), view()).found


def test_f17_needs_a_panic_too():
    calm = episodes.only_case(claim("F17", unusual=0.001), view())
    assert part(calm, "a brief panic").verdict == "does not hold"
    assert calm.verdict == "does not hold"
