"""Refusals before workers start, and the wait until they are ready."""

import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

import pytest
from pydantic import SecretStr

from features.schema.kinds import Kind
from serving.access.bearer import TokenMissing, TransportOpen
from serving.launch import (
    NothingToServe,
    PortTaken,
    ServiceFailed,
    launch,
    require_free,
    require_servable,
    wait_until_ready,
)
from serving.runtime.home import Pointer, write_pointer
from serving.runtime.settings import Settings
from serving.store.upgrade import DatabaseBehind

READY = """
import http.server, sys
class Ready(http.server.BaseHTTPRequestHandler):
    asked = 0
    def do_GET(self):
        Ready.asked += 1
        self.send_response(200 if self.path == "/readyz" and Ready.asked > 2 else 503)
        self.end_headers()
        self.wfile.write(b'{"worker": %d}' % min(Ready.asked // 5, 2))
http.server.HTTPServer(("127.0.0.1", int(sys.argv[1])), Ready).serve_forever()
"""


@pytest.fixture
def port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture
def workers(port: int) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen([sys.executable, "-c", READY, str(port)], stderr=subprocess.DEVNULL) as process:
        yield process
        process.terminate()


def promoted(home: Path, **others: object) -> Settings:
    settings = Settings.model_validate({"home": home, **others})
    write_pointer(settings.home_layout, Kind.PERSON, Pointer(home / "bundle", home / "index"))
    return settings


def test_a_home_without_a_champion_has_nothing_to_serve(tmp_path: Path) -> None:
    with pytest.raises(NothingToServe, match="onematch models promote"):
        require_servable(Settings(home=tmp_path))


def test_a_service_without_a_token_starts_only_open_and_on_loopback(tmp_path: Path) -> None:
    """Also behind a proxy."""
    require_servable(promoted(tmp_path, open=True))
    require_servable(promoted(tmp_path, token="secret"))

    for wrong in ({}, {"open": True, "host": "0.0.0.0"}, {"open": True, "host": "0.0.0.0", "behind_proxy": True}):
        with pytest.raises(TokenMissing):
            require_servable(promoted(tmp_path, **wrong))


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.7", "onematch.internal"])
def test_s76_a_service_with_tokens_binds_beyond_loopback_only_behind_a_proxy(tmp_path: Path, host: str) -> None:
    """S76: it speaks plain HTTP, so its tokens would pass a network in the clear."""
    with pytest.raises(TransportOpen, match="--behind-proxy"):
        require_servable(promoted(tmp_path, token="secret", host=host))

    require_servable(promoted(tmp_path, token="secret", host=host, behind_proxy=True))


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost"])
def test_s76_on_loopback_a_service_needs_no_proxy(tmp_path: Path, host: str) -> None:
    """S76."""
    require_servable(promoted(tmp_path, token="secret", host=host))


def test_a_taken_port_is_refused_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        taken = listener.getsockname()[1]

        with pytest.raises(PortTaken, match="--port"):
            launch(promoted(tmp_path, open=True, port=taken), lambda _: None)

    require_free("127.0.0.1", taken)


def test_a_database_without_the_newest_migrations_is_refused_before_anything_starts(tmp_path: Path, port: int) -> None:
    write_pointer(Settings(home=tmp_path).home_layout, Kind.PERSON, Pointer(tmp_path / "bundle", tmp_path / "index"))
    behind = Settings(home=tmp_path, port=port, token=SecretStr("t"), database_url=f"sqlite:///{tmp_path}/empty.db")

    with pytest.raises(DatabaseBehind, match="onematch db upgrade"):
        launch(behind, print)


@pytest.mark.parametrize(
    ("path", "n_workers", "says"),
    [
        ("", 3, None),
        ("", 4, "of 4 workers were ready within 1 s"),
        ("/other", 2, "0 of 2 workers"),
    ],
)
def test_workers_are_ready_once_so_many_answer_readyz_with_200_or_the_time_is_over(
    workers: "subprocess.Popen[bytes]", port: int, path: str, n_workers: int, says: str | None
) -> None:
    address = f"http://127.0.0.1:{port}{path}"

    with nullcontext() if says is None else pytest.raises(ServiceFailed, match=says):
        wait_until_ready(address, workers, n_workers=n_workers, within_s=300 if says is None else 1)


def test_how_many_workers_are_ready_is_said_from_the_first_moment_on(
    workers: "subprocess.Popen[bytes]", port: int
) -> None:
    said = []

    wait_until_ready(f"http://127.0.0.1:{port}", workers, 3, progress=lambda *stage: said.append(stage))

    stage = "start the workers"
    assert (said[0], said[-1]) == ((stage, 0, 3), (stage, 3, 3))
    assert {(stage, 1, 3), (stage, 2, 3)} <= set(said)


def test_workers_that_end_early_are_reported_with_their_code(port: int) -> None:
    with subprocess.Popen([sys.executable, "-c", "raise SystemExit(3)"]) as ended:
        ended.wait()

        with pytest.raises(ServiceFailed, match="ended with code 3"):
            wait_until_ready(f"http://127.0.0.1:{port}", ended, n_workers=1)
