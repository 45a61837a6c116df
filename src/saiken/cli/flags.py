"""Flags of ``saiken run``, generated from the field metadata of a case."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import typer
from pydantic import ValidationError

from saiken.case import Case, NamedScenario, Scenario, Setting, settings_of
from saiken.case.named import one_sentence
from saiken.case.request import Assumptions
from saiken.cli import parse
from saiken.errors import InputError

READERS: Final[Mapping[str, Callable[[str], object]]] = {
    "usd_bn": parse.usd_bn,
    "days": parse.business_days,
    "pct": parse.share_pct,
}
"""How a text becomes a number, by the unit of the field; other fields pydantic reads itself."""
PARTS: Final = {"Scenario": "scenario", "Assumptions": "assumptions"}
"""Where a model's fields stand inside a case; a case's own fields stand at its top."""
SCENARIO_PANEL: Final = "What is sold"
CASE_PANEL: Final = "How it is computed"


def case_settings() -> dict[str, tuple[type, Setting]]:
    """Every setting of a case with the model it belongs to, by parameter name of the command."""
    found: dict[str, tuple[type, Setting]] = {}
    for model in (Scenario, Assumptions, Case):
        for name, each in settings_of(model).items():
            if name not in ("scenario", "assumptions"):
                found[name] = (model, each)
    return found


def case_options() -> list[inspect.Parameter]:
    """Options of the command line, one for every setting."""
    return [_option(name, model, each) for name, (model, each) in case_settings().items()]


def _option(name: str, model: type, each: Setting) -> inspect.Parameter:
    return option(name, each, SCENARIO_PANEL if model is Scenario else CASE_PANEL)


def option(name: str, each: Setting, panel: str) -> inspect.Parameter:
    """One option of the command line for one setting."""
    help_text = each.help + ("" if each.default in (None, {}) else f" Default: {_shown(each)}.")
    flags = [each.flag]
    kind: Any = str | None
    default: Any = None
    if each.annotation is bool:
        kind, flags = bool | None, [f"{each.flag}/--no-{each.flag.removeprefix('--')}"]
    if isinstance(each.default, dict):
        kind = list[str]
        default = []
    shown = typer.Option(
        default, *flags, help=help_text, rich_help_panel=panel, metavar=_metavar(each, kind),
        show_default=False,
    )  # fmt: skip
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=shown, annotation=kind)


def _metavar(each: Setting, kind: object) -> str | None:
    if kind == bool | None:
        return None
    named = {"usd_bn": "AMOUNT", "days": "DAYS", "pct": "PERCENT", "years": "YEARS"}
    return named.get(each.unit, "ID=NUMBER" if each.flag == "--set" else "TEXT")


def _shown(each: Setting) -> str:
    if isinstance(each.default, bool):
        return "no"
    return str(each.default)


def build_case(named: NamedScenario, given: Mapping[str, Any]) -> Case:
    """Override a named scenario with the flags that were given.

    Raises
    ------
    InputError
        If a flag's value is not allowed.
    """
    record = named.case.model_dump()
    for name, (model, each) in case_settings().items():
        value = given.get(name)
        if value is None or value == []:
            continue
        part = PARTS.get(model.__name__)
        (record if part is None else record[part])[name] = _read(each, value)
    if given.get("amount_usd_bn") is not None and given.get("share_pct") is None:
        record["scenario"]["share_pct"] = None
    if given.get("share_pct") is not None and given.get("amount_usd_bn") is None:
        record["scenario"]["amount_usd_bn"] = None
    try:
        return Case(**record)
    except ValidationError as problem:
        raise InputError(_with_flag(problem)) from None


def _read(each: Setting, value: str | bool | list[str]) -> object:
    if isinstance(value, list):
        return dict(parse.assignment(text) for text in value)
    if isinstance(value, str) and each.unit in READERS:
        return READERS[each.unit](value)
    return value


def _with_flag(problem: ValidationError) -> str:
    """Name the flag rather than the field."""
    field = str(problem.errors()[0]["loc"][-1]) if problem.errors()[0]["loc"] else ""
    sentence = one_sentence(problem)
    settings = case_settings()
    if field in settings:
        return f"{settings[field][1].flag}: {sentence.partition(': ')[2]}"
    return sentence.partition("scenario: ")[2] or sentence


def with_case_flags(
    function: Callable[..., None], help_text: str, more: Sequence[inspect.Parameter] = ()
) -> Callable[..., None]:
    """Give a command a flag for every setting of a case, in place of its ``**given``.

    Parameters
    ----------
    function : callable
        A command whose last parameter is ``**given``.
    help_text : str
        What ``--help`` shows.
    more : sequence of inspect.Parameter
        Further generated options.
    """
    own = inspect.signature(function, eval_str=True).parameters
    parameters = [*(p for name, p in own.items() if name != "given"), *more]
    parameters += case_options()

    def generated(**options: Any) -> None:  # noqa: ANN401 - options have many types
        function(**options)

    generated.__doc__ = help_text
    generated.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [p.replace(kind=inspect.Parameter.KEYWORD_ONLY) for p in parameters]
    )
    generated.__annotations__ = {p.name: p.annotation for p in parameters}
    return generated
