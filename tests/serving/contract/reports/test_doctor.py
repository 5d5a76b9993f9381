"""What an installation lacks is said by one sentence each, to the command, the route and the operator's page."""

import json
import shutil
import socket
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from features.schema.kinds import Kind
from serving.contract.reports.doctor import Finding, examine, examine_open
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings
from serving.store.jobs import WORK, take_lease
from serving.store.tables.contracts import instances
from serving.store.tables.work import activities, audit
from serving.vocabulary.terms import Scope
from tests.support.paths import SHIPPED
from tests.support.small_network import Universe
from tests.support.tenant import START, Tenant
from tests.support.unsent import unsent

ENTRY = json.loads('{"client_id": "c", "action": "GET /", "subject": {}, "status": 200, "request_id": "r"}')
pytestmark = pytest.mark.both_databases


@pytest.fixture
def crm() -> Iterator[socket.socket]:
    """A CRM that takes connections."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.fixture
def whole(tenant: Tenant, universe: Universe, crm: socket.socket, tmp_path: Path) -> Settings:
    """An installation that lacks nothing: a worker, a young index, a CRM in sync."""
    tenant.clock.now = now_in_utc()
    index = tmp_path / "young.index"
    shutil.copytree(universe.indexes[Kind.PERSON], index)
    (index / "facts.json").write_text(
        f'{{"as_of": "{tenant.clock().isoformat()}", "inmail_opt_out": []}}', encoding="utf-8"
    )
    with tenant.store.writing() as connection:
        take_lease(connection, WORK, "w", tenant.clock())
        connection.execute(
            instances.update().values(
                urls={"api": f"http://127.0.0.1:{crm.getsockname()[1]}"}, connected_at=tenant.clock()
            )
        )
    return Settings(home=tmp_path, index_person=index, bundle_person=SHIPPED / "person", token=SecretStr("t"))


def checks(found: list[Finding]) -> list[str]:
    return [finding.check for finding in found]


def test_each_lack_is_found_alone(tenant: Tenant, whole: Settings, crm: socket.socket) -> None:
    def found(**settings: Any) -> list[str]:
        return checks(examine_open(whole.model_copy(update=settings), tenant.store, tenant.clock()))

    assert found() == []
    assert found(bundle_person=whole.home / "gone") == ["models"]
    assert found(index_person=None) == ["models"]

    with tenant.store.writing() as connection:
        waits = unsent(tenant.instance.id, tenant.clock() - timedelta(hours=2))
        connection.execute(activities.insert().values(**waits))
        connection.execute(audit.insert().values(**ENTRY, at=tenant.clock() + timedelta(days=4000)))
    crm.close()
    assert found() == ["outbox", "clock", "crm"]

    tenant.clock.forward(days=36)
    assert found() == ["worker", "index", "outbox", "sync", "clock", "crm"]
    with tenant.store.writing() as connection:
        connection.execute(instances.update().values(urls={"api": "https://crm.example"}))
    assert found() == ["worker", "index", "outbox", "sync", "clock"]


def test_the_operator_reads_the_same_over_http(tenant: Tenant) -> None:
    answer = tenant.ask("GET", "/v1/doctor", scopes=Scope.OPERATOR).json()

    assert {"worker", "models"} <= {finding["check"] for finding in answer["items"]}
    assert tenant.ask("GET", "/v1/doctor", scopes=Scope.ADMIN).status_code == 403


def test_a_store_that_does_not_open_is_a_finding_too(whole: Settings) -> None:
    behind = whole.model_copy(update={"database_url": "sqlite:////nowhere/store.db", "token": None, "port": 9})

    found = examine(behind, START)

    assert checks(found) == ["settings", "service", "store"]
    assert "ONEMATCH_TOKEN" in found[0].found
