"""At least one figure of every dataset, as published (figures from the agencies' own pages)."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.units import from_si

STORE = load_store()

# dataset, key, period end, figure in the published unit, tolerance (rounding of the quoted figure)
SERIES = [
    ("par_yields", "DGS10", "2025-05-02", 4.33, 0),
    ("par_yields", "DGS2", "2025-05-02", 3.83, 0),
    ("par_yields", "DGS30", "2025-05-02", 4.79, 0),
    ("par_yields", "DGS10", "2025-04-30", 4.17, 0),
    ("par_yields", "DGS10", "2025-04-04", 4.01, 0),
    ("par_yields", "DGS10", "2025-04-11", 4.48, 0),
    ("par_yields", "DGS10", "1997-06-23", 6.40, 0),
    ("par_yields", "DGS3", "2025-05-02", 3.82, 0),
    ("zero_yields", "SVENY10", "2025-05-02", 4.3779, 0),
    ("zero_yields", "SVENY02", "2025-05-02", 3.8138, 0),
    ("zero_yields", "SVENY10", "2025-04-30", 4.2277, 0),
    ("zero_yields", "SVENY10", "1997-06-23", 6.4641, 0),
    ("average_rates", "Treasury Notes", "2025-04-30", 2.990, 0),
    ("breakevens", "T10YIE", "2025-05-02", 2.27, 0),
    ("cbo_economy", "note_10y", "2035-12-31", 3.76, 0.005),
    ("cbo_economy", "bill_3m", "2035-12-31", 3.01, 0.005),
    ("average_rates", "Treasury Bonds", "2025-04-30", 3.267, 0),
    ("average_rates", "Treasury Bills", "2025-04-30", 4.335, 0),
    ("average_rates", "Total Marketable", "2025-04-30", 3.354, 0),
    ("interest_expense", "discount: Treasury Bills", "2025-04-30", 21.53e9, 5e6),
    ("tic_holdings", "Japan", "2025-02-28", 1125.9, 0),
    ("tic_holdings", "Japan", "2025-03-31", 1130.8, 0),
    ("tic_holdings", "Japan", "2025-04-30", 1134.5, 0),
    ("tic_holdings", "Japan", "2025-12-31", 1185.5, 0),
    ("tic_holdings", "China, Mainland", "2025-03-31", 765.4, 0),
    ("tic_holdings", "Grand Total", "2025-03-31", 9054.2, 0),
    ("tic_holdings", "Japan", "2026-07-31", 1103.9, 0),
    ("usdjpy_daily", "DEXJPUS", "2025-05-02", 144.52, 0),
    ("usdjpy_daily", "DEXJPUS", "2025-12-31", 156.80, 0),
    ("usdjpy_monthly", "jpy_per_usd", "2026-06-30", 160.77, 0),
    ("jgb_yields", "jgb_10Y", "2025-05-02", 1.283, 0),
    ("jgb_yields", "jgb_30Y", "2025-05-21", 2.976, 0),
    ("jgb_yields", "jgb_10Y", "2026-06-30", 2.690, 0),
    ("fiscal_quarterly", "A091RC1Q027SBEA", "2025-03-31", 1144, 0.5),
    ("fiscal_quarterly", "GDP", "2025-03-31", 30042, 0.5),
    ("fiscal_quarterly", "GFDEBTN", "2025-03-31", 36.214e6, 500),
    ("fiscal_quarterly", "FYGFDPUN", "2025-03-31", 28.93e6, 5000),
    ("foreign_held_debt", "FDHBFIN", "2025-03-31", 9049.5, 0),
    ("fed_h41", "treasury", "2025-04-02", 4219.049, 0),
    ("fed_h41", "treasury_custody", "2020-02-26", 3004.7, 0.05),
    ("fed_h41", "treasury_custody", "2020-04-01", 2855.2, 0.05),
    ("fed_h41", "treasury_custody", "2025-04-02", 2929.3, 0.05),
    ("fed_h41", "treasury_custody", "2026-03-04", 2766.2, 0.05),
    ("fed_h41", "fima_repo_facility", "2023-03-22", 60.0, 0),
    ("treasury_owners", "foreign_and_international", "2025-03-31", 9049.5, 0),
    ("treasury_owners", "total_public_debt", "2025-03-31", 36214.3, 0),
    # CFTC, 8 April 2025: short less long contracts of leveraged funds, 100,000 dollars each
    ("leveraged_funds", "10y", "2025-04-08", 189.08, 0.005),
    ("leveraged_funds", "5y", "2025-04-08", 328.71, 0.005),
    ("dealer_positions", "all_usts", "2025-04-09", 406.95, 0.005),
    ("dealer_positions", "all_bills", "2025-04-09", 65.97, 0.005),
    ("dealer_positions", "coupons_7_11y", "2025-04-09", 36.2, 0.05),
    ("dealer_positions", "all_usts", "2026-04-22", 518.4, 0.05),
    ("omb_outlays", "net_interest", "2024-09-30", 879.9e3, 50),
    ("omb_outlays", "national_defense", "2024-09-30", 873.5e3, 50),
    ("omb_outlays", "net_interest", "2025-09-30", 970.1e3, 50),
    ("omb_outlays", "national_defense", "2025-09-30", 916.1e3, 50),
    ("omb_outlays", "total_outlays", "2024-09-30", 6735e3, 500),
    ("weo", "JPN:gdp_usd_bn", "2024-12-31", 4019.4, 0.05),
    ("weo", "CHN:gdp_usd_bn", "2024-12-31", 18749.8, 0.05),
    ("weo", "GBR:gdp_usd_bn", "2024-12-31", 3644.6, 0.05),
    ("weo", "BEL:gdp_usd_bn", "2024-12-31", 664.4, 0.05),
    ("weo", "USA:gdp_usd_bn", "2024-12-31", 29298.0, 0.05),
    ("weo", "JPN:gdp_national_currency_bn", "2024-12-31", 608399, 0.5),
    ("japan_reserves", "total_reserve_assets", "2002-03-31", 401518, 0),
    ("japan_reserves", "securities", "2002-03-31", 327576, 0),
    ("japan_reserves", "total_reserve_assets", "2010-09-30", 1109591, 0),
    ("japan_reserves", "securities", "2010-09-30", 1031682, 0),
    ("japan_reserves", "securities", "2017-07-31", 1074963, 0),
    ("japan_reserves", "securities", "2019-03-31", 1098444, 0),
    ("japan_reserves", "deposits", "2019-03-31", 130962, 0),
    ("japan_reserves", "total_reserve_assets", "2025-02-28", 1253281, 0),
    ("japan_interventions_monthly", "intervention", "2010-09-30", 2124.9, 0),
    ("japan_interventions_monthly", "intervention", "2011-11-30", 9091.6, 0),
    ("consumer_loan_rates", "TERMCBAUTO48NS", "2025-02-28", 7.71, 0),
    ("consumer_loan_rates", "TERMCBAUTO48NS", "2025-05-31", 7.63, 0),
    ("us_trade_annual", "Japan:exports", "2024-12-31", 78863, 0.5),
    ("us_trade_annual", "Japan:imports", "2024-12-31", 147117, 0.5),
    ("us_trade_annual", "Japan:exports", "2025-12-31", 81394, 0.5),
    ("us_trade_monthly", "Japan:exports", "2025-04-30", 6765, 0.5),
    ("us_trade_monthly", "Japan:imports", "2025-04-30", 13553, 0.5),
    ("us_gdp_growth_vintages", "2025Q1", "2025-03-31", -0.2, 0),
    ("us_equity_returns", "mkt_total", "1987-10-19", -17.41, 0.03),
    ("us_equity_returns", "mkt_total", "1997-06-23", -1.84, 0.03),
    ("us_equity_returns", "mkt_total", "2025-04-04", -5.92, 0.03),
    ("policy_rates", "DFF", "2025-05-02", 4.33, 0),
    ("acm_term_premium", "ACMTP10", "2013-09-30", 1.49, 0.005),
    ("acm_term_premium", "ACMTP10", "2018-09-28", -0.33, 0.005),
    ("acm_term_premium", "ACMTP10", "2023-10-31", 0.42, 0.005),
    ("acm_term_premium", "ACMTP10", "2025-04-30", 0.61, 0.005),
    ("kim_wright", "THREEFYTP10", "2020-03-09", -0.61, 0.005),
    ("kim_wright", "THREEFYTP10", "2023-10-19", 0.66, 0.005),
    ("kim_wright", "THREEFYTP10", "2025-04-04", 0.38, 0.005),
]
ROUNDING = 1e-9
"""Relative: a figure goes to SI and back through one multiplication and one division."""


@pytest.mark.parametrize(("dataset", "key", "day", "figure", "tolerance"), SERIES)
def test_series_figure(dataset, key, day, figure, tolerance):
    found = STORE.series(dataset, key).at_or_before(day)
    assert found.period_end == np.datetime64(day)
    shown = from_si(found.value, found.unit)
    assert shown == pytest.approx(figure, abs=tolerance + ROUNDING * abs(figure), rel=0)


def _cbo(dataset, column, vintage, year, **where):
    table = STORE.table(dataset)
    keep = (table["vintage"] == np.datetime64(vintage)) & (table["fiscal_year"] == year)
    for name, value in where.items():
        keep &= table[name] == value
    (found,) = table[column][keep]
    return from_si(float(found), "usd_bn")


@pytest.mark.parametrize(
    ("vintage", "year", "component", "subcategory", "figure"),
    [
        ("2025-01-01", 2025, "outlay", "Net Interest", 952),
        ("2025-01-01", 2035, "outlay", "Net Interest", 1783),
        ("2025-01-01", 2035, "debt", "Total", 52056),
        ("2026-02-01", 2026, "outlay", "Net Interest", 1039),
        ("2026-02-01", 2036, "outlay", "Net Interest", 2144),
        ("2026-02-01", 2036, "debt", "Total", 56152),
        ("2025-01-01", 2025, "deficit", "Total", -1872),
    ],
)
def test_cbo_baseline_figure(vintage, year, component, subcategory, figure):
    found = _cbo(
        "cbo_baselines", "value", vintage, year, component=component, subcategory=subcategory
    )
    assert found == pytest.approx(figure, abs=0.5)


@pytest.mark.parametrize(
    ("vintage", "year", "figure"),
    [
        ("2025-01-01", 2025, 30136),
        ("2025-01-01", 2035, 43937),
        ("2026-02-01", 2026, 31902),
        ("2026-02-01", 2036, 46712),
    ],
)
def test_cbo_gdp_figure(vintage, year, figure):
    assert _cbo("cbo_gdp", "gdp", vintage, year) == pytest.approx(figure, abs=0.5)


@pytest.mark.parametrize(
    ("kind", "figure"),
    [("Bill", 5260.4), ("Note", 13594.5), ("Bond", 4246.9), ("TIPS", 1935.8), ("FRN", 575.6)],
)
def test_debt_by_security_sums_to_the_class_totals(kind, figure):
    table = STORE.table("mspd_securities")
    keep = table["record_date"] == np.datetime64("2023-09-30")
    keep &= table["security_class"] == kind
    assert table["outstanding"][keep].sum() / 1e9 == pytest.approx(figure, abs=0.05)
    assert len(set(table["cusip"][keep])) == keep.sum()


def test_survey_of_june_2024():
    table = STORE.table("tic_survey_2024")
    china = table["country"] == "China, mainland"
    assert table["long_term"][china] == pytest.approx([752_872e6])
    assert table["short_term"][china] == pytest.approx([27_486e6])


def test_intervention_days():
    table = STORE.table("japan_interventions")
    day = table["date"] == np.datetime64("2022-10-21")
    assert table["amount"][day] == pytest.approx([5620.2e9])
    spring = (table["date"] >= np.datetime64("2024-04-29")) & (
        table["date"] <= np.datetime64("2024-05-01")
    )
    assert table["amount"][spring].sum() == pytest.approx(9788.5e9)
    assert table["date"].max() == np.datetime64("2024-07-12"), "the unconfirmed month is left out"


def test_country_names():
    table = STORE.table("weo_countries")
    names = dict(zip(table["iso3"], table["country"], strict=True))
    assert (names["JPN"], names["BEL"]) == ("Japan", "Belgium")
    assert len(names) == len(table["iso3"])
    assert set(names) >= {key.split(":")[0] for key in STORE.keys("weo")}


def test_every_dataset_has_a_spot_check():
    tables = {"cbo_baselines", "cbo_gdp", "mspd_securities", "tic_survey_2024"}
    tables |= {"japan_interventions", "weo_countries"}
    in_test_debt_tables = {"auctions", "buybacks", "coupon_auctions", "mspd_profile"}
    tables |= in_test_debt_tables | {"securities_2026_03_24"}
    assert {row[0] for row in SERIES} | tables == set(STORE.catalogue)


def test_the_thirty_year_estimate_is_masked():
    dates = STORE.series("par_yields", "DGS30").window("2002-02-01", "2006-02-28").dates
    assert np.datetime64("2002-02-15") in dates
    assert np.datetime64("2006-02-09") in dates
    assert not (
        (dates >= np.datetime64("2002-02-19")) & (dates <= np.datetime64("2006-02-08"))
    ).any()


def test_zeros_before_a_line_existed_are_not_figures():
    assert STORE.series("fed_h41", "treasury_custody").dates[0] == np.datetime64("2007-07-04")
    assert (STORE.series("fed_h41", "treasury_custody").values > 1e12).all()
    assert STORE.series("fed_h41", "fima_repo_facility").dates[0] == np.datetime64("2020-04-08")


def test_budget_years_are_actual_years():
    dates = STORE.series("omb_outlays", "net_interest").dates
    assert dates[-1] == np.datetime64("2025-09-30"), "no estimates"
    assert np.datetime64("1976-06-30") in dates
    assert np.datetime64("1977-09-30") in dates
    assert len(dates) == 2025 - 1940 + 1, "one per year, no transition quarter"


def test_two_agencies_agree_on_foreign_holdings():
    survey = STORE.series("treasury_owners", "foreign_and_international")
    series = STORE.series("foreign_held_debt", "FDHBFIN")
    for day, value in zip(survey.dates, survey.values, strict=True):
        # The Bulletin revises; the two copies are of different issues.
        assert series.at_or_before(day).value == pytest.approx(value, rel=0.01)
