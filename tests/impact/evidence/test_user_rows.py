"""A user's own rows: ten lines are enough, and one sentence says what is wrong."""

import pytest

from saiken.errors import InputError
from saiken.impact.evidence import load_rows, pooled_evidence, read_rows

TEN_LINES = """\
- id: my-paper-2026
  paper: "Somebody (2026), A new estimate"
  published_year: 2026
  verified: paper
  episode: runoff 2022-2025
  tier: 1
  quantity: {usd_bn: 500, from: 2024-01-01, to: 2024-12-31}
  maturity_years: 10
  effect_bp: 12
  standard_error_bp: 3
"""


def test_ten_lines_make_a_row():
    (mine,) = read_rows(TEN_LINES, "mine.yaml")
    assert (mine.kind, mine.study, mine.episode) == ("stock", "my-paper-2026", "runoff 2022-2025")
    assert mine.in_pool
    assert mine.half_life_years is None
    assert not mine.signalling
    assert sum(mine.mix.values()) == pytest.approx(1)


def test_the_least_record_is_a_row_of_the_lowest_tier():
    (mine,) = read_rows(
        "- {id: least, paper: P, published_year: 2026, verified: abstract, maturity_years: 5, "
        "effect_bp: 3, quantity: {share_of_debt_pct: 1}}",
        "text",
    )
    assert (mine.tier, mine.weight, mine.episode) == (3, 1, "least")


def test_what_was_only_remembered_weighs_nothing():
    (mine,) = read_rows(TEN_LINES.replace("verified: paper", "verified: memory"), "mine.yaml")
    assert mine.weight == 0


def test_a_users_file_stands_behind_the_bundled_rows(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(TEN_LINES, encoding="utf-8")
    rows = load_rows(file)
    assert rows[:-1] == load_rows()
    with_mine = pooled_evidence(rows)
    assert with_mine.rows[-1].row.id == "my-paper-2026"
    assert with_mine.rows[-1].line is not None
    assert len(with_mine.rows) == len(pooled_evidence().rows) + 1


def test_a_users_row_replaces_the_bundled_one_of_its_name(tmp_path):
    file = tmp_path / "mine.yaml"
    file.write_text(TEN_LINES.replace("my-paper-2026", "hamilton-wu-2012"), encoding="utf-8")
    rows = load_rows(file)
    assert len(rows) == len(load_rows())
    assert next(each for each in rows if each.id == "hamilton-wu-2012").effect_bp == 12


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("  effect_bp: 12\n", "", "a row with weight needs quantity, maturity_years and effect_bp"),
        ("  paper:", "  papr:", r"the field paper is missing\."),
        ("  tier: 1", "  teir: 1", "there is no field teir; the nearest are tier"),
        ("tier: 1", "tier: 4", r"tier is 4; allowed is 1, 2 or 3\."),
        (
            "verified: paper",
            "verified: read",
            "verified is 'read'; allowed is 'abstract', 'excerpt'",
        ),
        ("effect_bp: 12", "effect_bp: -12", "effect_bp is -12; allowed is greater than 0"),
        ("effect_bp: 12", "effect_bp: twelve", "effect_bp is 'twelve'; allowed is a valid number"),
        ("  from: 2024-01-01,", "", "there is no field"),
        ("from: 2024-01-01, ", "", "quantity: usd_bn needs the dates 'from' and 'to'"),
        ("usd_bn: 500", "usd: 500", r"there is no field quantity\.usd; the nearest are usd_bn"),
        ("usd_bn: 500, from: 2024-01-01, to: 2024-12-31", "", "give one of usd_bn"),
        ("tier: 1", "kind: stok", "kind is 'stok'; allowed is 'stock', 'flow' or 'stress'"),
        ("verified: paper", "verified: memory\n  weight: 1", "only verified rows may carry weight"),
    ],
)
def test_one_sentence_says_what_is_wrong(old, new, sentence):
    if old == "  from: 2024-01-01,":
        text = TEN_LINES.replace("quantity:", "quantities:")
    else:
        text = TEN_LINES.replace(old, new)
    assert text != TEN_LINES
    with pytest.raises(InputError, match=sentence) as raised:
        read_rows(text, "mine.yaml")
    said = str(raised.value)
    assert said.startswith("row my-paper-2026 of mine.yaml: ")
    assert "\n" not in said
    assert said.endswith(".")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "mine.yaml has to be a list of rows"),
        ("id: a", "mine.yaml has to be a list of rows"),
        ("- just words", "row 1 of mine.yaml has to be fields such as 'id:'"),
        ("- {id: [", "mine.yaml"),
        (TEN_LINES + TEN_LINES, "mine.yaml has two rows named my-paper-2026"),
        ("- {paper: P}", "row number 1 of mine.yaml: the field id is missing"),
    ],
)
def test_a_file_that_is_no_list_of_rows_says_so(text, sentence):
    with pytest.raises(InputError, match=sentence):
        read_rows(text, "mine.yaml")


def test_a_missing_or_unreadable_file_says_so(tmp_path):
    with pytest.raises(InputError, match=r"there is no file .*none\.yaml with rows"):
        load_rows(tmp_path / "none.yaml")
    (tmp_path / "bytes.yaml").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InputError, match=r"bytes\.yaml cannot be read"):
        load_rows(tmp_path / "bytes.yaml")
