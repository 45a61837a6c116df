"""Rows of the design: which samples are long enough, and what a year bought."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.estimation.classic.bench import Bench, bought_by_year
from saiken.estimation.classic.plan import SamplePlan, plan
from saiken.estimation.classic.runs import estimate, projections

BENCH = Bench.load(load_store(), "custody_face")
FEWEST = plan()["fewest_months"]


def _sample(months):
    first = np.datetime64("2015-01")
    return SamplePlan("short", "so many months", first, first + months - 1)


def test_a_sample_needs_its_fewest_months():
    assert estimate(BENCH, "5y", _sample(FEWEST))["months"] == FEWEST
    assert estimate(BENCH, "5y", _sample(FEWEST - 1)) is None


@pytest.mark.parametrize(("more", "there"), [(0, True), (-1, False)])
def test_a_projection_needs_them_beside_its_window(monkeypatch, more, there):
    horizon = 6
    sample = _sample(FEWEST + horizon + more)
    monkeypatch.setattr("saiken.estimation.classic.runs.sample_plan", lambda name: sample)
    rows = list(projections(dict.fromkeys(plan()["projections"]["flows"], BENCH)))
    found = [row["months"] for row in rows if row["horizon_months"] == horizon]
    assert set(found) == ({FEWEST} if there else set())


def test_months_of_a_row_are_the_complete_ones():
    months = BENCH.complete("5y", "all", _sample(60))
    assert months.size == 60
    assert estimate(BENCH, "5y", _sample(60))["months"] == 60


def test_a_step_is_counted_in_the_scaling():
    np.testing.assert_allclose(BENCH.steps("usd"), BENCH.sales.usd / 1e11)
    np.testing.assert_allclose(BENCH.steps("share"), BENCH.sales.share / 0.01)


def test_purchases_of_a_year_are_the_change_of_its_holdings():
    held, months = BENCH.panel.holdings_usd, BENCH.panel.months
    rows = {row["year"]: row for row in bought_by_year(BENCH)}
    end, start = (held[months == np.datetime64(month)][0] for month in ("2012-12", "2011-12"))
    assert rows["2012"]["bought_usd_bn"] == pytest.approx((end - start) / 1e9, rel=1e-9)
    assert rows["2012"]["months"] == 12
    # July 2007 is the first month: its change is not known.
    assert rows["2007"]["months"] == 5
