"""Anchors have a source, a unit, and agree with the bundled series where both exist."""

import datetime as dt

import pytest

from saiken.data import load_store
from saiken.data.anchors import read_anchors
from saiken.errors import DataError, InputError

STORE = load_store()
GOODS = "us_japan_goods_2024_revised_usd_bn"
RESERVES = "mof_reserves_total_usd_mn"


@pytest.mark.parametrize("name", list(STORE.anchors))
def test_anchor_is_complete(name):
    anchor = STORE.anchor(name)
    assert len(anchor.source) > 5
    assert "as above" not in anchor.source
    assert anchor.checked in ("yes", "memory")
    if not isinstance(anchor.value, str | dict):
        assert anchor.unit != "1", "the id ends in the unit"
    if "computed" in anchor.source:
        assert anchor.window_end is not None


def test_units():
    assert STORE.anchor("fima_cap_usd_bn").si() == pytest.approx(60e9)
    assert STORE.anchor("cbo_plus_0p1pp_all_rates_ten_years_usd_bn").si() == pytest.approx(351e9)
    survey = STORE.anchor("kansas_city_fed_survey_2025_bp")
    assert survey.si("mean") == pytest.approx(0.0057)
    assert survey.si("shock_usd_bn") == pytest.approx(141e9), "a part with a unit of its own"
    assert STORE.anchor("event_2025_05_02").si("two_year_change_bp") == pytest.approx(0.0012)
    assert STORE.anchor("koijen_yogo_demand_elasticity").si("long_term_debt") == 3.2


def test_what_is_not_one_number():
    with pytest.raises(InputError, match=r"part of japan_gdp_2024.*gdp_usd_bn"):
        STORE.anchor("japan_gdp_2024").si()
    with pytest.raises(InputError, match="cbo_four_scenarios_range_usd_bn is not a single number"):
        STORE.anchor("cbo_four_scenarios_range_usd_bn").si()
    with pytest.raises(InputError, match="event_2025_05_04 is not a single number"):
        STORE.anchor("event_2025_05_04").si()
    with pytest.raises(InputError, match="pause_2025 is not a single number"):
        STORE.anchor("pause_2025").si("start")


def test_a_computed_window_looks_ahead():
    short = STORE.anchor("treasury_volume_mean_2023_02_to_2025_05_usd_bn_per_day")
    long = STORE.anchor("treasury_volume_mean_2023_2025_usd_bn_per_day")
    day = dt.date(2025, 5, 2)
    assert short.known(day)
    assert not long.known(day)
    assert long.known(dt.date(2025, 10, 17))
    assert STORE.anchor("fima_cap_usd_bn").known(dt.date(1990, 1, 1))


@pytest.mark.parametrize(
    ("anchor", "part", "dataset", "key", "day", "tolerance"),
    [
        ("fima_peak_use_usd_bn", None, "fed_h41", "fima_repo_facility", "2023-03-22", 0),
        ("us_gdp_2025q1_saar_usd_bn", None, "fiscal_quarterly", "GDP", "2025-03-31", 5e8),
        ("japan_gdp_2024", "gdp_usd_bn", "weo", "JPN:gdp_usd_bn", "2024-12-31", 5e7),
        ("japan_gdp_2024", "gdp_jpy_bn", "weo", "JPN:gdp_national_currency_bn", "2024-12-31", 5e8),
        ("tic_japan_usd_bn", "2025-02", "tic_holdings", "Japan", "2025-02-28", 0),
        ("tic_japan_usd_bn", "2025-03", "tic_holdings", "Japan", "2025-03-31", 0),
        (RESERVES, None, "japan_reserves", "total_reserve_assets", "2025-02-28", 0),
        (GOODS, "us_exports", "us_trade_annual", "Japan:exports", "2024-12-31", 5e5),
        (GOODS, "us_imports", "us_trade_annual", "Japan:imports", "2024-12-31", 5e5),
    ],
)
def test_anchor_equals_the_bundled_series(anchor, part, dataset, key, day, tolerance):
    series = STORE.series(dataset, key).at_or_before(day).value
    slack = tolerance + 1e-9 * abs(series)  # half of the anchor's last digit, and float rounding
    assert STORE.anchor(anchor).si(part) == pytest.approx(series, abs=slack, rel=0)


def test_first_print_anchor_equals_the_vintage():
    growth = STORE.latest("us_gdp_growth_vintages", "2025Q1", "2025-04-30").value
    assert STORE.anchor("us_real_gdp_2025q1_advance_pct_saar").si() == pytest.approx(growth)


def test_foreign_holdings_change_in_march_2020():
    total = STORE.series("tic_holdings", "Grand Total").window("2020-02-29", "2020-03-31").values
    change = STORE.anchor("foreign_holdings_change_2020_03_usd_bn").si()
    # The first print against the newest vintage of the table, which was revised since.
    assert total[1] - total[0] == pytest.approx(change, rel=0.2)


def test_bad_lists_are_refused():
    with pytest.raises(DataError, match="anchor x_usd_bn lacks source"):
        read_anchors("[{id: x_usd_bn, value: 1, checked: 'yes'}]")
    one = "{id: x_usd_bn, value: 1, source: somewhere, checked: 'yes'}"
    with pytest.raises(DataError, match="anchor x_usd_bn is given twice"):
        read_anchors(f"[{one}, {one}]")
