"""The examples of docs/api.md run."""

import re
from pathlib import Path

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")


def test_the_examples_run(capsys):
    space = {}
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "docs/api.md", "exec"), space)
    assert capsys.readouterr().out.endswith(" bp\n")


def test_the_bounds_are_those_of_the_settings():
    from saiken.app.settings import Settings

    bounds = Settings()
    assert f"{bounds.body_bytes // 1024} KiB" in PAGE
    assert f"{bounds.requests_per_second:.0f} requests a second" in PAGE
    assert f"{bounds.seconds:.0f} s" in PAGE
    assert f"{bounds.draws_most:,} draws" in PAGE
    assert f"at most {bounds.draws_moving} draws" in PAGE
    assert f"{bounds.draws_resting:,}" in PAGE


def test_every_route_is_listed():
    from saiken.app.server import create_app

    for path in create_app(page=False).openapi()["paths"]:
        assert f" {path}`" in PAGE
