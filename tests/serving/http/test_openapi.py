"""The OpenAPI document: groups, summaries, sentences, examples and problems."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from serving.application import ServiceParts, create_routes
from serving.http.docs import TAGS
from serving.http.scoring_queue import ScoringQueue
from serving.runtime.model_source import ServedModels
from serving.runtime.settings import Settings
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


def test_without_a_store_only_the_stateless_operations_exist() -> None:
    routes = create_routes(ServiceParts(Settings(), ServedModels(), ScoringQueue(1)))

    paths = set(Web(routes).call("GET", "/openapi.json").json()["paths"])

    assert paths == {"/v1/match", "/v1/explain", "/healthz", "/readyz", "/metrics"}
