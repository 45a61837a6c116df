"""Stop-watches: best of several, in this process and in fresh ones."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

REPEATS = 5
MATRIX = 1000
KILOBYTE = 1024


@dataclass(frozen=True)
class Child:
    """What a fresh process took."""

    seconds: float
    peak_bytes: int


def best(job: Callable[[], object], repeats: int = REPEATS) -> float:
    """Give the shortest time of several runs in this process, in seconds."""
    times: list[float] = []
    for _ in range(repeats):
        started = time.perf_counter()
        job()
        times.append(time.perf_counter() - started)
    return min(times)


def reference() -> float:
    """Give the best time of a 1,000 x 1,000 float64 matrix product, in seconds."""
    generator = np.random.default_rng(0)
    left, right = generator.random((2, MATRIX, MATRIX))
    return best(lambda: left @ right)


def child(command: Sequence[str]) -> Child:
    """Run a command to its end, output thrown away; wall time and peak resident memory.

    Raises
    ------
    RuntimeError
        If the command fails.
    """
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}")
    unit = 1 if sys.platform == "darwin" else KILOBYTE
    return Child(seconds, usage.ru_maxrss * unit)


def best_child(command: Sequence[str], repeats: int = REPEATS) -> Child:
    """Give the shortest time and the largest peak of several fresh processes."""
    runs = [child(command) for _ in range(repeats)]
    return Child(min(run.seconds for run in runs), max(run.peak_bytes for run in runs))


def import_seconds(module: str, repeats: int = REPEATS) -> float:
    """Give the best time of importing a module in a fresh interpreter, without its own start."""
    script = (
        f"import time; t = time.perf_counter(); import {module}; print(time.perf_counter() - t)"
    )
    times = [
        float(
            subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
        )
        for _ in range(repeats)
    ]
    return min(times)


def saiken_command(*arguments: str) -> list[str]:
    """Give the installed command line of this environment with its arguments."""
    return [str(Path(sys.executable).with_name("saiken")), *arguments]
