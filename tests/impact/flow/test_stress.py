"""How much more the same pace moves yields when dealers are full."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.impact.evidence.rows import row
from saiken.impact.flow import (
    flow_file,
    flow_law,
    flow_path,
    flow_size,
    reference_mix,
    regime_path,
    sector_shape,
    stress_multiple,
    stress_shape,
)
from saiken.impact.flow.stress import explained
from saiken.impact.habitat import load_kernels
from saiken.parameters import Posterior
from saiken.snapshot import snapshot
from saiken.variables import maturity_index

KERNELS = load_kernels()
TEN = maturity_index("10y")
ROUNDING = 1e-12


@pytest.fixture(scope="module")
def store():
    return load_store()


@pytest.fixture(scope="module")
def prm():
    drawn = Posterior.load("2025-05-02").sample(64, 0)
    return drawn.fixed({"impact.stock_scale": 6.0})


@pytest.fixture(scope="module")
def shape():
    return stress_shape(KERNELS, 4.0)


def test_weight_one_at_full_strain_gives_back_march_2020(shape, prm, store):
    whole = prm.fixed({"flow.stress_weight": 1.0})
    stock, flow = explained(shape, whole, store)
    multiple = stress_multiple(shape, whole, store)
    np.testing.assert_allclose(stock + flow * multiple, 64e-4, rtol=ROUNDING)
    assert (multiple > 1).all()


def test_weight_none_is_no_stress_and_half_is_half_way(shape, prm, store):
    found = [
        stress_multiple(shape, prm.fixed({"flow.stress_weight": weight}), store)
        for weight in (0.0, 0.5, 1.0)
    ]
    assert (found[0] == 1).all()
    np.testing.assert_allclose(found[1] - 1, (found[2] - 1) / 2, rtol=ROUNDING)


def test_the_stock_effect_of_the_same_sales_is_taken_off_once(shape, prm, store):
    """Net of stock, as the double-counting rules ask: by hand from kernel, share and scale."""
    then = snapshot("2020-03-06", store)
    share = 299.35e9 / then.scale.debt_held_by_public_usd
    unit = (reference_mix() @ KERNELS.programme(0.0))[TEN]
    stock, flow = explained(shape, prm, store)
    np.testing.assert_allclose(stock, 6.0 * share * unit, rtol=1e-6)
    larger = prm.fixed({"impact.stock_scale": 12.0, "flow.stress_weight": 1.0})
    base = prm.fixed({"flow.stress_weight": 1.0})
    gap = stress_multiple(shape, base, store) - stress_multiple(shape, larger, store)
    np.testing.assert_allclose(gap, stock / flow, rtol=1e-9)


def test_the_normal_effect_is_the_same_laws(shape, prm, store):
    then = snapshot("2020-03-06", store)
    month = store.series("par_yields", "DGS5").window("2020-02-18", "2020-03-18").values
    sd = float(np.std(np.diff(month), ddof=1))
    assert month.size - 1 == flow_file()["reference"]["business_days"]
    size = flow_size(prm, then, daily_sd=sd)
    assert (size.square_root > 2 * flow_size(prm, then).square_root).all()
    law = flow_law(size, prm, then.scale.volume_usd_per_day)
    sold = np.full((1, 18), 299.35e9 / 17)
    sold[:, 0] = 0.0
    spread = sector_shape(reference_mix(), KERNELS, 4.0).at(prm["flow.local_share"])[:, TEN]
    expected = flow_path(sold, law)[:, 17] * spread
    np.testing.assert_allclose(explained(shape, prm, store)[1], expected, rtol=1e-10)


def test_a_stock_effect_above_the_whole_move_leaves_no_stress(shape, prm, store):
    huge = prm.fixed({"impact.stock_scale": 500.0, "flow.stress_weight": 1.0})
    assert (stress_multiple(shape, huge, store) == 1).all()


def test_no_flow_effect_no_multiple(shape, prm, store):
    nothing = prm.fixed({"flow.size_weight": 1.0, "flow.one_month_bp": 20e-4})
    assert (stress_multiple(shape, nothing, store) == 1).all()


def test_both_ends_of_the_size_and_the_other_denominator(shape, prm, store):
    for weight in (0.0, 1.0):
        fixed = prm.fixed({"flow.size_weight": weight})
        np.testing.assert_allclose(
            stress_multiple(shape, prm, store, size_weight=weight),
            stress_multiple(shape, fixed, store),
            rtol=ROUNDING,
        )
    # by GDP the same effect belongs to fewer dollars: the normal law says more of March 2020
    by_gdp = stress_multiple(shape, prm, store, size_weight=1.0, denominator="gdp")
    assert (by_gdp <= stress_multiple(shape, prm, store, size_weight=1.0)).all()
    assert by_gdp.mean() < stress_multiple(shape, prm, store, size_weight=1.0).mean()


def test_regime_is_the_excess_of_the_multiple_times_strain():
    flow, strained = np.array([[0.0, 1.0, 2.0, 2.0]]), np.array([[0.5, 0.5, 0.0, 1.0]])
    found = regime_path(flow, strained, np.array([4.0]))
    np.testing.assert_array_equal(found, [[0.0, 1.5, 0.0, 6.0]])
    assert not np.signbit(found).any()


def test_a_purchase_never_stresses():
    found = regime_path(np.array([[-1.0, -5.0]]), np.ones((1, 2)), np.array([9.0]))
    assert (found == 0).all()


def test_the_experiment_is_the_evidence_rows(store):
    """Flow file, anchors and evidence table quote one episode; the days are the calendar's."""
    file, told = flow_file()["stress"], row("vissing-jorgensen-2021")
    assert told.kind == "stress"
    assert store.anchor(file["sales_anchor"]).value == told.quantity.usd_bn
    assert store.anchor(file["effect_anchor"]).value == told.effect_bp
    assert file["maturity"] == f"{told.maturity_years:g}y"
    assert dict(told.mix) == flow_file()["reference"]["mix"]
    after = np.datetime64(str(file["as_of"])) + 1
    assert np.busday_count(after, "2020-04-01") == file["business_days"]
