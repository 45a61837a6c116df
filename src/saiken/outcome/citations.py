"""Which published figures a result rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from saiken.data import Store


@dataclass(frozen=True, slots=True)
class Source:
    """A dataset behind a result, with what a reader needs to find it."""

    id: str
    title: str
    agency: str
    vintage: str
    url: str
    licence: str
    courier: str


def cite(store: Store, datasets: Iterable[str]) -> tuple[Source, ...]:
    """Describe datasets by their catalogue entries, each once, in alphabetical order."""
    return tuple(_source(store, dataset) for dataset in sorted(set(datasets)))


def _source(store: Store, dataset: str) -> Source:
    info = store.info(dataset)
    return Source(
        id=info.id,
        title=info.title,
        agency=info.agency,
        vintage=str(info.vintage),
        url=info.address,
        licence=info.licence,
        courier=info.courier or "",
    )
