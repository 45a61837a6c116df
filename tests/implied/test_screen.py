"""The screen and the document say what was found, in words that stay true."""

from __future__ import annotations

import json

import pytest

from saiken.cli.implied import card_implied
from saiken.errors import InputError
from saiken.implied import implied
from saiken.report.console import text_console
from saiken.report.implied_screen import implied_document, print_implied, shape_words


def shown(found, width=100):
    console, buffer = text_console(width)
    print_implied(console, found)
    return buffer.getvalue()


def test_the_screen_names_the_change_its_interval_and_whether_it_can_tell():
    found = implied("2025-05-02")
    text = " ".join(shown(found).split())
    assert found.summary() in text
    assert "the market move cannot tell" in text
    assert "normal around none with a standard deviation of USD 79bn" in text
    for row in ("all together", "the yields together", "yen per dollar", "2y", "30y"):
        assert f" {row} " in text
    assert "This sale, announced" not in text
    assert "this sale, announced" in text
    assert all(len(line) <= 80 for line in shown(found, 80).splitlines())


def test_shape_words_say_what_is_ruled_out():
    assert "not unusual" in shape_words(implied("2025-05-02").shape)
    assert "not ruled out: this sale, announced." in shape_words(implied("2025-04-07").shape)
    assert "no shape here fits it alone" in shape_words(implied("2025-04-09").shape)
    assert "cannot be shown, because" in shape_words(None)


def test_the_document_is_the_screen_and_is_json():
    found = implied("2025-05-02")
    document = json.loads(json.dumps(implied_document(found), allow_nan=False))
    assert document["sentence"] == found.summary()
    main = document["readings"]["together"]
    assert main["change_usd_bn"]["p50"] == pytest.approx(found.main.change.middle / 1e9, rel=1e-5)
    assert document["readings"]["usdjpy"]["unit"] == "pct"
    assert document["readings"]["10y"]["move"] == pytest.approx(8.152, abs=0.01)
    assert set(document["shape"]["shapes"]) == {"announced-sale", "policy-like", "growth-like"}


def test_the_door_of_the_command(capsys):
    card_implied("2026-01-20", None, True, scenario="europe-2026", window="2d", draws=32)
    document = json.loads(capsys.readouterr().out)
    assert document["schema"] == "saiken-implied/1"
    assert document["yields_and_yen_p_value"] is None
    card_implied(None, None, False, size="100bn", prior="10bn", draws=32)
    assert "one of USD 100bn" in " ".join(capsys.readouterr().out.split())
    with pytest.raises(InputError, match="both its start and its end"):
        card_implied(None, None, False, start="2025-05-02T10:00:00")
