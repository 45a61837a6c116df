"""A year of sales, the level regression and what officials lean against."""

import numpy as np
import pytest
import statsmodels.api as sm

from saiken.data import load_store
from saiken.estimation.classic.bench import Bench
from saiken.estimation.classic.flows import book_duration_years
from saiken.estimation.classic.levels import levels, reactions, sold_in_year
from saiken.estimation.classic.plan import SamplePlan, plan, sample_plan

STORE = load_store()
BENCHES = {name: Bench.load(STORE, name) for name in plan()["levels"]["flows"]}


def _row(rows, flow, sample):
    return next(row for row in rows if (row["flow"], row["sample"]) == (flow, sample))


def test_a_year_of_sales_ends_with_its_month():
    sale = np.arange(20.0)
    sale[3] = np.nan
    year = sold_in_year(sale, 12)
    assert np.isnan(year[:11]).all()
    assert year[11] == pytest.approx((sum(range(12)) - 3) * 12 / 11)
    assert year[15] == sum(range(4, 16))
    assert year[19] == sum(range(8, 20))


def test_level_regression_is_the_library_s():
    bench = BENCHES["custody_face"]
    row = _row(levels(BENCHES), "custody_face", "after")
    keep = sample_plan("after").keeps(bench.panel.months)
    equity = bench.panel.backdrop["5y"][:, 1]
    sold = [bench.sales.usd[t - 11 : t + 1].sum() / 1e11 for t in np.flatnonzero(keep)]
    earned = [equity[t] - equity[t - 12] for t in np.flatnonzero(keep)]
    policy, _, volatility = bench.panel.backdrop["5y"][keep].T
    table = sm.add_constant(np.column_stack([sold, policy, earned, volatility]))
    library = sm.OLS(bench.panel.yields["5y"][keep], table).fit(
        cov_type="HAC", cov_kwds={"maxlags": 12, "use_correction": True}
    )
    assert row["usd"]["effect_bp"] == pytest.approx(library.params[1] * 1e4, rel=1e-8)
    assert row["usd"]["standard_error_bp"] == pytest.approx(library.bse[1] * 1e4, rel=1e-8)
    assert (row["months"], row["hac_lags"]) == (188, 12)


def test_reaction_is_the_library_s():
    bench = BENCHES["official_notes_bonds"]
    row = _row(reactions(BENCHES), "official_notes_bonds", "full")
    moved = 100 * np.append([np.nan, np.nan], np.diff(bench.panel.yields["5y"])[:-1])
    sold = bench.sales.usd / 1e9
    use = np.isfinite(sold) & np.isfinite(moved)
    library = sm.OLS(sold[use], sm.add_constant(moved[use])).fit(
        cov_type="HAC", cov_kwds={"maxlags": row["hac_lags"], "use_correction": True}
    )
    assert row["sold_usd_bn_per_point"] == pytest.approx(library.params[1], rel=1e-9)
    assert row["standard_error_usd_bn"] == pytest.approx(library.bse[1], rel=1e-9)
    assert row["months"] == use.sum()


def test_samples_too_short_have_no_row():
    samples = {(row["flow"], row["sample"]) for row in levels(BENCHES)}
    assert ("custody_face", "early") not in samples
    assert ("official_notes_bonds", "early") in samples
    assert samples == {(row["flow"], row["sample"]) for row in reactions(BENCHES)}


def test_a_bench_names_the_duration_it_took_out():
    bench = Bench.load(STORE, "official_notes_bonds", "coupons")
    assert bench.duration_years == book_duration_years("coupons", STORE)
    assert BENCHES["official_notes_bonds"].duration_years < bench.duration_years


@pytest.mark.parametrize(("more", "there"), [(0, True), (-1, False)])
def test_a_row_needs_the_fewest_months(monkeypatch, more, there):
    first = np.datetime64("2015-01")
    sample = SamplePlan("short", "", first, first + plan()["fewest_months"] + more - 1)
    monkeypatch.setattr("saiken.estimation.classic.levels.sample_plan", lambda name: sample)
    assert bool(list(reactions(BENCHES))) == there
