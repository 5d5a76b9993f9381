"""The real service with one worker: a full disk, raw connections with their limits and framing, its sudden end."""

import json
import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import takewhile
from pathlib import Path
from typing import Any

import httpx
import pytest

from features.schema.kinds import Kind
from serving.access.body_limits import MATCH_BODY
from serving.access.clients import create_client
from serving.launch import PortTaken, require_free, wait_until_ready
from serving.runtime.home import Home
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.vocabulary.terms import Scope
from tests.support.paths import SHIPPED
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.small_network import Universe
from tests.support.trained_service import TOKEN, free_port

pytestmark = pytest.mark.e2e
CHUNK = b"10000\r\n" + b" " * 65_536 + b"\r\n"
MAX_SENT = 128 << 20
"""More than the service reads and discards of a body, and the buffers of both sides."""
MATCH = f"POST /v1/match HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {TOKEN}\r\nContent-Type: application/json\r\n"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service with one worker, and the disk that it writes to."""

    http: httpx.Client
    port: int
    process: "subprocess.Popen[bytes]"
    disk: SmallDisk
    log: Path

    def make_contract(self, token: str, key: str) -> httpx.Response:
        headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
        return self.http.post("/v1/contracts", json={"name": key * 20}, headers=headers)

    def match(self) -> httpx.Response:
        request = {"kind": "person", "records": [{"id": "a", "full_name": "Ann Lee"}]}
        return self.http.post("/v1/match", json=request, headers={"Authorization": f"Bearer {TOKEN}"})

    def ready(self) -> dict[str, Any]:
        answer = self.http.get("/readyz")
        assert answer.status_code == 200
        found: dict[str, Any] = answer.json()
        return found


@pytest.fixture(scope="module")
def service(universe: Universe, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    tmp_path = tmp_path_factory.mktemp("service")
    with small_disk(tmp_path / "disk", "32m") as disk:
        port = free_port()
        log = tmp_path / "service.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
        inherited.pop("BENTOML_HOME", None)
        home = disk.folder / "home"
        home.mkdir()
        Home(home).port_file.symlink_to("/proc/none/port.json")  # no write succeeds, as on a disk that is full already
        mine = {"HOME": str(home), "WORKERS": "1", "PORT": str(port), "TOKEN": TOKEN}
        mine |= {"BUNDLE_PERSON": str(SHIPPED / "person"), "INDEX_PERSON": str(universe.indexes[Kind.PERSON])}
        environment = inherited | {f"ONEMATCH_{name}": value for name, value in mine.items()}
        command = [str(Path(sys.executable).parent / "onematch"), "serve"]
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, stderr=out)
            try:
                wait_until_ready(f"http://127.0.0.1:{port}", process, n_workers=1)
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
                    yield Service(http, port, process, disk, log)
            finally:
                process.terminate()
                process.wait(60)


def operator_token(service: Service) -> str:
    """A token of an operator's client, created outside of the service."""
    store = open_store(Settings(home=service.disk.folder / "home"))
    with store.writing() as connection:
        client = create_client(connection, None, frozenset({Scope.OPERATOR}), now_in_utc())
    store.close()
    form = {"grant_type": "client_credentials", "client_id": client.id, "client_secret": client.secret}
    token: str = service.http.post("/v1/oauth/token", data=form).json()["access_token"]
    return token


def test_a_full_disk_refuses_writes_with_507_and_everything_else_works(service: Service) -> None:
    token = operator_token(service)
    before = service.ready()
    assert service.make_contract(token, "before").status_code == 201

    service.disk.fill()
    answers = [service.make_contract(token, f"full-{n}") for n in range(80)]
    others = [service.http.get(f"/docs/none-{n}").status_code for n in range(5)]
    matched = service.match()
    health = service.http.get("/healthz")
    during = service.ready()

    refused = [one for one in answers if one.status_code != 201]
    assert refused
    assert {(one.status_code, one.json()["type"]) for one in refused} == {(507, "urn:onematch:problem:disk-full")}
    assert (matched.status_code, health.status_code, set(others)) == (200, 200, {404})
    assert (before["full"], during["full"]) == ([], ["home", "store"])
    assert during["worker"] == before["worker"]

    service.disk.empty()
    kept = {one.json()["id"] for one in answers if one.status_code == 201}
    after = service.make_contract(token, "after")
    listed = {
        one: service.http.get(f"/v1/contracts/{one}", headers={"Authorization": f"Bearer {token}"}) for one in kept
    }

    assert after.status_code == 201
    assert {one.status_code for one in listed.values()} <= {200}
    assert service.ready() == before
    assert "Traceback" not in service.log.read_text()


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
def test_an_endless_body_is_not_read_beyond_its_answer(service: Service, head: str, n_first: int, status: int) -> None:
    with connected(service.port, f"{head}Transfer-Encoding: chunked\r\n\r\n") as caller:
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
def test_a_request_with_two_framings_is_refused_and_nothing_after_it_is_answered(service: Service, head: str) -> None:
    with connected(service.port, head + "0\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n") as caller:
        answer = rest(caller)

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert answer.count(b"HTTP/1.1 ") == 1
    assert json.loads(answer.partition(b"\r\n\r\n")[2])["type"] == "urn:onematch:problem:request-malformed"


def test_headers_and_bodies_without_progress_close_their_connections(service: Service) -> None:
    part_of_header = "GET /healthz HTTP/1.1\r\nHost: a\r\nX-A: "
    silent = ""
    body_that_stops = f"{MATCH}Content-Length: 1000\r\n\r\n{{"
    chunk_that_stops = f"{MATCH}Transfer-Encoding: chunked\r\n\r\nff\r\n"
    whole_header = "GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"

    with (
        connected(service.port, part_of_header) as one,
        connected(service.port, body_that_stops) as two,
        connected(service.port, chunk_that_stops) as three,
        connected(service.port, whole_header) as four,
        connected(service.port, silent) as five,
    ):
        assert four.recv(65_536).startswith(b"HTTP/1.1 200 ")
        four.sendall(part_of_header.encode())
        answers = [rest(caller) for caller in (one, two, three, four, five)]

    statuses = [re.findall(rb"HTTP/1.1 (\d+)", answer) for answer in answers]
    assert statuses == [[b"408"], [b"408"], [b"408"], [b"408"], []]


def test_a_killed_service_leaves_no_process_that_holds_the_port(service: Service) -> None:
    service.process.kill()
    service.process.wait()

    until = time.monotonic() + 60
    while time.monotonic() < until and not is_free(service.port):
        time.sleep(0.2)

    assert is_free(service.port)


def is_free(port: int) -> bool:
    """Return whether nothing listens on a port."""
    try:
        require_free("127.0.0.1", port)
    except PortTaken:
        return False
    with pytest.raises(httpx.ConnectError):
        httpx.get(f"http://127.0.0.1:{port}/healthz")
    return True
