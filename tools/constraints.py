"""Write `constraints.txt`: the exact version of everything the core and the extras pull in.

Run by ``make constraints`` after the environment was changed and tested.
"""

from __future__ import annotations

from pathlib import Path

from tools.closure import closure, project_extras, project_requirements

ROOT = Path(__file__).resolve().parents[1]
HEADER = """\
# Every version that was tested together on Python 3.11: the core and all extras.
# Written by `make constraints`. Names and versions only, so that any index or mirror serves.
"""


def constraint_lines(pyproject: Path) -> list[str]:
    """List ``name==version`` for the closure of the core and every extra."""
    requirements = project_requirements(pyproject, project_extras(pyproject))
    return [f"{name}=={dist.version}" for name, dist in closure(requirements).items()]


def main() -> None:
    """Write the file and say how many versions it pins."""
    lines = constraint_lines(ROOT / "pyproject.toml")
    text = HEADER + "\n".join(lines) + "\n"
    (ROOT / "constraints.txt").write_text(text, encoding="utf-8")
    print(f"constraints.txt: {len(lines)} versions")


if __name__ == "__main__":
    main()
