from __future__ import annotations

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.holders import ceiling_usd, holding, treasury_share_ends

SHARE = "holdings.japan_treasury_share"


def test_japans_book_is_reserves_times_securities_times_treasuries(known):
    view = known()
    book = ceiling_usd("Japan", view)
    # MoF: 1,253,281mn in February 2025; 961,749 of 1,238,000mn were securities in October 2023.
    securities = 1_253_281e6 * 961_749 / 1_238_000
    assert book.low_usd == pytest.approx(0.68 * securities)
    assert book.high_usd == pytest.approx(0.95 * securities)
    assert book.central_usd == pytest.approx((0.68 + 0.95) / 2 * securities)
    assert book.official
    assert "not published" in book.words[0]


def test_the_book_stays_below_what_the_table_records(known):
    for day in ("2012-01-03", "2018-04-02", "2025-05-02"):
        view = known(day)
        assert ceiling_usd("Japan", view).low_usd < holding("Japan", view).holdings_usd


def test_draws_give_one_ceiling_each(known):
    shares = np.array([0.68, 0.8, 0.95])
    book = ceiling_usd("Japan", known(), {SHARE: shares})
    assert book.draws_usd == pytest.approx(shares * book.high_usd / 0.95)
    assert (book.low_usd, book.high_usd) == (book.draws_usd.min(), book.draws_usd.max())


def test_private_holders_raise_the_ceiling_and_say_by_what_power(known):
    shares = np.array([0.7, 0.9])
    book = ceiling_usd("Japan", known(), {SHARE: shares}, include_private=True)
    assert book.draws_usd == pytest.approx(np.full(2, 1125.9e9))
    assert not book.official
    assert "by law or moral suasion" in book.words[-1]
    assert "not the minister's to command" in book.words[-1]


def test_private_holders_never_lower_the_ceiling(known):
    # Reserves ten times as large as they were: the table's total would be less than the book.
    view = known()
    series = view.series("japan_reserves", "total_reserve_assets")
    values = series.values / 1e6
    values[-1] *= 10
    store = view.store.with_series(
        "japan_reserves", "total_reserve_assets", series.dates, values, series.released
    )
    large = known(store=store)
    alone = ceiling_usd("Japan", large, {SHARE: np.array([0.8])})
    both = ceiling_usd("Japan", large, {SHARE: np.array([0.8])}, include_private=True)
    assert alone.high_usd > 1125.9e9
    assert both.draws_usd == pytest.approx(alone.draws_usd)


def test_of_others_the_total_stands_with_the_words(known):
    china = ceiling_usd("China", known(), {SHARE: np.ones(4)})
    assert china.low_usd == china.high_usd == pytest.approx(784.3e9)
    assert china.draws_usd == pytest.approx(np.full(4, 784.3e9))
    assert not china.official
    assert china.words[0].startswith("Official part not published")


def test_officials_together_are_official(known):
    together = ceiling_usd("Official holders", known())
    assert together.official
    assert together.central_usd == pytest.approx(3910.1e9)


def test_europe_is_a_sum_of_custody(known):
    europe = ceiling_usd("Europe", known("2026-02-20"))
    assert europe.central_usd == pytest.approx(holding("Europe", known("2026-02-20")).holdings_usd)
    assert "custody, not ownership" in europe.words[0]


@pytest.mark.parametrize("name", ["All Other", "Belgium-Luxembourg"])
def test_sums_of_places_cannot_sell(known, name):
    with pytest.raises(InputError, match="is a sum of places and cannot sell"):
        ceiling_usd(name, known())


def test_a_country_that_left_the_table_cannot_sell(known):
    with pytest.raises(InputError, match="no longer names Russia"):
        ceiling_usd("Russia", known())


def test_the_registry_repeats_the_same_ends():
    from saiken.parameters import parameter

    kind = parameter(SHARE).distribution
    assert treasury_share_ends("Japan") == (kind["low"], kind["high"])


def test_the_lower_end_is_the_published_share_of_government_bonds(known):
    published = known().store.anchor("mof_book_government_bond_share_end_fy2007_pct").si()
    assert treasury_share_ends("Japan")[0] == pytest.approx(published, abs=0.005)  # two digits


def test_reserves_are_at_hand_for_japan_only():
    with pytest.raises(InputError, match="reserves of China, Mainland are not at hand"):
        treasury_share_ends("China")
