"""Many people moving sliders at once: ``python -m benchmarks.load [--users 50] [--seconds 60]``.

A server process is started on loopback, and nothing else is ever contacted. Each user comes from a
loopback address of its own, has one request in flight, and drags a slider: bursts of small steps
with the pauses of a hand, then a rest with the full draws. Positions are steps of the sliders, so
that users sometimes ask for the same. Nothing is asserted.
"""

from __future__ import annotations

import argparse
import asyncio
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import numpy as np

MILLISECONDS = 1e3
STEP_USD_BN = 10
MOST_USD_BN = 700
HAND_SECONDS = (0.1, 0.3)
"""Between two steps of a drag."""
REST_SECONDS = (5.0, 15.0)
"""Looking at what came out."""
STEPS = (4, 12)
MINUTE = 60.0
SERVER = "from saiken.app.serve import serve; serve('127.0.0.1', 0, page=False)"


@dataclass
class Tally:
    """What was seen."""

    moving_seconds: list[float] = field(default_factory=list)
    resting_seconds: list[float] = field(default_factory=list)
    statuses: Counter[int | str] = field(default_factory=Counter)
    memory_mb: list[float] = field(default_factory=list)


def body(amount: float, days: int, proceeds: str, moving: bool) -> dict[str, Any]:
    """Build the request of one slider position."""
    scenario = {"amount_usd_bn": amount, "sale_days": days, "proceeds": proceeds}
    return {"case": {"scenario": scenario}, "moving": moving}


async def user(number: int, url: str, until: float, tally: Tally) -> None:
    """Drag, rest, drag again, until the time is up."""
    hand = random.Random(number)
    transport = httpx2.AsyncHTTPTransport(local_address=f"127.0.1.{number + 1}")
    async with httpx2.AsyncClient(base_url=url, transport=transport, timeout=30) as client:
        await asyncio.sleep(hand.uniform(0, 2))
        amount = hand.randrange(0, MOST_USD_BN, STEP_USD_BN)
        while time.monotonic() < until:
            days, proceeds = hand.choice((20, 60, 120)), hand.choice(("yen", "dollars"))
            for _ in range(hand.randint(*STEPS)):
                amount = min(max(amount + hand.choice((-1, 1)) * STEP_USD_BN, 0), MOST_USD_BN)
                asked = body(amount, days, proceeds, moving=True)
                await ask(client, asked, tally, tally.moving_seconds)
                await asyncio.sleep(hand.uniform(*HAND_SECONDS))
            asked = body(amount, days, proceeds, moving=False)
            await ask(client, asked, tally, tally.resting_seconds)
            await asyncio.sleep(hand.uniform(*REST_SECONDS))


async def ask(
    client: httpx2.AsyncClient, asked: dict[str, Any], tally: Tally, seconds: list[float]
) -> None:
    """Send one request and note how long it took."""
    begun = time.perf_counter()
    try:
        answered = await client.post("/api/v1/frame", json=asked)
        tally.statuses[answered.status_code] += 1
    except httpx2.HTTPError as problem:
        tally.statuses[type(problem).__name__] += 1
    seconds.append(time.perf_counter() - begun)


async def crowd(url: str, users: int, seconds: float, process: int) -> Tally:
    """Let all users work at once, and look at the server's memory every minute."""
    tally, until = Tally(), time.monotonic() + seconds
    watching = asyncio.create_task(watch(process, until, tally))
    await asyncio.gather(*(user(number, url, until, tally) for number in range(users)))
    await watching
    return tally


async def watch(process: int, until: float, tally: Tally) -> None:
    """Note the resident memory now and after each minute, or what is left of one."""
    tally.memory_mb.append(resident_mb(process))
    while (left := until - time.monotonic()) > 0:
        await asyncio.sleep(min(left, MINUTE))
        tally.memory_mb.append(resident_mb(process))


def resident_mb(process: int) -> float:
    """Resident memory of a process, MB (Linux)."""
    lines = Path(f"/proc/{process}/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) / 1e3 for line in lines if line.startswith("VmRSS"))


def shown(name: str, seconds: list[float]) -> str:
    """One line of the table."""
    if not seconds:
        return f"{name:<28}none"
    p50, p95, most = (np.quantile(seconds, each) * MILLISECONDS for each in (0.5, 0.95, 1))
    return f"{name:<28}{len(seconds):>7}{p50:>9.0f}{p95:>9.0f}{most:>9.0f}"


def main() -> None:
    """Start a server, let users loose on it, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--users", type=int, default=50, choices=range(1, 201), metavar="1-200")
    parser.add_argument("--seconds", type=float, default=60.0)
    given = parser.parse_args()
    server = subprocess.Popen([sys.executable, "-c", SERVER], stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        url = next(part for part in server.stdout.readline().split() if part.startswith("http"))
        httpx2.post(f"{url.rstrip(';')}api/v1/frame", json={}, timeout=60)  # reads the data
        tally = asyncio.run(crowd(url.rstrip(";"), given.users, given.seconds, server.pid))
    finally:
        server.terminate()
        server.wait(10)
    print(f"{given.users} users, {given.seconds:.0f} s, loopback")
    print(f"{'':<28}{'asked':>7}{'p50 ms':>9}{'p95 ms':>9}{'most':>9}")
    print(shown("moving (256 draws)", tally.moving_seconds))
    print(shown("at rest (2,048 or 512)", tally.resting_seconds))
    statuses = ", ".join(f"{name}: {count}" for name, count in tally.statuses.items())
    print(f"answers: {statuses}")
    print(f"memory by minute, MB: {', '.join(f'{each:.0f}' for each in tally.memory_mb)}")


if __name__ == "__main__":
    main()
