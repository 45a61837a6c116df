"""`saiken app`: it listens, says where, and ends cleanly."""

import signal
import socket
import subprocess
import sys
import time
import urllib.request

import pytest

from saiken.app import serve
from saiken.app.memory import keep_freed_memory
from saiken.cli import main
from saiken.errors import SaikenError

WITHOUT_PAGE = "from saiken.app.serve import serve; serve('127.0.0.1', 0, page=False)"


@pytest.fixture
def server():
    started = subprocess.Popen(
        [sys.executable, "-c", WITHOUT_PAGE],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    yield started
    started.kill()
    started.communicate()


def test_it_starts_answers_and_ends(server):
    begun = time.monotonic()
    said = server.stdout.readline()
    url = next(word for word in said.split() if word.startswith("http")).rstrip(";")
    assert url.startswith("http://127.0.0.1:")
    with urllib.request.urlopen(f"{url}api/v1/health", timeout=5) as answered:
        assert answered.status == 200
        assert "server" not in answered.headers
    assert time.monotonic() - begun < 5
    server.send_signal(signal.SIGINT)
    out, err = server.communicate(timeout=10)
    assert server.returncode == 0
    assert out == "Ended.\n"
    assert err == ""


def test_a_port_that_is_taken(monkeypatch):
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(SaikenError, match=f"127.0.0.1:{port} cannot be listened on: "):
            serve.serve("127.0.0.1", port, page=False)


@pytest.mark.parametrize(
    ("host", "only_here"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("box", False)],
)
def test_which_hosts_reach_this_machine_only(host, only_here):
    assert serve.is_loopback(host) is only_here


def test_another_host_is_warned_about(monkeypatch, capsys):
    monkeypatch.setattr(serve.uvicorn.Server, "run", lambda *_, **__: None)
    monkeypatch.setattr(serve, "_warm_up", lambda _: None)
    monkeypatch.setattr(serve, "keep_freed_memory", lambda: None)
    serve.serve("0.0.0.0", 0, page=False)
    assert "other machines may reach it" in capsys.readouterr().err
    serve.serve("127.0.0.1", 0, page=False)
    assert capsys.readouterr().err == ""


def test_a_missing_extra_says_how_to_install_it(monkeypatch, capsys):
    monkeypatch.setattr("saiken.cli.app.find_spec", lambda name: None if name == "dash" else name)
    with pytest.raises(SystemExit) as end:
        main(["app"])
    assert end.value.code == 1
    said = capsys.readouterr().err
    assert "not installed (dash)" in said
    assert "pip install 'saiken[app]'" in said


def test_the_command_hands_its_options_on(monkeypatch):
    seen = []
    monkeypatch.setattr(serve, "serve", lambda *given, **named: seen.append((given, named)))
    with pytest.raises(SystemExit) as end:
        main(["app", "--port", "0", "--host", "127.0.0.1"])
    assert end.value.code == 0
    assert seen == [(("127.0.0.1", 0), {"open_page": False})]


def test_memory_is_kept_on_linux_only(monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    assert keep_freed_memory() is False
