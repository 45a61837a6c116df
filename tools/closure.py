"""Which installed distributions a list of requirements pulls in, and how to lend them out.

`constraints.txt` is the closure of the core and all extras; the wheel test lends exactly the
closure of the core to an empty environment, so an undeclared import fails there, offline.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name


def project_requirements(pyproject: Path, extras: Iterable[str] = ()) -> tuple[str, ...]:
    """Read the core requirements and those of `extras` from a pyproject file."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    groups = project.get("optional-dependencies", {})
    lines = list(project["dependencies"])
    for extra in extras:
        lines += groups[extra]
    return tuple(lines)


def project_extras(pyproject: Path) -> tuple[str, ...]:
    """Name the extras that a pyproject file defines."""
    project = tomllib.loads(pyproject.read_text(encoding="utf-8"))["project"]
    return tuple(project.get("optional-dependencies", {}))


def closure(requirements: Iterable[str]) -> Mapping[str, Distribution]:
    """Follow requirements through the installed distributions.

    Returns
    -------
    mapping
        Canonical name to distribution, in alphabetical order.

    Raises
    ------
    LookupError
        If a required distribution is not installed.
    """
    found: dict[str, Distribution] = {}
    waiting = [(Requirement(line), "") for line in requirements]
    seen: set[tuple[str, str]] = set()
    while waiting:
        requirement, extra = waiting.pop()
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": extra}):
            continue
        name = str(canonicalize_name(requirement.name))
        found[name] = _installed(name)
        for wanted in ("", *requirement.extras):
            if (name, wanted) not in seen:
                seen.add((name, wanted))
                waiting += [(Requirement(line), wanted) for line in found[name].requires or ()]
    return dict(sorted(found.items()))


def _installed(name: str) -> Distribution:
    try:
        return distribution(name)
    except PackageNotFoundError as error:
        raise LookupError(f"{name} is required but not installed") from error


def lend(distributions: Iterable[Distribution], site: Path) -> None:
    """Link the files of installed distributions into another site-packages folder."""
    for dist in distributions:
        tops = {Path(str(file)).parts[0] for file in dist.files or ()}
        for top in sorted(tops - {"..", "__pycache__"}):
            source, target = Path(str(dist.locate_file(top))), site / top
            if source.exists() and not target.exists():
                target.symlink_to(source)
