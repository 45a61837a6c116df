"""The case echoed, and the command and the lines of Python that give it again."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pprint import pformat
from typing import Any, Final

from saiken.case import Case, load_scenario, scenario_names, settings_of
from saiken.case.settings import Setting
from saiken.outcome import Outcome
from saiken.report.chart import Table
from saiken.units import SHOWN

PARTS: Final = ("scenario", "assumptions")
NEEDS_FILE: Final = "# shares by maturity or by use need a scenario file; see Python"
WIDTH: Final = 52


def case_table(out: Outcome) -> Table:
    """List every setting of the case with its unit."""
    case = out.case
    rows = [
        (each.title, _shown(getattr(model, name), each))
        for model in (case.scenario, case.assumptions, case)
        for name, each in settings_of(type(model)).items()
        if name not in PARTS
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
    """Give the command line: a bundled scenario, and what differs from it as flags."""
    names = scenario_names()
    for name in (out.name if out.name in names else names[0], names[0]):
        flags = _differences(out.case, load_scenario(name).case)
        if flags is not None:
            return shlex.join(["saiken", "run", name, *flags])
    return NEEDS_FILE


def _differences(case: Case, base: Case) -> list[str] | None:
    """Flags that turn one case into another; None where flags cannot say it."""
    flags: list[str] = []
    for model, before in (
        (case.scenario, base.scenario), (case.assumptions, base.assumptions), (case, base),
    ):  # fmt: skip
        for name, each in settings_of(type(model)).items():
            value = getattr(model, name)
            if name in PARTS or value == getattr(before, name):
                continue
            said = _flag(each, value)
            if said is None:
                return None
            flags += said
    return flags


def _flag(each: Setting, value: Any) -> list[str] | None:  # noqa: ANN401 - any setting
    if isinstance(value, bool):
        return [each.flag if value else "--no-" + each.flag.removeprefix("--")]
    if isinstance(value, Mapping) and each.flag == "--set":
        return [word for key, part in value.items() for word in (each.flag, f"{key}={part}")]
    return None if value is None or isinstance(value, Mapping) else [each.flag, str(value)]


def python(out: Outcome) -> str:
    """Give the same case in Python; what is at its default is left out."""
    return python_of(out.case)


def python_of(case: Case) -> str:
    """Give a case in Python, without running it."""
    given = case.model_dump(mode="json", exclude_defaults=True)
    given["as_of"] = case.as_of.isoformat()
    arguments = (f"    {name}={_value(value)}," for name, value in given.items())
    lines = (
        "import saiken",
        "",
        "case = saiken.Case(",
        *arguments,
        ")",
        "out = saiken.simulate(case)",
    )
    return "\n".join((*lines, "print(out)"))


def _value(value: object) -> str:
    return pformat(value, width=WIDTH, sort_dicts=False).replace("\n", "\n    ")
