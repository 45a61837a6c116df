"""The report's figures as plotly objects, for notebooks: ``outcome.plot.curve()``."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from saiken.errors import InputError, SaikenError, unknown
from saiken.report.chart import Chart
from saiken.report.extras import frontier
from saiken.report.figures import charts
from saiken.report.figures_frontier import frontier_chart
from saiken.report.figures_games import game_chart

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
        return _drawn(found[name])

    def curve(self) -> Figure:
        """Draw the Treasury curve before the sale and on the peak day, with its band."""
        return self.figure("curve")

    def effects(self) -> Figure:
        """Draw what the ten-year yield's change is made of, day by day."""
        return self.figure("effects")

    def losses(self) -> Figure:
        """Draw both sides' national losses (ledger A)."""
        return self.figure("ledger-a")

    def bill(self) -> Figure:
        """Draw the federal interest bill beside defence."""
        return self.figure("bill")

    def papers(self) -> Figure:
        """Draw what each paper would say."""
        return self.figure("papers")

    def forest(self) -> Figure:
        """Draw what each paper found, where the pool draws it, and all of them together."""
        return self.figure("forest")

    def drivers(self) -> Figure:
        """Draw what drives the ten-year peak."""
        return self.figure("drivers")

    def frontier(self) -> Figure:
        """Draw what each pace costs both sides; worked out when asked for, in seconds.

        Raises
        ------
        InputError
            If it cannot be shown for this outcome.
        """
        found, reason = frontier(self.outcome)
        if found is None:
            raise InputError(reason)
        return _drawn(frontier_chart(self.outcome, found))


def game_figure(found: object) -> Figure:
    """Draw what a game's ``solve()`` returned; see :func:`saiken.report.figures_games.game_chart`.

    Raises
    ------
    TypeError
        If it is not a game's result.
    SaikenError
        If plotly is not installed.
    """
    return _drawn(game_chart(found))


def _drawn(chart: Chart) -> Figure:
    """Turn plain JSON into a plotly figure."""
    try:
        from plotly.graph_objects import Figure
    except ImportError:
        raise SaikenError(MISSING) from None
    return Figure(data=chart.figure["data"], layout=chart.figure["layout"])
