"""What the data say on 2 May 2025, and that altered data give the opposite verdicts."""

from __future__ import annotations

import numpy as np
import pytest

from saiken.data import load_store

ON_THE_DAY = {
    "F1": "holds",
    "F2": "holds",
    "F3": "holds roughly",
    "F4": "holds roughly",
    "F6": "holds",
    "F8": "cannot be shown",
    "F11": "does not hold",
    "F14": "holds",
    "F15": "cannot be shown",
}


def test_verdicts_on_2_may_2025(facts):
    found = facts()
    assert {name: found[name].verdict for name in ON_THE_DAY} == ON_THE_DAY


def _last_known(dates, values, new):
    """Replace what was newest on 2 May 2025 (February) by `new`."""
    values[dates == np.datetime64("2025-02-28")] = new
    return values


def test_figures_on_2_may_2025(facts):
    found = facts()
    assert found["F2"].figure == pytest.approx(1125.9)
    assert found["F3"].figure == pytest.approx(100 * 1125.9 / 4019.4, rel=1e-4)
    assert found["F6"].figure == pytest.approx(879.879)  # OMB table 3.1, fiscal 2024
    assert found["F11"].figure == pytest.approx(4.33)
    assert found["F14"].figure == pytest.approx(-0.3)
    assert found["F15"].figure == pytest.approx(148.2)


@pytest.mark.parametrize(
    ("china_bn", "word"), [(1200.0, "does not hold"), (1120.0, "holds roughly")]
)
def test_f1_fails_when_china_holds_more(facts, altered, china_bn, word):
    store = altered("tic_holdings", "China, Mainland", lambda d, v: _last_known(d, v, china_bn))
    assert facts(store=store)["F1"].verdict == word


@pytest.mark.parametrize(
    ("japan_bn", "word"), [(1160.0, "holds roughly"), (1310.0, "does not hold")]
)
def test_f2_fails_when_holdings_are_far_from_the_claim(facts, altered, japan_bn, word):
    store = altered("tic_holdings", "Japan", lambda d, v: _last_known(d, v, japan_bn))
    assert facts(store=store)["F2"].verdict == word


@pytest.mark.parametrize(
    ("gdp_bn", "word"), [(1125.9 / 0.252, "holds"), (1125.9 / 0.40, "does not hold")]
)
def test_f3_turns_with_gdp(facts, altered, gdp_bn, word):
    def change(dates, values):
        values[dates == np.datetime64("2024-12-31")] = gdp_bn
        return values

    assert facts(store=altered("weo", "JPN:gdp_usd_bn", change))["F3"].verdict == word


def test_f4_fails_when_the_official_book_is_the_smaller_part(facts, altered):
    def change(dates, values):
        values[dates == np.datetime64("2023-10-31")] = 400_000
        return values

    found = facts(store=altered("japan_reserves", "securities", change))["F4"]
    assert found.verdict == "does not hold"


def test_f4_cannot_be_shown_when_the_range_straddles_a_half(facts, altered):
    def change(dates, values):
        values[dates == np.datetime64("2023-10-31")] = 700_000
        return values

    found = facts(store=altered("japan_reserves", "securities", change))["F4"]
    assert found.verdict == "cannot be shown"


def test_f4_needs_sales_of_dollars_on_record(facts):
    store = load_store()
    table = store.table("japan_interventions")
    bought = table["direction"] != "buy JPY / sell USD"
    columns = {name: column[bought] for name, column in table.items()}
    assert facts(store=store.with_table("japan_interventions", columns))["F4"].verdict == (
        "cannot be shown"
    )


def _more_military(store, altered):
    """Defence above interest in every reading, in the units of the files."""
    store = altered("omb_outlays", "national_defense", lambda d, v: v * 2, store)
    for name in ("outlays_fy2024_usd_bn", "outlays_12m_to_2025_02_usd_bn"):
        parts = dict(store.anchor(name).value)
        parts["defense_dod_military"] = parts["net_interest"] + 1
        store = store.with_anchor(name, parts)
    return store


def test_f6_depends_on_the_definition_when_only_one_is_contradicted(facts, altered):
    store = altered("omb_outlays", "national_defense", lambda d, v: v * 2)
    found = facts(store=store)["F6"]
    assert found.verdict == "holds roughly"
    assert [part.verdict for part in found.parts] == ["does not hold", "holds", "holds"]


def test_f6_fails_when_the_military_costs_more_under_every_definition(facts, altered):
    found = facts(store=_more_military(load_store(), altered))["F6"]
    assert found.verdict == "does not hold"


def test_f6_shows_both_definitions_and_only_what_was_known(facts):
    names = [part.name for part in facts()["F6"].parts]
    assert names == [
        "national defense (function 050), fiscal year to 30 September 2024",
        "Department of Defense, military, fiscal 2024",
        "Department of Defense, military, twelve months to February 2025",
    ]
    assert facts("2018-04-02")["F6"].verdict == "does not hold"  # 262.6bn against 598.7bn


@pytest.mark.parametrize(("sign", "word"), [(-1.0, "holds roughly"), (1.0, "does not hold")])
def test_f8_turns_with_the_sign_of_the_comovement(facts, altered, sign, word):
    store = load_store()
    yields = store.series("par_yields", "DGS10")
    change = dict(zip(yields.dates[1:].tolist(), np.diff(yields.values) * 1e4, strict=True))
    # A noise term keeps the correlation away from exactly one.
    wave = np.sin(np.arange(len(store.series("us_equity_returns", "mkt_total"))))

    def follow(dates, values):
        moves = np.array([change.get(day, 0.0) for day in dates.tolist()])
        return sign * moves + 0.01 * wave

    assert facts(store=altered("us_equity_returns", "mkt_total", follow))["F8"].verdict == word


def test_f8_does_not_ask_the_engine(facts, headline):
    assert facts(headline=headline())["F8"] == facts()["F8"]


def _closes(altered, before, close):
    def change(dates, values):
        values[dates == np.datetime64("2025-05-01")] = before
        values[dates == np.datetime64("2025-05-02")] = close
        return values

    return altered("par_yields", "DGS10", change)


@pytest.mark.parametrize(
    ("before", "close", "words"),
    [
        (4.21, 4.22, ("holds", "holds")),
        (4.20, 4.25, ("holds roughly", "holds roughly")),
        (4.30, 4.22, ("holds", "does not hold")),
        (4.33, 4.33, ("does not hold", "holds")),
    ],
)
def test_f11_turns_with_the_closes(facts, altered, before, close, words):
    found = facts(store=_closes(altered, before, close))["F11"]
    assert tuple(part.verdict for part in found.parts) == words


def test_f11_says_that_the_quote_was_within_the_day(facts):
    found = facts()["F11"]
    assert "closed at 4.33% on 2 May 2025, after 4.25% on 1 May 2025" in found.found
    assert "quoted within the day" in found.found
    assert "prices within the day" in found.needs


@pytest.mark.parametrize(
    ("growth", "word"), [(2.4, "does not hold"), (0.0, "holds roughly"), (-0.1, "holds")]
)
def test_f14_turns_with_the_print(facts, growth, word):
    store = load_store().with_series(
        "us_gdp_growth_vintages", "2025Q1", ["2025-03-31"], [growth], ["2025-04-30"]
    )
    assert facts(store=store)["F14"].verdict == word


def test_f14_uses_the_print_of_the_day(facts):
    assert facts("2025-04-29")["F14"].figure == pytest.approx(2.4)  # 2024Q4
    assert facts("2025-04-30")["F14"].figure == pytest.approx(-0.3)
    assert facts("2025-06-02")["F14"].figure == pytest.approx(-0.2)


@pytest.mark.parametrize(
    ("imports_bn", "goods", "whole"),
    [
        (149.2, "holds", "cannot be shown"),
        (148.2, "holds roughly", "cannot be shown"),
        (140.0, "does not hold", "does not hold"),
    ],
)
def test_f15_goods_part_turns_with_the_figure(facts, imports_bn, goods, whole):
    store = load_store().with_anchor(
        "us_japan_goods_2024_usd_bn", {"us_exports": 79.7, "us_imports": imports_bn}
    )
    found = facts(store=store)["F15"]
    assert found.parts[0].verdict == goods
    assert found.verdict == whole


def test_f15_uses_the_revision_once_it_is_out(facts):
    assert facts("2026-06-16")["F15"].figure == pytest.approx(148.2)
    assert facts("2026-06-17")["F15"].figure == pytest.approx(147.1165)


def test_before_figures_were_published_a_claim_cannot_be_shown(facts):
    found = facts("2018-04-02")
    assert found["F1"].verdict == "does not hold"  # China held more
    for name in ("F11", "F14", "F15"):
        assert found[name].verdict == "cannot be shown"
        assert found[name].needs == "figures published by that day"


def test_a_later_date_changes_nothing_that_was_already_known(facts, altered):
    def later(dates, values):
        values[dates > np.datetime64("2025-02-28")] = 5.0
        return values

    assert facts(store=altered("tic_holdings", "Japan", later))["F2"] == facts()["F2"]
