"""The end of the service: sent requests are answered."""

import os
import signal
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from features.schema.kinds import Kind
from serving.launch import wait_until_ready
from serving.runtime.home import Home, Pointer, write_pointer
from tests.support.paths import ROOT
from tests.support.small_models import SmallModel
from tests.support.trained_service import TOKEN, free_port

CLIENTS = 16
REQUEST = {"kind": "person", "records": [{"id": "a", "full_name": "Ann Lee", "city": "Oslo"}]}


@contextmanager
def served(home: Path, port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """Serve a home by the command, with two workers."""
    command = [str(Path(sys.executable).parent / "onematch"), "serve", "--port", str(port), "--workers", "2"]
    environment = os.environ | {"ONEMATCH_HOME": str(home), "ONEMATCH_TOKEN": TOKEN, "BENTOML_HOME": str(home / "b")}
    with (home / "service.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            wait_until_ready(f"http://127.0.0.1:{port}", process, n_workers=2)
            yield process
        finally:
            process.kill()
            process.wait()


@pytest.fixture
def home(small_models: dict[Kind, SmallModel], tmp_path: Path) -> Path:
    model = small_models[Kind.PERSON]
    write_pointer(Home(tmp_path), Kind.PERSON, Pointer(model.bundle, model.index))
    return tmp_path


def ask_until_refused(port: int, seen: "Counter[str]", is_asking: threading.Event) -> None:
    """Ask over one kept connection, and over new ones once it was closed, until none is accepted."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", headers=headers, timeout=30) as client:
        while True:
            try:
                answer = client.post("/v1/match", json=REQUEST)
            except httpx.ConnectError:
                return
            except httpx.TransportError as error:
                seen[repr(error)] += 1
                return
            seen[str(answer.status_code)] += 1
            is_asking.set()


@pytest.mark.e2e
def test_every_request_that_was_sent_before_the_end_is_answered(home: Path) -> None:
    port = free_port()
    seen = Counter[str]()
    asking = [threading.Event() for _ in range(CLIENTS)]
    with served(home, port) as process:
        clients = [threading.Thread(target=ask_until_refused, args=(port, seen, one)) for one in asking]
        for client in clients:
            client.start()
        assert all(one.wait(30) for one in asking)

        process.send_signal(signal.SIGTERM)

        for client in clients:
            client.join(60)
        assert process.wait(60) == 0
    assert set(seen) == {"200"}, seen
    assert seen.total() > CLIENTS
