"""The card as a page of its own."""

from __future__ import annotations

from saiken.negotiation import Card
from saiken.negotiation.april import stakes_file
from saiken.parameters import registry
from saiken.report.card_ends import (
    channel_words,
    checked_words,
    climb_words,
    ends_words,
    obstinate_words,
)
from saiken.report.card_figures import card_charts
from saiken.report.card_words import UNSEEN, band_bn, sentences
from saiken.report.chart import Table
from saiken.report.html import page
from saiken.report.words import BAND_WORDS

STAKES = {
    "L": "US loss from execution, as Washington counts it",
    "us_ledger": "of it the national loss on transactions",
    "us_pain": "of it political pain, by April 2025",
    "k": "what conceding costs it, over the tariffs' life",
    "G": "what it brings the seller",
    "c": "what executing costs the seller, net",
    "shortfall": "of it on bonds and currency",
    "alliance": "of it in the alliance",
    "counter": "of it tariffs in answer",
    "benefit": "less what it gains by having sold",
}


def card_html(card: Card) -> str:
    """Write the page."""
    return page("card.html.j2", card_charts(card), {
        "title": card.named.title,
        "context": card.named.context,
        "unseen": UNSEEN,
        "sentences": sentences(card),
        "more": [
            text
            for words in (ends_words, climb_words, channel_words, obstinate_words, checked_words)
            if (text := words(card))
        ],
        "stakes": _stakes(card),
        "why": card.stakes.concession.why,
        "assumed": _assumed(),
        "limits": stakes_file()["limits"],
        "sources": card.named.sources,
    })  # fmt: skip


def _stakes(card: Card) -> Table:
    rows = tuple((text, band_bn(getattr(card.stakes, name))) for name, text in STAKES.items())
    return Table(("at stake", f"USD, {BAND_WORDS}"), rows)


def _assumed() -> Table:
    rows = tuple(
        (each.title, f"--set {each.id}=…", each.verified, each.source.strip())
        for each in registry().values()
        if each.id.startswith("card.")
    )
    return Table(("what is drawn", "to hold it", "how known", "why"), rows)
