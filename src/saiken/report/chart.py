"""What every figure is made of: a chart with its table, one palette, one layout.

A figure is a plain Plotly JSON object; nothing here needs plotly. Colours are chosen for a light
page after Okabe and Ito (2008), darkened where they were too faint for thin lines; :data:`DARKER`
gives each its twin for a dark page. Series also differ by shape or dash, never by colour alone.
"""

from __future__ import annotations

import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Json = dict[str, Any]
INK: Final = "#1a212b"
MUTED: Final = "#515b68"
GRID: Final = "#e2e5e8"
CLEAR: Final = "rgba(0,0,0,0)"
BLUE: Final = "#0072b2"
VERMILION: Final = "#c64f00"
GREEN: Final = "#00795a"
PURPLE: Final = "#9a4a80"
GREY: Final = "#77808b"
BLUE_BAND: Final = "rgba(0,114,178,0.16)"
BLUE_INNER: Final = "rgba(0,114,178,0.26)"
VERMILION_BAND: Final = "rgba(198,79,0,0.15)"
PALE: Final = "#b9c0c8"
HOVER: Final = "#fcfcfa"

DARKER: Final[dict[str, str]] = {
    INK: "#e8ebee", MUTED: "#a9b2bd", GRID: "#2b343e", BLUE: "#63b8ea", VERMILION: "#f0935a",
    GREEN: "#45c7a0", PURPLE: "#dd9bc4", GREY: "#98a2ad", PALE: "#4c5763", HOVER: "#1a2028",
    BLUE_BAND: "rgba(99,184,234,0.18)", BLUE_INNER: "rgba(99,184,234,0.28)",
    VERMILION_BAND: "rgba(240,147,90,0.18)",
}  # fmt: skip
"""Each colour of the light page and its twin on the dark one."""
DIGITS: Final = 3
"""Ends and middle of a band, as probabilities."""
WIDE: Final = 30
THIN: Final = 15
"""Characters of a row's name on one line, on a wide and on a small screen."""
ROW_PX: Final = 14
LINE_PX: Final = 15


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart as text, its alternative for readers and screen readers.

    Attributes
    ----------
    columns : tuple of str
        Header, with units.
    rows : tuple of tuple of str
        Cells; the first of a row names it.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """A figure with what has to stand around it.

    Attributes
    ----------
    id : str
        Name of the figure in the page.
    title, note : str
        Heading, and one line on what is drawn in which unit.
    alt : str
        What the picture shows, in a sentence with figures.
    figure : dict
        ``data`` and ``layout`` of Plotly.
    table : Table
        The same numbers as text.
    height_px, narrow_height_px : int
        Height on the page, and on a small screen, where labels take more lines.
    """

    id: str
    title: str
    note: str
    alt: str
    figure: Json
    table: Table
    height_px: int
    narrow_height_px: int


def numbers(values: NDArray[np.floating] | Sequence[float]) -> list[float]:
    """Figures for a chart, with as many digits as a picture can show."""
    rounded = np.round(np.asarray(values, dtype=np.float64), DIGITS) + 0.0
    found: list[float] = rounded.tolist()
    return found


def axis(title: str = "", **changes: Any) -> Json:  # noqa: ANN401 - Plotly's own settings
    """One axis: quiet grid, no zoom."""
    return {
        "title": {"text": title, "font": {"size": 12, "color": MUTED}, "standoff": 8},
        "gridcolor": GRID, "linecolor": GRID, "zerolinecolor": GREY, "zerolinewidth": 1,
        "tickfont": {"color": MUTED, "size": 12}, "fixedrange": True, "automargin": True,
        **changes,
    }  # fmt: skip


def layout(**changes: Any) -> Json:  # noqa: ANN401 - Plotly's own settings
    """Layout shared by all figures."""
    return {
        "autosize": True, "paper_bgcolor": CLEAR, "plot_bgcolor": CLEAR,
        "font": {"family": "system-ui, sans-serif", "size": 13, "color": INK},
        "margin": {"l": 8, "r": 12, "t": 8, "b": 8}, "showlegend": False, "dragmode": False,
        "hovermode": "closest",
        "hoverlabel": {"bgcolor": HOVER, "bordercolor": GREY, "font": {"color": INK}},
        "legend": {
            "orientation": "h", "x": 0, "y": 1, "xanchor": "left", "yanchor": "top",
            "xref": "container", "yref": "container",
            "font": {"color": INK, "size": 12}, "traceorder": "normal",
            "itemclick": False, "itemdoubleclick": False,
        },
        **changes,
    }  # fmt: skip


def band_traces(
    low: list[float],
    high: list[float],
    color: str,
    **changes: Any,  # noqa: ANN401
) -> list[Json]:
    """Two invisible lines and the area between them."""
    edge = {"mode": "lines", "line": {"width": 0}, "hoverinfo": "skip", "showlegend": False}
    lower = {"type": "scatter", "y": low, **edge, **changes}
    upper = {"type": "scatter", "y": high, "fill": "tonexty", "fillcolor": color, **edge, **changes}
    return [lower, upper]


def whiskers(bands: Sequence[Mapping[str, float]], color: str = INK) -> Json:
    """Error bars from the 5th to the 95th of 100 draws, around the middle of each band."""
    low, middle, high = (np.array([band[key] for band in bands]) for key in ("p05", "p50", "p95"))
    up, down = high - middle, middle - low
    return {
        "type": "data", "symmetric": False, "array": numbers(up), "arrayminus": numbers(down),
        "color": color, "thickness": 1.5, "width": 4,
    }  # fmt: skip


def wrap(label: str, width: int) -> str:
    """A label on several lines, as Plotly writes them."""
    return "<br>".join(textwrap.wrap(label, width, break_long_words=False))


def rows_px(labels: Sequence[str], frame_px: int, width: int) -> int:
    """Height of a chart with one row for each label, wrapped at a width."""
    most = max(wrap(label, width).count("<br>") for label in labels) + 1
    return frame_px + len(labels) * (ROW_PX + LINE_PX * most)


def named_rows(labels: Sequence[str], wide: int = WIDE, thin: int = THIN) -> tuple[Json, Json]:
    """A vertical axis of names from the top down, and its narrower form for small screens."""
    places = list(range(len(labels)))
    settings = axis(
        tickvals=places, ticktext=[wrap(label, wide) for label in labels],
        autorange=False, range=[len(labels) - 0.5, -0.5], showgrid=False, zeroline=False,
        tickfont={"color": INK, "size": 12.5}, ticklabelstandoff=6,
    )  # fmt: skip
    narrow = {
        "yaxis.ticktext": [wrap(label, thin) for label in labels],
        "yaxis.tickfont": {"color": INK, "size": 11.5},
    }
    return settings, narrow
