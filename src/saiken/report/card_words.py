"""What a card's numbers say in plain words: true whatever their signs."""

from __future__ import annotations

from typing import Final

import numpy as np

from saiken.bargaining import commitments
from saiken.draws import Array, percent
from saiken.negotiation import Card, Lever, Promise
from saiken.report.words import BAND_WORDS, plain, share, span, usd
from saiken.units import from_si

UNSEEN: Final = (
    "Whether the seller means it and what backing down would cost it cannot be observed: the map, "
    "not the point, is the result."
)
UNSEEN_PROMISE: Final = (
    "How likely a sale was without the promise, and how strongly a promise binds, cannot be "
    "observed: both are assumptions."
)
RARE: Final = 0.05
MOST: Final = 0.95


def sentences(card: Card) -> tuple[str, ...]:
    """Four sentences: the threat, who would believe it, the promise, what would change it."""
    return threat_words(card), belief_words(card), promise_words(card), lever_words(card)


def threat_words(card: Card) -> str:
    """What the threat is worth over silence."""
    mean, stake = _mean_bn(card.value.seller), _mean_bn(card.stakes.G)
    if stake <= 0:
        return f"There is nothing for {card.seller} to win, so that the threat is worth nothing."
    kind = "is worth" if mean >= 0 else "costs"
    of_stake = share(abs(mean) / stake)
    text = (
        f"As a threat the card {kind} {usd(abs(mean))} {'to ' if mean >= 0 else ''}{card.seller} "
        f"over silence on average ({band_bn(card.value.seller)}, {BAND_WORDS}), {of_stake} of the "
        f"{usd(stake)} at stake"
    )
    if card.points is None or card.stakes.concession.points is None:
        return text + "."
    won = abs(float(np.nanmean(card.points)))
    return text + (
        f": {plain(won)} of the {plain(card.stakes.concession.points)} points of tariffs that are "
        f"asked for, {usd(abs(_mean_bn(card.per_year_usd)))} a year."
    )


def belief_words(card: Card) -> str:
    """Whether anybody would believe it."""
    said, cost = card.value.credible, _median_bn(card.stakes.c)
    rate = float(said.mean())
    loss = _median_bn(card.stakes.shortfall)
    costs = f"would cost it {usd(cost)}" if cost >= 0 else f"would bring it {usd(-cost)}"
    lost = f"{usd(loss)} lost on the market" if loss >= 0 else f"{usd(-loss)} won on the market"
    start = f"Would anyone believe it? Carrying it out {costs} in all ({lost}); "
    if rate < RARE:
        tail = "a seller who means it is credible almost nowhere"
    elif rate > MOST:
        tail = "a seller who means it is credible almost everywhere"
    else:
        tail = f"a seller who means it is credible in {percent(said)} of the draws"
    need = _need(card)
    return start + tail + (f": backing down would have to cost more, {need}." if need else ".")


def _need(card: Card) -> str:
    """What backing down would have to cost for even odds of being believed, over GDP."""
    cost = _median_bn(card.stakes.c)
    if cost <= 0:
        return ""
    return f"some {plain(100 * cost / from_si(card.stakes.gdp_usd, 'usd_bn'))}% of its GDP"


def promise_words(card: Card) -> str:
    """What the other face is worth, against the threat."""
    mine, best = card.promise, max(card.promises.values(), key=lambda each: mean_value(each))
    own, top, threat = mean_value(mine), mean_value(best), _mean_bn(card.value.seller)
    text = (
        f"As a promise not to sell ({_lower(mine.title)}) it is worth {usd(own)}; "
        f"{_lower(best.title)} would be worth {usd(top)}"
    )
    if mine.name == best.name:
        text = f"As a promise not to sell ({_lower(mine.title)}) it is worth {usd(own)}"
    if top > threat and own > threat:
        return text + ": more than the threat."
    if top > threat:
        return text + ": a binding promise is worth more than the threat, this one is not."
    return text + ": less than the threat."


def lever_words(card: Card) -> str:
    """What would raise the threat's value most."""
    best = max(card.levers, key=lambda each: each.change_usd, default=None)
    if best is None or best.change_usd <= 0:
        return "Nothing that was tried would raise the threat's value."
    return (
        f"The threat's value would rise most {best.title}: to {usd(_bn(best.value_usd))}, "
        f"credible in {share(best.credible)} of the draws."
    )


def lever_row(lever: Lever) -> tuple[str, str, str]:
    """A lever as cells."""
    return lever.title, usd(_bn(lever.value_usd)), share(lever.credible)


def promise_row(promise: Promise) -> tuple[str, str, str, str]:
    """A promise as cells: title, value, share of the fear, what can be had at once."""
    value = "–" if promise.value_usd is None else (
        f"{usd(mean_value(promise))} ({band_bn(promise.value_usd)})")  # fmt: skip
    now = float(promise.result.at_once.sum() / max(float(promise.result.worth.sum()), 1e-300))
    return promise.title, value, percent(promise.of_fear), share(now)


def promise_only(name: str, found: Promise) -> str:
    """The assurance where the threat cannot be shown."""
    now = promise_row(found)[3]
    when = "all of it" if now == "100%" else f"{now} of that"
    later = "" if now == "100%" else ", the rest only if it is bought again"
    return (
        f"{found.title}: worth {percent(found.of_fear)} of what the fear of a sale costs, {when} "
        f"at once{later} ({name})."
    )


def mean_value(promise: Promise) -> float:
    """Mean value of a promise to the seller, USD bn; 0 without stakes."""
    return 0.0 if promise.value_usd is None else _mean_bn(promise.value_usd)


def band_bn(values: Array) -> str:
    """5 to 95% of draws, USD bn."""
    low, high = (_bn(float(each)) for each in np.nanquantile(values, (0.05, 0.95)))
    return span(low, high, usd)


def promise_title(name: str) -> str:
    """Title of a promise by name."""
    return str(commitments()[name]["title"])


def _lower(title: str) -> str:
    return title[:1].lower() + title[1:]


def _bn(value: float) -> float:
    return from_si(value, "usd_bn")


def _mean_bn(values: Array) -> float:
    return _bn(float(np.nanmean(values)))


def _median_bn(values: Array) -> float:
    return _bn(float(np.nanmedian(values)))
