"""The OpenAPI document: groups, summaries, sentences, examples and problems."""

import json
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from serving.application import ServiceParts, create_routes
from serving.http.docs import TAGS
from serving.http.scoring_queue import ScoringQueue
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings
from serving.vocabulary.terms import Scope
from tests.support.wrapper_web import SharedRoutes, Web

Operation = dict[str, Any]


@pytest.fixture(scope="module")
def document(shared_routes: SharedRoutes) -> dict[str, Any]:
    return shared_routes.document()


def operations(document: dict[str, Any]) -> dict[str, Operation]:
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def wrapped(document: dict[str, Any]) -> dict[str, Operation]:
    """Return the operations that need a token of a contract or of the operator."""
    stateless = ("/v1/match", "/v1/explain", "/healthz", "/readyz", "/metrics")
    free = ("/v1/oauth/token", "/v1/webhooks/hubspot/{instance_id}", *stateless)
    return {name: one for name, one in operations(document).items() if not name.endswith(free)}


def test_every_operation_is_in_one_group_with_a_summary_and_a_sentence(document: dict[str, Any]) -> None:
    groups = [tag["name"] for tag in TAGS]
    bare = [
        name
        for name, one in operations(document).items()
        if not one.get("summary") or not one.get("description") or len(one.get("tags", [])) != 1
    ]

    assert bare == []
    assert [tag["name"] for tag in document["tags"]] == groups
    assert {one["tags"][0] for one in operations(document).values()} <= set(groups)


def test_no_two_operations_have_the_same_summary_or_id(document: dict[str, Any]) -> None:
    summaries = [one["summary"] for one in operations(document).values()]
    ids = [one["operationId"] for one in operations(document).values()]

    assert sorted({one for one in summaries if summaries.count(one) > 1}) == []
    assert len(set(ids)) == len(ids)


def test_every_operation_of_the_wrapper_declares_its_problems_and_its_token(document: dict[str, Any]) -> None:
    for name, one in wrapped(document).items():
        declared = set(one["responses"])
        assert {"401", "403", "422", "429"} <= declared, name
        assert all(
            "application/problem+json" in one["responses"][status]["content"]
            for status in declared
            if status[0] in "45"
        ), name
        assert [set(scheme) for scheme in one["security"]] == [{"oauth2"}], name
        scopes = one["security"][0]["oauth2"]
        assert set(scopes) <= {scope.value for scope in Scope}, name


def test_every_body_has_an_example(document: dict[str, Any]) -> None:
    lacking = [
        name
        for name, one in operations(document).items()
        for media in one.get("requestBody", {}).get("content", {}).values()
        if "example" not in media and "examples" not in media and "format" not in json.dumps(media.get("schema", {}))
    ]

    assert lacking == []


CONSOLE = (
    "/overview",
    "/curve",
    "/jobs",
    "/saves/proposals",
    "/profiles/{kind}/{profile_id}",
    "/v1/models",
    "/v1/models/{kind}/history",
    "/v1/models/{kind}/shadow",
    "/v1/models/{kind}/gates",
    "/reports/suspects",
    "/reports/{name}",
    "/records/{object}/{record_id}/passport",
    "/v1/passport-keys",
)
"""What consoles read."""


def media_of(operation: Operation) -> list[dict[str, Any]]:
    """Return the JSON of an operation's body and of its answers that are no problems."""
    answers = [one for status, one in operation["responses"].items() if status < "300"]
    found = [one.get("content", {}).get("application/json") for one in (operation.get("requestBody", {}), *answers)]
    return [one for one in found if one]


def test_every_example_is_what_its_schema_says(document: dict[str, Any]) -> None:
    wrong = [
        f"{name}: {error.json_path}: {error.message}"
        for name, operation in operations(document).items()
        for media in media_of(operation)
        if "example" in media
        for error in Draft202012Validator(
            {"components": document["components"], **media.get("schema", {})}
        ).iter_errors(media["example"])
    ]

    assert wrong == []


def test_what_consoles_read_has_an_example(document: dict[str, Any]) -> None:
    with_example = {
        name.removeprefix("GET ").removeprefix("/v1/contracts/{contract_id}")
        for name, operation in operations(document).items()
        if name.startswith("GET ") and any("example" in media for media in media_of(operation))
    }

    assert [path for path in CONSOLE if path not in with_example] == []


def test_the_security_scheme_names_the_token_endpoint(document: dict[str, Any]) -> None:
    """S75."""
    scheme = document["components"]["securitySchemes"]["oauth2"]

    assert list(scheme["flows"]) == ["clientCredentials"]
    assert f"/{scheme['flows']['clientCredentials']['tokenUrl']}" in document["paths"]


def test_without_a_store_only_the_stateless_operations_exist() -> None:
    routes = create_routes(ServiceParts(Settings(), ServedModels(), ScoringQueue(1)))

    paths = set(Web(routes).call("GET", "/openapi.json").json()["paths"])

    assert paths == {"/v1/match", "/v1/explain", "/healthz", "/readyz", "/metrics"}
