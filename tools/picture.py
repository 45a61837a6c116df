"""Make the pictures of the README and the docs (``python -m tools.picture``): report and page."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.slider import served
from tools.check.look import CHROMIUM

IMAGES: Final = Path(__file__).parents[1] / "docs" / "images"
REPORT_PX: Final = (1200, 1720)
PAGE_PX: Final = (1280, 1080)
PATIENCE_MS: Final = 60_000


def main() -> None:
    """Run the default scenario and photograph what a reader sees first."""
    from playwright.sync_api import sync_playwright

    import saiken

    outcome = saiken.simulate(saiken.load_scenario(saiken.scenario_names()[0]))
    IMAGES.mkdir(parents=True, exist_ok=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player, served() as address:
        report = outcome.to_html(Path(folder) / "report.html").as_uri()
        browser = player.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        for name, where, size in (("report", report, REPORT_PX), ("app", address, PAGE_PX)):
            _photograph(browser, where, size, IMAGES / f"{name}.png")
        browser.close()


def _photograph(browser: Any, address: str, size: tuple[int, int], path: Path) -> None:  # noqa: ANN401
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.goto(address)
    page.wait_for_selector("html[data-ready=yes]", state="attached", timeout=PATIENCE_MS)
    page.screenshot(path=str(path))
    page.close()


if __name__ == "__main__":
    main()
