"""One way to print: plain text anywhere, colour where it is welcome, ASCII where it must be."""

from __future__ import annotations

import io
import sys
import textwrap
from collections.abc import Iterable, Sequence
from typing import Final, TextIO

from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from saiken.report.words import to_ascii

WIDTH: Final = 100
"""Columns of a text that is not printed to a terminal."""
HEADER: Final = "bold"
QUIET: Final = "dim"
INDENT: Final = 2


def console_for(stream: TextIO | None = None, width: int | None = None) -> Console:
    """Console that follows NO_COLOR and the stream's encoding.

    Parameters
    ----------
    stream : text stream, optional
        Standard output by default.
    width : int, optional
        Columns; those of the terminal by default.
    """
    target = sys.stdout if stream is None else stream
    return Console(file=target, width=width, highlight=False, markup=False, emoji=False)


def text_console(width: int = WIDTH) -> tuple[Console, io.StringIO]:
    """Console without colour that writes into a buffer."""
    buffer = io.StringIO()
    console = Console(
        file=buffer, width=width, highlight=False, markup=False, emoji=False,
        no_color=True, force_terminal=False,
    )  # fmt: skip
    return console, buffer


def has_unicode(console: Console) -> bool:
    """Whether the stream's encoding can show more than ASCII."""
    return not console.options.ascii_only


def fit(console: Console, text: str) -> str:
    """Text as the console can show it."""
    return text if has_unicode(console) else to_ascii(text)


def line(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """Print one paragraph, wrapped at words, later lines aligned with the first."""
    wrapped = textwrap.wrap(
        fit(console, text), max(console.width - indent, 1), break_long_words=False,
        break_on_hyphens=False,
    )  # fmt: skip
    for part in wrapped:
        console.print(Text(" " * indent + part, style=style), soft_wrap=True)


def table(
    console: Console,
    columns: Sequence[str],
    rows: Iterable[Sequence[str]],
    right: Iterable[int] = (),
    fold: Iterable[int] = (0,),
) -> None:
    """Print rows under a header, without rules.

    Parameters
    ----------
    columns : sequence of str
        Header.
    rows : iterable of sequence of str
        Cells.
    right : iterable of int
        Columns aligned to the right.
    fold : iterable of int
        Columns that may wrap when the terminal is narrow; the others never do.
    """
    aligned, folded = set(right), set(fold)
    grid = Table(box=None, pad_edge=False, padding=(0, INDENT, 0, 0), header_style=HEADER)
    for place, name in enumerate(columns):
        grid.add_column(
            fit(console, name),
            justify="right" if place in aligned else "left",
            no_wrap=place not in folded,
            overflow="fold",
        )
    for row in rows:
        grid.add_row(*(Text(fit(console, cell)) for cell in row))
    console.print(Padding(grid, (0, 0, 0, INDENT), expand=False))
