"""The score in sentences, made from the numbers and true whichever way they fall."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from saiken.history.scored import SCORED, SILENT, Scored
from saiken.history.total import BETTER, NOTHING, SAME, WORSE, Total
from saiken.report.words import PER_CENT, bp, pct, plain, share, signed

TARGETS: Final = {"10y": "the 10-year yield", "usdjpy": "the yen"}
VERDICTS: Final = {
    BETTER: "better than no impact",
    SAME: "not distinguishable from zero impact",
    WORSE: "worse than no impact",
    NOTHING: "nothing to score",
}
SAY: Final = {"bp": bp, "pct": pct}


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 episode``, ``7 episodes``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def summary_sentence(found: Total) -> str:
    """What the back-test of one target says, in one sentence."""
    what = TARGETS[found.target]
    if found.scored == 0:
        return (
            f"On {what} none of {counted(found.asked, 'episode')} with a sourced quantity was "
            "large enough against ordinary moves to tell anything: nothing to score."
        )
    return (
        f"On {what} {found.scored} of {counted(found.asked, 'episode')} with a sourced quantity "
        f"{'was' if found.scored == 1 else 'were'} large enough against ordinary moves to tell; "
        f"there the engine was {closeness(found)}: {VERDICTS[found.verdict]}. "
        f"Sign right in {found.sign_right}, inside the band in {found.inside} of {found.scored}."
    )


def closeness(found: Total) -> str:
    """How far the engine's error lies from that of "no impact", with its interval."""
    relative, skill = found.relative or 0.0, found.skill or 0.0
    way = "closer to what happened" if skill > 0 else "farther from what happened"
    text = f"{share(abs(relative))} {way} than no impact"
    if found.interval is None:
        return f"{text} (too few separate times for an interval)"
    low, high = found.interval.low, found.interval.high
    return (
        f"{text} ({signed(skill)} standard deviations of ordinary moves; 90%: {signed(low)} to "
        f"{signed(high)}, {counted(found.blocks, 'separate time')})"
    )


def rule_sentence(found: Total) -> str:
    """How the old estimate carried over by dollars did on the same episodes; empty without."""
    if found.rule_skill is None or found.skill is None:
        return ""
    versus = "closer" if found.rule_skill > 0 else "farther off"
    engine = "behind" if found.rule_skill > found.skill else "ahead of"
    return (
        f"The naive rule, an old estimate scaled by dollars, was {versus} than no impact by "
        f"{plain(abs(found.rule_skill))} standard deviations on the same episodes; the engine is "
        f"{engine} it."
    )


def kinds_sentence(rows: Sequence[Scored], target: str) -> str:
    """Of each kind of episode, how many could tell; empty when none was asked."""
    mine = [each for each in rows if each.target == target and each.status in (SCORED, SILENT)]
    kinds = dict.fromkeys(each.episode.kind for each in mine)
    parts = []
    for kind in kinds:
        asked = [each for each in mine if each.episode.kind == kind]
        told = sum(each.status == SCORED for each in asked)
        parts.append(f"{kind} {told} of {len(asked)}")
    return f"Able to tell, by kind: {', '.join(parts)}." if parts else ""


def outcome_words(row: Scored) -> str:
    """What one row shows: sign, band, and who was closer; or why it does not count."""
    if row.status == SILENT:
        return "no information"
    if row.status != SCORED:
        return "placebo" if row.episode.kind == "placebo" else "from memory"
    sign = "right" if row.sign_right else "wrong"
    place = "in" if row.inside else "out"
    closer = "engine" if row.skill > 0 else "no impact"
    return f"{sign}, {place}, {closer}"


def reserve_sentence(names: tuple[str, ...]) -> str:
    """What is held back; empty when nothing is."""
    if not names:
        return ""
    return (
        f"{counted(len(names), 'more episode')} held back by the hash of their names until a "
        "release (make release-score)."
    )


def score_line(score: Mapping[str, Any] | None) -> str:
    """One line under a result: what history says at its horizon, and about it at all."""
    if score is None:
        return ""
    here = score["at_this_horizon"]
    said = VERDICTS[here["verdict"]] if here["scored"] else "no verdict"
    return (
        f"History ({score['horizon']}): {here['scored']} of {here['asked']} could tell, {said}; "
        f"s/n here {plain(score['signal_to_noise'])}."
    )


def score_paragraph(score: Mapping[str, Any] | None) -> tuple[str, ...]:
    """The same with the counts behind it, for the report."""
    if score is None:
        return ()
    here, whole = score["at_this_horizon"], score["all"]
    could = "could" if score["enough"] else "could not"
    told = (
        f"Of past episodes that lasted {score['horizon']}, {here['asked']} have a sourced quantity "
        f"and {here['scored']} were large enough against ordinary moves to tell anything"
        f"{_counts(here)}. Of all {whole['asked']}, {whole['scored']} were{_counts(whole)}."
    )
    size = score["largest_scored_share_of_debt"]
    largest = (
        ""
        if size is None
        else (
            f" The largest that could tell was {plain(size * PER_CENT, 1)}% of the debt held by "
            "the public."
        )
    )
    return (
        told,
        f"This sale {could} be told from ordinary moves over {score['horizon_days']} business "
        f"days: its middle is {plain(score['signal_to_noise'])} standard deviations of them."
        f"{largest} The whole table: saiken history.",
    )


def _counts(part: Mapping[str, Any]) -> str:
    if not part["scored"]:
        return ""
    return (
        f": sign right in {part['sign_right']}, {VERDICTS[part['verdict']]}"
        if part["scored"] > 1
        else f": sign {'right' if part['sign_right'] else 'wrong'}"
    )
