"""From a move of a slider to painted charts, in headless Chromium.

``python -m benchmarks.slider`` starts the application on a free port, drags two sliders of the page
with the mouse and prints, over 200 moves that were painted, the whole time and its parts: the
components of the controls, the wait for the frame before, the engine (as the server says), the
transport (everything else between a request and its answer), and the painting. Cases seldom come
twice, so that the server's cache helps little. Then it prints how long after each drag the full
draws stand on the page, the pause before they are asked for included. Nothing is asserted. Needs
playwright and /usr/bin/chromium.
"""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

CHROMIUM: Final = "/usr/bin/chromium"
ARGUMENTS: Final = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"]
MOVES: Final = 200
BETWEEN_MS: Final = 8
"""Pause between two movements of the mouse."""
PARTS: Final = ("whole", "controls", "waited", "engine", "transport", "paint")
BUDGETS: Final = {50: 80.0, 95: 150.0}
READY: Final = "document.documentElement.dataset.ready === 'yes'"
SLIDERS: Final = ("amount_usd_bn", "sale_days")
RESTING_BUDGET_MS: Final = 1000.0
WATCH: Final = """() => {
  const said = document.documentElement;
  let released = null;
  window.restingMs = [];
  const release = () => { released = performance.now(); };
  document.addEventListener("pointerup", release, { capture: true });
  new MutationObserver(() => {
    if (released === null || said.dataset.ready !== "resting") return;
    window.restingMs.push(performance.now() - released);
    released = null;
  }).observe(said, { attributeFilter: ["data-ready"] });
}"""
"""Notes on the page how long after a drag its frame at rest has been drawn."""
MEASURES: Final = """(parts) => performance.getEntriesByName("saiken-move").map((each) =>
  [each.duration, ...parts.map((name) => each.detail[name])])"""


@contextmanager
def served() -> Iterator[str]:
    """Run the application in a process of its own; yields its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = os.environ | {"OPENBLAS_NUM_THREADS": "1"}
    program = f"from saiken.app.serve import serve; serve('127.0.0.1', {port})"
    process = subprocess.Popen(
        [sys.executable, "-c", program], env=environment, stdout=subprocess.DEVNULL
    )
    address = f"http://127.0.0.1:{port}/"
    try:
        _wait(address)
        yield address
    finally:
        process.terminate()
        process.wait()


def _wait(address: str) -> None:
    until = time.monotonic() + 30
    while True:
        try:
            urllib.request.urlopen(address).close()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
        else:
            return


def measured(address: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Move the sliders; milliseconds of each painted move (move, part) and until each rest."""
    playwright: Any = import_module("playwright.sync_api")
    with playwright.sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        page.goto(address)
        _until(page, READY)
        page.evaluate(WATCH)
        place = 0
        while page.evaluate("performance.getEntriesByName('saiken-move').length") < MOVES:
            _drag(page, SLIDERS[place % len(SLIDERS)], place)
            place += 1
        found = np.array(page.evaluate(MEASURES, list(PARTS[1:]))[:MOVES])
        resting = np.array(page.evaluate("window.restingMs"))
        browser.close()
    return found, resting


def _drag(page: Any, slider: str, seed: int) -> None:  # noqa: ANN401 - playwright has no types
    """One sweep with the mouse down, to places where the slider has not been."""
    track = page.locator(f"#{slider}")
    track.scroll_into_view_if_needed()
    box = track.bounding_box()
    middle = box["y"] + box["height"] / 2
    shares = np.random.default_rng(seed).permutation(np.linspace(0.05, 0.95, 40))
    page.mouse.move(box["x"] + box["width"] * 0.5, middle)
    page.mouse.down()
    for share in shares:
        page.mouse.move(box["x"] + box["width"] * float(share), middle)
        page.wait_for_timeout(BETWEEN_MS)
    page.mouse.up()
    page.wait_for_timeout(500)
    _until(page, READY)


def _until(page: Any, condition: str) -> None:  # noqa: ANN401
    for _ in range(400):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    raise TimeoutError(f"never true: {condition}")


def main() -> None:
    """Print the table."""
    with served() as address:
        found, resting = measured(address)
    print(f"from a slider's move to painted charts, {len(found)} moves, milliseconds")
    print(f"{'':<12}{'median':>9}{'95 of 100':>12}{'worst':>9}")
    for place, name in enumerate(PARTS):
        middle, high = np.percentile(found[:, place], [50, 95])
        print(f"{name:<12}{middle:>9.0f}{high:>12.0f}{found[:, place].max():>9.0f}")
    print(
        "budget      "
        + "".join(f"{most:>{9 if at == 50 else 12}.0f}" for at, most in BUDGETS.items())
    )
    print(
        f"from the end of a drag to the full draws: {len(resting)} drags, median "
        f"{np.median(resting):.0f}, worst {resting.max():.0f}, budget {RESTING_BUDGET_MS:.0f}"
    )


if __name__ == "__main__":
    main()
