"""One programme past the intermediaries: flow and regime, by day and by month."""

import dataclasses

import numpy as np
import pytest

from saiken.case import Program
from saiken.data import load_store
from saiken.impact.dealing import dealing
from saiken.impact.flow import (
    carried_path,
    dealer_book,
    dealer_strain,
    flow_law,
    flow_path,
    flow_size,
    stress_multiple,
    stress_shape,
)
from saiken.impact.habitat import load_kernels
from saiken.market import bucket_names
from saiken.parameters import Posterior
from saiken.snapshot import snapshot

DRAWS = 128
ROUNDING = 1e-12
SHAPE = stress_shape(load_kernels(), 4.0)


@pytest.fixture(scope="module")
def snap():
    return snapshot("2025-05-02")


@pytest.fixture(scope="module")
def prm():
    return Posterior.load("2025-05-02").sample(DRAWS, 0)


def programme(amount_usd=8e11, days=60, horizon=250, **changes):
    schedule = np.zeros((horizon + 1, len(bucket_names())))
    schedule[1 : days + 1, 2] = 1 / days
    sale = Program(
        actor="Japan",
        amount_usd=np.full(DRAWS, amount_usd),
        schedule=schedule,
        converted=np.zeros(horizon + 1),
        decay_per_year=0.0,
    )
    return dataclasses.replace(sale, **changes)


def test_regime_is_flow_times_excess_times_strain(snap, prm):
    sale = programme()
    found = dealing(sale, SHAPE, snap, prm)
    law = flow_law(flow_size(prm, snap), prm, snap.scale.volume_usd_per_day)
    flow = flow_path(sale.rate_usd, law)
    strained = dealer_strain(carried_path(sale.rate_usd, prm), dealer_book(snap), prm)
    excess = stress_multiple(SHAPE, prm, snap.store)[:, None] - 1
    np.testing.assert_allclose(found.flow, flow, rtol=ROUNDING)
    np.testing.assert_allclose(found.regime, flow * excess * strained, rtol=1e-10)
    assert (found.regime > 0).any()


def test_zero_is_exactly_zero_and_a_purchase_is_never_stressed(snap, prm):
    nothing = dealing(programme(0.0), SHAPE, snap, prm)
    assert not nothing.flow.any()
    assert not nothing.regime.any()
    bought = dealing(programme(-8e11), SHAPE, snap, prm)
    assert (bought.flow[:, 1:] < 0).all()
    assert (bought.regime == 0).all()


def test_a_faster_sale_is_never_less_strained_on_its_last_day(snap, prm):
    slow, fast = (dealing(programme(days=days), SHAPE, snap, prm) for days in (250, 5))
    assert (fast.carried_usd[:, 5] > slow.carried_usd[:, 250]).all()
    assert fast.regime[:, 5].mean() > 3 * slow.regime[:, 250].mean()


def test_dealers_who_hold_little_do_not_strain(prm):
    """In March 2018 dealers held less than half of their record: 81bn in two months is nothing."""
    found = dealing(programme(8.1e10, 42), SHAPE, snapshot("2018-03-29"), prm)
    assert (found.regime == 0).all()
    assert (found.flow[:, 42] > 0).all()


def test_without_a_published_book_there_is_no_regime(prm):
    found = dealing(programme(), SHAPE, snapshot("2012-06-01"), prm)
    assert found.book is None
    assert (found.regime == 0).all()


def test_an_announcement_scales_both(snap, prm):
    news, known = (dealing(programme(announced=a), SHAPE, snap, prm) for a in (False, True))
    part = prm["flow.sunshine"][:, None]
    np.testing.assert_allclose(known.flow, part * news.flow, rtol=ROUNDING)
    np.testing.assert_allclose(known.regime, part * news.regime, rtol=1e-10)


def test_the_ends_are_runs_at_that_weight(snap, prm):
    for weight in (0.0, 1.0):
        fixed = prm.fixed({"flow.size_weight": weight})
        end = dealing(programme(), SHAPE, snap, prm, size_weight=weight)
        same = dealing(programme(), SHAPE, snap, fixed)
        np.testing.assert_allclose(end.flow, same.flow, rtol=ROUNDING)
        np.testing.assert_allclose(end.regime, same.regime, rtol=1e-10)
    by_gdp = dealing(programme(), SHAPE, snap, prm, size_weight=1.0, denominator="gdp")
    by_debt = dealing(programme(), SHAPE, snap, prm, size_weight=1.0)
    assert (by_gdp.flow[:, 60] > by_debt.flow[:, 60]).all()


@pytest.mark.parametrize("sale_days", [60, 250])
def test_reading_on_whole_days_gives_the_days_back(snap, prm, sale_days):
    found = dealing(programme(days=sale_days), SHAPE, snap, prm)
    days = np.array([0.0, 1.0, 60.0, 250.0])
    both = (found.flow + found.regime)[:, [0, 1, 60, 250]]
    np.testing.assert_allclose(found.at(days), both, rtol=1e-9, atol=0)


def test_between_days_and_beyond_the_last(snap, prm):
    calm = dataclasses.replace(prm, columns={**prm.columns})
    calm = calm.fixed({"flow.stress_weight": 0.0})
    found = dealing(programme(), SHAPE, snap, calm)
    between = 0.75 * found.flow[:, 40] + 0.25 * found.flow[:, 41]
    faded = found.flow[:, 250] * np.exp(-found.decay_per_day * 10)
    np.testing.assert_allclose(
        found.at(np.array([40.25, 260.0])), np.stack([between, faded], axis=1), rtol=1e-10
    )


def test_a_run_cut_short_continues_as_the_longer_one(snap, prm):
    short, long = (dealing(programme(horizon=h), SHAPE, snap, prm) for h in (80, 250))
    later = np.array([90.0, 140.0])
    np.testing.assert_allclose(short.at(later), long.at(later), rtol=1e-9)


def test_later_positions_of_dealers_do_not_matter(snap, prm):
    store = load_store()
    known = store.series("dealer_positions", "all_usts")
    late = known.released > snap.as_of
    assert late.any()
    altered = store.with_series(
        "dealer_positions", "all_usts", list(known.dates),
        np.where(late, 50.0, 1.0) * known.values / 1e9, list(known.released),
    )  # fmt: skip
    same = dealing(programme(), SHAPE, snapshot("2025-05-02", altered), prm)
    np.testing.assert_array_equal(same.regime, dealing(programme(), SHAPE, snap, prm).regime)
