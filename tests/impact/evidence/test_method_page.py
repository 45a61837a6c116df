"""The method page shows the committed numbers."""

import math
from pathlib import Path

from saiken.impact.evidence import load_rows
from saiken.parameters import evidence_rows, read_record

PAGE = Path(__file__).parents[3] / "docs" / "method" / "evidence.md"


def test_the_page_shows_every_row_and_its_committed_scale():
    table = {
        cells[1].strip("` "): cells[-2].strip()
        for cells in (line.split("|") for line in PAGE.read_text().splitlines())
        if len(cells) > 7 and cells[1].strip().startswith("`")
    }
    scales = {each.row: f"{math.exp(each.log_scale):.2f}" for each in evidence_rows()}
    assert table == {row.id: scales.get(row.id, "–") for row in load_rows()}


def test_the_page_shows_the_committed_pool():
    record, text = read_record("evidence"), PAGE.read_text()
    assert f"median {math.exp(record['log_mean']):.2f}" in text
    assert f"logarithm {record['log_sd']:.2f}" in text
