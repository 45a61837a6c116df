import io

import pytest

import saiken
from saiken.facts import check_facts
from saiken.report.console import console_for
from saiken.report.tables import print_facts
from saiken.report.terminal import print_outcome, summary_text

LINES = 24


@pytest.mark.parametrize("name", saiken.scenario_names())
def test_the_first_screen_fits_24_lines_of_100_columns(name):
    outcome = saiken.simulate(saiken.load_scenario(name), draws=512)
    lines = summary_text(outcome).splitlines()
    assert len(lines) <= LINES
    assert max(map(len, lines)) <= 100
    assert "what each would say" in "\n".join(lines)


def test_it_is_readable_at_80_columns(out):
    lines = summary_text(out, 80).splitlines()
    assert max(map(len, lines)) <= 80
    assert any("Beltran et al., rescaled" in line for line in lines)


def test_print_shows_the_first_screen(out):
    assert str(out) == summary_text(out)
    assert str(out).splitlines()[-1].startswith("Next: saiken card")
    for width in (60, 80, 100):
        assert summary_text(out, width).splitlines()[-1].startswith("Next: saiken card")


def printed(outcome, encoding):
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding=encoding)
    print_outcome(console_for(stream, 100), outcome)
    stream.flush()
    return raw.getvalue()


def test_a_stream_without_unicode_gets_ascii(out):
    text = printed(out, "ascii").decode("ascii")
    assert "-" in text.split("US equities")[1].splitlines()[0]
    assert "?" not in text


def test_a_stream_with_unicode_gets_a_true_minus(out):
    assert "−" in printed(out, "utf-8").decode("utf-8")


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.mark.parametrize(("value", "coloured"), [(None, True), ("1", False)])
def test_no_color_is_respected(snap, monkeypatch, value, coloured):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    if value:
        monkeypatch.setenv("NO_COLOR", value)
    stream = Terminal()
    print_facts(console_for(stream, 100), check_facts(snap), snap.as_of)
    green, yellow = "\x1b[32m", "\x1b[33m"
    assert (green in stream.getvalue(), yellow in stream.getvalue()) == (coloured, coloured)


def test_markup_in_a_title_is_only_text(out, titled):
    text = summary_text(titled(out, "[red]boom[/red]"))
    assert "[red]" not in text
