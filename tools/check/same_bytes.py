"""The same request gives the same bytes on 1, 2 or 3 workers and 1 or 2 BLAS threads."""

from __future__ import annotations

import hashlib
from itertools import product

from tools.check.base import Result, Tree, tail

WORKERS = ("1", "2", "3")
THREADS = ("1", "2")
DRAWS = "512"


def check(tree: Tree) -> Result:
    """Run every combination and compare."""
    seen: dict[str, list[str]] = {}
    for workers, threads in product(WORKERS, THREADS):
        done = tree.saiken(
            "run",
            "--json",
            "--draws",
            DRAWS,
            "--workers",
            workers,
            env={"OPENBLAS_NUM_THREADS": threads},
        )
        if done.returncode or not done.stdout:
            return Result(
                False,
                f"the run with {workers} workers ended with {done.returncode}",
                tail(done.stderr),
            )
        digest = hashlib.sha256(done.stdout.encode()).hexdigest()[:12]
        seen.setdefault(digest, []).append(f"{workers} workers and {threads} threads")
    details = tuple(f"{digest}: {'; '.join(runs)}" for digest, runs in seen.items())
    over = f"workers {'/'.join(WORKERS)} and BLAS threads {'/'.join(THREADS)}"
    line = f"{len(seen)} different output{'s' * (len(seen) != 1)} over {over}"
    return Result(len(seen) == 1, line, details if len(seen) > 1 else ())
