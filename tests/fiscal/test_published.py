"""The bill by security beside published figures, untuned: CBO's sensitivity, interest expense."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.fiscal import KINDS, cbo_sensitivity, interest_check
from saiken.fiscal.sensitivity import editions
from saiken.units import from_si

STORE = load_store()


@pytest.fixture(scope="module")
def rows():
    return {row.period: row for row in cbo_sensitivity(STORE)}


def bn(usd):
    return from_si(usd, "usd_bn")


def test_2025_edition(rows):
    """With interest on the extra interest: the sum within 5%, the last year within 10%."""
    last, whole = rows["2035"], rows["2026-2035"]
    assert (bn(last.cbo_usd), bn(whole.cbo_usd)) == pytest.approx((54, 351))
    assert bn(last.with_service_usd) == pytest.approx(57.4, abs=0.1)
    assert last.ratio == pytest.approx(1.0, abs=0.10)
    assert bn(whole.with_service_usd) == pytest.approx(355.8, abs=0.5)
    assert whole.ratio == pytest.approx(1.0, abs=0.05)
    assert rows["2030"].cbo_usd is None
    assert rows["2030"].ratio is None


def test_2025_edition_if_rates_rise_with_the_fiscal_year():
    """The other reading of the experiment: nine months later, the sum 6% short."""
    rows = cbo_sensitivity(STORE, reading="fiscal")
    assert bn(rows[-2].interest_usd) == pytest.approx(44.9, abs=0.1)
    assert bn(rows[-2].with_service_usd) == pytest.approx(55.7, abs=0.1)
    assert bn(rows[-1].with_service_usd) == pytest.approx(329.9, abs=0.5)


def test_2026_edition_was_run_untouched():
    """The bad row stays: both readings miss its last year, the one used also misses the sum."""
    rows = cbo_sensitivity(STORE, "2026")
    assert rows[0].period == "2027"
    assert (bn(rows[-2].cbo_usd), bn(rows[-1].cbo_usd)) == pytest.approx((60, 379))
    assert bn(rows[-1].with_service_usd) == pytest.approx(407, abs=1)
    assert bn(rows[-2].with_service_usd) == pytest.approx(69.2, abs=0.1)
    fiscal = cbo_sensitivity(STORE, "2026", "fiscal")
    assert fiscal[-1].ratio == pytest.approx(0.995, abs=0.01)
    assert fiscal[-2].ratio == pytest.approx(1.11, abs=0.01)


def test_years_add_up_and_grow(rows):
    years = [row for period, row in rows.items() if len(period) == 4]
    whole = rows["2026-2035"]
    assert len(years) == 10
    for part in ("interest_usd", "service_usd", "remittances_usd"):
        assert sum(getattr(row, part) for row in years) == pytest.approx(getattr(whole, part))
    assert all(np.diff([row.interest_usd for row in years]) > 0)
    assert all(np.diff([row.service_usd for row in years]) > 0)


def test_the_federal_reserve_loses_first_and_gains_later(rows):
    assert rows["2026"].remittances_usd > 0 > rows["2035"].remittances_usd


def test_editions_say_how_far_they_were_checked():
    assert all(one["checked"] for one in editions().values())


@pytest.fixture(scope="module")
def fy2024():
    return interest_check(STORE, 2024)


def test_interest_of_2024(fy2024):
    """Official list, yields as quoted, auctions as held: within 5% of what was paid."""
    rows = {row.kind: row for row in fy2024.rows}
    assert list(rows) == [*KINDS, "All"]
    assert fy2024.months == 12
    assert bn(rows["All"].published_usd) == pytest.approx(885.6, abs=0.1)
    assert rows["All"].ratio == pytest.approx(1.0, abs=0.05)
    assert rows["All"].policy_usd / rows["All"].published_usd == pytest.approx(1.0, abs=0.05)
    assert rows["All"].inferred_share == 0
    for kind, slack in {
        "Bill": 0.05,
        "Note": 0.05,
        "Bond": 0.05,
        "FRN": 0.05,
        "TIPS": 0.06,
    }.items():
        assert rows[kind].ratio == pytest.approx(1.0, abs=slack)


def test_published_kinds_are_sums_of_their_lines(fy2024):
    rows = {row.kind: row for row in fy2024.rows}
    keys = {
        "Bill": ["discount: Treasury Bills"],
        "Note": ["accrued: Treasury Notes", "discount: Treasury Notes", "premium: Treasury Notes"],
        "TIPS": [
            "accrued: Inflation Protected Securities (TIPS)",
            "accrued: Int. Expense Inflation Compensation (TIPS)",
            "discount: Treasury Inflation Protected Securities (TIPS)",
            "premium: Treasury Inflation Protected Securities (TIPS)",
        ],
    }
    for kind, lines in keys.items():
        parts = [STORE.series("interest_expense", key) for key in lines]
        total = sum(one.window("2023-10-01", "2024-09-30").values.sum() for one in parts)
        assert rows[kind].published_usd == pytest.approx(total)


def test_interest_of_2025_is_labelled():
    check = interest_check(STORE, 2025)
    rows = {row.kind: row for row in check.rows}
    assert check.months == 8
    assert rows["All"].ratio == pytest.approx(1.0, abs=0.05)
    assert rows["Bill"].inferred_share == 1
    assert 0.3 < rows["All"].inferred_share < 0.6
    assert any("rolled forward" in note for note in check.notes)
    assert any("Special issues to government accounts" in note for note in check.notes)


def test_no_interest_was_published_for_later_years():
    with pytest.raises(DataError, match="No interest expense is at hand for fiscal year 2026"):
        interest_check(STORE, 2026)
