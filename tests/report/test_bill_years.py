import numpy as np
import pytest

from saiken.report.bill_years import bill_years, extra_by_year, fiscal_years

SUM = 1e-6
"""Relative: float32 months are added in float64."""


@pytest.mark.parametrize(
    ("day", "first", "second"),
    [("2025-05-02", 2025, 2025), ("2025-09-02", 2025, 2026), ("2025-09-20", 2026, 2026),
     ("2025-12-31", 2026, 2026)],
)  # fmt: skip
def test_a_month_belongs_to_the_year_in_which_most_of_it_lies(day, first, second):
    assert fiscal_years(np.datetime64(day), 120)[:2].tolist() == [first, second]


def test_ten_years_are_120_months_in_eleven_fiscal_years(out):
    months = [count for _, count in extra_by_year(out).values()]
    assert sum(months) == 120
    assert months[0] == 5
    assert months[1:-1] == [12] * 9
    assert months[-1] == 7


def test_the_years_add_up_to_the_ten_years(nothing, out):
    monthly = out["federal_interest"].astype(np.float64)
    one = monthly[:1]
    single = type(out)(**{**vars_of(out), "arrays": {**out.arrays, "federal_interest": one}})
    total = sum(band[1] for band, _ in extra_by_year(single).values())
    assert total == pytest.approx(one.sum(), rel=SUM)
    assert all(band == (0, 0, 0) for band, _ in extra_by_year(nothing).values())


def vars_of(out):
    import dataclasses

    return {field.name: getattr(out, field.name) for field in dataclasses.fields(out)}


def test_actual_years_come_before_projected_ones(out):
    years = bill_years(out, 2015)
    projected = [year.projected for year in years]
    assert projected == sorted(projected)
    assert years[0].fiscal_year == 2015
    assert years[-1].extra_usd is not None
    by_year = {year.fiscal_year: year for year in years}
    assert {"net_interest", "national_defense"} <= by_year[2024].baseline_usd.keys()
    assert by_year[2024].extra_usd is None
    assert "national_defense" not in by_year[2027].baseline_usd
