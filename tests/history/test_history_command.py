"""`saiken history`: the table, one episode, a user's file, the page; and bad input."""

import json
import re

import pytest

from saiken.cli import main
from saiken.history import backtest, episode, episodes
from saiken.history.backtest import held_back
from saiken.history.remarks import remarks
from saiken.report.console import text_console
from saiken.report.episode_screen import print_episode, quantity_cells, said
from saiken.report.history_page import history_html
from saiken.report.history_screen import amount, print_history, together_sentence, word_cells
from saiken.report.history_words import outcome_words
from saiken.report.strip import CELLS, MIDDLE, place, scale, strip

OWN = """
- id: mine-2018
  title: My own sale
  kind: sale
  actor: Somebody
  start: 2018-04-02
  window_days: 20
  story: For a test.
  quantities:
    - {usd_bn: 900, used: true, counts: announced, valuation: none, source: me, verified: read}
  maturities: long
  sale_days: 20
"""


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(["history", *words])
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


def screen(print_it, *given, width=80):
    console, buffer = text_console(width)
    print_it(console, *given)
    return buffer.getvalue()


@pytest.fixture(scope="module")
def few():
    names = ("fed-2009-03-18", "russia-2018", "fed-custody-2014", "japan-hashimoto-1997",
             "china-cui-2018", "japan-1998-04-10", "japan-2022-10-21",
             "fed-2012-06-20")  # fmt: skip
    return backtest([episode(name) for name in names], draws=64)


def test_the_table_fits_eighty_columns_and_holds_every_row(few):
    text = screen(print_history, few)
    assert max(map(len, text.splitlines())) <= 80
    for row in few.rows:
        assert row.episode.id in text
    for part in ("Large enough to tell (10-year yield", "No information", "Shown, not counted",
                 "Words: nothing was sold", "japan-1998-04-10: cannot be shown"):  # fmt: skip
        assert part in text
    assert "267bn swap" in text
    assert "−300bn" in text


def test_a_row_says_what_was_predicted_and_what_was(few):
    text = screen(print_history, few)
    line = next(x for x in text.splitlines() if x.split()[:1] == ["fed-2009-03-18"])
    assert re.search(r"−51\s+\d", line)  # DGS10 3.02 -> 2.51 on 18 March 2009


def test_show_tells_story_figures_and_sources(few):
    one = episode("japan-2022-10-21")
    rows = [each for each in few.rows if each.episode.id == one.id]
    text = screen(print_episode, one, rows, remarks([one])[0])
    assert one.title in text
    assert "computed" in text
    assert "What else happened" in text
    assert "0.18%" in text  # 43.3bn of some 24.3tn of debt held by the public
    assert max(map(len, text.splitlines())) <= 110  # addresses are not broken


def test_show_of_words_says_who_and_what_became_of_it():
    one = episode("japan-hashimoto-1997")
    text = " ".join(said(one).split())
    assert text.startswith("Ryutaro Hashimoto, Prime Minister of Japan:")
    assert "On record, by a serving official." in text
    assert "Denied on 1997-06-24:" in text
    assert said(episode("russia-2018")) == ""
    whole = screen(print_episode, one, (), remarks([one])[0])
    assert "nothing is predicted" in whole


def test_the_command_prints_one_document(capsys):
    code, out, err = run(capsys, "--draws", "64", "--json")
    assert (code, err) == (0, "")
    document = json.loads(out)
    assert document["draws"] == 64
    assert document["totals"]["10y"]["asked"] > 20


def test_show_of_the_reserve_predicts_nothing(capsys):
    name = next(each.id for each in episodes() if held_back(each))
    code, out, _ = run(capsys, "show", name)
    assert code == 0
    assert "Held in reserve" in out
    code, out, _ = run(capsys, "show", name, "--json")
    assert json.loads(out)["held_back"] is True
    assert json.loads(out)["rows"] == []


def test_own_episodes_get_the_same_treatment(capsys, tmp_path):
    path = tmp_path / "own.yaml"
    path.write_text(OWN, encoding="utf-8")
    code, out, _ = run(capsys, "score", str(path), "--draws", "64", "--out", str(tmp_path / "page"))
    assert code == 0
    assert "mine-2018" in out
    page = (tmp_path / "page" / "history.html").read_text(encoding="utf-8")
    assert "My own sale" in page
    assert "Hashimoto" not in page
    kept = json.loads((tmp_path / "page" / "history.json").read_text(encoding="utf-8"))
    assert kept["episodes"][0]["id"] == "mine-2018"


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("show", "hashimoto"), "There is no episode named 'hashimoto'; the nearest are japan-has"),
        (("score", "nowhere.yaml"), "There is no file nowhere.yaml with episodes."),
        (("--draws", "3"), "draws"),
        (("scores",), "No such command"),
    ],
)
def test_bad_input_is_one_sentence(capsys, words, message):
    code, out, err = run(capsys, *words)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_the_page_holds_every_story_and_escapes(few):
    page = history_html(few)
    for name in ("fed-2009-03-18", "japan-hashimoto-1997"):
        assert f'id="episode-{name}"' in page
    assert "Suez" in page
    assert 'http-equiv="Content-Security-Policy"' in page
    evil = few.rows[0].episode.model_copy(update={"title": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in history_html(backtest([evil], draws=16))


def test_strips_place_zero_the_band_and_the_outcome(scored):
    assert place(0) == MIDDLE
    assert (place(-9), place(9)) == (0, CELLS - 1)
    assert place(1) - MIDDLE == MIDDLE - place(-1) == 4
    drawn = strip(scored(1, 1, predicted=0.001, actual=-0.002))
    assert len(drawn) == CELLS == len(scale())
    assert drawn[place(1)] == "o"
    assert drawn[place(-2)] == "x"
    assert drawn[MIDDLE] == "|"
    assert strip(scored(1, 1, predicted=0.001, actual=0.001))[place(1)] == "#"
    assert strip(scored(1, 1, actual=0.02))[-1] == ">"
    assert strip(scored(1, 1, actual=-0.02))[0] == "<"


def test_words_for_a_row(scored):
    assert outcome_words(scored(0.4, 0.5)) == "right, in, engine"
    assert outcome_words(scored(0.6, 0.5, actual=-0.05)) == "wrong, out, no impact"
    assert outcome_words(scored(1, 1, status="no information")) == "no information"
    assert outcome_words(scored(1, 1, status="not counted")) == "from memory"


def test_amounts_carry_their_sign(make, scored):
    row = scored(1, 1)
    assert amount(row) == "+100bn"


def test_quantities_mark_the_one_used():
    cells = [quantity_cells(each) for each in episode("march-2020").quantities]
    assert [cell[0].endswith("*") for cell in cells].count(True) == 1


def test_word_rows_mark_threats_and_officials():
    cui = word_cells(remarks([episode("china-cui-2018")])[0])
    assert cui[0] == "china-cui-2018 ! *"
    late = word_cells(remarks([episode("china-banks-2026")])[0])
    assert late[-2:] == ("", "")  # the daily dollar rate ends in 2025
    assert together_sentence(1, None) == ""
