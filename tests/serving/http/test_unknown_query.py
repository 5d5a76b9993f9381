"""A query parameter that a route does not declare is refused on every route, by name."""

import pytest

from serving.contract.imports.webhook_routes import PATH as WEBHOOK
from serving.contract.records.services import WrapperServices
from serving.vocabulary.terms import Scope
from tests.attack.surface import Operation, all_operations
from tests.support.tenant import ADMIN, Tenant
from tests.support.wrapper_web import SharedRoutes, make_web, problem

FOR_ALL = tuple(scope for scope in Scope if scope is not Scope.OPERATOR)
VALUES = {
    "object": "contact",
    "kind": "person",
    "name": "production",
    "number": "1",
    "save_id": "1",
    "report": "drift",
}


def every_operation(routes: SharedRoutes) -> list[Operation]:
    return list(all_operations(routes.document()))


def refused(tenant: Tenant, operation: Operation, query: str) -> tuple[int, str]:
    url = operation.url({"contract_id": tenant.contract_id} | VALUES)
    token = tenant.token(*FOR_ALL) if operation.is_of_contract else tenant.token(Scope.OPERATOR)
    headers = {"Authorization": f"Bearer {token}", "Acting-User": ADMIN, "Idempotency-Key": "k"}
    more = {"json": operation.example} if operation.method != "GET" else {}
    answer = tenant.web.call(operation.method, url + ("&" if "?" in url else "?") + query, headers=headers, **more)
    return answer.status_code, answer.json()["detail"]


def test_every_route_refuses_an_unknown_query_parameter_and_names_those_that_exist(
    tenant: Tenant, shared_routes: SharedRoutes
) -> None:
    """S39: a filter that does not exist must not be taken for one that does."""
    wrong: dict[str, object] = {}

    for operation in every_operation(shared_routes):
        if operation.path == WEBHOOK:
            continue
        declared = sorted(name for name, one in operation.parameters.items() if one["in"] == "query")
        status, detail = refused(tenant, operation, "colour=red")
        expected = f"one of {', '.join(declared)}" if declared else "no query parameter"
        if (status, detail) != (422, f"/query/colour: got an unknown parameter, expected {expected}"):
            wrong[str(operation)] = (status, detail)

    assert wrong == {}


def test_the_served_application_refuses_it_too(parts: WrapperServices, tenant: Tenant) -> None:
    """There `/v1/match` is answered before the routing."""
    whole = make_web(parts)
    headers = {"Authorization": f"Bearer {tenant.token(Scope.APP)}"}
    body = {"kind": "person", "records": [{"id": "1"}]}
    operations = (("POST", "/v1/match"), ("GET", "/healthz"), ("GET", "/readyz"))

    answers = {
        path: whole.call(method, f"{path}?Instance=sandbox", json=body, headers=headers) for method, path in operations
    }

    error = {"pointer": "/query/Instance", "got": "an unknown parameter", "expected": "no query parameter"}
    assert {path: (answer.status_code, answer.json()["errors"]) for path, answer in answers.items()} == {
        path: (422, [error]) for _, path in operations
    }


@pytest.mark.parametrize("query", ["Limit=2", "limit=2&LIMIT=3", "in-crm=true", "%E2%82%AC=1", "a/b~c=", "=1"])
def test_a_name_is_taken_as_it_is_written(tenant: Tenant, query: str) -> None:
    answer = tenant.ask("GET", f"/saves?{query}", acting=ADMIN)

    assert problem(answer) == (422, "fields-wrong")
