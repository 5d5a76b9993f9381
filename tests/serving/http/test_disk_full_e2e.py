"""The real service on a home whose disk becomes full, and has space again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest

from serving.access.clients import create_client
from serving.launch import wait_until_ready
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.opening import open_store
from serving.vocabulary.terms import Scope
from tests.support.paths import SHIPPED
from tests.support.small_disk import SmallDisk, small_disk
from tests.support.small_network import Universe
from tests.support.trained_service import free_port

pytestmark = pytest.mark.e2e
TOKEN = "the-token-of-this-test"


@dataclass(frozen=True, slots=True)
class Service:
    """A running service with one worker, and the disk that it writes to."""

    http: httpx.Client
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


@pytest.fixture
def service(universe: Universe, tmp_path: Path) -> Iterator[Service]:
    with small_disk(tmp_path / "disk", "32m") as disk:
        from features.schema.kinds import Kind

        port = free_port()
        log = tmp_path / "service.log"
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("ONEMATCH_")}
        inherited.pop("BENTOML_HOME", None)
        mine = {"HOME": str(disk.folder / "home"), "WORKERS": "1", "PORT": str(port), "TOKEN": TOKEN}
        mine |= {"BUNDLE_PERSON": str(SHIPPED / "person"), "INDEX_PERSON": str(universe.indexes[Kind.PERSON])}
        environment = inherited | {f"ONEMATCH_{name}": value for name, value in mine.items()}
        command = [str(Path(sys.executable).parent / "onematch"), "serve"]
        with log.open("wb") as out:
            process = subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=out, stderr=out)
            try:
                wait_until_ready(f"http://127.0.0.1:{port}", process, n_workers=1)
                with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as http:
                    yield Service(http, disk, log)
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
    answers = [service.make_contract(token, f"full-{n}") for n in range(200)]
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
