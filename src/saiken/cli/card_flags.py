"""Flags of ``saiken card``, generated from the field metadata of a negotiation."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from pydantic import ValidationError

from saiken.case import NamedScenario, Setting, settings_of
from saiken.cli.flags import READERS, build_case, case_settings, option
from saiken.errors import InputError
from saiken.negotiation.named import NamedNegotiation, one_sentence
from saiken.negotiation.request import Negotiation
from saiken.trade import trade_file

PANEL: Final = "The negotiation"
PARTS: Final = ("case", "stake")
"""What has flags of its own."""
NONE: Final = "none"


def negotiation_settings() -> dict[str, Setting]:
    """Every setting of a negotiation that is a flag by its own name."""
    found = settings_of(Negotiation)
    return {name: each for name, each in found.items() if name not in PARTS}


def negotiation_options() -> list[inspect.Parameter]:
    """Options of the command line, one for every setting."""
    return [_option(name, each) for name, each in negotiation_settings().items()]


def _option(name: str, each: Setting) -> inspect.Parameter:
    """Defaults are left out: those of the named negotiation count."""
    return option(name, replace(each, default=False if each.annotation is bool else None), PANEL)


def changed(
    named: NamedNegotiation, stake: Mapping[str, str | None], given: Mapping[str, Any]
) -> NamedNegotiation:
    """Override a named negotiation with the flags that were given.

    Parameters
    ----------
    named : NamedNegotiation
    stake : mapping
        ``otherwise`` and ``asked``: names of tariffs, or points on cars and on other goods.
    given : mapping
        The generated flags, of the negotiation and of the sale.

    Raises
    ------
    InputError
        If a flag's value is not allowed.
    """
    request = named.negotiation
    record = request.model_dump()
    for name, each in negotiation_settings().items():
        if given.get(name) is not None:
            record[name] = _read(name, each, given[name])
    record["stake"] = _stake(record["stake"], stake)
    sale = {name: given.get(name) for name in case_settings()}
    if request.case is not None:
        whole = NamedScenario(named.name, named.title, "", (), request.case)
        record["case"] = build_case(whole, sale).model_dump()
    elif any(value not in (None, []) for value in sale.values()):
        raise InputError(f"{named.name} has no sale, so that flags of a sale cannot be used.")
    try:
        found = Negotiation(**record)
    except ValidationError as problem:
        raise InputError(one_sentence(problem)) from None
    title = named.title + (", changed by flags" if found != request else "")
    return replace(named, negotiation=found, title=title)


def _read(name: str, each: Setting, value: object) -> object:
    if name == "channels":
        return [] if value == NONE else str(value).split(",")
    return READERS[each.unit](value) if each.unit in READERS and isinstance(value, str) else value


def _stake(record: Any, given: Mapping[str, str | None]) -> Any:  # noqa: ANN401 - a record
    chosen = {key: value for key, value in given.items() if value is not None}
    if not chosen:
        return record
    if record is None or record["kind"] != "tariffs":
        raise InputError(
            "This negotiation is not about tariffs; leave --otherwise and --asked out."
        )
    seller = _seller(record["otherwise"])
    return record | {key: _tariffs(value, seller) for key, value in chosen.items()}


def _seller(tariffs: Any) -> str:  # noqa: ANN401 - a name or a record
    if isinstance(tariffs, str):
        return str(trade_file()["cases"][tariffs]["seller"])
    return str(tariffs["seller"])


def _tariffs(text: str, seller: str) -> object:
    if "," not in text:
        return text
    parts = text.split(",")
    try:
        cars, rest = (float(each) for each in parts)
    except ValueError:
        raise InputError(
            f"The tariffs are {text!r}; write a name, or points on cars and on the rest as 25,24."
        ) from None
    return {"seller": seller, "cars_pct": cars, "rest_pct": rest}
