"""The engine beside CBO's published sensitivity, and the bill beside defence."""

import pytest

from saiken.data import load_store
from saiken.fiscal import baseline_bill, cbo_comparison, rules_of_thumb
from saiken.units import from_si


@pytest.fixture(scope="module")
def rows():
    return {row.period: row for row in cbo_comparison(load_store())}


def test_published_figures_are_the_published_ones(rows):
    assert from_si(rows["2035"].cbo_usd, "usd_bn") == pytest.approx(54)
    assert from_si(rows["2026-2035"].cbo_usd, "usd_bn") == pytest.approx(351)
    assert rows["2030"].cbo_usd is None
    assert rows["2030"].ratio is None


def test_engine_is_below_cbo_by_what_it_leaves_out(rows):
    """Untuned: without interest on interest the engine stays below, but not far below."""
    assert from_si(rows["2035"].engine_usd, "usd_bn") == pytest.approx(45.3, abs=0.1)
    assert from_si(rows["2026-2035"].engine_usd, "usd_bn") == pytest.approx(286.4, abs=0.5)
    assert 0.75 < rows["2035"].ratio < 1
    assert 0.75 < rows["2026-2035"].ratio < 1


def test_years_add_up_to_the_sum(rows):
    years = [row.engine_usd for period, row in rows.items() if len(period) == 4]
    assert len(years) == 10
    assert sum(years) == pytest.approx(rows["2026-2035"].engine_usd)
    assert years == sorted(years)


def test_the_difference_is_explained():
    rules = rules_of_thumb()
    assert len(rules["why_they_differ"]) >= 3
    assert len(rules["deficit_change_usd_bn"]) == 4
    assert rules["source"]["address"].startswith("https://www.cbo.gov/")


def test_net_interest_beside_defence(snap):
    rows = {(row.fiscal_year, row.line): row for row in baseline_bill(snap)}
    interest, defence = rows[2024, "net_interest"], rows[2024, "national_defense"]
    assert from_si(interest.outlay_usd, "usd_bn") == pytest.approx(879.9, abs=0.05)
    assert from_si(defence.outlay_usd, "usd_bn") == pytest.approx(873.5, abs=0.05)
    assert rows[2035, "net_interest"].kind == "projected"
    assert from_si(rows[2035, "net_interest"].outlay_usd, "usd_bn") == pytest.approx(
        1782.6, abs=0.05
    )
    assert (2025, "national_defense") not in rows
    assert rows[2025, "net_interest"].kind == "projected"


def test_one_row_per_year_and_line(snap):
    rows = baseline_bill(snap)
    assert len({(row.fiscal_year, row.line) for row in rows}) == len(rows)
