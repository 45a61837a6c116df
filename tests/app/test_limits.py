"""Bounds on what a client can ask for, each told in one sentence."""

import asyncio
import threading
import time

import pytest

from saiken.app.cache import OVERHEAD, Cache
from saiken.app.guard import Rate
from saiken.app.settings import Settings
from saiken.app.work import Desk, TooBusyError, TooSlowError


def test_too_long_a_body(client_with):
    client = client_with(body_bytes=100)
    answered = client.post("/api/v1/simulate", json={"x": "y" * 200})
    assert answered.status_code == 413
    assert answered.json() == {
        "error": "The body is longer than 100 bytes, the most that is allowed."
    }


def test_too_long_a_body_that_does_not_say_so(client_with):
    client = client_with(body_bytes=100)
    pieces = (b"x" * 60 for _ in range(3))
    assert client.post("/api/v1/simulate", content=pieces).status_code == 413


def test_too_many_requests(client_with):
    client = client_with(requests_per_second=0.01, burst=2)
    codes = [client.get("/api/v1/health").status_code for _ in range(3)]
    assert codes == [200, 200, 429]
    answered = client.get("/api/v1/health")
    assert int(answered.headers["retry-after"]) >= 1
    assert answered.json()["error"].startswith("Too many requests from one address; wait ")
    assert "content-security-policy" in answered.headers


def test_the_bucket_fills_again_and_clients_do_not_share_it(monkeypatch):
    now = [0.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    rate = Rate(per_second=2, burst=1, clients=2)
    assert rate.wait_seconds("a") == 0
    assert rate.wait_seconds("a") == 1
    assert rate.wait_seconds("b") == 0
    now[0] = 0.5
    assert rate.wait_seconds("a") == 0
    assert rate.wait_seconds("c") == 0  # b is forgotten
    assert len(rate._left) == 2


def test_too_slow_an_answer(client_with):
    client = client_with(seconds=0.01)
    body = {"draws": 4096, "scenario": {"horizon_days": 1250}}
    answered = client.post("/api/v1/simulate", json=body)
    assert answered.status_code == 503
    assert "fewer draws" in answered.json()["error"]
    assert int(answered.headers["retry-after"]) >= 1


def test_too_many_draws(client):
    answered = client.post("/api/v1/simulate", json={"draws": 5000})
    assert answered.status_code == 400
    assert answered.json() == {"error": "Draws is 5000; allowed is 16 to 4096."}


def test_too_long_a_horizon(client):
    answered = client.post("/api/v1/frame", json={"case": {"scenario": {"horizon_days": 5000}}})
    assert answered.status_code == 422
    assert "horizon_days" in answered.json()["error"]


def test_too_many_waiting():
    desk, go = Desk(Settings(long_workers=1, waiting=1)), threading.Event()

    def job(_):
        go.wait(5)
        return b"done"

    async def crowd():
        waiting = [asyncio.create_task(desk.answer(name, job)) for name in "ab"]
        await asyncio.sleep(0)
        with pytest.raises(TooBusyError):
            await desk.answer("c", job)
        again = asyncio.create_task(desk.answer("a", job))  # the same question waits with the first
        await asyncio.sleep(0)
        go.set()
        return await asyncio.gather(*waiting, again)

    assert asyncio.run(crowd()) == [b"done"] * 3
    desk.close()


def test_the_event_loop_stays_free_and_a_late_job_stops_between_blocks():
    desk, stopped = Desk(Settings(long_workers=1, seconds=0.05)), threading.Event()

    def job(progress):
        try:
            for done in range(1000):
                time.sleep(0.01)
                progress(done, 1000)
        except TooSlowError:
            stopped.set()
            raise
        return b""

    async def ask():
        ticks = 0
        task = asyncio.create_task(desk.answer("slow", job))
        while not task.done():
            await asyncio.sleep(0.005)
            ticks += 1
        with pytest.raises(TooSlowError):
            await task
        return ticks

    assert asyncio.run(ask()) >= 4
    assert stopped.wait(2)
    assert len(desk.cache) == 0
    desk.close()


def test_equal_questions_are_computed_once():
    desk, calls = Desk(Settings()), []

    async def ask():
        return await desk.answer("key", lambda _: calls.append(1) or b"answer")

    assert [asyncio.run(ask()) for _ in range(3)] == [b"answer"] * 3
    assert len(calls) == 1
    desk.close()


def test_a_slider_does_not_wait_behind_a_long_answer():
    desk, go = Desk(Settings()), threading.Event()

    async def ask():
        long = asyncio.create_task(desk.answer("long", lambda _: (go.wait(5) and b"long") or b""))
        await asyncio.sleep(0)
        quick = await desk.answer("quick", lambda _: b"quick", "quick")
        assert not long.done()
        go.set()
        return quick, await long

    assert asyncio.run(ask()) == (b"quick", b"long")
    desk.close()


def test_a_frame_at_rest_does_not_wait_behind_cards():
    desk, go = Desk(Settings()), threading.Event()

    async def ask():
        names = [f"card {k}" for k in range(3)]
        job = lambda _: (go.wait(5) and b"card") or b""  # noqa: E731
        cards = [asyncio.create_task(desk.answer(name, job, "longest")) for name in names]
        await asyncio.sleep(0)
        rest = await desk.answer("rest", lambda _: b"rest")
        assert not any(card.done() for card in cards)
        assert not desk.crowded
        go.set()
        return rest, await asyncio.gather(*cards)

    assert asyncio.run(ask()) == (b"rest", [b"card"] * 3)
    desk.close()


def test_a_failure_is_not_kept():
    desk, calls = Desk(Settings()), []

    def job(_):
        calls.append(1)
        if len(calls) == 1:
            raise ValueError("once")
        return b"well"

    async def ask():
        return await desk.answer("key", job)

    with pytest.raises(ValueError, match="once"):
        asyncio.run(ask())
    assert asyncio.run(ask()) == b"well"
    desk.close()


def test_the_least_used_is_forgotten_first():
    cache = Cache(entries=2, size=10_000)
    cache.put("a", b"1")
    cache.put("b", b"2")
    assert cache.get("a") == b"1"
    cache.put("c", b"3")
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (b"1", None, b"3")


def test_bytes_are_bounded_and_counted():
    cache = Cache(entries=100, size=3 * (OVERHEAD + 10))
    for name in "abcd":
        cache.put(name, b"x" * 10)
    cache.put("d", b"y" * 10)  # again
    assert len(cache) == 3
    assert cache.size == 3 * (OVERHEAD + 10)
    cache.put("huge", b"x" * 10_000)
    assert cache.get("huge") is None
    assert len(cache) == 3


def test_nothing_is_kept_when_no_entry_is_allowed():
    cache = Cache(entries=0, size=100)
    cache.put("a", b"")
    assert len(cache) == 0
