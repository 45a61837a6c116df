"""Make the README picture: the top of the default report (``python -m tools.picture``)."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path
from typing import Final

from tools.check.look import CHROMIUM

TARGET: Final = Path(__file__).parents[1] / "docs" / "images" / "report.png"
WIDTH_PX, HEIGHT_PX = 1200, 1720


def main() -> None:
    """Run the default scenario and photograph what a reader sees first."""
    from playwright.sync_api import sync_playwright

    import saiken

    outcome = saiken.simulate(saiken.load_scenario(saiken.scenario_names()[0]))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as player:
        report = outcome.to_html(Path(folder) / "report.html")
        browser = player.chromium.launch(executable_path=CHROMIUM, args=sandbox)
        page = browser.new_page(viewport={"width": WIDTH_PX, "height": HEIGHT_PX})
        page.goto(report.as_uri())
        page.wait_for_selector("html[data-ready=yes]", state="attached")
        page.screenshot(path=str(TARGET))
        browser.close()


if __name__ == "__main__":
    main()
