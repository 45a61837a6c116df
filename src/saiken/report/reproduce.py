"""The case echoed, and the command and the lines of Python that give it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from typing import Any

from saiken.case import scenario_names, settings_of
from saiken.case.settings import Setting
from saiken.outcome import Outcome
from saiken.report.chart import Table
from saiken.units import SHOWN


def case_table(out: Outcome) -> Table:
    """Every setting of the case with its unit."""
    case = out.case
    rows = [
        (each.title, _shown(getattr(model, name), each))
        for model in (case.scenario, case.assumptions, case)
        for name, each in settings_of(type(model)).items()
        if name not in ("scenario", "assumptions")
    ]
    return Table(("Setting", "Value"), tuple(rows))


def _shown(value: object, each: Setting) -> str:
    if value is None:
        return "left open"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {part}" for key, part in value.items()) or "none"
    unit = SHOWN.get(each.unit, each.unit)
    return f"{value} {unit}".strip()


def command(out: Outcome) -> str:
    """The command line; settings that flags cannot say are left to the file or to Python."""
    parts = ["saiken", "run"]
    base: Mapping[str, Any] = {}
    if out.named is not None:
        parts.append(out.name if out.name in scenario_names() else f"{out.name}.yaml")
        base = out.named.case.model_dump()
    given = out.case.model_dump()
    for model, values, before in (
        (out.case.scenario, given["scenario"], base.get("scenario")),
        (out.case.assumptions, given["assumptions"], base.get("assumptions")),
        (out.case, given, base or None),
    ):
        for name, each in settings_of(type(model)).items():
            default = each.default if before is None else before[name]
            if name not in ("scenario", "assumptions") and values[name] != default:
                parts += _flag(each, values[name])
    return shlex.join(parts)


def _flag(each: Setting, value: object) -> list[str]:
    if isinstance(value, bool):
        return [each.flag if value else "--no-" + each.flag.removeprefix("--")]
    if isinstance(value, Mapping):
        pairs = [[each.flag, f"{key}={part}"] for key, part in value.items()]
        return [word for pair in pairs for word in pair] if each.flag == "--set" else []
    return [] if value is None else [each.flag, str(value)]


def python(out: Outcome) -> str:
    """The same case in Python."""
    record = {key: value for key, value in out.case.model_dump(mode="json").items() if value != {}}
    lines = ["import saiken", f"case = saiken.Case(**{record!r})", "out = saiken.simulate(case)",
             "print(out)"]  # fmt: skip
    return "\n".join(lines)
