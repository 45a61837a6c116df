"""What can be asked of an outcome."""

import json

import jsonschema
import numpy as np
import pytest

import saiken
from saiken.outcome import schema
from saiken.outcome.document import rounded
from saiken.outcome.drivers import drivers
from saiken.outcome.quantiles import band, peak_day, worst
from saiken.parameters import Parameters
from saiken.variables import VARIABLES


def test_the_peak_is_where_the_median_is_furthest_and_a_plateau_counts_from_its_first_day():
    path = np.array([[0, 1.0, 5.0, 4.99, 5.01, 1.0]] * 3)
    assert peak_day(path) == 2
    assert peak_day(-path) == 2
    assert peak_day(np.zeros((3, 4))) == 0


def test_worst_is_each_draws_own_extreme_with_its_sign():
    assert worst(np.array([[0, -3, 2], [1, 2, 0]])).tolist() == [-3, 2]


def test_bands_are_ordered_and_of_a_constant_constant():
    values = band(np.arange(1001) / 1000)
    assert list(values.values()) == pytest.approx([0.05, 0.25, 0.5, 0.75, 0.95])
    assert set(band(np.full(7, 2.5)).values()) == {2.5}


def test_the_headline_repeats_the_arrays(out):
    ten = out["yield_change"][:, :, 7].astype(float) * 1e4
    shown = out.headline["yield_change_bp"]["10y"]
    assert shown["peak"]["p50"] == pytest.approx(np.median(ten[:, shown["peak_day"]]))
    assert shown["1y"]["p50"] == pytest.approx(np.median(ten[:, 250]))
    years = out["federal_interest"].astype(float)
    bill = out.headline["federal_interest_cost_usd_bn"]
    assert bill["first_year"]["p50"] == pytest.approx(np.median(years[:, 1:13].sum(axis=1)) / 1e9)
    assert bill["ten_years"]["p50"] == pytest.approx(np.median(years[:, 1:].sum(axis=1)) / 1e9)


def test_effects_of_the_headline_add_up(out):
    effects = out.headline["effects_bp"]
    parts = effects["stock"] + effects["flow"] + effects["regime"]
    assert parts == pytest.approx(effects["total"])


def test_the_two_ends_of_flow_enclose_the_middle(out):
    flow = out.headline["flow_bp"]
    middle = out.headline["yield_change_bp"]["10y"]["peak"]["p50"]
    assert flow["without"]["p50"] < flow["square_root_end"]["p50"] < middle
    assert middle < flow["published_end"]["p50"]
    assert flow["without"]["p50"] < flow["without_regime"]["p50"] < middle


def test_the_conversion_is_beyond_the_record_and_both_ends_are_shown(out):
    currency = out.headline["usdjpy_change_pct"]
    assert currency["times_largest_operation"] > 4
    assert currency["largest_operation_usd_bn"] == pytest.approx(116.6, abs=0.1)
    assert currency["proportional_end"]["p50"] < currency["peak"]["p50"]
    assert currency["peak"]["p50"] < currency["square_root_end"]["p50"] < 0
    assert currency["legs"]["conversion"]["peak"] == currency["peak"]


def test_losses_of_the_seller_add_up_draw_by_draw(out):
    parts = out["seller_loss_bonds"].astype(float) + out["seller_loss_currency"]
    np.testing.assert_allclose(out["seller_loss"], parts, rtol=1e-6)


def test_marks_of_bonds_sum_to_zero_in_every_draw(out):
    for mark in (out.losses.peak, out.losses.one_year):
        lines = [mark.seller_unsold_usd, mark.changed_hands_usd, mark.other_foreign_usd]
        lines += [mark.federal_reserve_usd, mark.other_domestic_usd, mark.issuer_usd]
        total = sum(lines)
        assert np.abs(total).max() < 1e-6 * np.abs(mark.issuer_usd).max()


def test_drivers_find_what_drives():
    rng = np.random.default_rng(0)
    columns = {"flow.exponent": rng.random(500), "flow.size_weight": rng.random(500)}
    found = drivers(3 * columns["flow.exponent"], Parameters(columns, 500))
    assert found[0].id == "flow.exponent"
    assert found[0].share == pytest.approx(1)
    assert found[1].share < 0.02
    assert drivers(np.ones(500), Parameters(columns, 500)) == ()


def test_drivers_of_every_result_can_be_asked(out):
    assert out.drivers()[0].id == "impact.stock_scale"
    for name, variable in VARIABLES.items():
        if name in out.arrays and "maturity" not in variable.dims:
            assert sum(each.share for each in out.drivers(name)) < 1.2
    with pytest.raises(saiken.InputError, match="ask for yield_10y"):
        out.drivers("yield_change")
    with pytest.raises(saiken.InputError, match="nearest are us_loss"):
        out.drivers("us_los")


def test_the_document_fits_the_published_schema(out, nothing):
    published = json.loads(schema.FILE.read_text())
    for each in (out, nothing):
        jsonschema.validate(json.loads(each.to_json()), published)


def test_the_published_schema_is_current():
    assert schema.FILE.read_text() == schema.text()


def test_the_schema_refuses_what_is_not_built(out):
    document = json.loads(out.to_json())
    document["headline"]["jgb_10y_change_bp"] = None
    with pytest.raises(jsonschema.ValidationError, match="jgb_10y"):
        jsonschema.validate(document, schema.schema())


def test_numbers_are_rounded_to_six_digits():
    assert rounded({"a": [1.23456789, -0.0], "b": True, "c": 1234567}) == {
        "a": [1.23457, 0.0],
        "b": True,
        "c": 1234567,
    }


def test_the_dataset_is_labelled(out):
    data = out.data
    assert data.sizes["draw"] == 512
    assert data["yield_change"].attrs["units"] == "1"
    assert float(data["yield_change"].sel(maturity=10, day=60).median()) > 0
    assert list(data["yield_change_by_effect"]["effect"].values) == ["stock", "flow", "regime"]


def test_a_difference_is_taken_draw_by_draw(out, nothing, snap):
    other = saiken.simulate(saiken.load_scenario("japan-2025"), snap, draws=512)
    assert all((values == 0).all() for values in (out - other).arrays.values())
    with pytest.raises(saiken.InputError, match="when their draws agree"):
        _ = out - nothing


def test_every_source_is_in_the_catalogue_with_an_address(out):
    assert len(out.sources) > 10
    for source in out.sources:
        assert source.url.startswith("http")
        assert source.licence
    assert any("D'Amico" in line for line in out.citations())


def test_dates_skip_weekends(out):
    assert str(out.dates[0]) == "2025-05-02"
    assert str(out.dates[1]) == "2025-05-05"
