"""``saiken app``: the page and its HTTP interface, on this machine."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Annotated, Final

import typer

from saiken.errors import SaikenError

NEEDS: Final = ("fastapi", "uvicorn", "dash", "dash_mantine_components")
MISSING: Final = (
    "the page needs packages that are not installed ({names}); install them with: "
    "pip install 'saiken[app]'."
)
HELP: Final = """Open the simulator in the browser: the page and a documented HTTP interface.

It listens on this machine only, unless --host says otherwise. Ctrl-C ends it.

Examples:

  saiken app

  saiken app --port 8060 --open
"""


def app_command(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option(min=0, max=65535, help="Port; 0 takes any that is free.")
    ] = 8050,
    open_page: Annotated[
        bool, typer.Option("--open", help="Open the page in the default browser.")
    ] = False,
) -> None:
    """Open the simulator in the browser."""
    missing = [name for name in NEEDS if find_spec(name) is None]
    if missing:
        raise SaikenError(MISSING.format(names=", ".join(missing)))
    from saiken.app.serve import serve

    serve(host, port, open_page=open_page)
