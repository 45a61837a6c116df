"""The card: both faces of a holding of Treasuries in one negotiation, with what they rest on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

import numpy as np

from saiken.bargaining import Ladder, card_value, channel_effects
from saiken.bargaining.climb import no_card
from saiken.bargaining.solution import LadderSolution
from saiken.bargaining.value import CardValue
from saiken.draws import Array
from saiken.errors import InputError
from saiken.negotiation.game import first, threat_game
from saiken.negotiation.levers import Lever, levers
from saiken.negotiation.map import CredibilityMap, credibility_map
from saiken.negotiation.named import NamedNegotiation
from saiken.negotiation.obstinate import Obstinate, obstinate
from saiken.negotiation.promise import Promise, promises
from saiken.negotiation.request import Negotiation
from saiken.negotiation.stakes import Stakes, stakes
from saiken.outcome.drivers import Driver, drivers

if TYPE_CHECKING:
    from saiken.outcome import Outcome
    from saiken.snapshot import Snapshot

CHANNEL_DRAWS: Final = 256
"""Draws on which each channel is switched on alone, and on which the levers are tried."""
Progress = Callable[[int, int], None]


@dataclass(frozen=True, eq=False)
class Card:
    """What a holding is worth in a negotiation; USD, arrays of shape (draw,).

    Attributes
    ----------
    named : NamedNegotiation
        Request, name, context and sources.
    outcome : Outcome
        The sale that is threatened, as if it were carried out.
    stakes : Stakes
    game : Ladder
    solution : LadderSolution
    value : CardValue
        The threat: what holding the card is worth over silence.
    channels : mapping of str to ndarray
        What each negative channel adds on the first draws; empty where none is on.
    promises : mapping of str to Promise
        The assurance, for every form of a promise.
    levers : tuple of Lever
        What would change the value most, largest first.
    map : CredibilityMap
        Where a threat is believed; the result proper.
    obstinate : Obstinate, optional
        The threat on the first draws if Washington may be one that never gives in.
    """

    named: NamedNegotiation
    outcome: Outcome
    stakes: Stakes
    game: Ladder
    solution: LadderSolution
    value: CardValue
    channels: Mapping[str, Array]
    promises: Mapping[str, Promise]
    levers: tuple[Lever, ...]
    map: CredibilityMap
    obstinate: Obstinate | None = None

    @property
    def negotiation(self) -> Negotiation:
        """The request."""
        return self.named.negotiation

    @property
    def seller(self) -> str:
        """Canonical name of the holder."""
        return self.outcome.program.actor

    @property
    def promise(self) -> Promise:
        """The promise that was asked about."""
        return self.promises[self.negotiation.promise]

    @cached_property
    def points(self) -> Array | None:
        """The threat's value in percentage points of tariffs, (draw,); None without tariffs."""
        cut = self.stakes.concession.points
        return None if cut is None else np.asarray(self.value.over_stake * cut)

    @cached_property
    def per_year_usd(self) -> Array:
        """The threat's value a year, over the years that the tariffs would last."""
        return np.asarray(self.value.seller / self.stakes.years)

    @cached_property
    def chances(self) -> Mapping[str, Array]:
        """Chances of the ends, (draw,): the card is put away where nobody would believe it.

        ``deal``, ``silent_deal`` (without a card), ``execution``, ``accident``, ``back_down``.
        """
        ends, on = self.solution.ends, self.value.credible
        silent = silent_deal(self.game)
        found = {"deal": np.where(on, self.solution.deal, silent), "silent_deal": silent}
        for name in ("execution", "accident", "back_down"):
            found[name] = np.where(on, getattr(ends, name).sum(axis=1), 0.0)
        return {name: np.where(self.value.refused, np.nan, each) for name, each in found.items()}

    @cached_property
    def reached(self) -> Array:
        """Chance of ever standing on each rung, (draw, rung), execution last."""
        on = self.value.credible[:, None]
        shown = np.where(on, self.solution.reached, 0.0)
        return np.where(self.value.refused[:, None], np.nan, shown)

    def drivers(self) -> tuple[Driver, ...]:
        """Which uncertain numbers drive the threat's value, largest share first."""
        worth = np.nan_to_num(self.value.seller)
        return drivers(worth, self.outcome.parameters, "card")

    def summary(self) -> str:
        """Say in four sentences what the card is worth and why."""
        from saiken.report.card_words import sentences

        return " ".join(sentences(self))

    def __str__(self) -> str:
        """Return the first screen as plain text."""
        from saiken.report.card_screen import card_text

        return card_text(self)

    def to_json(self) -> str:
        """Return the document of ``saiken card --json``."""
        from saiken.report.card_document import card_json

        return card_json(self)

    def to_html(self, path: str | Path) -> Path:
        """Write the page and return its path."""
        from saiken.report.card_page import card_html
        from saiken.report.files import write_text

        return write_text(Path(path), card_html(self))


def at_the_table(
    negotiation: Negotiation, snap: Snapshot | None = None
) -> tuple[Outcome, Stakes, Ladder]:
    """Simulate the execution that is threatened, and state stakes and game on its draws.

    Raises
    ------
    InputError
        If there is no sale to simulate, or something at stake cannot be shown.
    """
    from saiken.simulate import simulate

    if negotiation.case is None:
        raise InputError(
            "The threat in this negotiation cannot be shown: the engine's figures do not reach "
            "that far back; saiken.negotiation.promises shows the assurance."
        )
    out = simulate(negotiation.case, snap)
    found = stakes(negotiation, out)
    return out, found, threat_game(negotiation, found, out.parameters)


def silent_deal(game: Ladder) -> Array:
    """Chance that the buyer gives in to a seller without a card, (draw,)."""
    terms = game.terms
    concede, goes_on = no_card(terms).concede, terms.goes_on
    arrives, found = np.ones(terms.draws), np.zeros(terms.draws)
    for t in range(terms.rounds):
        found = found + arrives * concede[:, t]
        arrives = arrives * (1 - concede[:, t]) * goes_on[:, t]
    return found


def negotiate(
    negotiation: Negotiation | NamedNegotiation,
    snap: Snapshot | None = None,
    *,
    progress: Progress | None = None,
) -> Card:
    """Work out what a holding of Treasuries is worth as a card in a negotiation.

    Parameters
    ----------
    negotiation : Negotiation or NamedNegotiation
    snap : Snapshot, optional
        The market; left out, as known on the case's day.
    progress : callable, optional
        Called with steps done and steps in all.

    Raises
    ------
    InputError
        If the request does not fit the facts of the day, or something at stake cannot be shown.

    Examples
    --------
    >>> import saiken
    >>> card = saiken.negotiate(saiken.load_negotiation("kato-2025"))
    >>> bool(0 <= card.value.credible.mean() <= 1)
    True
    """
    named = (
        negotiation
        if isinstance(negotiation, NamedNegotiation)
        else NamedNegotiation("", "A negotiation", "", (), negotiation)
    )
    request = named.negotiation
    tell = progress or (lambda done, total: None)
    out, found, game = at_the_table(request, snap)
    tell(1, 8)
    solved = game.solve()
    value = card_value(game, solved)
    tell(2, 8)
    effects = channel_effects(first(game, CHANNEL_DRAWS)) if request.channels else {}
    tell(3, 8)
    card = Card(
        named=named,
        outcome=out,
        stakes=found,
        game=game,
        solution=solved,
        value=value,
        channels=effects,
        promises=promises(request, out.parameters, game),
        levers=levers(request, out, found, CHANNEL_DRAWS),
        map=credibility_map(
            request, snap or out.snap, lambda done, total: tell(3 + done, 4 + total)
        ),
        obstinate=obstinate(request, game, CHANNEL_DRAWS),
    )
    tell(8, 8)
    return card
