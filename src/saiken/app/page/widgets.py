"""Controls as Mantine components, and callbacks that hand their changes to the page's script."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any, Final, TypeAlias

import dash_mantine_components as dmc
from dash import ClientsideFunction, Dash, Input, State, html

from saiken.app.page.controls import (
    AMOUNT,
    OPEN,
    SHARES,
    Control,
    Group,
    groups,
    named_choices,
)
from saiken.case import Case
from saiken.case.link import owners

Node: TypeAlias = Any
"""A component, or the value of a setting: neither Dash nor Mantine declares types."""
SHADES: Final = (
    "#eef5fb", "#d9e8f5", "#b3d2ec", "#8cc2ee", "#5fa3d8", "#3b86c1", "#1d6aa5", "#0b4f86",
    "#093f6c", "#072f51",
)  # fmt: skip
"""The house's accent from light to dark."""
THEME: Final[dict[str, Any]] = {
    "colors": {"accent": list(SHADES)}, "primaryColor": "accent",
    "primaryShade": {"light": 7, "dark": 3}, "defaultRadius": 4, "autoContrast": True,
    "fontFamily": "var(--sans)", "respectReducedMotion": True,
}  # fmt: skip
NAMED: Final = "named"
"""Id of the choice of a named scenario."""
NUMBER: Final = "--number"
OPENED: Final = "--open"
"""Endings of the ids of a slider's number and of the switch that leaves it open."""
DIVIDED: Final = "--shares"
"""Ending of the id of the field in which shares are written."""
AMOUNT_MOST: Final = 1000.0
"""End of the amount's slider until the page knows how much the creditor holds."""
SEARCHABLE: Final = ("seller", "size_from")


def table_of_cards(case: Case) -> Node:
    """All controls, set to a case."""
    values = _values(case)
    named = dmc.Select(
        id=NAMED, label="Start from", data=_data(named_choices()), value=named_choices()[0][0],
        allowDeselect=False, className="field", maxDropdownHeight=360,
        description="A named scenario; everything below can then be changed.",
    )  # fmt: skip
    fields = [named, *(_group(each, values) for each in groups())]
    return dmc.MantineProvider(
        html.Div(fields, id="table-of-cards"), id="mantine", theme=THEME, forceColorScheme="light"
    )


def add_callbacks(app: Dash) -> None:
    """One clientside callback for each control; none reaches the server."""
    ready = ClientsideFunction("saiken", "ready")
    call: Any = app.clientside_callback  # has no types
    call(ready, Input("table-of-cards", "id"))
    changed = ClientsideFunction("saiken", "changed")
    for name, prop in _inputs():
        call(changed, Input(name, prop), State(name, "id"), prevent_initial_call=True)


def _inputs() -> list[tuple[str, str]]:
    """Ids that change a case, each with the property that does."""
    found = [(NAMED, "value")]
    for each in (one for group in groups() for one in (*group.controls, *group.folded)):
        found.append((each.name, "checked" if each.kind == "flag" else "value"))
        if each.kind == "slider":
            found.append((each.name + NUMBER, "value"))
        if each.name == AMOUNT:
            found.append((each.name + OPENED, "checked"))
        if each.shares:
            found.append((each.name + DIVIDED, "value"))
    return found


def _values(case: Case) -> dict[str, Any]:
    dumped = case.model_dump(mode="json")
    return {name: (dumped[part] if part else dumped)[name] for name, part in owners().items()}


def _group(group: Group, values: dict[str, Any]) -> Node:
    inside: list[Node] = [html.Legend(group.title)]
    inside += [_field(each, values[each.name]) for each in group.controls]
    if group.folded:
        folded = [_field(each, values[each.name]) for each in group.folded]
        inside.append(html.Details([html.Summary(group.folded_title), *folded]))
    return html.Fieldset(inside)


def _field(each: Control, value: Node) -> Node:
    made = {
        "choice": _choice, "flag": _flag, "slider": _slider, "number": _number, "date": _date,
        "text": _text,
    }[each.kind]  # fmt: skip
    return html.Div(made(each, value), className="field", id=f"field-{each.name}")


def _said(each: Control) -> dict[str, Any]:
    unit = f", {each.unit}" if each.unit else ""
    return {"id": each.name, "label": each.title + unit, "description": _line(each)}


def _line(each: Control) -> list[Node]:
    """What the setting is, and where it comes from."""
    found: list[Node] = [" ".join(filter(None, (each.line, each.basis)))]
    for place, name in enumerate(each.data):
        found += [", " if place else " Data: ", html.A(name, href=f"#source-{name}")]
    return [*found, "."] if each.data else found


def _choice(each: Control, value: Node) -> Node:
    chosen = SHARES if isinstance(value, dict) else value or OPEN
    made = dmc.Select(
        **_said(each), data=_data(each.choices), value=chosen, allowDeselect=False,
        searchable=each.name in SEARCHABLE, nothingFoundMessage="Nobody by this name",
        maxDropdownHeight=320,
    )  # fmt: skip
    return [made, _shares(each)] if each.shares else made


def _shares(each: Control) -> Node:
    """A field for shares, out of sight while a choice from the list stands."""
    written = dmc.TextInput(
        id=each.name + DIVIDED, label=f"{each.title}, shares", debounce=True, spellCheck=False,
        description=f"Of {', '.join(each.shares)}; such as "
        f"{each.shares[0]}=50, {each.shares[1]}=50, in any units.",
    )  # fmt: skip
    return html.Div(written, id=f"own-{each.name}", className="own", hidden=True)


def _data(choices: Iterable[tuple[str, str]]) -> list[dict[str, str]]:
    return [{"value": value, "label": words} for value, words in choices]


def _flag(each: Control, value: Node) -> Node:
    return dmc.Switch(**_said(each), checked=bool(value))


def _number(each: Control, value: Node) -> Node:
    return dmc.NumberInput(
        **_said(each), value="" if value is None else value, min=each.least, max=each.most,
        step=each.step or 1, allowDecimal=not each.whole, clampBehavior="blur",
        placeholder=each.open_words if each.optional else "", decimalScale=3,
    )  # fmt: skip


def _date(each: Control, value: Node) -> Node:
    return dmc.DateInput(
        **_said(each), value=value, valueFormat="D MMM YYYY", clearable=each.optional,
        placeholder=each.open_words if each.optional else "", firstDayOfWeek=1,
        popoverProps={"withinPortal": True},
    )  # fmt: skip


def _text(each: Control, value: Node) -> Node:
    said = ", ".join(f"{key}={part}" for key, part in value.items())
    return dmc.TextInput(**_said(each), value=said, placeholder="none", spellCheck=False,
                         debounce=True)  # fmt: skip


def _slider(each: Control, value: Node) -> list[Node]:
    """A slider, a number beside it for what a hand cannot hit, and one line."""
    number = each.name + NUMBER
    most = AMOUNT_MOST if each.name == AMOUNT else each.slider_most
    label = f"{each.title}, {each.unit}" if each.unit else each.title
    made: list[Node] = [
        html.Div(
            [
                html.Label(label, htmlFor=number),
                dmc.NumberInput(
                    id=number, value="" if value is None else value, min=each.least, max=each.most,
                    step=each.step, allowDecimal=not each.whole, hideControls=True, size="xs",
                    clampBehavior="blur", thousandSeparator=",", decimalScale=2,
                ),
            ],
            className="field-head",
        ),
        dmc.Slider(
            id=each.name, value=most if value is None else value, min=math.ceil(each.least or 0),
            max=most, step=each.step, label=None, size="sm", thumbSize=18,
            thumbLabel=label,
        ),
        html.P(_line(each), className="line"),
    ]  # fmt: skip
    if each.optional:
        made.append(
            dmc.Switch(
                id=each.name + OPENED, label=each.open_words, checked=value is None, size="xs"
            )
        )
    return made
