"""The page on the score prints what the committed score holds, and its example can be scored."""

import json
import re
from pathlib import Path

import pytest

from saiken.data import resource_text
from saiken.history import backtest, episodes, read_episodes
from saiken.history.record import FILE
from saiken.report.words import plain, signed, span

PAGE = (Path(__file__).parents[2] / "docs" / "method" / "history.md").read_text(encoding="utf-8")
SCORE = json.loads(resource_text(FILE))


def test_the_table_is_the_committed_score():
    rows = [line.strip("| ").split(" | ") for line in PAGE.splitlines()
            if re.match(r"\| [a-z-]+\d", line)]  # fmt: skip
    told = [each for each in SCORE["episodes"] if each["status"] == "scored"]
    told.sort(key=lambda each: (each["target"] != "10y", each["start"]))
    assert rows == [
        [
            each["id"], each["target"], str(each["window_days"]), signed(each["predicted"]["p50"]),
            span(each["predicted"]["p05"], each["predicted"]["p95"], signed),
            signed(each["actual"]), plain(each["signal_to_noise"], 2), signed(each["skill"], 2),
        ]
        for each in told
    ]  # fmt: skip


def test_the_sentences_above_it_are_too():
    ten, yen = SCORE["totals"]["10y"], SCORE["totals"]["usdjpy"]
    text = " ".join(PAGE.split())
    assert f"{ten['asked']} asked, {ten['silent']} without information, {ten['scored']} sc" in text
    assert f"sign right in {ten['sign_right']}, inside the band in {ten['inside']}" in text
    ends = ten["interval"]
    assert f"{signed(ten['skill'])} standard deviations ({signed(ends['low'])} to " in text
    assert f"({signed(ends['low'])} to {signed(ends['high'])}): **not distinguishable" in text
    assert f"The yen: {yen['asked']} asked, {yen['scored']} scored" in text
    kinds = [each.kind for each in episodes()]
    for kind, word in (("sale", "sales"), ("purchase", "purchases"), ("supply", "news of supply"),
                       ("words", "*words*")):  # fmt: skip
        assert f"{kinds.count(kind)} {word}" in text
    assert f"{len(kinds)} of them" in text
    sales = [each for each in SCORE["episodes"] if each["kind"] == "sale" and
             each["target"] == "10y"]  # fmt: skip
    assert f"none of {len(sales)} reaches" in text
    assert all(each["status"] == "no information" for each in sales)


def test_the_example_can_be_scored(tmp_path):
    block = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)[1]
    path = tmp_path / "my_episode.yaml"
    path.write_text(block, encoding="utf-8")
    found = backtest(read_episodes(path), draws=16)
    assert [row.episode.id for row in found.rows] == ["my-sale-2023"]
    assert found.rows[0].predicted["p50"] == pytest.approx(0.0004, abs=0.0004)
