"""``python -m saiken.history [--release]``: write the committed score, or that of the reserve.

The score of the development episodes lies beside the code and a test guards that it can be made
again; the reserve is scored at a release only.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from saiken.errors import SaikenError
from saiken.history.backtest import backtest
from saiken.history.record import FILE, RELEASE_FILE, text

PACKAGE = Path(__file__).resolve().parents[1]


def main(arguments: Sequence[str] | None = None) -> int:
    """Score and write; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m saiken.history", description=__doc__)
    parser.add_argument("--release", action="store_true", help="score the reserve")
    parser.add_argument("--out", type=Path, help="another file")
    options = parser.parse_args(arguments)
    path = options.out or PACKAGE / (RELEASE_FILE if options.release else FILE)
    try:
        found = backtest(release=options.release)
        part = path.with_suffix(".part")
        part.write_text(text(found), encoding="utf-8")
        part.replace(path)
    except SaikenError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    sys.stdout.write(f"{path.name}: {len(found.rows)} rows\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
