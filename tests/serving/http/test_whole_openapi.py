"""No request to any route makes the service fail, and every answer is as the OpenAPI document declares it."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis.checks import content_type_conformance, not_a_server_error, response_schema_conformance
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import status_code_conformance

from features.schema.kinds import Kind
from serving.application import ServiceParts, create_app
from serving.contract.records.matching import Matchers
from serving.http.scoring_queue import ScoringQueue
from serving.matching.matcher import Matcher
from serving.store.contracts import ADVANCED_PLUS, CONNECTED
from serving.store.tables.contracts import contracts, instances, users
from serving.vocabulary.terms import Scope
from tests.support.databases import Databases, opened
from tests.support.service_fakes import served
from tests.support.small_network import account, contact
from tests.support.sync_tenant import Sync, upsert
from tests.support.tenant import ADMIN, SELLER, Clock, Tenant, make_parts, make_tenant
from tests.support.wrapper_web import Web

EXAMPLES = int(os.environ.get("ONEMATCH_FUZZ", "4"))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
KNOWN = {
    "contract_id": "contract-1",
    "record_id": "c1",
    "user_id": SELLER,
    "profile_id": "M1",
    "company_id": "C1",
    "object": "contact",
    "kind": "person",
    "name": "production",
    "import_id": "i1",
    "job_id": "j1",
}
FOR_ALL = tuple(scope for scope in Scope if scope is not Scope.OPERATOR)


@pytest.fixture
def tenant(databases: Databases, matchers_on_copy: dict[Kind, Matcher], tmp_path: Path) -> Iterator[Tenant]:
    """A contract with records, on SQLite, in a service with models; requests may change the network."""
    url = databases.make("sqlite")
    store = opened(url, tmp_path)
    clock = Clock()
    matchers = matchers_on_copy
    parts = make_parts(store, Matchers(matchers.__getitem__), clock, tmp_path)
    web = Web(create_app(ServiceParts(parts.settings, served(matchers), ScoringQueue(8), 60.0, parts)))
    found = make_tenant(parts, web, clock)
    found.settings(writeback=True)
    sync = Sync(found)
    sync.send(
        upsert("account", id="a1", **account("C1")),
        upsert("contact", id="c1", account_id="a1", **contact("M1")),
        upsert("opportunity", id="o1", name="Deal", account_id="a1", contact_ids="c1", owner_id=SELLER, status="open"),
    )
    yield found
    store.close()
    databases.drop(url)


def test_s74_no_request_makes_a_route_fail_and_every_answer_is_as_declared(tenant: Tenant) -> None:
    schema = schemathesis.openapi.from_asgi("/openapi.json", tenant.web.app)
    wrong: dict[str, str] = {}
    reached: set[str] = set()

    for found in schema.get_all_operations():
        assert isinstance(found, Ok)
        operation = found.ok()
        as_it_was(tenant)
        answered: set[int] = set()
        try:
            fuzz(tenant, operation, answered)
        except (AssertionError, BaseExceptionGroup) as error:
            wrong[operation.label] = str(error)[:800]
        if any(status < 300 for status in answered):
            reached.add(operation.label)

    assert not wrong, "\n\n".join(f"{label}\n{what}" for label, what in wrong.items())
    assert len(reached) > 20


def as_it_was(tenant: Tenant) -> None:
    """Undo changes of the contract by requests: its tier, its end, the end of its instance."""
    again = {
        "tier": ADVANCED_PLUS,
        "sso": False,
        "terminated_at": None,
        "settings": {"production": {"writeback": True}},
    }
    with tenant.store.writing() as connection:
        connection.execute(contracts.update().values(**again))
        connection.execute(instances.update().values(state=CONNECTED, disconnected_at=None, delete_due_at=None))
        connection.execute(users.update().values(active=True, deleted_at=None))
        connection.execute(users.update().where(users.c.id == ADMIN).values(is_admin=True))


def fuzz(tenant: Tenant, operation: Any, answered: set[int]) -> None:
    """Call an operation with generated values of its declaration, most of the time with existing ids."""
    tokens = {True: tenant.token(Scope.OPERATOR), False: tenant.token(*FOR_ALL)}

    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        database=None,
        derandomize=True,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(), st.integers(0, 3))
    def run(case: Any, luck: int) -> None:
        if luck:
            case.path_parameters = {one: KNOWN.get(one, value) for one, value in (case.path_parameters or {}).items()}
            case.query = {one: value for one, value in (case.query or {}).items() if one not in ("cursor", "instance")}
        headers = {"Acting-User": ADMIN} | ({"Idempotency-Key": uuid.uuid4().hex} if luck else {})
        is_operators = not case.formatted_path.startswith("/v1/contracts/contract-1/")
        headers["Authorization"] = f"Bearer {tokens[is_operators]}"
        answer = case.call(headers=headers)
        answered.add(answer.status_code)
        case.validate_response(answer, checks=CHECKS)

    run()
