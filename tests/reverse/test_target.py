"""Reading targets, and reading results for them."""

import numpy as np
import pytest

import saiken
from saiken.reverse import parse_target
from saiken.reverse.quantities import names, quantity
from saiken.reverse.reading import extreme, par_level
from saiken.variables import MATURITY_LABELS


@pytest.mark.parametrize(
    ("text", "name", "at_least", "value", "level"),
    [
        ("10y >= 5.0%", "10y", True, 0.05, True),
        ("10y>=50bp", "10y", True, 0.005, False),
        (" 3M <= 4.25 % ", "3m", False, 0.0425, True),
        ("30y > 1.5bp", "30y", True, 1.5e-4, False),
        ("equities <= -5%", "equities", False, -0.05, False),
        ("usdjpy ≤ −10%", "usdjpy", False, -0.1, False),
        ("yen ≥ 10%", "yen", True, 0.1, False),
        ("mortgage >= +25bp", "mortgage", True, 0.0025, False),
        ("seller_loss >= USD 50bn", "seller_loss", True, 5e10, False),
        ("us_loss >= 1,200mn", "us_loss", True, 1.2e9, False),
        ("bill10 < .5tn", "bill10", False, 5e11, False),
        ("damage_ratio >= 2", "damage_ratio", True, 2.0, False),
    ],
)
def test_targets_as_people_write_them(text, name, at_least, value, level):
    target = parse_target(text)
    assert (target.quantity.name, target.at_least, target.level) == (name, at_least, level)
    assert target.value == pytest.approx(value)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "write it like '10y >= 5.0%'"),
        ("10y", "write it like"),
        ("10y = 5%", "write it like"),
        ("10y >= high", "write it like"),
        (
            "10y >= 5",
            r"given in per cent \(%\) or basis points \(bp\); write it like '10y >= 5.0%'",
        ),
        ("mortgage >= 7%", "given in basis points .*'mortgage >= 50bp'"),
        ("equities <= -500", "'equities <= -5%'"),
        ("us_loss >= 5", "given in USD bn, tn or mn"),
        ("damage_ratio >= 2bn", "given in a plain number; write it like 'damage_ratio >= 2'"),
        ("10x >= 5%", "no target named '10x'; the nearest are 10y"),
        ("swap_spread >= 5bp", "no target named"),
    ],
)
def test_bad_targets_cost_one_sentence(text, message):
    with pytest.raises(saiken.InputError, match=message) as caught:
        parse_target(text)
    assert str(caught.value).count("\n") == 0


def test_every_name_can_be_read_and_is_written_back():
    for name in names():
        unit = quantity(name).units[0]
        assert parse_target(f"{name} >= 1{unit}").text == f"{name} >= 1{unit}"


@pytest.fixture(scope="session")
def out(case, snap):
    return saiken.simulate(case, snap)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("10y", lambda out: out["yield_change"][:, :, 7].max(axis=1)),
        ("3m", lambda out: out["yield_change"][:, :, 0].max(axis=1)),
        ("mortgage", lambda out: out["mortgage_30y_change"].max(axis=1)),
        ("auto", lambda out: out["auto_loan_change"].max(axis=1)),
        ("baa", lambda out: out["corporate_baa_change"].max(axis=1)),
        ("equities", lambda out: out["equity_change"].max(axis=1)),
        ("usdjpy", lambda out: out["usdjpy_change"].max(axis=1)),
        ("yen", lambda out: (-out["usdjpy_change"]).max(axis=1)),
        ("bill1", lambda out: out["federal_interest"].astype(float)[:, 1:13].sum(axis=1)),
        ("bill10", lambda out: out["federal_interest"].astype(float)[:, 1:].sum(axis=1)),
        ("us_loss", lambda out: out["us_loss"]),
        ("seller_loss", lambda out: out["seller_loss"]),
        ("damage_ratio", lambda out: out.losses.ratio.per_draw),
    ],
)
def test_each_quantity_is_the_published_one(out, name, expected):
    found = extreme(quantity(name).read(out.arrays), at_least=True)
    np.testing.assert_allclose(found, expected(out), rtol=1e-12)


def test_at_most_looks_at_the_lowest_day(out):
    path = out["equity_change"].astype(float)
    assert (extreme(path, at_least=False) == path.min(axis=1)).all()
    assert (extreme(path, at_least=True) == path.max(axis=1)).all()


def test_distance_is_positive_beyond_the_target_on_both_sides(out, snap):
    beyond = parse_target("equities <= -1%").reader(snap)(out.arrays)
    assert ((beyond >= 0) == (out["equity_change"].min(axis=1) <= -0.01)).all()
    above = parse_target("10y >= 20bp").reader(snap)(out.arrays)
    assert ((above >= 0) == (out["yield_change"][:, :, 7].max(axis=1) >= 0.002)).all()
    assert 0 < (above >= 0).mean() < 1


def test_a_ratio_where_the_seller_does_not_lose_reaches_nothing():
    arrays = {"us_loss": np.ones(3), "seller_loss": np.array([0.5, 2.0, -1.0])}
    found = quantity("damage_ratio").read(arrays)
    assert np.isnan(found[[0, 2]]).all()
    assert found[1] == 0.5


@pytest.mark.parametrize("label", MATURITY_LABELS)
def test_a_level_starts_at_the_days_par_yield(label, snap):
    years = {"3m": 0.25, "6m": 0.5}.get(label) or float(label.removesuffix("y"))
    still = {"yield_change": np.zeros((2, 3, 10), np.float32)}
    assert par_level(label, snap)(still) == pytest.approx(float(snap.curve.par(years)))


def test_a_level_moves_with_the_par_yield(snap):
    """A parallel move of the zero curve moves par yields nearly one for one: within 3%."""
    up = {"yield_change": np.full((1, 1, 10), 0.01, np.float32)}
    still = {"yield_change": np.zeros((1, 1, 10), np.float32)}
    for label in ("3m", "2y", "10y", "30y"):
        moved = par_level(label, snap)(up) - par_level(label, snap)(still)
        assert moved == pytest.approx(0.01, rel=0.03)


def test_what_the_case_cannot_show_is_refused(snap):
    reader = parse_target("usdjpy <= -5%").reader(snap)
    with pytest.raises(saiken.InputError, match="usdjpy cannot be a target here"):
        reader({"yield_change": np.zeros((1, 2, 10), np.float32)})
