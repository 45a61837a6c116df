"""``saiken reverse`` as a person types it."""

import json

import pytest
import typer

from saiken.cli.main import USAGE_ERROR
from saiken.cli.reverse import command
from saiken.errors import InputError


@pytest.fixture(scope="module")
def app():
    alone = typer.Typer(pretty_exceptions_enable=False, rich_markup_mode=None)
    alone.command(name="reverse", help=command().__doc__)(command())
    return alone


def run(app, capsys, *words):
    code = app(args=list(words), standalone_mode=False)
    captured = capsys.readouterr()
    assert captured.err == ""
    return code, captured.out


def test_an_answer_with_what_it_rests_on_and_how_to_see_it(app, capsys, tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text("scenario: {seller: Japan, proceeds: yen}\ndraws: 32\n")
    _, out = run(app, capsys, str(file), "--target", "10y >= 10bp", "--probability", "0.4")
    text = " ".join(out.split())
    assert text.startswith("The smallest amount with which the 10y yield reaches 10bp or more")
    assert "draws place the answer between" in text
    assert f"See it: saiken run {file} --amount" in text


def test_quiet_says_the_answer_only(app, capsys):
    _, out = run(app, capsys, "--target", "10y >= 9%", "--draws", "16", "--quiet")
    assert " ".join(out.split()).endswith("asked for were 50.")


def test_flags_reach_the_case_and_json_stands_alone(app, capsys):
    words = (
        "china-2025",
        "--target",
        "10y >= 1bp",
        "--vary",
        "pace",
        "--draws",
        "16",
        "--seed",
        "3",
    )
    _, out = run(app, capsys, *words, "--amount", "50bn", "--json")
    document = json.loads(out)
    assert (document["draws"], document["seed"], document["vary"]) == (16, 3, "days")
    assert "What is sold: USD 50bn in the middle of the draws." in document["notes"]


def test_a_changed_case_is_not_offered_as_a_plain_run(app, capsys):
    _, out = run(app, capsys, "--target", "10y >= 1bp", "--draws", "16")
    assert "See it" not in out


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--target", "hello"), "write it like '10y >= 5.0%'"),
        (("--target", "10y >= 5%", "--vary", "colour"), "no quantity to vary named 'colour'"),
        (("--target", "10y >= 5%", "--probability", "2"), "the probability is 2.0"),
        (("nowhere", "--target", "10y >= 5%"), "no scenario named 'nowhere'"),
        (("--target", "usdjpy <= -5%", "--proceeds", "gold"), "usdjpy cannot be a target here"),
    ],
)
def test_mistakes(app, words, message):
    with pytest.raises(InputError, match=message):
        app(args=list(words), standalone_mode=False)


def test_a_target_is_needed(app):
    with pytest.raises(USAGE_ERROR, match="target"):
        app(args=[], standalone_mode=False)
