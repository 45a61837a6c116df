"""The binary frame: what it says equals what `saiken.simulate` finds for the same case."""

import numpy as np
import pytest

import saiken
from saiken.app.frame import Frame, frame_of, unpack
from saiken.app.frame.pack import Part
from saiken.app.frame.paths import PATHS, YIELDS
from saiken.case import Case, load_scenario
from saiken.errors import DataError
from saiken.outcome import rounded
from saiken.report.bill_years import extra_by_year
from saiken.units import from_si
from saiken.variables import MATURITIES, VARIABLES, maturity_index

THREE = (0.05, 0.5, 0.95)


def framed(client, case, **more):
    answered = client.post("/api/v1/frame", json={"case": case, **more})
    assert answered.status_code == 200, answered.text
    assert answered.headers["content-type"] == "application/vnd.saiken.frame"
    return unpack(answered.content)


@pytest.fixture(scope="module", params=["nobody", "everybody"])
def both(request, client):
    case = {
        "scenario": {"amount_usd_bn": 400, "proceeds": "yen", "answers": request.param,
                     "horizon_days": 60, "sale_days": 30},
        "draws": 64,
    }  # fmt: skip
    return framed(client, case, sequence=7), saiken.simulate(Case(**case))


def test_paths_are_the_quantiles_of_the_draws(both):
    (_, arrays), out = both
    for name, variable in PATHS.items():
        drawn = np.quantile(out[variable].astype(float), THREE, axis=0)
        shown = from_si(drawn, VARIABLES[variable].shown)
        assert np.array_equal(arrays[name], shown.astype(np.float32)), name
    assert arrays["day"].tolist() == out.days.tolist()


def test_curve_before_and_after(both):
    (_, arrays), out = both
    change = np.quantile(out["yield_change"].astype(float), THREE, axis=0)
    before = out.snap.curve.zero(MATURITIES)
    assert arrays["curve_before"] == pytest.approx(before * 100, rel=1e-6)
    assert arrays["curve_after"] == pytest.approx((before + change) * 100, rel=1e-6)
    for name in YIELDS:
        expected = change[:, :, maturity_index(name)] * 1e4
        assert arrays[f"yield_{name}"] == pytest.approx(expected, rel=1e-6)


def test_bill_with_and_without(both):
    (_, arrays), out = both
    for year, (band, months) in extra_by_year(out).items():
        place = arrays["bill_year"].tolist().index(year)
        assert arrays["bill_extra"][:, place] == pytest.approx(np.array(band) / 1e9, rel=1e-6)
        assert arrays["bill_months"][place] == months
    gap = arrays["bill_with"] - arrays["bill_without"]
    told = np.isfinite(gap)
    assert told.any()
    assert gap[told] == pytest.approx(arrays["bill_extra"][told], abs=1e-3)
    assert arrays["defence"][0] == pytest.approx(765.6, abs=0.1)  # OMB table 3.1, 2022
    assert np.isnan(arrays["defence"][-1])


def test_figures_are_those_of_the_published_document(both):
    (header, _), out = both
    headline = out.document()["headline"]
    for name, figure in header["figures"].items():
        whole = headline[name]
        if name == "usdjpy_change_pct":
            whole = {key: whole[key] for key in figure}
        assert figure == whole, name
    assert header["sentence"] in out.summary().replace("\n", " ")
    assert header["case"] == out.case.model_dump(mode="json")
    assert header["sequence"] == 7
    assert header["peak_day"] == out.peak_day
    assert len(header["dates"]) == out.days.size


def test_who_answered(both):
    (header, arrays), out = both
    names = {name for name in arrays if name.startswith("answer_")}
    assert names == {name for name in out.arrays if name.startswith("answer_")}
    assert len(header["actions"]) == len(out.actions)
    for name in names - {"answer_regulators"}:
        done = np.quantile(out[name].astype(float).cumsum(axis=1), THREE, axis=0) / 1e9
        assert arrays[name] == pytest.approx(done, rel=1e-6, abs=1e-9)


def test_what_cannot_be_shown_is_absent(client, small):
    header, arrays = framed(client, small(proceeds="gold"))
    assert "yen" not in arrays
    assert header["figures"]["usdjpy_change_pct"] is None
    assert header["figures"]["seller_loss_usd_bn"] is None
    assert "cannot be shown" in header["losses"][0]


def test_draws_are_lowered_while_it_moves_and_once_it_rests(client_with, small):
    client = client_with(draws_moving=16, draws_resting=32)
    assert framed(client, small())[0]["draws"] == 16
    assert framed(client, small(), moving=False)[0]["draws"] == 32


def test_fewer_draws_when_many_ask_at_once(client_with, small):
    client = client_with(draws_resting=32, draws_crowded=16, crowd=0)
    assert framed(client, small(), moving=False)[0]["draws"] == 16


def test_a_frame_that_is_kept_bears_the_new_sequence_number(client, small):
    first = framed(client, small(), sequence=1)
    again = framed(client, small(), sequence=2**53 - 1)
    assert again[0].pop("sequence") == 2**53 - 1
    assert first[0].pop("sequence") == 1
    assert first[0] == again[0]


def test_arrays_start_on_words_and_fill_the_body():
    parts = {"a": Part(np.ones((2, 3)), "bp", "ä"), "none": Part(np.zeros(0), "1", "")}
    for sequence in (0, 1, 123456):
        message = Frame.of({"x": "…"}, parts).message(sequence)
        length = int.from_bytes(message[:4], "little")
        assert length % 4 == 0
        assert len(message) == 4 + length + 24
        header, arrays = unpack(message)
        assert header["x"] == "…"
        assert arrays["a"].tolist() == [[1, 1, 1]] * 2
        assert arrays["none"].size == 0


@pytest.mark.parametrize("cut", [0, 3, 5, 40])
def test_a_torn_frame_is_refused(cut):
    message = Frame.of({"x": 1}, {"a": Part(np.ones(9), "1", "")}).message(0)
    with pytest.raises(DataError, match="fewer than its header needs"):
        unpack(message[:cut])


def test_kept_frames_are_read_back():
    frame = frame_of(saiken.simulate(Case(draws=16)))
    assert Frame.from_kept(frame.kept()) == frame
    assert rounded(unpack(frame.message(3))[0]["figures"]) == unpack(frame.message(3))[0]["figures"]


def test_the_full_draws_hardly_move_what_stood_while_it_moved():
    case = load_scenario("japan-2025").case
    some, all_of = (
        saiken.simulate(case, draws=draws).headline for draws in (256, case.draws)
    )  # the first are among the others
    ten, full = (each["yield_change_bp"]["10y"]["peak"] for each in (some, all_of))
    for edge in ("p05", "p50", "p95"):
        assert ten[edge] == pytest.approx(full[edge], rel=0.04)
    for key in ("seller_loss_usd_bn", "us_loss_usd_bn"):
        for edge in ("p05", "p50", "p95"):
            assert some[key][edge] == pytest.approx(all_of[key][edge], rel=0.1)
