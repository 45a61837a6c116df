"""The catalogue: what each bundled dataset is, who published it and when it was known."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from saiken.data.resources import parse_yaml
from saiken.errors import DataError
from saiken.units import unit_of

Knowledge = Literal["lagged", "vintage"]
Kind = Literal["series", "table"]

PLAIN_FIELDS = (
    *("id", "title", "agency", "official_series", "address", "licence", "courier", "kind"),
    *("frequency", "knowledge", "unit", "first", "last", "sha256"),
)
"""Fields taken from the file as they are."""


@dataclass(frozen=True)
class DatasetInfo:
    """One entry of the catalogue.

    Attributes
    ----------
    id, title, agency, official_series, address, licence : str
        What it is, whose it is, where the original stands, on what terms.
    courier : str or None
        Who carried the file, if it did not come from the agency.
    kind : str
        ``"series"`` (key, period, value) or ``"table"`` (named columns).
    frequency : str
        daily, business_daily, weekly, monthly, quarterly, yearly, event or once.
    knowledge : str
        ``"lagged"`` or ``"vintage"``.
    vintage : str
        Day on which the copy at hand was taken or published, ``"in the rows"`` or ``"not known"``.
    unit : str
        Published unit; ``by_key``, ``by_column`` or ``by_key_name`` where it varies.
    units : mapping of str to str
        Published unit by key or column, where it varies.
    release : str
        The rule for release dates and the reason for it.
    lag_days : int or None
        Days from the end of the period to the release; None if rows carry a date.
    first, last : date or None
        First and last period.
    sha256 : str
        Checksum of the bundled file.
    notes : tuple of str
        Breaks, gaps and traps.
    """

    id: str
    title: str
    agency: str
    official_series: str
    address: str
    licence: str
    courier: str | None
    kind: Kind
    frequency: str
    knowledge: Knowledge
    vintage: str
    unit: str
    units: Mapping[str, str] = field(repr=False)
    release: str
    lag_days: int | None
    first: dt.date | None
    last: dt.date | None
    sha256: str
    notes: tuple[str, ...]

    def unit_for(self, name: str) -> str:
        """Give the published unit of a key or a column; ``"1"`` for a column without one."""
        if self.unit == "by_key_name":
            return unit_of(name)
        if self.unit in ("by_key", "by_column"):
            return self.units.get(name, "1")
        return self.unit


def read_catalogue(text: str) -> dict[str, DatasetInfo]:
    """Read the catalogue's YAML into entries by id, in the order of the file.

    Raises
    ------
    DataError
        If an entry lacks a field.
    """
    entries = parse_yaml(text, "the data catalogue")
    return {entry["id"]: _entry(entry) for entry in entries}


def _entry(entry: Mapping[str, Any]) -> DatasetInfo:
    try:
        release = entry["release"]
        return DatasetInfo(
            **{name: entry[name] for name in PLAIN_FIELDS},
            vintage=str(entry["vintage"]),
            units=dict(entry.get("units", {})),
            release=_release_sentence(release),
            lag_days=release.get("lag_days"),
            notes=tuple(entry["notes"]),
        )
    except KeyError as error:
        name = entry.get("id", "without an id")
        raise DataError(f"The catalogue entry {name} lacks {error.args[0]}.") from error


def _release_sentence(release: Mapping[str, Any]) -> str:
    if "on" in release:
        return f"known from a date in the data: {release['why']}"
    sentence = f"period end + {release['lag_days']} days"
    for key, days in release.get("by_key", {}).items():
        sentence += f", {key} + {days}"
    return f"{sentence}: {release['why']}"
