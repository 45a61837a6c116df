"""The application in a process of its own, and ways to read its page."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from urllib.parse import urlencode, urlsplit

import saiken
from saiken.case.link import read_link
from saiken.data import load_store
from saiken.report import words
from saiken.report.summary import hangs_on, sentence

PATIENCE = 2400
"""Looks at the page, a minute in all: a loaded machine is slow, and a broken page never ready."""
READY = "document.documentElement.dataset.ready === 'yes'"
CONTROLS = "document.documentElement.dataset.controls === 'yes'"
FEW = 64
"""Draws of a link whose page is compared with the engine: the same on both sides."""


class Server:
    """The application on one port; it can end and come back there."""

    def __init__(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}/"
        self.process = None

    def start(self):
        program = f"from saiken.app.serve import serve; serve('127.0.0.1', {self.port})"
        environment = os.environ | {"OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": "src"}
        self.process = subprocess.Popen(
            [sys.executable, "-c", program], env=environment, stdout=subprocess.DEVNULL
        )
        for _ in range(PATIENCE):
            try:
                urllib.request.urlopen(self.address).close()
            except urllib.error.URLError:
                time.sleep(0.05)
            else:
                return self
        raise AssertionError("the application does not start")

    def stop(self):
        self.process.terminate()
        self.process.wait()


def until(page, condition):
    """Wait for a condition; the page's own policy forbids the browser driver's polling."""
    for _ in range(PATIENCE):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(25)
    raise AssertionError(f"never true: {condition}")


def settled(page):
    """Wait until the page shows everything of what was last asked."""
    page.wait_for_timeout(40)
    until(page, READY)


def changing(page):
    """Forget that the page was ready, so that only an answer to the next change counts."""
    page.evaluate("document.documentElement.dataset.ready = 'no'")


def case_of(page):
    """The case in the address bar, as the package reads it."""
    found = read_link(urlsplit(page.url).query, load_store().fingerprint)
    assert found.message == ""
    return found.case


def text(page, place):
    return page.evaluate(f"document.getElementById('{place}').textContent")


def outcome(case):
    return saiken.simulate(case)


def says(page, out):
    """The page's words and four figures are the outcome's."""
    head = out.headline
    assert text(page, "sentence") == sentence(out)
    assert text(page, "assumptions") in (hangs_on(out), "No assumption matters: nothing varies.")
    figures = {
        "ten": (head["yield_change_bp"]["10y"]["peak"], words.bp),
        "bill": (head["federal_interest_cost_usd_bn"]["ten_years"], words.usd),
        "seller": (head["seller_loss_usd_bn"], words.usd),
        "us": (head["us_loss_usd_bn"], words.usd),
    }
    for name, (band, say) in figures.items():
        if band is None:
            assert text(page, f"card-{name}") == "–"
            continue
        assert text(page, f"card-{name}") == say(band["p50"])
        assert text(page, f"card-{name}-band") == words.span(band["p05"], band["p95"], say)


OPEN = "document.querySelectorAll('details').forEach((one) => { one.open = true; })"
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
FOCUSED = "document.activeElement.id || document.activeElement.closest('[id]')?.id"


def few(**changes):
    return urlencode({"draws": FEW} | changes)


def choose(page, field, words_of_choice):
    page.locator(f"#{field}").click()
    page.get_by_role("option", name=words_of_choice, exact=True).click()


def write(page, field, value):
    box = page.locator(f"#{field}")
    box.fill(value)
    box.press("Tab")


def slide(page, field, *keys):
    page.locator(f"#{field} [role=slider]").focus()
    for key in keys:
        page.keyboard.press(key)


def value_of(page, field):
    dumped = case_of(page).model_dump(mode="json")
    return (dumped["scenario"] | dumped["assumptions"] | dumped)[field]
