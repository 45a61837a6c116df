"""The design: samples, breaks and steps as they are written down."""

import numpy as np
import pytest

from saiken.errors import InputError
from saiken.estimation.classic.plan import (
    FlowPlan,
    SamplePlan,
    break_months,
    flow_plan,
    plan,
    sample_plan,
    step,
)


def _months(*names):
    return np.array(names, dtype="datetime64[M]")


def test_samples_are_early_the_paper_s_end_the_rest_and_all():
    ends = {name: (str(s.first), str(s.last)) for name in plan()["samples"]
            if (s := sample_plan(name))}  # fmt: skip
    assert ends["early"] == ("2000-04", "2007-12")
    assert ends["paper"] == ("2000-04", "2010-06")
    assert ends["after"][0] == "2010-07"
    assert ends["full"] == ("2000-04", ends["after"][1])


def test_both_ends_of_a_sample_belong_to_it():
    months = _months("2000-03", "2000-04", "2007-12", "2008-01")
    assert list(sample_plan("early").keeps(months)) == [False, True, True, False]


def test_years_and_single_months_are_left_out():
    months = _months("2007-12", "2008-01", "2009-12", "2010-01", "2020-02", "2020-03", "2020-04")
    kept = sample_plan("calm").keeps(months)
    assert list(kept) == [True, False, False, True, True, False, True]


def test_samples_that_are_compared_share_no_month():
    months = np.arange("2000-01", "2027-01", dtype="datetime64[M]")
    for pair in plan()["comparisons"]:
        before, since = (sample_plan(pair[when]).keeps(months) for when in ("before", "since"))
        assert not (before & since).any()
        assert np.flatnonzero(before).max() < np.flatnonzero(since).min()


def test_breaks_are_the_survey_months_of_the_official_footnotes():
    breaks = break_months("tic_holdings")
    junes = np.arange("2002-06", "2012-01", 12, dtype="datetime64[M]")
    assert set(junes) < set(breaks)
    assert sorted(map(str, set(breaks) - set(junes))) == ["2011-09", "2011-12", "2026-01"]
    assert break_months("fed_h41").size == 0


def test_a_step_is_a_hundred_billion_or_one_per_cent():
    assert step("usd") == 1e11
    assert step("share") == pytest.approx(0.01, rel=1e-15)


def test_flows_are_read_as_written():
    assert flow_plan("custody_face") == FlowPlan(
        "custody_face", "official, in custody at the Fed, face value", "fed_h41",
        "treasury_custody", "last_week", "face",
    )  # fmt: skip
    assert isinstance(sample_plan("full"), SamplePlan)


def test_unknown_names_give_the_nearest():
    with pytest.raises(InputError, match=r"no flow named 'custody'; the nearest are custody_face"):
        flow_plan("custody")
    with pytest.raises(InputError, match=r"no sample named 'earl'; the nearest are early"):
        sample_plan("earl")
