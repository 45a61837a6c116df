"""A sale of nothing changes nothing, to the last bit."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Final

from tools.check.base import Result, Tree, tail

NOT_EFFECTS: Final = frozenset({"day", "peak_day", "largest_operation_usd_bn"})
"""Keys that say when, or what happened once before, not how much changes."""


def effects(value: object, path: str = "") -> Iterator[tuple[str, float]]:
    """Walk the numbers of a result with their paths, without calendars."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in NOT_EFFECTS:
                yield from effects(inner, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from effects(inner, f"{path}[{index}]")
    elif isinstance(value, int | float) and not isinstance(value, bool):
        yield path, float(value)


def check(tree: Tree) -> Result:
    """Run a sale of zero and look at every number of the headline and the paths."""
    done = tree.saiken("run", "--amount", "0", "--json", "--draws", "256")
    if done.returncode:
        return Result(False, f"the run ended with {done.returncode}", tail(done.stderr))
    document = json.loads(done.stdout)
    numbers = [*effects(document["headline"], "headline"), *effects(document["paths"], "paths")]
    moved = [f"{path} = {value!r}" for path, value in numbers if value != 0]
    return Result(
        bool(numbers) and not moved,
        f"{len(numbers)} numbers, {len(moved)} not exactly zero",
        tuple(moved[:20]),
    )
