"""The score as a page of its own: the figure, every row, what words did, and every story."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from saiken.history import Backtest, Episode
from saiken.history.library import episodes, precedents, protocol
from saiken.history.remarks import remarks, threats, together
from saiken.history.scored import SCORED, SILENT
from saiken.report.chart import Table
from saiken.report.episode_screen import said
from saiken.report.figures_history import TITLES, history_charts, history_table
from saiken.report.history_screen import (
    WORD_COLUMNS,
    WORD_KEY,
    settings_words,
    together_sentence,
    word_cells,
)
from saiken.report.history_words import (
    kinds_sentence,
    reserve_sentence,
    rule_sentence,
    summary_sentence,
)
from saiken.report.html import page
from saiken.report.words import signed

SECTIONS: Final = (
    ("answer", "The score"),
    ("silent", "No information"),
    ("words", "Words"),
    ("stories", "Every episode"),
    ("precedents", "Outside the market"),
    ("search", "How it was searched"),
)


@dataclass(frozen=True, slots=True)
class Story:
    """One episode as the page tells it."""

    episode: Episode
    said: str
    quantities: Table | None
    held_back: bool


def history_html(found: Backtest) -> str:
    """The whole page as text."""
    charts = history_charts(found)
    told = {f"{TITLES[each.target]}, without information": _silent(found, each.target)
            for each in found.totals}  # fmt: skip
    others = [each for each in found.rows if each.status not in (SCORED, SILENT)]
    measured = remarks(found.words)
    texts = (together_sentence(len(threats(found.words)), together(threats(found.words))),)
    reserve = {each.id for each in found.reserve}
    return page("history.html.j2", charts, {
        "sections": SECTIONS,
        "sentences": [text for each in found.totals
                      for text in (summary_sentence(each), rule_sentence(each),
                                   kinds_sentence(found.rows, each.target)) if text],
        "small": [reserve_sentence(tuple(sorted(reserve))), settings_words(found)],
        "silent": {name: table for name, table in told.items() if table.rows},
        "others": history_table(others) if others else None,
        "unanswered": [f"{one.title}: cannot be shown, {why}" for one, why in found.unanswered],
        "words": Table(WORD_COLUMNS, tuple(word_cells(each) for each in measured)),
        "word_key": WORD_KEY, "word_texts": [text for text in texts if text],
        "stories": [_story(each, each.id in reserve) for each in _told(found)],
        "precedents": precedents(), "protocol": protocol(),
        "fingerprint": found.data_fingerprint,
    })  # fmt: skip


def _silent(found: Backtest, target: str) -> Table:
    return history_table(
        [each for each in found.rows if each.target == target and each.status == SILENT]
    )


def _told(found: Backtest) -> tuple[Episode, ...]:
    """All episodes of the page, oldest first; a user's own file tells its own."""
    mine = {each.episode.id: each.episode for each in found.rows}
    mine |= {each.id: each for each in (*found.words, *found.reserve)}
    mine |= {one.id: one for one, _ in found.unanswered}
    known = {each.id for each in episodes()}
    whole = episodes() if set(mine) <= known and found.reserve else tuple(mine.values())
    return tuple(sorted(whole, key=lambda one: (one.start, one.id)))


def _story(one: Episode, held_back: bool) -> Story:
    rows = tuple(
        (signed(each.usd_bn), "yes" if each.used else "", each.counts, each.valuation,
         each.verified, each.source)
        for each in one.quantities
    )  # fmt: skip
    columns = ("USD bn", "Used", "Counts", "Valuation", "Read", "Source")
    return Story(one, said(one), Table(columns, rows) if rows else None, held_back)
