"""``saiken holders --leverage``: the leverage index."""

from __future__ import annotations

import sys
from pathlib import Path

from saiken.cli.run import progress_bar, writable


def show_leverage(
    name: str | None, as_of: str, since: str | None, top: int, out: Path | None, as_json: bool
) -> None:
    """Work the index out, and print or write the histories of the first holders in rank."""
    from saiken.holders import find
    from saiken.leverage import leverage_index
    from saiken.report.console import console_for
    from saiken.report.files import write_text
    from saiken.report.leverage_screen import leverage_html, leverage_json, print_leverage

    if name is not None:
        find(name)
    folder = None if out is None else writable(out)
    with progress_bar(as_json) as progress:
        whole = leverage_index(as_of, since=since, progress=progress)
    wanted = [row.holder for row in whole.newest[:top]] if name is None else [name]
    found = whole.only(wanted)
    written = []
    if folder is not None:
        texts = {"leverage.html": leverage_html(found, top), "leverage.json": leverage_json(found)}
        written = [write_text(folder / file, text) for file, text in texts.items()]
    if as_json:
        sys.stdout.write(leverage_json(found))
        return
    print_leverage(console_for(), found, top)
    for path in written:
        sys.stdout.write(f"wrote {path}\n")
