"""What stands before every route: size of the body, rate of a client, headers of the answer."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from saiken.app.errors import error, unforeseen
from saiken.app.settings import Settings

TOO_LONG: Final = "The body is longer than {most:,} bytes, the most that is allowed."
TOO_MANY: Final = "Too many requests from one address; wait {seconds} s."
HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
POLICY: Final = (
    "default-src 'none'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Styles of the controls are set inline; scripts never are, but for those with a known hash."""


class Guard:
    """Middleware in front of the page and the interface.

    Parameters
    ----------
    app : ASGIApp
    settings : Settings
    hashes : list of str
        Hashes of inline scripts that the page needs, such as ``sha256-...``; read at each answer.
    """

    def __init__(self, app: ASGIApp, settings: Settings, hashes: list[str]) -> None:
        self._app, self._settings, self._hashes = app, settings, hashes
        self._rate = Rate(settings.requests_per_second, settings.burst, settings.clients)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False
        with_headers = self._with_headers(send)

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await with_headers(message)

        try:
            await self._guarded(scope, receive, watched)
        except Exception as problem:
            if begun:
                raise
            await unforeseen(problem)(scope, receive, watched)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        client = scope.get("client") or ("", 0)
        wait = self._rate.wait_seconds(str(client[0]))
        if wait:
            told = error(TOO_MANY.format(seconds=wait), 429, {"Retry-After": str(wait)})
            await told(scope, receive, send)
            return
        body = await _body(scope, receive, self._settings.body_bytes)
        if body is None:
            told = error(TOO_LONG.format(most=self._settings.body_bytes), 413)
            await told(scope, receive, send)
            return
        await self._app(scope, _replay(body, receive), send)

    def _with_headers(self, send: Send) -> Send:
        async def sending(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(HEADERS)
                hashes = "".join(f" '{each}'" for each in self._hashes)
                headers["Content-Security-Policy"] = POLICY.format(hashes=hashes)
            await send(message)

        return sending


class Rate:
    """A bucket of requests for each client, which fills again with time."""

    def __init__(self, per_second: float, burst: float, clients: int) -> None:
        self._rate, self._burst, self._clients = per_second, burst, clients
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def wait_seconds(self, client: str) -> int:
        """Take one request; whole seconds to wait if there is none left, else zero."""
        now = time.monotonic()
        left, then = self._left.pop(client, (self._burst, now))
        left = min(self._burst, left + (now - then) * self._rate)
        allowed = left >= 1
        self._left[client] = (left - 1 if allowed else left, now)
        if len(self._left) > self._clients:
            self._left.popitem(last=False)
        return 0 if allowed else max(1, math.ceil((1 - left) / self._rate))


async def _body(scope: Scope, receive: Receive, most: int) -> bytes | None:
    """Read the body, or stop as soon as it is too long."""
    for name, value in scope["headers"]:
        if name == b"content-length" and value.isdigit() and int(value) > most:
            return None
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(parts)
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > most:
            return None
        if not message.get("more_body", False):
            return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    """Hand the body that was read to the application, then what else comes."""
    waiting = [body]

    async def again() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return again
