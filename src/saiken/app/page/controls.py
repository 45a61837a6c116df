"""The table of cards: a control for every setting, generated from its declaration."""

from __future__ import annotations

import datetime as dt
import re
import types
import typing
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Final, Literal

from saiken.case import PROCEEDS, RESPONDERS, Case, Setting, load_scenario, scenario_names
from saiken.case import settings_of as declared
from saiken.case.link import PARTS, owners
from saiken.data import resource_yaml
from saiken.holders import mix_names, sellers
from saiken.impact.evidence import load_rows
from saiken.market import bucket_names
from saiken.parameters.posterior import evidence_rows
from saiken.units import SHOWN

Kind = Literal["choice", "flag", "slider", "number", "date", "text"]
FILE: Final = "app/page/controls.yaml"
OPEN: Final = ""
"""Value of a choice that leaves a setting open."""
SHARES: Final = "shares"
"""Value of a choice while the case holds shares, which are written in a field of their own."""
SHARES_WORDS: Final = "Shares of my own"
AMOUNT: Final = "amount_usd_bn"
"""The one setting with a slider that may be left open; how far it goes depends on the creditor."""
YEAR: Final = re.compile(r"^(.*?\(\d{4})[^)]*\)")


@dataclass(frozen=True, slots=True)
class Control:
    """One control.

    Attributes
    ----------
    name, title, line, unit : str
        The setting, its title, one line of explanation, the unit people read.
    kind : str
    choices : tuple of pairs of str
        Value and words of each choice.
    least, most, step : float or None
        Of a slider or number.
    optional : bool
        Whether it may be left open.
    open_words : str
        What leaving it open means.
    slider_most : float or None
        End of the slider where it is less than what is allowed.
    whole : bool
        Whether only whole numbers are allowed.
    shares : tuple of str
        What a choice may be divided into; empty where it cannot be.
    data : tuple of str
        Datasets behind the setting.
    basis : str
        What else it rests on; empty where it is the reader's choice alone.
    """

    name: str
    title: str
    line: str
    kind: Kind
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: float | None = None
    most: float | None = None
    step: float | None = None
    optional: bool = False
    open_words: str = ""
    slider_most: float | None = None
    whole: bool = False
    shares: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    basis: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Controls under one title; the rest of them folded away."""

    title: str
    controls: tuple[Control, ...]
    folded_title: str = ""
    folded: tuple[Control, ...] = ()


@cache
def groups() -> tuple[Group, ...]:
    """All controls in the order of the page."""
    return tuple(_group(each) for each in resource_yaml(FILE)["groups"])


def controls() -> dict[str, Control]:
    """All controls by the name of their setting."""
    return {each.name: each for group in groups() for each in (*group.controls, *group.folded)}


def named_choices() -> list[tuple[str, str]]:
    """The named scenarios, by their short names where there are any."""
    short = resource_yaml(FILE)["named"]
    return [(name, short.get(name) or load_scenario(name).title) for name in scenario_names()]


def spec() -> dict[str, dict[str, Any]]:
    """What the page's script needs to know of each control."""
    lives = owners()
    return {
        name: {
            "part": lives[name], "kind": each.kind, "optional": each.optional,
            "sliderMost": each.slider_most, "step": each.step, "whole": each.whole,
            "title": each.title, "shares": each.shares,
        }
        for name, each in controls().items()
    }  # fmt: skip


def _group(row: Mapping[str, Any]) -> Group:
    folded = row.get("folded", {})
    return Group(
        row["title"], tuple(map(control, row["settings"])),
        folded.get("title", ""), tuple(map(control, folded.get("settings", ()))),
    )  # fmt: skip


@cache
def _declared() -> dict[str, Setting]:
    found = {name: each for model in PARTS.values() for name, each in declared(model).items()}
    return found | {name: each for name, each in declared(Case).items() if name not in PARTS}


def control(name: str) -> Control:
    """Make the control of one setting."""
    file = resource_yaml(FILE)
    said = file["settings"].get(name, {})
    each = _declared()[name]
    made = Control(
        name=name,
        title=said.get("title", each.title),
        line=said.get("line", each.help),
        kind=_kind(each),
        unit=SHOWN.get(each.unit, each.unit),
        choices=tuple(_choices(each, said.get("choices", {}))),
        least=each.bounds.get("ge", each.bounds.get("gt")),
        most=said.get("most") if name == "draws" else each.bounds.get("le"),
        step=each.step,
        optional=each.default is None,
        open_words=said.get("open", "Left open"),
        slider_most=said.get("most", each.bounds.get("le")),
        whole=each.annotation is int,
        shares=_divided().get(name, ()),
        data=tuple(said.get("data", ())),
        basis=said.get("basis", ""),
    )
    if name not in RESPONDERS:
        return made
    answer = file["answer"]
    named = tuple(answer["choices"].items())
    return replace(made, choices=((OPEN, answer["open"]), *named), open_words=answer["open"])


def _kind(each: Setting) -> Kind:
    """What kind of control a type asks for."""
    kinds = _types(each.annotation)
    if bool in kinds:
        return "flag"
    if dt.date in kinds:
        return "date"
    if {int, float} & kinds:
        slides = each.step is not None and (each.default is not None or each.name == AMOUNT)
        return "slider" if slides else "number"
    return "text" if each.default == {} else "choice"


def _types(annotation: object) -> set[object]:
    """The types behind an annotation, without None."""
    if typing.get_origin(annotation) in (typing.Union, types.UnionType):
        return {kind for part in typing.get_args(annotation) for kind in _types(part)}
    return set() if annotation is type(None) else {annotation}


def _choices(each: Setting, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Values of a choice: those of its type, or those that a room lists."""
    if each.name == "seller":
        yield from ((name, name) for name in sellers())
    elif each.name == "size_from":
        yield from said.items()
        yield from _papers()
    else:
        for value in _listed(each):
            yield value, said.get(value, value)
        if each.name in _divided():
            yield SHARES, SHARES_WORDS


def _divided() -> dict[str, tuple[str, ...]]:
    """Settings that can be divided, and into what."""
    return {"maturities": bucket_names(), "proceeds": PROCEEDS}


def _listed(each: Setting) -> Sequence[str]:
    given = {"maturities": ("own", *mix_names()), "proceeds": PROCEEDS}
    if each.name in given:
        return given[each.name]
    return [value for part in _types(each.annotation) if typing.get_origin(part) is Literal
            for value in typing.get_args(part)]  # fmt: skip


def _papers() -> Iterator[tuple[str, str]]:
    rows = {row.id: row for row in load_rows()}
    for each in evidence_rows():
        row = rows[each.row]
        found = YEAR.match(row.paper)
        yield row.id, f"{found[1] + ')' if found else row.paper}: {row.episode}"
