"""One way to declare a setting, from which flags, controls, links and schema are generated."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, Field
from pydantic.fields import FieldInfo


def setting(
    default: Any,  # noqa: ANN401 - a default has the type of its field
    *,
    title: str,
    help: str,
    unit: str = "",
    step: float | None = None,
    flag: str | None = None,
    source: str = "",
    **bounds: float,
) -> Any:  # noqa: ANN401 - pydantic's Field stands where a value of any type is expected
    """Declare a field with everything that a flag, a slider or a schema needs.

    Parameters
    ----------
    default
        Default value.
    title, help : str
        Plain name and one sentence.
    unit : str
        Unit people read.
    step : float, optional
        Step of a slider.
    flag : str, optional
        Command-line flag when it is not the field's name.
    source : str
        Where the default comes from.
    **bounds
        ``ge``, ``gt``, ``le``, ``lt`` as in pydantic.
    """
    extra: dict[str, Any] = {"unit": unit, "step": step, "flag": flag}
    extra |= {"help": help, "source": source}
    constraints: dict[str, Any] = dict(bounds)
    return Field(default, title=title, description=help, json_schema_extra=extra, **constraints)


@dataclass(frozen=True, slots=True)
class Setting:
    """A field's declaration, read back."""

    name: str
    title: str
    help: str
    unit: str
    flag: str
    source: str
    step: float | None
    default: object
    annotation: object
    bounds: Mapping[str, float]


def settings_of(model: type[BaseModel]) -> dict[str, Setting]:
    """List a model's settings by field name, in order."""
    return {name: _read(name, field) for name, field in model.model_fields.items()}


def _read(name: str, field: FieldInfo) -> Setting:
    extra = field.json_schema_extra
    given: Mapping[str, Any] = extra if isinstance(extra, Mapping) else {}
    limits = {
        key: getattr(mark, key)
        for mark in field.metadata
        for key in ("ge", "gt", "le", "lt")
        if hasattr(mark, key)
    }
    return Setting(
        name=name,
        title=field.title or name,
        help=str(given.get("help") or ""),
        unit=str(given.get("unit") or ""),
        flag=str(given.get("flag") or "--" + name.replace("_", "-")),
        source=str(given.get("source") or ""),
        step=given.get("step"),
        default=field.get_default(call_default_factory=True),
        annotation=field.annotation,
        bounds=limits,
    )
