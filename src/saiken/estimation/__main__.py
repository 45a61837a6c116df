"""``python -m saiken.estimation [--restricted DIR]``: refit what can be refitted, keep the rest.

Series that may not be passed on are read from DIR, or from the folder named by the environment
variable ``SAIKEN_RESTRICTED``. One line is printed for each artefact.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from saiken.data import load_store
from saiken.errors import InputError, SaikenError
from saiken.estimation.refit import ARTEFACTS, PACKAGE, refit

VARIABLE: Final = "SAIKEN_RESTRICTED"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run all fitters; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        for line in _steps(options):
            sys.stdout.write(line + "\n")
            sys.stdout.flush()
    except SaikenError as error:
        sys.stderr.write(f"{error}\n")
        return error.exit_code
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m saiken.estimation", description=__doc__)
    given = os.environ.get(VARIABLE)
    parser.add_argument("--restricted", type=Path, default=Path(given) if given else None)
    parser.add_argument("--out", type=Path, default=ARTEFACTS, help="folder for the artefacts")
    parser.add_argument("--no-kernels", action="store_true", help="leave the habitat kernels")
    return parser


def _steps(options: argparse.Namespace) -> Iterator[str]:
    restricted: Path | None = options.restricted
    if restricted is not None and not restricted.is_dir():
        raise InputError(f"There is no folder {restricted} with restricted series.")
    if not options.no_kernels:
        yield from _kernels()
    yield from refit(load_store(), options.out, restricted)


def _kernels() -> Iterator[str]:
    from saiken.estimation.nodes import build_kernels, build_two_countries
    from saiken.impact.habitat.kernel_set import FILE
    from saiken.impact.habitat.two_kernels import TWO_COUNTRIES

    path = build_kernels(PACKAGE / FILE)
    yield f"{path.name}: solved, the published calibration"
    path = build_two_countries(PACKAGE / TWO_COUNTRIES)
    yield f"{path.name}: solved, two countries and a currency"


if __name__ == "__main__":
    raise SystemExit(main())
