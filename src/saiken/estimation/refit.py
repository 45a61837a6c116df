"""Refitting every committed estimate that the data at hand allow."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from saiken.estimation.artefact_file import Record, make_folder, write_artefact
from saiken.estimation.classic.record import classic_record
from saiken.estimation.currency import currency_record
from saiken.estimation.evidence import evidence_record
from saiken.estimation.panels import PANELS, settings
from saiken.estimation.passthrough import pass_through_record
from saiken.estimation.segmentation.record import segmentation_record

if TYPE_CHECKING:
    from saiken.data import Store

PACKAGE: Final = Path(__file__).resolve().parents[1]
ARTEFACTS: Final = PACKAGE / "parameters" / "artefacts"
"""Where the committed estimates lie."""


@dataclass(frozen=True, slots=True)
class Fit:
    """One artefact and how it is made.

    Attributes
    ----------
    name : str
        File name without suffix.
    build : callable
        From the store and the restricted folder to a record, or None when a series is missing.
    needs : str
        The series without which nothing can be fitted; empty when all are bundled.
    """

    name: str
    build: Callable[[Store, Path | None], Record | None]
    needs: str = ""


def _pass_through(name: str, channel: str) -> Fit:
    def build(store: Store, restricted: Path | None) -> Record | None:
        panel = PANELS[channel](store, restricted)
        return None if panel is None else pass_through_record(channel, name, panel)

    return Fit(name, build, str(settings()[channel].get("series", "")))


FITS: Final[tuple[Fit, ...]] = (
    _pass_through("mortgage", "mortgage_30y"),
    _pass_through("auto", "auto_loan"),
    _pass_through("baa", "corporate_baa"),
    Fit("currency", lambda store, restricted: currency_record(store)),
    Fit("classic", lambda store, restricted: classic_record(store)),
    Fit("evidence", lambda store, restricted: evidence_record(store)),
    # after the two estimates that it reads
    Fit("segmentation", lambda store, restricted: segmentation_record(store)),
)
"""Every estimate from data, in the order in which they are reported."""


def refit(store: Store, folder: Path = ARTEFACTS, restricted: Path | None = None) -> Iterator[str]:
    """Refit one artefact after the other and say what was done.

    Parameters
    ----------
    store : Store
        The bundled data.
    folder : Path
        Where artefacts are written.
    restricted : Path, optional
        Folder with the series that may not be passed on; without it their estimates are kept.

    Yields
    ------
    str
        One line for each artefact.

    Raises
    ------
    DataError
        If an estimate cannot be written or statsmodels is not installed.
    """
    make_folder(folder)
    for fit in FITS:
        record = fit.build(store, restricted)
        path = folder / f"{fit.name}.json"
        if record is not None:
            write_artefact(path, record)
            yield f"{fit.name}: refitted, {_seen(record)}"
        elif path.is_file():
            yield f"{fit.name}: kept, because the series {fit.needs} is not at hand"
        else:
            yield f"{fit.name}: missing, because the series {fit.needs} is not at hand"


def _seen(record: Record) -> str:
    rows = record.get("rows")
    if isinstance(rows, list):
        return f"{len(rows)} rows to {record['as_of']}"
    return f"{record['observations']} observations to {record['as_of']}"
