"""The official list of securities, by class, month and bucket."""

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.market import Curve, bucket_names, debt_classes, debt_profile, market_mix
from saiken.units import from_si

PUBLISHED_USD_BN = {"Bill": 5260.4, "Note": 13594.5, "Bond": 4246.9, "TIPS": 1935.8, "FRN": 575.6}
"""Monthly Statement of the Public Debt, 30 September 2023."""


@pytest.fixture(scope="module")
def profile():
    return debt_profile(load_store())


@pytest.mark.parametrize("kind", PUBLISHED_USD_BN)
def test_totals_by_kind_are_the_published_ones(profile, kind):
    total = from_si(profile.by_kind_usd()[kind], "usd_bn")
    assert total == pytest.approx(PUBLISHED_USD_BN[kind], abs=0.05)


def test_shares_and_runoff_are_complete(profile):
    assert profile.record_date == np.datetime64("2023-09-30")
    assert profile.class_share.sum() == pytest.approx(1)
    assert profile.runoff_share.sum(axis=1) == pytest.approx(1)
    assert (profile.runoff_share[:, 0] == 0).all()


def test_nothing_outlives_its_original_term(profile):
    """First issue may precede the nominal term by a few weeks; two months cover it."""
    for one, runoff in zip(profile.classes, profile.runoff_share, strict=True):
        assert np.flatnonzero(runoff).max() <= one.term_months + 2


def test_a_month_of_notes_by_hand(profile):
    """Two-year notes maturing in October 2023: the October 2021 issue alone."""
    table = load_store().table("mspd_securities")
    rows = (
        (table["record_date"] == np.datetime64("2023-09-30"))
        & (table["security_class"] == "Note")
        & (table["maturity_date"].astype("datetime64[M]") == np.datetime64("2023-10"))
        & (table["first_issue_date"] > np.datetime64("2021-09-01"))
    )
    assert rows.sum() == 1
    place = [one.id for one in profile.classes].index("note_2y")
    expected = table["outstanding"][rows].sum() / profile.outstanding_usd[place]
    assert profile.runoff_share[place, 1] == pytest.approx(expected)


def test_old_thirty_year_bonds_keep_their_class(profile):
    """None was sold in 1994 before that November's refunding, which matures in month 14."""
    place = [one.id for one in profile.classes].index("bond_30y")
    assert np.flatnonzero(profile.runoff_share[place])[0] == 14


def test_classes_have_published_terms():
    ids = [one.id for one in debt_classes()]
    assert len(set(ids)) == len(ids)
    assert [one.id for one in debt_classes() if one.floating] == ["frn_2y"]


def test_market_mix_is_mostly_short():
    mix = dict(zip(bucket_names(), market_mix(load_store()), strict=True))
    assert sum(mix.values()) == pytest.approx(1)
    # Bills alone are a fifth of the marketable debt; notes within a year of maturity come on top.
    assert 0.30 < mix["0-1"] < 0.38
    assert mix["10-20"] + mix["20-30"] < 0.16


def test_market_mix_values_long_bonds_below_par():
    """At the yields of September 2023 bonds sold at 1-3% are worth far less than par."""
    table = load_store().table("mspd_securities")
    rows = table["record_date"] == np.datetime64("2023-09-30")
    years = (table["maturity_date"][rows] - np.datetime64("2023-09-30")).astype(int) / 365.25
    par = table["outstanding"][rows]
    long_by_par = par[years > 20].sum() / par.sum()
    assert market_mix(load_store())[-1] < 0.8 * long_by_par


def test_a_kind_without_a_class_is_an_error():
    table = load_store().table("mspd_securities")
    published = {name: column.copy() for name, column in table.items()}
    published["security_class"][-1] = "Consol"
    with pytest.raises(DataError, match=r"kinds of debt without a class: \['Consol'\]"):
        debt_profile(load_store().with_table("mspd_securities", published))


def test_the_caveat_names_both_dates(profile):
    text = profile.caveat("2025-05-02")
    assert "2023-09-30" in text
    assert "2025-05-02" in text


def test_market_mix_is_the_sum_over_securities_one_by_one():
    """A slow twin: every security valued alone on the curve of the record date."""
    store = load_store()
    table = store.table("mspd_securities")
    newest = table["record_date"].max()
    curve = Curve.from_store(store, newest)
    edges, values = (1, 3, 5, 7, 10, 20, 30.1), [0.0] * 7
    for row in np.flatnonzero(table["record_date"] == newest):
        years = (table["maturity_date"][row] - newest).astype(int) / 365.25
        worth = 1.0
        if table["security_class"][row] not in ("TIPS", "FRN"):
            coupon = float(np.nan_to_num(table["coupon"][row]))
            dates = np.arange(years, 0, -0.5)
            worth = float(curve.discount(years) + (coupon / 2 * curve.discount(dates)).sum())
        place = next(i for i, edge in enumerate(edges) if years <= edge)
        values[place] += worth * float(table["outstanding"][row])
    np.testing.assert_allclose(market_mix(store), np.array(values) / sum(values), rtol=1e-9)
