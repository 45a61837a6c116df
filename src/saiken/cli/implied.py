"""What the market said: ``saiken card --implied``."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from saiken.cli import parse
from saiken.errors import InputError


def card_implied(
    date: str | None,
    ticks: Path | None,
    as_json: bool,
    *,
    start: str | None = None,
    end: str | None = None,
    scenario: str | None = None,
    window: str = "1d",
    size: str | None = None,
    prior: str | None = None,
    draws: int | None = None,
) -> None:
    """Show the change in expected dollars sold that a move implies.

    Parameters
    ----------
    date : str or None
        The day; 2 May 2025 without it, or the day of the window in `ticks`.
    ticks : Path or None
        A CSV file of prices within the day.
    as_json : bool
        One document instead of the screen.
    start, end : str, optional
        Window in that file, ISO times.
    scenario : str, optional
        Name or file of the sale that expectations are about.
    window : str
        Business days, as ``5d``.
    size, prior : str, optional
        Size that a probability is about, and standard deviation of news; as ``100bn``.
    draws : int, optional

    Raises
    ------
    InputError
        If only one end of the window is given, or an argument cannot be used.
    """
    from saiken.implied import implied
    from saiken.report.console import console_for
    from saiken.report.implied_screen import implied_document, print_implied

    if (start is None) != (end is None):
        raise InputError("A window within the day needs both its start and its end.")
    found = implied(
        date,
        scenario=scenario,
        window_days=parse.business_days(window),
        ticks=ticks,
        between=None if start is None or end is None else (start, end),
        size_usd_bn=None if size is None else parse.usd_bn(size),
        prior_usd_bn=None if prior is None else parse.usd_bn(prior),
        draws=draws,
    )
    if as_json:
        text = json.dumps(implied_document(found), indent=1, ensure_ascii=False, allow_nan=False)
        sys.stdout.write(text + "\n")
        return
    print_implied(console_for(), found)
