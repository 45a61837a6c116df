"""Shape and bounds of a scenario, and what the facts of a day allow."""

import datetime as dt

import numpy as np
import pytest
from pydantic import ValidationError

import saiken
from saiken.case import (
    PROCEEDS,
    Case,
    Scenario,
    amount_usd,
    ceiling,
    check,
    first_sale_day,
    program,
    settings_of,
)
from saiken.case.request import Assumptions
from saiken.parameters import Posterior


@pytest.fixture(scope="module")
def snap():
    return saiken.snapshot("2025-05-02")


@pytest.fixture(scope="module")
def prm():
    return Posterior.load("2025-05-02").sample(64, 0)


@pytest.mark.parametrize("model", [Scenario, Case, Assumptions])
def test_every_setting_has_title_help_flag_and_numbers_have_bounds(model):
    for each in settings_of(model).values():
        if each.name in ("scenario", "assumptions"):
            continue
        assert each.title
        assert each.title != each.name
        assert each.help.endswith(".")
        assert each.flag.startswith("--")
        if "int" in str(each.annotation) or "float |" in str(each.annotation):
            assert each.bounds, f"{each.name} has no bound"


def test_flags_are_unique():
    flags = [
        each.flag
        for model in (Scenario, Case, Assumptions)
        for each in settings_of(model).values()
        if each.name not in ("scenario", "assumptions")
    ]
    assert len(flags) == len(set(flags))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"amount_usd_bn": -1}, "greater than or equal to 0"),
        ({"amount_usd_bn": float("nan")}, "finite"),
        ({"amount_usd_bn": 1, "share_pct": 1}, "not both"),
        ({"share_pct": 101}, "less than or equal to 100"),
        ({"sale_days": 0}, "greater than or equal to 1"),
        ({"sale_days": 10_000}, "less than or equal to 1250"),
        ({"proceeds": "yuan"}, "no use of the proceeds named 'yuan'"),
        ({"proceeds": {"yen": 0.5}}, "add up to 1"),
        ({"maturities": "longs"}, "nearest are long"),
        ({"maturities": {"1-3": 0.5, "4-5": 0.5}}, "no choice of maturities named '4-5'"),
        ({"nonsense": 1}, "Extra inputs"),
    ],
)
def test_bad_settings_are_refused(given, message):
    with pytest.raises(ValidationError, match=message):
        Scenario(**given)


def test_an_amount_above_the_official_book_is_refused_and_the_remedy_named(snap):
    message = r"USD 1,000bn; allowed is up to USD 92\dbn.*--include-private"
    with pytest.raises(saiken.InputError, match=message):
        check(Scenario(amount_usd_bn=1000), snap)
    check(Scenario(amount_usd_bn=1000, include_private=True), snap)


def test_an_unknown_seller_names_the_nearest(snap):
    with pytest.raises(saiken.InputError, match="nearest are Japan"):
        check(Scenario(seller="Japon"), snap)


def test_zero_is_a_valid_amount(snap, prm):
    check(Scenario(amount_usd_bn=0), snap)
    assert (program(Scenario(amount_usd_bn=0), snap, prm).amount_usd == 0).all()


def test_the_default_amount_is_the_drawn_official_book(snap, prm):
    limit = ceiling(Scenario(), snap, prm)
    np.testing.assert_array_equal(amount_usd(Scenario(), snap, prm), limit.draws_usd)
    half = amount_usd(Scenario(share_pct=50), snap, prm)
    np.testing.assert_allclose(half, limit.draws_usd / 2)


def test_a_programme_sells_everything_on_its_days_and_converts_what_is_asked(snap, prm):
    sale = program(Scenario(sale_days=60, proceeds={"yen": 0.25, "dollars": 0.75}), snap, prm)
    assert sale.schedule.sum() == pytest.approx(1)
    assert sale.schedule[0].sum() == 0
    np.testing.assert_allclose(sale.schedule[1:61].sum(axis=1), 1 / 60)
    assert sale.schedule[61:].sum() == 0
    assert sale.converted.sum() == pytest.approx(0.25)
    np.testing.assert_allclose(sale.rate_usd.sum(axis=1), sale.amount_usd)
    assert not sale.unrecorded


@pytest.mark.parametrize("use", PROCEEDS)
def test_only_yen_have_a_record_of_operations(use, snap, prm):
    sale = program(Scenario(proceeds=use), snap, prm)
    assert sale.unrecorded == (use in ("euro", "gold"))
    assert sale.converted.any() == (use == "yen")


def test_a_sale_longer_than_the_horizon_is_carried_to_its_end(snap, prm):
    sale = program(Scenario(sale_days=500, horizon_days=250), snap, prm)
    assert sale.schedule.shape[0] == 501
    assert sale.schedule.sum() == pytest.approx(1)


def test_the_sale_starts_after_the_as_of_date(snap):
    assert first_sale_day(Scenario(), snap) == 1
    assert first_sale_day(Scenario(start=dt.date(2025, 5, 12)), snap) == 6
    with pytest.raises(saiken.InputError, match="has to start later"):
        first_sale_day(Scenario(start=dt.date(2025, 5, 2)), snap)
    with pytest.raises(saiken.InputError, match="horizon ends after 250"):
        first_sale_day(Scenario(start=dt.date(2027, 5, 3)), snap)


def test_half_life_becomes_a_rate(snap, prm):
    sale = program(Scenario(half_life_years=2), snap, prm)
    assert sale.decay_per_year == pytest.approx(np.log(2) / 2)
    assert program(Scenario(), snap, prm).decay_per_year == 0


def test_keys_tell_cases_apart_and_repeat():
    one, same, other = Case(), Case(), Case(seed=1)
    assert one.key("data") == same.key("data") != other.key("data")
    assert one.key("data") != one.key("other data")
