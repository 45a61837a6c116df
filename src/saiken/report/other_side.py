"""The same sale with everybody answering, or with nobody: the difference is the story."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Final

from saiken.case import RESPONDERS
from saiken.outcome import ActionLine, Outcome
from saiken.outcome.actions import absorbed
from saiken.report.chart import Table
from saiken.report.words import bp, share, signed, span, usd
from saiken.responders import responder_file
from saiken.simulate import simulate
from saiken.units import from_si

DRAWS: Final = 512
"""Of the result's own draws, the first: enough for a middle and a band."""
NOBODY: Final = "nobody"
EVERYBODY: Final = "everybody"


@dataclass(frozen=True, slots=True)
class OtherSide:
    """A result's counterpart.

    Attributes
    ----------
    preset : str
        What the counterpart is: ``everybody`` answers, or ``nobody``.
    peak_bp, own_peak_bp : mapping
        Bands of the ten-year peak, there and here, on the same draws.
    outcome : Outcome
        The one in which somebody answers.
    """

    preset: str
    peak_bp: dict[str, float]
    own_peak_bp: dict[str, float]
    outcome: Outcome

    @property
    def acting(self) -> tuple[ActionLine, ...]:
        """Those who act in some draw."""
        return tuple(line for line in self.outcome.actions if line.share_of_draws > 0)


def other_side(out: Outcome) -> OtherSide | None:
    """Run the counterpart on the same draws; None for a difference of two and for no sale."""
    if out.is_difference or not out.program.planned_usd.any():
        return None
    key = f"{out.case.key(out.snap.store.fingerprint)}|{id(out.parameters)}"
    return _run(key, _Box(out))


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """Keeps an outcome out of the cache's key."""

    outcome: Outcome

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Box)


@lru_cache(maxsize=4)
def _run(key: str, box: _Box) -> OtherSide:
    out = box.outcome
    scenario = out.case.scenario
    answers = NOBODY if scenario.team else EVERYBODY
    switched = dict.fromkeys(RESPONDERS) | {"answers": answers}
    draws = min(DRAWS, out.parameters.draws)
    case = out.case.model_copy(update={"scenario": scenario.model_copy(update=switched)})
    there = simulate(case, out.snap, params=out.parameters.block(0, draws))
    here = out
    if draws < out.parameters.draws:
        here = simulate(out.case, out.snap, params=out.parameters.block(0, draws))
    shown = there if answers == EVERYBODY else out
    return OtherSide(answers, _peak(there), _peak(here), shown)


def _peak(out: Outcome) -> dict[str, float]:
    found: dict[str, float] = out.headline["yield_change_bp"]["10y"]["peak"]
    return found


def other_line(found: OtherSide | None) -> str:
    """The line of the first screen."""
    if found is None:
        return ""
    if found.preset == NOBODY:
        return f"If nobody answered, the 10-year peak would be {_band(found.peak_bp)}."
    acting = sorted(found.acting, key=lambda line: -line.share_of_draws)
    fed = next((line for line in found.acting if line.actor == "fed"), None)
    who = f"; the Fed buys in {share(fed.share_of_draws)} of draws" if fed else ""
    nobody = "" if acting else "; nobody would act"
    return f"If everybody answers, the 10-year peak is {_band(found.peak_bp)}{who}{nobody}."


def _band(peak: dict[str, Any]) -> str:
    return f"{bp(peak['p50'])} ({span(peak['p05'], peak['p95'], signed)})"


def action_words(line: ActionLine) -> tuple[str, ...]:
    """One who answers, as cells: title, how often, from when to when, how much."""
    if line.total is None:
        return (line.title, "never", "", "")
    days = f"day {line.first_day:.0f} to {line.last_day:.0f}"
    room = f"{share(line.total['p50'])} more room"
    how = room if line.unit == "share" else _traded(line.total)
    return (line.title, f"{share(line.share_of_draws)} of draws", days, how)


def _traded(total: dict[str, float]) -> str:
    low, high = total["p05"], total["p95"]
    if low < 0 < high:
        return f"from buying {usd(-low)} to selling {usd(high)}"
    does = "sells" if high > 0 else "takes off the market"
    least, most = sorted((abs(low), abs(high)))
    return f"{does} {usd(abs(total['p50']))} ({span(least, most, usd)})"


@dataclass(frozen=True, slots=True)
class AnswersPage:
    """What the report says of those who answer."""

    sentence: str
    caption: str = "Middle of the draws in which one acts"
    table: Table | None = None
    notes: tuple[str, ...] = ()


def answers_page(out: Outcome) -> AnswersPage:
    """Both presets in a sentence, and a table of who does what."""
    found = other_side(out)
    if found is None:
        return AnswersPage("Nothing is sold, or two sales are compared: nobody is asked.")
    alone = found.preset == EVERYBODY
    nobody, answered = found.own_peak_bp, found.peak_bp
    if not alone:
        nobody, answered = answered, nobody
    who = "everybody answers" if alone else "those chosen here answer"
    sentence = (
        f"If nobody answers, the 10-year yield peaks at {_band(nobody)}; if {who}, at "
        f"{_band(answered)}. The rest of this page shows the case in which "
        f"{'nobody does' if alone else 'they do'}."
    )
    lines = found.outcome.actions
    rows = tuple(action_words(line) for line in lines)
    columns = ("Who", "How often", "From when to when", "How much")
    notes = tuple(
        text
        for line in lines
        for text in (f"{line.title}: {line.what}", *responder_file(line.actor)["limits"])
    )
    notes = (absorbed_words(found.outcome), *notes)
    return AnswersPage(sentence, table=Table(columns, rows), notes=notes)


def absorbed_words(out: Outcome) -> str:
    """Who holds on the peak day what was sold; means over draws, which add up."""
    day = out.peak_day
    mean = {
        name: from_si(float(each.mean()), "usd_bn") for name, each in absorbed(out, day).items()
    }
    followed = mean["sold_by_others"]
    others = f", and {usd(followed)} by those who follow" if usd(followed) != "USD 0" else ""
    return (
        f"By day {day}, of {usd(mean['sold'])} sold{others}, {usd(mean['bought'])} are bought by "
        f"those who answer, dealers carry {usd(mean['dealers'])}, and {usd(mean['others'])} are "
        "with buyers who answer to the price (means over draws, which add up)."
    )
