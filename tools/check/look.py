"""Screenshots of the HTML report, to be looked at: two widths, light and dark, in `build/look`."""

from __future__ import annotations

import os
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from tools.check.base import Result, Tree, tail

if TYPE_CHECKING:
    from playwright.sync_api import Browser

CHROMIUM: Final = "/usr/bin/chromium"
WIDTHS_PX: Final = (1280, 360)
Theme: TypeAlias = Literal["light", "dark"]
THEMES: Final[tuple[Theme, ...]] = ("light", "dark")
HEIGHT_PX: Final = 900
SETTLE_MS: Final = 800


def _shoot(browser: Browser, page_url: str, width: int, theme: Theme, target: Path) -> list[str]:
    """Photograph the whole page and list what was wrong with it."""
    wrong: list[str] = []
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHT_PX}, color_scheme=theme
    )
    page = context.new_page()
    page.on("pageerror", lambda error: wrong.append(f"script error: {error}"))
    page.on(
        "console",
        lambda said: wrong.append(f"console: {said.text}") if said.type == "error" else None,
    )
    page.on(
        "request",
        lambda asked: None if _local(asked.url) else wrong.append(f"fetches {asked.url[:80]}"),
    )
    page.goto(page_url)
    page.wait_for_timeout(SETTLE_MS)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > width:
        wrong.append(f"the page is {wide} px wide")
    page.screenshot(path=str(target), full_page=True)
    context.close()
    return [f"{target.name}: {line}" for line in wrong]


def _local(url: str) -> bool:
    return url.startswith(("file:", "data:", "blob:", "about:"))


def check(tree: Tree) -> Result:
    """Write a report and photograph it four times."""
    from playwright.sync_api import sync_playwright

    made = tree.written / "report"
    ran = tree.saiken("run", "--quiet", "--out", str(made))
    reports = sorted(made.glob("*.html"), key=lambda path: path.stat().st_mtime)
    if ran.returncode or not reports:
        return Result(False, "no report to look at", tail(ran.stderr))
    folder = tree.written.parent / "look"
    folder.mkdir(parents=True, exist_ok=True)
    wrong: list[str] = []
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as player:
        browser = player.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        for width, theme in product(WIDTHS_PX, THEMES):
            target = folder / f"report-{width}-{theme}.png"
            wrong += _shoot(browser, reports[-1].as_uri(), width, theme, target)
        browser.close()
    line = f"{len(WIDTHS_PX) * len(THEMES)} screenshots in build/look, {len(wrong)} faults"
    return Result(not wrong, line, tuple(wrong))
