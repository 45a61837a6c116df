from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from saiken.data import load_store
from saiken.errors import InputError
from saiken.holders import View, history, holding, holdings
from saiken.holders.holdings import breaks_between
from saiken.holders.table import full_month, year_before


def test_what_was_known_on_2_may_2025(known):
    table = holdings(known())
    assert str(table.month) == "2025-02-28"  # March came out in mid-May
    japan, china, uk = table.top(3)
    assert [row.holder for row in (japan, china, uk)] == [
        "Japan",
        "China, Mainland",
        "United Kingdom",
    ]
    assert japan.holdings_usd == pytest.approx(1125.9e9)
    assert table.all_usd == pytest.approx(8900.0e9)
    assert table.official_usd == pytest.approx(3910.1e9)


def test_the_next_month_appears_with_its_release(known):
    assert holding("Japan", known("2025-05-15")).holdings_usd == pytest.approx(1125.9e9)
    march = holding("Japan", known("2025-06-02"))
    assert str(march.month) == "2025-03-31"
    assert march.holdings_usd == pytest.approx(1130.8e9)


def test_shares_have_the_denominators_they_say(known):
    view = known()
    japan = holding("Japan", view)
    market = view.latest("fiscal_quarterly", "FYGFDPUN").value
    assert japan.of_market_share == pytest.approx(1125.9e9 / market)
    assert japan.of_foreign_share == pytest.approx(1125.9 / 8900.0)
    # WEO, October 2025: Japan's nominal GDP of 2024 was USD 4,019.4bn
    assert japan.gdp_year == 2024
    assert japan.of_gdp_share == pytest.approx(1125.9 / 4019.4, rel=1e-4)


def test_rows_and_the_rest_add_up_to_the_total(known):
    # The published figures are rounded to 0.1bn and the table to its own total within 3bn.
    table = holdings(known())
    total = sum(row.holdings_usd for row in table.rows) + table.other_usd
    assert total == pytest.approx(table.all_usd, abs=3e9)


def test_ranks_run_from_one_and_follow_the_size(known):
    rows = holdings(known()).rows
    assert [row.rank for row in rows] == list(range(1, len(rows) + 1))
    sizes = [row.holdings_usd for row in rows]
    assert sizes == sorted(sizes, reverse=True)


def test_a_change_over_a_year_says_that_a_fall_is_not_a_sale(known):
    japan = holding("Japan", known())
    before = history("Japan", known()).at_or_before("2024-02-29").value
    assert japan.change_12m_usd == pytest.approx(1125.9e9 - before)
    assert any("a fall is not a sale" in said for said in japan.words)


def test_a_change_across_a_survey_break_is_flagged(known):
    # June 2011: China 1,165.5 -> 1,307.0bn by a new survey, without a transaction.
    view = known("2012-03-01")
    flagged = holding("China", view, np.datetime64("2011-12-31")).words
    assert any("new survey began in December 2011" in said for said in flagged)
    quiet = holding("China", known()).words
    assert not any("survey" in said for said in quiet)


def test_breaks_count_from_the_first_month_of_the_new_series():
    ends = [np.datetime64(day) for day in ("2011-05-31", "2011-06-30")]
    assert [str(day) for day in breaks_between(*ends)] == ["2011-06-01"]


def test_custody_centres_carry_the_caveat_and_others_do_not(known):
    table = holdings(known())
    for name in ("Belgium", "Luxembourg", "Cayman Islands", "United Kingdom", "Ireland"):
        assert any("not who owns them" in said for said in table.of(name).words)
    assert not any("owns" in said for said in table.of("Japan").words)


def test_a_group_is_the_sum_of_the_members_named_in_the_month(known):
    view = known()
    europe = holding("Europe", view)
    table = holdings(view)
    named = [row for row in table.rows if row.holder in _members("Europe")]
    assert europe.holdings_usd == pytest.approx(sum(row.holdings_usd for row in named))
    assert any("does not name Denmark, Finland" in said for said in europe.words)
    assert europe.rank is None


def _members(name: str) -> set[str]:
    from saiken.holders import find

    return set(find(name).keys)


def test_a_group_has_no_history(known):
    with pytest.raises(InputError, match="Europe is a group with no history of its own"):
        history("Europe", known())


def test_russia_left_the_table_and_the_message_says_when(known):
    assert holding("Russia", known("2018-04-02")).holdings_usd == pytest.approx(96.9e9, abs=0.1e9)
    with pytest.raises(InputError, match=r"no longer names Russia: .* December 2018"):
        holding("Russia", known())


def test_after_2025_the_table_names_few_countries_and_ranks_wait(known):
    view = known("2026-07-01")
    assert str(full_month(view)) == "2025-12-31"
    japan = holding("Japan", view)
    assert str(japan.month) == "2026-04-30"
    assert japan.rank is None


def test_a_month_without_a_full_table_is_refused(known):
    with pytest.raises(InputError, match="no full table of April 2026"):
        holdings(known("2026-07-01"), np.datetime64("2026-04-30"))


@given(back=st.integers(min_value=13, max_value=300))
def test_figures_released_after_the_day_move_nothing(back):
    store = load_store()
    series = store.series("tic_holdings", "Japan")
    day = series.released[-back]
    after = series.released > day
    values = np.where(after, 1.0, series.values / 1e9)
    altered = store.with_series("tic_holdings", "Japan", series.dates, values, series.released)
    assert holding("Japan", View(altered, day)) == holding("Japan", View(store, day))


def test_the_year_before_ends_with_its_own_month():
    assert str(year_before(np.datetime64("2025-02-28"))) == "2024-02-29"
