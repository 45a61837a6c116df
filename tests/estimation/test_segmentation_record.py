"""The committed joint estimate, the kernels behind it, and the draws that read it."""

import json
from pathlib import Path

import numpy as np
import pytest

from saiken.case import load_scenario
from saiken.case.program import sold_mix
from saiken.data import load_store
from saiken.estimation.artefact_file import rounded
from saiken.estimation.segmentation.grid import posterior
from saiken.estimation.segmentation.kernels import TwoCountryModel, bundled_model
from saiken.estimation.segmentation.learn import learned
from saiken.estimation.segmentation.legs import share_small
from saiken.estimation.segmentation.lines import sensitivity_lines
from saiken.estimation.segmentation.moves import episode_moves, plan
from saiken.estimation.segmentation.record import segmentation_record
from saiken.estimation.segmentation.setting import Setting, middles
from saiken.impact.habitat import load_two_countries
from saiken.parameters import Posterior, load_artefact, read_record
from saiken.parameters.posterior import law
from saiken.snapshot import snapshot
from saiken.variables import MATURITIES

PAGE = Path(__file__).parents[2] / "docs" / "method" / "segmentation.md"
TEN = MATURITIES.index(10.0)


@pytest.fixture(scope="module")
def committed():
    return read_record("segmentation")


@pytest.fixture(scope="module")
def setting():
    return Setting.load(load_store(), bundled_model())


@pytest.fixture(scope="module")
def fresh():
    return rounded(segmentation_record(load_store()))


def _close(left, right, where=""):
    """Equal but for the last digits, which linear algebra libraries may disagree about."""
    if isinstance(left, dict):
        assert left.keys() == right.keys(), where
        for key in left:
            _close(left[key], right[key], f"{where}/{key}")
    elif isinstance(left, list):
        assert len(left) == len(right), where
        for place, (one, other) in enumerate(zip(left, right, strict=True)):
            _close(one, other, f"{where}/{place}")
    elif isinstance(left, float):
        assert left == pytest.approx(right, rel=1e-6, abs=1e-9), where
    else:
        assert left == right, where


def test_the_committed_record_is_what_the_bundled_data_give(committed, fresh):
    _close(committed, json.loads(json.dumps(fresh)))


def test_inputs_name_everything_that_was_read(committed):
    named = {item.get("dataset", item.get("file")) for item in committed["inputs"]}
    assert named == {
        "japan_interventions", "usdjpy_daily", "par_yields", "jgb_yields", "fiscal_quarterly",
        "estimation/segmentation/segmentation.yaml", "parameters/artefacts/currency.json",
        "parameters/artefacts/evidence.json", "impact/habitat/kernels/two_countries.npz",
    }  # fmt: skip


def test_the_slope_is_described_in_one_place(committed):
    currency = read_record("currency")
    assert committed["slope"]["median"] == pytest.approx(currency["slope"], rel=1e-8)
    assert committed["slope"]["log_sd"] ** 2 == pytest.approx(
        currency["covariance"][0][0], rel=1e-8
    )


def test_the_table_is_made_of_distribution_functions(committed):
    table = np.array(committed["quantiles"])
    points = plan()["grid"]
    assert table.shape == (points["half_life"], points["scale"], plan()["table_points"])
    np.testing.assert_allclose(table[..., 0], 0, atol=1e-12)
    np.testing.assert_allclose(table[..., -1], 1, atol=1e-12)
    assert (np.diff(table, axis=-1) > 0).all()
    for values, count in zip(committed["given_points"], table.shape[:2], strict=True):
        assert len(values) == count
        assert (np.diff(values) > 0).all()
    # a small scale leaves omega as it was; a large one cannot go with a large omega
    middle = plan()["table_points"] // 2
    assert table[0, 0, middle] == pytest.approx(0.5, abs=0.01)
    assert table[-1, -1, middle] < 0.2


def test_the_record_says_next_to_nothing(committed):
    omega = committed["omega"]
    assert omega["information_nats"] < 0.15
    low, *_, high = omega["quantiles_share"]
    assert low < 0.05
    assert high > 0.85
    rows = {row["bond_scale_probability"]: row for row in committed["what_it_takes"]}
    assert rows[0.5]["record_tells_sd"] < 1.5
    assert rows[0.5]["times_largest"] > 5
    assert rows[0.5]["times_larger"] == pytest.approx(
        plan()["tell_apart_sd"] / rows[0.5]["record_tells_sd"], rel=1e-9
    )


def test_the_conversion_leg_is_shown_apart(committed):
    legs = committed["legs"]
    assert legs["shown_apart"] is (legs["share_of_draws_small"] < 0.9)
    assert legs["shown_apart"]
    for row in legs["rows"]:
        assert row["bond_leg_bp"] > 0 >= row["conversion_leg_bp"]
        # absorbed within a year, the conversion never turns the sum's sign
        assert row["ratio_longest_half_life"] > -1
    assert legs["rows"][0]["conversion_leg_bp"] == pytest.approx(0, abs=1e-9)
    # the trap: at the currency's own scale it does
    last = legs["rows"][-1]
    assert last["conversion_at_currency_scale_bp"] < -last["bond_leg_bp"]


def test_sensitivity_lines_are_estimates_of_their_own(committed, setting):
    lines = {line["choice"]: line for line in committed["sensitivity"]}
    assert len(lines) == len(committed["sensitivity"]) == 9 + len(setting.record)
    assert lines["headline"]["mean_share"] == committed["omega"]["mean_share"]
    assert lines["headline"]["share_of_draws_small"] == committed["legs"]["share_of_draws_small"]
    legs = setting.legs(setting.half_life_years)
    observed = episode_moves(setting.store, setting.record, 5)
    assert observed[1].name == "2010-09-15"
    for choice, kept in (
        ("without 2010-09-15", [0, 2, 3, 4, 5, 6, 7]),
        ("dollar sales only", [0, 4, 5, 6, 7]),
    ):
        some = posterior([observed[at] for at in kept], legs.units, setting.scales, setting.slope)
        assert lines[choice]["mean_share"] == pytest.approx(learned(some).mean_share, rel=1e-6)
        assert lines[choice]["share_of_draws_small"] == pytest.approx(share_small(some, legs), 1e-6)
    for window in (1, 20):
        other = posterior(
            episode_moves(setting.store, setting.record, window),
            legs.units, setting.scales, setting.slope,
        )  # fmt: skip
        assert lines[f"window of {window} rates"]["information_nats"] == pytest.approx(
            learned(other).information_nats, rel=1e-5
        )
    # at the currency's scale eight episodes do speak, and against a large omega
    assert lines["yields at the currency's scale"]["information_nats"] > 0.5
    assert lines["yields at the currency's scale"]["median_share"] < 0.2
    means = [line["mean_share"] for line in lines.values()]
    assert len(set(means)) == len(means)


def test_a_model_without_sharing_learns_nothing(setting):
    """The record's own machinery on a model in which conversions never reach yields."""

    def still(decay_per_year):
        return lambda omega: (np.zeros(10), np.zeros(10), -0.1)

    dead = Setting.load(setting.store, TwoCountryModel(still, bundled_model().bonds))
    legs = dead.legs(dead.half_life_years)
    observed = episode_moves(dead.store, dead.record, 5)
    grid = posterior(observed, legs.units, dead.scales, dead.slope)
    line = sensitivity_lines(dead, grid, legs)[0]
    assert line["information_nats"] == pytest.approx(0, abs=1e-12)
    assert line["share_of_draws_small"] == pytest.approx(1, abs=1e-12)


def test_unit_responses_are_the_kernels(setting):
    kernels = load_two_countries()
    decay, omega = 1.3, 0.4
    plain = kernels.programme(decay, omega)
    us, japan, rate = setting.model.conversion(decay)(omega)
    source = kernels.sources.index("currency")
    np.testing.assert_allclose(us, plain[source, :10], rtol=1e-12)
    np.testing.assert_allclose(japan, plain[source, 10:20], rtol=1e-12)
    assert rate == pytest.approx(plain[source, 20], rel=1e-12)
    # dollars sold for yen: a stronger yen, lower US yields, higher Japanese ones
    assert rate < 0
    assert us[TEN] < 0 < japan[TEN]
    sold = setting.model.bonds(setting.mix)(omega)[0]
    lasting = kernels.programme(0.0, omega)[: len(setting.mix), :10]
    np.testing.assert_allclose(sold, (setting.mix[:, None] * lasting).sum(axis=0), rtol=1e-12)
    assert sold[TEN] > 0
    nothing = setting.model.conversion(decay)(0.0)
    np.testing.assert_allclose(np.concatenate(nothing[:2]), 0, atol=1e-9)


def test_the_setting_is_the_scenarios(setting):
    case = load_scenario(plan()["legs"]["scenario"]).case
    market = snapshot(case.as_of)
    assert setting.sale_days == case.scenario.sale_days
    assert setting.debt_usd == market.scale.debt_held_by_public_usd
    np.testing.assert_array_equal(setting.mix, sold_mix(case.scenario, market).shares)
    np.testing.assert_allclose(setting.half_life_years * 12, [2.1, 4.3, 6.5, 8.7, 10.9])
    assert setting.scales[15] < setting.scale.centre() < setting.scales[16]
    np.testing.assert_allclose(middles(4), [0.125, 0.375, 0.625, 0.875])
    # equally likely slopes: their logarithms have the law's mean and nearly its spread
    logs = np.log(setting.slopes)
    assert logs.mean() == pytest.approx(setting.slope.log_mean, rel=1e-9)
    assert logs.std() == pytest.approx(setting.slope.log_sd, rel=0.05)
    units = setting.units(setting.half_life_years)
    slow = setting.units(np.array([3.5]))[0]
    # the slower a conversion is absorbed, the more yields move with it, up to a few years
    at_full = [unit.yields[-1, 2] for unit in [*units, slow]]
    assert (np.diff(at_full) < 0).all()
    assert slow.yields[-1, 2] == pytest.approx(
        setting.model.conversion(np.log(2) / 3.5)(1.0)[0][TEN], rel=1e-12
    )


def test_draws_follow_the_table(committed):
    drawn = Posterior.load("2025-05-02").sample(4096, seed=0)
    omega, scale = drawn["impact.omega"], drawn["impact.stock_scale"]
    assert ((omega >= 0) & (omega <= 1)).all()
    # quantiles at five scales and twenty-one probabilities, read as straight: half a hundredth
    assert omega.mean() == pytest.approx(committed["omega"]["mean_share"], abs=5e-3)
    np.testing.assert_allclose(
        np.quantile(omega, plan()["quantiles"]), committed["omega"]["quantiles_share"], atol=0.015
    )
    small, large = scale < np.quantile(scale, 0.2), scale > np.quantile(scale, 0.9)
    assert np.median(omega[small]) > 0.45
    assert np.median(omega[large]) < 0.25
    found = np.corrcoef(omega, np.log(scale))[0, 1]
    assert found == pytest.approx(committed["correlations"]["log_bond_scale"], abs=0.03)
    slope = np.corrcoef(omega, np.log(drawn["currency.slope"]))[0, 1]
    # drawn apart: the joint correlation is 0.002, the draws' sampling error about 0.016
    assert abs(slope - committed["correlations"]["log_slope"]) < 0.05


def test_the_other_columns_do_not_move(monkeypatch):
    from saiken.parameters import posterior as module

    rows = {name: row for name, row in module.registry().items() if name != "impact.omega"}
    drawn = Posterior.load("2025-05-02").sample(64, seed=1)
    monkeypatch.setattr(module, "registry", lambda: rows)
    without = Posterior.load("2025-05-02").sample(64, seed=1)
    assert set(drawn.ids) - set(without.ids) == {"impact.omega"}
    for name in without.ids:
        np.testing.assert_array_equal(without[name], drawn[name])


def test_a_day_before_the_last_window_is_told():
    late = Posterior.load("2024-07-01").caveats()
    assert "segmentation (to 2024-07-19)" in late[0]
    assert "segmentation" not in Posterior.load("2025-05-02").caveats()[0]
    assert load_artefact("currency").as_of > np.datetime64("2024-07-01")


def test_laws_of_single_parameters_are_at_hand():
    assert law("currency.half_life_months").centre() == 6.5
    drawn = Posterior.load("2025-05-02").single["impact.stock_scale"]
    at = np.array([0.1, 0.7])
    np.testing.assert_array_equal(law("impact.stock_scale").quantile(at), drawn.quantile(at))


def _cells(start):
    """Cells of the page's table line whose first cell is `start`, without the bold marks."""
    for line in PAGE.read_text(encoding="utf-8").splitlines():
        cells = [cell.strip().replace("*", "") for cell in line.strip("|").split("|")]
        if line.startswith("|") and cells[0] == start:
            return cells[1:]
    raise AssertionError(f"The page has no line {start}.")


def _signed(value, digits):
    text = f"{value:+.{digits}f}"
    return (text[1:] if float(text) == 0 else text).replace("-", "−")


def test_the_page_quotes_the_posterior(committed):
    omega = committed["omega"]
    expected = [*omega["quantiles_share"], omega["mean_share"]]
    assert _cells("after") == [f"{value:.2f}" for value in expected]
    page = PAGE.read_text(encoding="utf-8")
    assert f"a uniform prior by {omega['information_nats']:.2f} nats" in page
    small = committed["legs"]["share_of_draws_small"]
    assert f"below a quarter in {small:.2f} of the draws" in page
    assert f"has median {committed['currency_scale']['median']:.0f}, log deviation" in page


def test_the_page_quotes_the_episodes(committed):
    labels = ("us_2y", "us_5y", "us_10y", "japan_2y", "japan_5y", "japan_10y")
    for row in committed["episodes"]:
        shown = _cells(row["opens"])
        assert shown[0] == row["closes"]
        assert shown[3] == (f"{_signed(row['usdjpy_pct'], 1)} ({row['usdjpy_ordinary_pct']:.1f})")
        assert shown[4:] == [
            f"{_signed(row[f'{label}_bp'], 0)} ({row[f'{label}_ordinary_bp']:.0f})"
            for label in labels
        ]
    slopes = [
        f"{_signed(row['slope_bp_per_usd_100bn'], 1)} ({row['standard_error']:.1f})"
        for row in committed["yields_on_the_days"]
    ]
    assert _cells("slope (s.e.)") == slopes


def test_the_page_quotes_the_legs(committed):
    for row in committed["legs"]["rows"][1:]:
        shown = _cells(f"{row['omega_share']:g}")
        assert shown[:3] == [
            _signed(row["bond_leg_bp"], 1),
            _signed(row["conversion_leg_bp"], 1),
            f"{row['ratio']:.2f}".replace("-", "−"),
        ]
        assert shown[5] == _signed(row["conversion_at_currency_scale_bp"], 1)
        assert shown[6] == f"{row['currency_scale']:.0f}"


@pytest.mark.parametrize(
    ("start", "choice"),
    [
        ("headline", "headline"),
        ("window of 20 rates", "window of 20 rates"),
        ("yields move at the currency's scale", "yields at the currency's scale"),
        (
            "the dollars came from Treasuries sold in the window",
            "dollars from bonds sold in the window",
        ),
        ("five sales of dollars only", "dollar sales only"),
    ],
)
def test_the_page_quotes_the_other_choices(committed, start, choice):
    line = next(each for each in committed["sensitivity"] if each["choice"] == choice)
    shares = [line[f"{name}_share"] for name in ("low", "median", "high")]
    assert _cells(start) == [
        *(f"{share:.2f}" for share in shares),
        f"{line['information_nats']:.3f}",
        f"{line['share_of_draws_small']:.2f}",
        f"{line['share_of_draws_outweighed']:.2f}",
    ]


def test_the_page_quotes_what_it_would_take(committed):
    for row in committed["what_it_takes"]:
        shown = _cells(f"{row['bond_scale']:.1f}")
        assert shown[1:] == [
            f"{row['record_tells_sd']:.1f}",
            f"{row['times_larger']:.1f} times",
            f"{row['one_operation_usd_bn']:,.0f}",
            f"{row['times_largest']:.1f}",
        ]
