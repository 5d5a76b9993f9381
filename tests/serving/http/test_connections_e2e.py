"""Raw connections to the real service: the end of reading, the time limits, and the framing of requests."""

import json
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import takewhile

import pytest

from serving.access.body_limits import MATCH_BODY
from tests.support.built_bento import environment_of
from tests.support.paths import ROOT
from tests.support.trained_service import TOKEN, free_port

pytestmark = pytest.mark.e2e
CHUNK = b"10000\r\n" + b" " * 65_536 + b"\r\n"
MAX_SENT = 128 << 20
"""More than the service reads and discards of a body, and the buffers of both sides."""
MATCH = f"POST /v1/match HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """The service with one worker and no model."""
    folder = tmp_path_factory.mktemp("service")
    port = free_port()
    command = [sys.executable, "-m", "bentoml", "serve", "serving.service:OnematchService"]
    where = ["--host", "127.0.0.1", "--port", str(port), "--working-dir", str(ROOT)]
    settings = {"ONEMATCH_HOME": str(folder / "home"), "ONEMATCH_TOKEN": TOKEN, "ONEMATCH_WORKERS": "1"}
    environment = environment_of(folder / "bentoml") | settings
    with (folder / "service.log").open("wb") as log:
        process = subprocess.Popen([*command, *where], cwd=folder, env=environment, stdout=log, stderr=log)
        try:
            assert any(map(_answers, [port] * 300)), (folder / "service.log").read_text()
            yield port
        finally:
            process.terminate()
            process.wait(30)


def _answers(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=5) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        time.sleep(0.2)
        return False


@contextmanager
def connected(port: int, sent: bytes | str) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=60) as caller:
        caller.sendall(sent.encode() if isinstance(sent, str) else sent)
        yield caller


def rest(caller: socket.socket) -> bytes:
    """Return all data until the service closes the connection."""
    return b"".join(takewhile(bool, iter(lambda: caller.recv(65_536), None)))


def sent_until_closed(caller: socket.socket) -> int:
    """Return how many bytes a caller could send until the connection closed."""
    for number in range(MAX_SENT // len(CHUNK)):
        try:
            caller.sendall(CHUNK)
        except (BrokenPipeError, ConnectionResetError):
            return number * len(CHUNK)
    return MAX_SENT


@pytest.mark.parametrize(
    ("head", "n_first", "status"),
    [
        ("POST /v1/contracts/c/changes HTTP/1.1\r\nHost: a\r\n", 1, 401),
        ("POST /v1/match HTTP/1.1\r\nHost: a\r\n", 1, 401),
        ("POST /nowhere HTTP/1.1\r\nHost: a\r\n", 1, 404),
        ("GET /healthz HTTP/1.1\r\nHost: a\r\n", 1, 200),
        (MATCH, MATCH_BODY // 65_536 + 1, 413),
    ],
)
def test_an_endless_body_is_not_read_beyond_its_answer(port: int, head: str, n_first: int, status: int) -> None:
    with connected(port, f"{head}Transfer-Encoding: chunked\r\n\r\n") as caller:
        for _ in range(n_first):
            caller.sendall(CHUNK)
        answer = caller.recv(65_536)

        sent = sent_until_closed(caller)

    assert answer.startswith(b"HTTP/1.1 %d " % status)
    assert b"\r\nconnection: close\r\n" in answer.lower()
    assert sent < MAX_SENT


@pytest.mark.parametrize(
    "head",
    [
        "POST /v1/match HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n",
        "POST /v1/match HTTP/1.1\r\nHost: a\r\ntransfer-encoding: chunked\r\ncontent-length: 0\r\n\r\n",
        "POST /v1/match HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
    ],
)
def test_a_request_with_two_framings_is_refused_and_nothing_after_it_is_answered(port: int, head: str) -> None:
    with connected(port, head + "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") as caller:
        answer = rest(caller)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "urn:onematch:problem:request-malformed"


def test_headers_and_bodies_without_progress_close_their_connections(port: int) -> None:
    part_of_header = "GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: "
    silent = ""
    body_that_stops = f"{MATCH}Content-Length: 1000\r\n\r\n{{"
    chunk_that_stops = f"{MATCH}Transfer-Encoding: chunked\r\n\r\nff\r\n"
    whole_header = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

    with (
        connected(port, part_of_header) as one,
        connected(port, body_that_stops) as two,
        connected(port, chunk_that_stops) as three,
        connected(port, whole_header) as four,
        connected(port, silent) as five,
    ):
        assert four.recv(65_536).startswith(b"HTTP/1.1 200 ")
        four.sendall(part_of_header.encode())
        answers = [rest(caller) for caller in (one, two, three, four, five)]

    statuses = [re.findall(rb"HTTP/1.1 (\d+)", answer) for answer in answers]
    assert statuses == [[b"408"], [b"408"], [b"408"], [b"408"], []]
