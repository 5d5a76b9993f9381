"""The operator's static token over real sockets: it is taken from this machine itself, and from nowhere else."""

import socket
from collections.abc import Iterator

import httpx
import pytest
from pydantic import SecretStr

from features.schema.kinds import Kind
from serving.application import ServiceParts, create_app
from serving.http.scoring_queue import ScoringQueue
from serving.runtime.settings import Settings
from tests.support.live_console import listening
from tests.support.service_fakes import TOKEN, FakeMatcher, FakeOfKind, served

CALLS = (("POST", "/v1/match"), ("POST", "/v1/explain"), ("GET", "/metrics"))
BODY = {"kind": "person", "records": [{"id": "a"}]}


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    """A service that listens on every address of the machine, as one behind a proxy does."""
    settings = Settings(token=SecretStr(TOKEN), behind_proxy=True)
    models = served({kind: FakeOfKind(FakeMatcher(), kind) for kind in Kind})
    with listening(create_app(ServiceParts(settings, models, ScoringQueue(8))), "0.0.0.0") as found:
        yield found


@pytest.fixture(scope="module")
def outside() -> str:
    """An address of this machine that is not a loopback one."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            pytest.skip("this machine has no address but loopback ones")
        return str(probe.getsockname()[0])


def problems(address: str, token: str = TOKEN, **headers: str) -> set[tuple[int, str | None]]:
    """Return the status and the problem of each call."""
    sent = {"Authorization": f"Bearer {token}"} | {name.replace("_", "-"): value for name, value in headers.items()}
    answers = [httpx.request(method, address + path, json=BODY, headers=sent, timeout=60) for method, path in CALLS]
    return {(one.status_code, one.json()["type"].rpartition(":")[2]) for one in answers if one.status_code >= 400}


REFUSED = {(403, "token-elsewhere")}


def test_the_machine_itself_is_answered(port: int) -> None:
    assert problems(f"http://127.0.0.1:{port}") <= {(422, "fields-wrong")}


@pytest.mark.parametrize(
    "headers",
    [
        {"X_Forwarded_For": "127.0.0.1"},
        {"X_Forwarded_For": "203.0.113.7, 127.0.0.1"},
        {"Forwarded": "for=127.0.0.1"},
        {"X_Real_IP": "::1"},
        {"Via": "1.1 proxy"},
        {"X_Forwarded_Proto": "https"},
        {"x_forwarded_host": "localhost"},
    ],
)
def test_what_came_through_a_proxy_is_refused_whoever_it_names(port: int, headers: dict[str, str]) -> None:
    assert problems(f"http://127.0.0.1:{port}", **headers) == REFUSED


@pytest.mark.parametrize("headers", [{}, {"Host": "127.0.0.1"}, {"X_Forwarded_For": "127.0.0.1"}])
def test_another_address_is_refused_whatever_it_says(port: int, outside: str, headers: dict[str, str]) -> None:
    assert problems(f"http://{outside}:{port}", **headers) == REFUSED


def test_a_wrong_token_learns_nothing_of_where_it_comes_from(port: int, outside: str) -> None:
    assert problems(f"http://{outside}:{port}", "wrong") == {(401, "token-wrong")}
