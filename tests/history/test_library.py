"""The bundled episodes hold together, and a user's own file is read with plain errors."""

import pytest
import yaml

from saiken.data import load_store
from saiken.errors import DataError, InputError
from saiken.history import Episode, episode, episodes, in_reserve, library, read_episodes
from saiken.history.backtest import held_back
from saiken.history.library import precedents, protocol

NEEDED = (
    "japan-rumour-1995", "japan-hashimoto-1997", "japan-purchases-2003", "china-2015-2016",
    "russia-2018", "fed-custody-2014", "march-2020", "japan-2022-09-22", "japan-2024-04-29",
    "japan-2026-04", "april-2025", "japan-kato-card-2025", "japan-kato-denial-2025",
    "europe-greenland-2026", "fed-2008-11-25", "fed-2009-03-18", "fed-2010-11-03",
    "fed-taper-talk-2013", "treasury-2023-07-31",
)  # fmt: skip
OWN = """
id: mine-2020
title: Mine
kind: sale
actor: Somebody
start: 2020-01-06
window_days: 5
story: For a test.
quantities:
  - {usd_bn: 10, used: true, counts: announced, valuation: none, source: me, verified: read}
"""


def written(tmp_path, text):
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def changed(**parts):
    return yaml.safe_dump(yaml.safe_load(OWN) | parts)


@pytest.mark.parametrize("name", NEEDED)
def test_the_episodes_that_have_to_be_there_are_there(name):
    assert episode(name).id == name


def test_they_are_in_order_of_time_and_reach_from_1995_to_2026():
    starts = [each.start for each in episodes()]
    assert starts == sorted(starts)
    assert (starts[0].year, starts[-1].year) == (1995, 2026)


@pytest.mark.parametrize("one", episodes(), ids=lambda one: one.id)
def test_every_episode_says_where_it_was_read(one):
    assert one.story.strip()
    assert one.sources
    if one.used is not None:
        assert one.maturities_source, "what is assumed about maturities has to be said"
        assert all(each.source for each in one.quantities)
    if one.kind == "words" and one.actor not in ("Federal Reserve", "US Treasury"):
        assert one.speaker
        assert one.remark


@pytest.mark.parametrize("one", episodes(), ids=lambda one: one.id)
def test_signs_follow_the_kind(one):
    if one.used is None:
        return
    if one.kind == "purchase" and isinstance(one.maturities, str):
        assert one.used.usd_bn < 0
    if one.kind in ("sale", "stress", "placebo"):
        assert one.used.usd_bn > 0
    if one.yen_usd_bn:
        assert one.yen_usd_bn * one.used.usd_bn > 0


def test_what_an_episode_taught_is_taken_out():
    """Every purchase of the years that the evidence measured leaves out all rows on them."""
    measured = [
        each
        for each in episodes()
        if each.actor == "Federal Reserve" and each.used and 2008 <= each.start.year <= 2014
    ]
    assert len(measured) >= 5
    assert all("Fed purchases 2008-2014" in each.evidence for each in measured)
    assert episode("march-2020").fixed == {"flow.stress_weight": 0}


def test_the_split_depends_on_the_name_alone_and_holds_about_a_quarter():
    assert in_reserve("russia-2018") == in_reserve("russia-2018")
    names = [f"episode-{number}" for number in range(2000)]
    share = sum(in_reserve(name) for name in names) / len(names)
    assert share == pytest.approx(0.25, abs=0.03)  # three standard deviations
    assert library.settings()["split"] == {"salt": "saiken-history-1", "reserve_share": 0.25}


def test_words_and_placebos_are_never_held_back():
    assert not any(held_back(each) for each in episodes() if not each.counts)


def test_precedents_and_the_search_are_told():
    names = {each["id"] for each in precedents()}
    assert {"suez-1956", "blessing-1967", "agencies-2008"} <= names
    assert all(each["text"] and each["lesson"] and each["sources"] for each in precedents())
    assert len(protocol()["terms"]) > 3
    assert protocol()["dropped"]
    assert protocol()["limits"]


def test_an_own_file_is_one_episode_or_a_list(tmp_path):
    assert read_episodes(written(tmp_path, OWN))[0].id == "mine-2020"
    two = yaml.safe_dump([yaml.safe_load(OWN), yaml.safe_load(OWN) | {"id": "other-2021"}])
    assert [each.id for each in read_episodes(written(tmp_path, two))] == [
        "mine-2020",
        "other-2021",
    ]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"window": 3}, "there is no field window; the nearest are window_days"),
        ({"kind": "gift"}, "kind: input should be 'sale', 'purchase'"),
        (
            {"half_life_years": 0.019},
            "half_life_years: input should be greater than or equal to 0.02",
        ),
        ({"window_days": 601}, "window_days: input should be less than or equal to 600"),
        ({"window_days": 0}, "window_days: input should be greater than or equal to 1"),
        ({"quantities": []}, "needs exactly one quantity marked used"),
        ({"kind": "words"}, "an episode of words has no quantities"),
        ({"maturities": "loong"}, "there is no choice of maturities named 'loong'; the nearest"),
        ({"maturities": {"0-2": 1.0}}, "there is no maturity bucket named '0-2'"),
        ({"evidence": ["damico-2013"]}, "names the evidence 'damico-2013'; the nearest are damico"),
        ({"fixed": {"flow.exponnt": 1}}, "names the parameter 'flow.exponnt'; the nearest are"),
    ],
)
def test_a_mistake_in_an_own_file_is_one_sentence(tmp_path, parts, said):
    with pytest.raises(InputError) as seen:
        read_episodes(written(tmp_path, changed(**parts)))
    assert said in str(seen.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: [", "is not valid YAML at line"),
        ("[]", "holds no episode"),
        ("just words", "has to be an episode"),
        ("id: x\n", "the field title is missing"),
    ],
)
def test_a_broken_own_file_is_one_sentence(tmp_path, text, said):
    with pytest.raises(InputError, match=said):
        read_episodes(written(tmp_path, text))


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(InputError, match="there is no file"):
        read_episodes(tmp_path / "none.yaml")
    with pytest.raises(InputError, match="cannot be read"):
        read_episodes(tmp_path)


def test_an_unknown_name_gets_the_nearest():
    with pytest.raises(InputError, match="named 'russia-2019'; the nearest are russia-2018"):
        episode("russia-2019")


def test_a_bundled_file_with_another_name_is_an_error(monkeypatch):
    monkeypatch.setattr(library, "resource_yaml", lambda path: yaml.safe_load(OWN))
    with pytest.raises(DataError, match=r"holds the episode mine-2020"):
        library._bundled("other.yaml")


def test_the_bounds_themselves_are_allowed(make):
    assert make(half_life_years=0.02, window_days=600, sale_days=600).half_life_years == 0.02


def test_memory_and_placebos_do_not_count(make):
    assert make().counts
    assert not make(quantity={"verified": "memory"}).counts
    assert not make(kind="placebo").counts
    words = make().model_dump() | {"kind": "words", "quantities": []}
    assert not Episode(**words).counts


def test_windows_end_inside_the_data_or_say_why():
    last = load_store().series("par_yields", "DGS10").dates[-1].astype(object)
    assert all(each.start <= last for each in episodes())
