"""The method page shows the committed numbers."""

import math
import re
from pathlib import Path

import pytest

from saiken.impact.evidence import load_rows, pooled_evidence, read_rows
from saiken.impact.evidence.sizing import error_words, log_error
from saiken.parameters import evidence_rows, read_record

PAGE = Path(__file__).parents[3] / "docs" / "method" / "evidence.md"
TEXT = PAGE.read_text(encoding="utf-8")
RECORD = read_record("evidence")


def table(columns):
    """Cells of all table lines of the page with so many columns."""
    lines = [line for line in TEXT.splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [each for each in cells if len(each) == columns]


def said(band, decimals=1):
    low, middle, high = (f"{band[name]:.{decimals}f}" for name in ("low", "middle", "high"))
    return f"{middle} ({low} to {high})"


def test_the_page_shows_every_row_with_its_committed_size():
    shown = {cells[0].strip("`"): cells for cells in table(12) if cells[0].startswith("`")}
    sized = {each.row: each for each in evidence_rows()}
    lines = {each["row"]: each for each in RECORD["forest"]}
    assert list(shown) == [row.id for row in load_rows()]
    for row in load_rows():
        cells = shown[row.id]
        assert cells[1] == row.kind
        assert cells[2] == (row.study if row.study != row.id else "")
        assert cells[3] == row.episode
        assert cells[4] == f"{row.tier}{' s' if row.signalling else ''}"
        if row.effect_bp is not None:
            assert cells[6] == f"{row.effect_bp:g} bp at {row.maturity_years:g}y"
        assert cells[8] == row.verified
        if row.id not in sized:
            assert cells[9:] == ["–", "–", "–"]
            continue
        line = lines[row.id]
        assert cells[7] == f"{100 * log_error(row):.0f}% ({error_words(row)})"
        assert cells[9] == f"{100 * line['weight_share']:.0f}%"
        assert cells[10] == said(line["shrunk"])
        assert cells[11] == f"{math.exp(sized[row.id].log_scale):.2f}"


def test_the_page_counts_the_rows():
    counted = re.search(r"Of (\d+) rows (\d+) are verified", TEXT)
    assert [int(each) for each in counted.groups()] == [
        RECORD["rows_in_table"], RECORD["rows_verified"]
    ]  # fmt: skip
    assert f"its full text; {len(RECORD['rows'])} size the stock effect" in TEXT


@pytest.mark.parametrize(
    ("start", "name"),
    [
        ("average size", "average"),
        ("a new study of a new episode (what", "predictive"),
        ("spread between studies", "tau_study"),
        ("spread between episodes", "tau_episode"),
        ("signalling share $", "signalling_share"),
    ],
)
def test_the_page_shows_the_committed_posterior(start, name):
    (cells,) = [each for each in table(2) if each[0].startswith(start)]
    assert cells[1] == said(RECORD[name], 2)


def test_the_page_shows_moments_and_the_test_for_selective_publication():
    moments = f"has mean {RECORD['log_mean']:.2f} and deviation {RECORD['log_sd']:.2f}."
    assert moments in TEXT
    assert RECORD["bias"]["sentence"] in TEXT


@pytest.mark.parametrize("part", ["without_paper", "without_episode", "sensitivity"])
def test_the_page_shows_every_variation(part):
    shown = [cells for cells in table(3) if "(" in cells[1] and "(" in cells[2]]
    for each in RECORD[part]:
        assert [each["name"], said(each["average"]), said(each["predictive"])] in shown


def test_the_page_shows_the_flow_row():
    (flow,) = RECORD["other_kinds"][0]["rows"]
    assert f"month: {math.exp(flow['log_scale']):.1f} bp net of its own long run" in TEXT
    assert RECORD["other_kinds"][1]["rows"] == []


def test_the_factor_between_denominators_is_the_committed_one():
    output = next(each for each in RECORD["sensitivity"] if "output" in each["name"])
    factor = output["average"]["middle"] / RECORD["average"]["middle"]
    assert f"worth a factor of {factor:.1f}" in TEXT


def test_the_row_of_ten_lines_on_the_page_is_a_row():
    block = re.search(r"```yaml\n(.*?)```", TEXT, re.DOTALL)[1]
    assert len(block.strip().splitlines()) == 10
    (mine,) = read_rows(block, "the page")
    assert len(pooled_evidence([*load_rows(), mine]).rows) == len(RECORD["rows"]) + 1
