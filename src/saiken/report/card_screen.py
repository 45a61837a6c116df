"""The card on a terminal: both faces, how talks would end, and the map."""

from __future__ import annotations

from typing import Final

import numpy as np
from rich.console import Console

from saiken.draws import Array
from saiken.negotiation import Card, NamedNegotiation, Promise, negotiation_names
from saiken.report.card_ends import (
    channel_words,
    checked_words,
    climb_words,
    ends_words,
    obstinate_words,
)
from saiken.report.card_map import map_columns, map_note, map_rows, map_title
from saiken.report.card_words import (
    UNSEEN,
    UNSEEN_PROMISE,
    band_bn,
    promise_only,
    sentences,
)
from saiken.report.console import HEADER, QUIET, WIDTH, line, table, text_console
from saiken.report.words import share, usd
from saiken.units import from_si

FACES: Final = ("the card", "worth to the seller, mean (5 to 95)", "of the stake")


def print_card(console: Console, card: Card) -> None:
    """Print the first screen of a card."""
    first, *rest = sentences(card)
    line(console, first, HEADER)
    line(console, UNSEEN)
    console.print()
    table(console, FACES, faces(card))
    for text in rest:
        line(console, text)
    line(console, ends_words(card))
    line(console, climb_words(card))
    console.print()
    line(console, map_title(card), HEADER)
    table(console, map_columns(card), map_rows(card), right=range(1, 9))
    for text in (map_note(card), channel_words(card), obstinate_words(card), checked_words(card)):
        if text:
            line(console, text, QUIET)
    line(console, _next(card), QUIET)


def card_text(card: Card, width: int = WIDTH) -> str:
    """The first screen as plain text."""
    console, buffer = text_console(width)
    print_card(console, card)
    return "\n".join(each.rstrip() for each in buffer.getvalue().splitlines())


def print_promises(console: Console, named: NamedNegotiation, found: dict[str, Promise]) -> None:
    """Print the assurance alone, where the threat cannot be shown."""
    line(console, named.title, HEADER)
    line(console, named.context)
    for name, each in found.items():
        marked = "this one" if name == named.negotiation.promise else name
        line(console, promise_only(marked, each))
    line(console, UNSEEN_PROMISE)


def faces(card: Card) -> list[tuple[str, str, str]]:
    """Threat and promises side by side."""
    stake = float(np.nanmean(card.stakes.G))
    rows = [("threat: sell unless", *_face(card.value.seller, stake))]
    for each in card.promises.values():
        value = np.zeros(1) if each.value_usd is None else each.value_usd
        rows.append((f"promise: {each.title[:1].lower()}{each.title[1:]}", *_face(value, stake)))
    return rows


def _face(value: Array, stake: float) -> tuple[str, str]:
    mean = float(np.nanmean(value))
    of_stake = share(mean / stake) if stake > 0 else "–"
    return f"{usd(from_si(mean, 'usd_bn'))} ({band_bn(value)})", of_stake


def _next(card: Card) -> str:
    name = card.named.name if card.named.name in negotiation_names() else "kato-2025"
    return f"Next: saiken card {name} --out build   saiken card --implied   saiken run"
