"""The report's figures as plotly objects, for notebooks: ``outcome.plot.curve()``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from saiken.errors import SaikenError, unknown
from saiken.report.figures import charts

if TYPE_CHECKING:
    from plotly.graph_objects import Figure

    from saiken.outcome import Outcome

MISSING: Final = "plotly is needed for figures as objects: pip install 'saiken[plot]'."


@dataclass(frozen=True)
class Plots:
    """Figures of one outcome; each call builds a new plotly figure.

    Attributes
    ----------
    outcome : Outcome
    """

    outcome: Outcome

    @property
    def names(self) -> tuple[str, ...]:
        """Names that :meth:`figure` knows, in the order of the report."""
        return tuple(charts(self.outcome))

    def figure(self, name: str) -> Figure:
        """Build one figure of the report.

        Raises
        ------
        InputError
            If there is no figure of that name.
        SaikenError
            If plotly is not installed.
        """
        found = charts(self.outcome)
        if name not in found:
            raise unknown("figure", name, found)
        try:
            from plotly.graph_objects import Figure
        except ImportError:
            raise SaikenError(MISSING) from None
        return Figure(data=found[name].figure["data"], layout=found[name].figure["layout"])

    def curve(self) -> Figure:
        """Draw the Treasury curve before the sale and on the peak day, with its band."""
        return self.figure("curve")

    def losses(self) -> Figure:
        """Draw both sides' national losses (ledger A)."""
        return self.figure("ledger-a")

    def bill(self) -> Figure:
        """Draw the federal interest bill beside defence."""
        return self.figure("bill")

    def papers(self) -> Figure:
        """Draw what each paper would say."""
        return self.figure("papers")

    def drivers(self) -> Figure:
        """Draw what drives the ten-year peak."""
        return self.figure("drivers")
