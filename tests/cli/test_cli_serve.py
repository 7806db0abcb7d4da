"""``actquiz serve``: on this machine only, for this machine's person only, and it ends at once."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path

import pytest

from actquiz.cli.main import run

WEBSOCKET = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
}


class Serving:
    """A server in a process of its own."""

    def __init__(self, home: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "actquiz", "serve", "--port", str(self.port)],
            env={**os.environ, "ACTQUIZ_HOME": str(home)},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout
        self.said = self.process.stdout.readline()

    def ask(self, path: str = "/", **headers: str) -> tuple[int, dict[str, str]]:
        """The status and the headers of the answer; ``Host`` and the like can be made up."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=10)
        names = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request("GET", path, headers=names)
        answer = connection.getresponse()
        connection.close()
        return answer.status, dict(answer.getheaders())


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    """A server that is up."""
    pytest.importorskip("textual_serve")
    server = Serving(tmp_path_factory.mktemp("home"))
    yield server
    server.process.kill()
    server.process.wait()


def test_it_says_where_it_is_and_answers_there(serving: Serving) -> None:
    """The one line on stdout has the address, and the page is there."""
    assert serving.said.startswith(f"http://127.0.0.1:{serving.port} ")
    status, headers = serving.ask()
    assert status == 200
    assert "default-src 'self'" in headers["Content-Security-Policy"]
    assert serving.ask(Host=f"localhost:{serving.port}")[0] == 302


def test_nobody_else_can_reach_it(serving: Serving) -> None:
    """It listens on 127.0.0.1, and on no other address of this machine."""
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.2", serving.port), timeout=5)


def test_pages_from_elsewhere_are_refused(serving: Serving) -> None:
    """Neither a name that was pointed here nor a script of another page gets to the app."""
    assert serving.ask(Host="evil.example")[0] == 403
    assert serving.ask(Host=f"evil.example:{serving.port}")[0] == 403
    here = f"http://127.0.0.1:{serving.port}"
    assert serving.ask("/ws", Origin="http://evil.example", **WEBSOCKET)[0] == 403
    assert serving.ask("/ws", Origin=f"http://localhost:{serving.port}", **WEBSOCKET)[0] == 403
    assert serving.ask("/ws", Origin=here, **WEBSOCKET)[0] == 101


def test_a_port_that_is_taken_is_named(
    serving: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    """The message has the port and the option that chooses another."""
    assert run(["serve", "--port", str(serving.port)]) == 2
    message = capsys.readouterr().err
    assert str(serving.port) in message
    assert "--port" in message


def test_ctrl_c_ends_it_with_a_tab_open(tmp_path: Path) -> None:
    """It hangs up and ends well within the time a browser would keep it waiting."""
    pytest.importorskip("textual_serve")
    server = Serving(tmp_path)
    tab = HTTPConnection("127.0.0.1", server.port, timeout=10)
    tab.request("GET", "/ws", headers=WEBSOCKET)
    assert tab.getresponse().status == 101
    server.process.send_signal(signal.SIGINT)
    _, complaints = server.process.communicate(timeout=20)
    assert server.process.returncode == 0
    assert "Traceback" not in complaints


def test_without_the_extra_one_line_says_how_to_add_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who has not installed the extra is given the command that does."""
    monkeypatch.setitem(sys.modules, "textual_serve", None)
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.setitem(sys.modules, "textual_serve.app_service", None)
    monkeypatch.delitem(sys.modules, "actquiz.tui.web", raising=False)
    assert run(["serve"]) == 2
    message = capsys.readouterr().err
    assert message.count("\n") == 1
    assert 'pip install "actquiz[web]"' in message
