from __future__ import annotations

import numpy as np
import pytest

from saiken.holders import sectors


def _by_name(found) -> dict:
    return {row.name: row for row in (*found.rows, *found.within)}


def test_who_held_what_on_2_may_2025(known):
    rows = _by_name(sectors(known()))
    # H.4.1 of 30 April 2025 (released 1 May) and dealers of 23 April, in their own files.
    view = known()
    assert rows["Federal Reserve"].holdings_usd == view.latest("fed_h41", "treasury").value
    dealers = rows["Primary dealers, net position"]
    assert dealers.holdings_usd == view.latest("dealer_positions", "all_usts").value
    assert dealers.date <= np.datetime64("2025-05-02")


def test_other_investors_are_the_residual_where_the_bulletin_is_blank(known):
    rows = _by_name(sectors(known()))
    other = rows["Other investors"]
    assert str(other.date) == "2024-09-30"
    assert other.note.startswith("computed")


def test_the_published_figure_wins_when_it_is_as_new(known):
    # Treasury Bulletin: other investors 5,891.0bn on 31 March 2025.
    other = _by_name(sectors(known("2025-10-15")))["Other investors"]
    assert other.holdings_usd == pytest.approx(5891.0e9)
    assert not other.note.startswith("computed")


def test_the_residual_would_have_given_the_published_figure(known):
    # Where the Bulletin prints all its rows, privately held less the others is its own last row.
    view = known("2022-03-31")
    date = "2021-09-30"
    total = view.series("treasury_owners", "total_privately_held").at_or_before(date).value
    keys = set(view.store.keys("treasury_owners")) - {
        "federal_reserve_and_government_accounts",
        "total_privately_held",
        "total_public_debt",
        "other_investors",
    }
    parts = sum(view.series("treasury_owners", key).at_or_before(date).value for key in keys)
    published = view.series("treasury_owners", "other_investors").at_or_before(date).value
    assert total - parts == pytest.approx(published, abs=1e9)  # rows are rounded to 0.1bn


def test_before_a_report_began_its_row_is_empty(known):
    rows = _by_name(sectors(known("2012-06-01")))
    assert rows["Primary dealers, net position"].holdings_usd is None
    assert rows["Federal Reserve"].of_market_share == pytest.approx(
        rows["Federal Reserve"].holdings_usd / sectors(known("2012-06-01")).market_usd
    )
