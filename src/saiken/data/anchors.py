"""Single published figures, each with its source and how far it was verified."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from saiken.data.resources import parse_yaml
from saiken.data.series import Day, as_day
from saiken.errors import DataError, InputError, unknown
from saiken.units import to_si, unit_of

AnchorValue = float | str | list[float] | dict[str, Any]


@dataclass(frozen=True)
class Anchor:
    """One published figure, or a few that belong together.

    Attributes
    ----------
    id : str
        Name; its suffix is the unit.
    value : float, str, list or dict
        In the published unit. In a dict a part whose name ends in a unit has that unit.
    unit : str
        Unit read from the suffix of `id`.
    date : date, str or None
        Day or period the figure belongs to.
    source : str
        Who published it and where.
    checked : str
        ``"yes"`` (read on the named page or file) or ``"memory"`` (not re-read).
    window_end : date or None
        Last day of the sample, for a figure computed over a window.
    note : str
        What to keep in mind.
    """

    id: str
    value: AnchorValue
    unit: str
    date: dt.date | str | None
    source: str
    checked: Literal["yes", "memory"]
    window_end: dt.date | None = None
    note: str = ""

    def si(self, part: str | None = None) -> float:
        """Convert the figure, or one part of it, to SI.

        Parameters
        ----------
        part : str, optional
            Key of a part, where `value` is a dict.

        Raises
        ------
        InputError
            If a part is needed and not given, or not known, or the figure is not a number.
        """
        value: Any = self.value
        unit = self.unit
        if isinstance(value, dict):
            if part not in value:
                raise unknown(f"part of {self.id}", str(part), [str(key) for key in value])
            value, unit = value[part], _part_unit(part, unit)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise InputError(f"The anchor {self.id} is not a single number.")
        return to_si(float(value), unit)

    def known(self, as_of: Day) -> bool:
        """Say whether the sample behind the figure had ended by `as_of`."""
        return self.window_end is None or bool(as_day(self.window_end) <= as_day(as_of))


def _part_unit(part: str | None, otherwise: str) -> str:
    own = unit_of(part or "")
    return own if own != "1" else otherwise


def read_anchors(text: str) -> dict[str, Anchor]:
    """Read the YAML list of anchors, by id.

    Raises
    ------
    DataError
        If an entry has no source or an id is used twice.
    """
    found: dict[str, Anchor] = {}
    for entry in parse_yaml(text, "the list of anchors"):
        anchor = _anchor(entry)
        if anchor.id in found:
            raise DataError(f"The anchor {anchor.id} is given twice.")
        found[anchor.id] = anchor
    return found


def _anchor(entry: Mapping[str, Any]) -> Anchor:
    try:
        rest = {name: entry.get(name) for name in ("date", "window_end")}
        return Anchor(
            id=entry["id"],
            value=entry["value"],
            unit=unit_of(entry["id"]),
            source=entry["source"],
            checked=entry["checked"],
            note=entry.get("note", ""),
            **rest,
        )
    except KeyError as error:
        name = entry.get("id", "without an id")
        raise DataError(f"The anchor {name} lacks {error.args[0]}.") from error
