"""The committed artefact holds the whole design, and the page quotes it."""

import json
from pathlib import Path

import numpy as np
import pytest

from saiken.data import load_store
from saiken.errors import DataError
from saiken.estimation.classic.plan import plan
from saiken.estimation.classic.record import classic_record, find
from saiken.estimation.refit import ARTEFACTS
from saiken.impact.evidence import load_rows

RECORD = json.loads((ARTEFACTS / "classic.json").read_text(encoding="utf-8"))
PAGE = (Path(__file__).parents[2] / "docs" / "method" / "classic.md").read_text(encoding="utf-8")
FLOWS = {
    "official_notes_bonds": "official, notes and bonds",
    "official_all": "official, with bills",
    "foreign_all": "all foreigners",
    "custody_face": "official, custody",
}
SAMPLES = {
    "early": "to 2007", "paper": "to June 2010", "after": "from July 2010", "full": "all",
    "calm": "all, calm",
}  # fmt: skip
MIXES = {
    "none": "nothing taken out",
    "published": "the fund's published mix",
    "coupons": "the market's notes and bonds",
}
STEPS = {"usd": "USD 100bn", "share": "1% of debt"}


def _near(seen, kept):
    """Same numbers at the same places, up to what linear algebra libraries disagree about."""
    if isinstance(kept, dict):
        assert seen.keys() == kept.keys()
        for key in kept:
            _near(seen[key], kept[key])
    elif isinstance(kept, list):
        for one, other in zip(seen, kept, strict=True):
            _near(one, other)
    elif isinstance(kept, float):
        assert seen == pytest.approx(kept, rel=1e-7, abs=1e-9)
    else:
        assert seen == kept


def test_committed_estimates_are_what_the_bundled_data_give():
    again = classic_record(load_store())
    _near(json.loads(json.dumps(again, default=str)), RECORD)


def test_every_row_of_the_design_is_there():
    rows = {(r["flow"], r["yield"], r["sample"], r["controls"]) for r in RECORD["estimates"]}
    wanted = {
        (flow, maturity, sample, controls)
        for flow in plan()["flows"]
        for maturity in plan()["yields"]
        for sample in plan()["samples"]
        for controls in ("all", "none")
    }
    missing = wanted - rows
    # Custody starts in July 2007: five months to the end of that year.
    assert {row[::2] for row in missing} == {("custody_face", "early")}
    assert len(rows) == len(RECORD["estimates"]) == 76
    horizons = {r["horizon_months"] for r in RECORD["projections"]}
    assert horizons == set(plan()["horizons_months"])
    assert len(RECORD["other_durations"]) == 3 * len(plan()["samples"])


def test_rows_say_which_months_they_hold():
    for row in RECORD["estimates"]:
        first, last = (np.datetime64(row[end], "M") for end in ("first", "last"))
        assert plan()["fewest_months"] <= row["months"] <= int((last - first).astype(int)) + 1
    head = find(RECORD["estimates"], flow="official_notes_bonds", maturity="5y", sample="early")
    assert (head["first"], head["last"]) == ("2000-05", "2007-12")
    # 92 months less the six Junes of a survey.
    assert head["months"] == 92 - 6


def test_the_share_of_a_row_is_its_dollars_over_the_debt():
    """With a debt that hardly moves, one per cent of it is so many hundred billions."""
    for row in RECORD["estimates"]:
        if row["sample"] == "early" and row["flow"] == "official_notes_bonds":
            steps = row["mean_debt_usd_bn"] / 100 / 100
            assert row["share"]["effect_bp"] == pytest.approx(
                row["usd"]["effect_bp"] * steps, rel=0.2
            )


def test_signs_are_counted_over_all_rows():
    ratios = np.array(
        [r["usd"]["effect_bp"] / r["usd"]["standard_error_bp"] for r in RECORD["estimates"]]
    )
    assert RECORD["signs"] == {
        "rows": ratios.size,
        "raise_yields": int((ratios > 0).sum()),
        "raise_yields_by_two_errors": int((ratios > 2).sum()),
        "lower_yields_by_two_errors": int((ratios < -2).sum()),
    }


def test_comparisons_are_the_difference_of_two_rows():
    for pair in RECORD["comparisons"]:
        rows = [find(RECORD["estimates"], flow=pair["flow"], maturity="5y", sample=pair[when])
                for when in ("before", "since")]  # fmt: skip
        for scaling in STEPS:
            (b, se_b), (s, se_s) = (
                (row[scaling]["effect_bp"], row[scaling]["standard_error_bp"]) for row in rows
            )
            assert pair[scaling]["difference_bp"] == pytest.approx(s - b, abs=1e-7)
            assert pair[scaling]["standard_error_bp"] == pytest.approx(np.hypot(se_b, se_s))
            assert pair[scaling]["since_over_before"] == pytest.approx(s / b)


def test_projection_of_the_month_is_the_estimate():
    for row in RECORD["projections"]:
        if row["horizon_months"] == 0:
            same = find(RECORD["estimates"], flow=row["flow"], maturity=row["yield"],
                        sample=row["sample"])  # fmt: skip
            assert row["usd"]["effect_bp"] == same["usd"]["effect_bp"]
            assert row["share"]["per_step_sold_bp"] == same["share"]["effect_bp"]


def test_published_figures_are_those_of_the_table_of_evidence():
    rows = {row.id: row for row in load_rows()}
    short, long = rows["beltran-2013-one-month"], rows["beltran-2013-long-run"]
    assert RECORD["published"]["short_run_bp"] == [short.effect_low_bp, short.effect_high_bp]
    assert RECORD["published"]["long_run_bp"] == long.effect_bp


def test_a_row_that_is_not_there_is_an_error():
    with pytest.raises(DataError, match="no estimate for custody_face, 5y, early, all"):
        find(RECORD["estimates"], flow="custody_face", maturity="5y", sample="early")


def _cells(*start):
    lead = "| " + " | ".join(start) + " |"
    lines = [line for line in PAGE.splitlines() if line.startswith(lead)]
    return [[cell.strip().replace("−", "-") for cell in line.strip("|").split("|")][len(start) :]
            for line in lines]  # fmt: skip


def _shown(part, mean="effect_bp", error="standard_error_bp"):
    return f"{part[mean]:.1f} ({part[error]:.1f})"


@pytest.mark.parametrize("flow", FLOWS)
def test_page_one_month(flow):
    for sample, title in SAMPLES.items():
        if (flow, sample) == ("custody_face", "early"):
            continue
        five = find(RECORD["estimates"], flow=flow, maturity="5y", sample=sample)
        bare = find(RECORD["estimates"], flow=flow, maturity="5y", sample=sample, controls="none")
        ten = find(RECORD["estimates"], flow=flow, maturity="10y", sample=sample)
        assert _cells(FLOWS[flow], title)[0] == [
            str(five["months"]), _shown(five["usd"]), _shown(five["share"]),
            f"{five['usd']['explained_share']:.2f}", _shown(bare["usd"]), _shown(ten["usd"]),
        ]  # fmt: skip


def test_page_comparisons():
    for pair in RECORD["comparisons"]:
        for scaling, title in STEPS.items():
            part = pair[scaling]
            assert _cells(FLOWS[pair["flow"]], title) == [
                [f"{part['before_bp']:.1f}", f"{part['since_bp']:.1f}",
                 _shown(part, "difference_bp"), f"{part['since_over_before']:.2f}"]
            ]  # fmt: skip


def test_page_other_durations():
    rows = {(row["mix"], row["sample"]): row for row in RECORD["other_durations"]}
    for mix, title in MIXES.items():
        later, full = rows[mix, "after"], rows[mix, "full"]
        assert _cells(title) == [
            [f"{later['duration_years']:.1f}", _shown(later["usd"]), _shown(full["usd"])]
        ]


def test_page_projections():
    for row in RECORD["projections"]:
        if row["horizon_months"]:
            start = (FLOWS[row["flow"]], SAMPLES[row["sample"]], str(row["horizon_months"]))
            usd, share = row["usd"], row["share"]
            per = "per_step_sold_bp", "per_step_sold_error_bp"
            assert _cells(*start)[0] == [
                str(row["months"]), _shown(usd), f"{usd['sold_until_then']:.2f}",
                _shown(usd, *per), _shown(share, *per),
            ]  # fmt: skip


def test_page_levels_and_reactions():
    for row, reaction in zip(RECORD["levels"], RECORD["reactions"], strict=True):
        cells = _cells(FLOWS[row["flow"]], SAMPLES[row["sample"]])[-1]
        assert cells == [
            str(row["months"]), _shown(row["usd"]), _shown(row["share"]),
            f"{row['usd']['explained_share']:.2f}",
            f"{row['usd']['residual_autocorrelation']:.2f}",
            _shown(reaction, "sold_usd_bn_per_point", "standard_error_usd_bn"),
        ]  # fmt: skip


def test_page_text_quotes_the_record():
    text = " ".join(PAGE.split())
    signs = RECORD["signs"]
    assert signs["raise_yields_by_two_errors"] == 0
    assert (
        f"Of {signs['rows']} regressions (four flows, two yields, up to five samples, with and "
        f"without controls) {signs['raise_yields']} say that a sale raises yields, none of them by "
        f"two standard errors; {signs['lower_yields_by_two_errors']} say the reverse by two."
    ) in text
    bought = {row["year"]: f"{row['bought_usd_bn']:.0f}bn" for row in RECORD["bought_by_year"]}
    assert f"USD {bought['2003']} in 2003 and {bought['2004']} in 2004" in text
    assert f"(and {bought['2002']} the year before)" in text
    first = find(RECORD["estimates"], flow="official_notes_bonds", maturity="5y", sample="early")
    low = RECORD["published"]["short_run_bp"][0]
    apart = (low - first["usd"]["effect_bp"]) / first["usd"]["standard_error_bp"]
    assert f"The paper's {low} lies {apart:.1f} standard errors above the first row." in text
    years = RECORD["durations_years"]
    assert f"{years['official_notes_bonds']:.1f} years; all foreigners" in text
    assert f"the market's mix, {years['foreign_all']:.1f})" in text


def test_what_the_page_says_of_the_differences_is_so():
    parts = [pair[scaling] for pair in RECORD["comparisons"] for scaling in STEPS]
    assert all(part["before_bp"] < 0 and part["since_bp"] < 0 for part in parts)
    assert all(abs(part["difference_bp"]) < 2 * part["standard_error_bp"] for part in parts)
    assert all(pair["usd"]["since_over_before"] < 1 for pair in RECORD["comparisons"])
    by_flow = {p["flow"]: p["share"]["since_over_before"] for p in RECORD["comparisons"]}
    assert by_flow["official_notes_bonds"] > 1 > by_flow["custody_face"]
