"""Commands as a person types them: one sentence for a mistake, JSON and nothing else."""

import json

import pytest

from saiken.cli import main


def run(capsys, *words):
    with pytest.raises(SystemExit) as left:
        main(list(words))
    captured = capsys.readouterr()
    return int(left.value.code or 0), captured.out, captured.err


def test_json_is_the_only_thing_on_standard_output(capsys):
    code, out, err = run(capsys, "run", "--draws", "64", "--json")
    document = json.loads(out)
    assert code == 0
    assert err == ""
    assert document["name"] == "japan-2025"
    assert document["case"]["draws"] == 64


def test_flags_reach_the_engine(capsys):
    _, out, _ = run(capsys, "run", "--draws", "16", "--json", "--amount", "0", "--seed", "3")
    document = json.loads(out)
    assert document["case"]["scenario"]["amount_usd_bn"] == 0
    assert document["case"]["seed"] == 3
    assert document["headline"]["yield_change_bp"]["10y"]["peak"]["p95"] == 0


def test_run_writes_its_files(capsys, tmp_path):
    words = ("run", "--draws", "16", "--out", str(tmp_path / "new"))
    code, out, _ = run(capsys, *words)
    assert code == 0
    names = {"report.html", "outcome.json", "outcome.xlsx"}
    assert {path.name for path in (tmp_path / "new").iterdir()} == names
    assert "report.html" in out
    run(capsys, *words, "--parquet")
    assert {path.name for path in (tmp_path / "new").iterdir()} == names | {"draws.parquet"}


def test_quiet_says_nothing(capsys):
    assert run(capsys, "run", "--draws", "16", "--quiet") == (0, "", "")


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("run", "japan-2026"), 2, "nearest are japan-2025"),
        (("run", "--seller", "Japon"), 2, "nearest are Japan"),
        (("run", "--amount", "9tn"), 2, "--include-private"),
        (("run", "--ammount", "9"), 2, "--amount"),
        (("run", "--over", "0d"), 2, "--over"),
        (("run", "--as-of", "1980-01-01"), 2, "the bundled data allow"),
        (("run", "--set", "flow.exponnt=1"), 2, "flow.exponent"),
        (("run", "--size-from", "nobody"), 2, "pooled"),
        (("run", "--workers", "0"), 2, "1 to 64"),
        (("run", "--parquet"), 2, "needs --out"),
        (("run", "--out", "/dev/null/x"), 2, "cannot be used"),
        (("holders", "Atlantis"), 2, "no holder named"),
        (("data", "show", "par_yield"), 2, "nearest are par_yields"),
        (("walk",), 2, "No such command"),
        (("facts", "--as-of", "tomorrow"), 2, "write it as 2025-05-02"),
    ],
)
def test_a_mistake_costs_one_sentence(capsys, words, code, message):
    found, out, err = run(capsys, *words)
    assert (found, out) == (code, "")
    assert message in err
    assert err.startswith("saiken: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_a_failure_inside_is_one_sentence_and_debug_shows_where(capsys, monkeypatch):
    def broken(*_args, **_kwargs):
        raise RuntimeError("a wheel came off")

    monkeypatch.setattr("saiken.case.load_scenario", broken)
    monkeypatch.setattr("saiken.cli.run.load_scenario", broken)
    code, _, err = run(capsys, "run")
    assert (code, err.count("\n")) == (1, 1)
    assert "a wheel came off" in err
    _, _, err = run(capsys, "run", "--debug")
    assert "Traceback" in err


@pytest.mark.parametrize(
    "words",
    [
        ("scenarios",), ("holders",), ("holders", "Japan"), ("holders", "Europe"),
        ("facts", "--no-engine"), ("data", "list"), ("data", "show", "par_yields"),
        ("data", "show", "mspd_securities"), ("data", "show", "universe"), ("data", "verify"),
        ("evidence", "--draws", "16"), ("history", "event", "2025-05-02"),
        ("history", "show", "russia-2018", "--draws", "16"),
        ("--version",), ("--help",),
        ("run", "--help"), (),
    ],
)  # fmt: skip
def test_commands_print_something_readable(capsys, words):
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "")
    assert len(out) > 10


@pytest.mark.parametrize(
    "words",
    [
        ("scenarios",), ("holders",), ("holders", "Japan"), ("facts", "--no-engine"),
        ("data", "list"), ("data", "show", "par_yields"), ("data", "show", "universe"),
        ("evidence", "--draws", "16"), ("history", "event", "2025-05-02"),
        ("history", "show", "russia-2018", "--draws", "16"),
    ],
)  # fmt: skip
def test_every_table_can_be_json(capsys, words):
    _, out, _ = run(capsys, *words, "--json")
    assert json.loads(out)


@pytest.mark.parametrize("words", [("data",), ("data", "--help"), ("history", "--help")])
def test_the_name_of_a_group_shows_its_commands(capsys, words):
    code, out, err = run(capsys, *words)
    assert (code, err) == (0, "")
    assert f"Usage: saiken {words[0]}" in out
    assert "Commands:" in out


def test_the_evidence_for_a_users_rows(capsys, tmp_path):
    rows = tmp_path / "mine.yaml"
    rows.write_text(
        "- id: mine\n  paper: Me (2026)\n  published_year: 2026\n  verified: paper\n"
        "  quantity: {share_of_debt_pct: 1}\n  maturity_years: 10\n  effect_bp: 4\n"
    )
    code, out, _ = run(capsys, "evidence", "--rows", str(rows), "--draws", "16", "--json")
    document = json.loads(out)
    assert code == 0
    assert "mine" in {row["id"] for row in document["rows"]}
    rows.write_text("- id: mine\n")
    code, out, err = run(capsys, "evidence", "--rows", str(rows))
    assert (code, out) == (2, "")
    assert "the field paper is missing" in err
