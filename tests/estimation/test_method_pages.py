"""The method pages quote the committed estimates."""

import json
from pathlib import Path

import pytest

from saiken.estimation.refit import ARTEFACTS

PAGES = Path(__file__).parents[2] / "docs" / "method"
ROWS = {"mortgage": "30-year mortgage", "auto": "48-month new-car loan", "baa": "Baa bonds"}


def _read(name):
    return json.loads((ARTEFACTS / f"{name}.json").read_text(encoding="utf-8"))


def _row(page, start):
    lines = (PAGES / page).read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.replace("*", "").startswith(f"| {start}"))
    return [cell.strip().strip("*") for cell in line.strip("|").split("|")]


@pytest.mark.parametrize("name", ROWS)
def test_pass_through_table(name):
    record, cells = _read(name), _row("spillover.md", ROWS[name])
    long_run = record["long_run"]
    assert cells[3:8] == [
        f"{record['mean'][0]:.2f}",
        f"{record['standard_error'][0]:.2f}",
        f"{long_run['sum']:.2f}",
        f"{long_run['standard_error']:.2f}",
        f"{record['observations']:,}",
    ]


@pytest.mark.parametrize(
    ("name", "start"), [("mortgage", "mortgage"), ("auto", "car"), ("baa", "Baa |")]
)
def test_other_samples(name, start):
    lines = (PAGES / "spillover.md").read_text(encoding="utf-8").splitlines()
    line = next(line for line in lines if line.startswith(f"| {start}") and "(" in line)
    shown = [cell.strip() for cell in line.strip("|").split("|")][1:]
    fits = [sample["long_run"] for sample in _read(name)["other_samples"]]
    assert shown == [f"{total:.2f} ({error:.2f})" for total, error in fits]


@pytest.mark.parametrize(("place", "start"), [(0, "1 day"), (1, "5 days"), (2, "20 days")])
def test_currency_windows(place, start):
    fit, cells = _read("currency")["by_window"][place], _row("currency.md", start)
    assert cells[1:] == [
        f"{fit['slope']:.4f}",
        f"{1 / fit['slope']:.0f}bn",
        f"{fit['standard_error']:.4f}",
        f"{fit['spread']:.4f}",
        f"{fit['slope_dollar_sales_only']:.4f}",
    ]


def test_currency_episodes():
    text = (PAGES / "currency.md").read_text(encoding="utf-8")
    table = [line for line in text.splitlines() if line.startswith("| ") and line.count("|") == 6]
    episodes = _read("currency")["episodes"]
    assert len(table) == 1 + len(episodes)
    for line, episode in zip(table[1:], episodes, strict=True):
        cells = [cell.strip().replace("−", "-") for cell in line.strip("|").split("|")]
        assert cells[1] == f"{episode['sold_usd_bn']:.1f}"
        moves = [episode[f"log_change_{window}_pct"] for window in (1, 5, 20)]
        assert [float(cell) for cell in cells[2:]] == [round(move, 1) for move in moves]
