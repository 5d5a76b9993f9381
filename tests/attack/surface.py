"""The attack surface: every operation of the application's OpenAPI document, so that a new route is attacked too."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

METHODS = ("get", "put", "post", "delete", "patch")
OPEN = {"/healthz", "/readyz", "/metrics", "/v1/oauth/token", "/v1/webhooks/hubspot/{instance_id}"}
"""Routes without a token; a new one must be added here."""
LAST = ("/termination", "/instances/{name}", "/clients/{client_id}")
"""Operations that end something are called last."""


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one path, with its part of the document."""

    method: str
    path: str
    scopes: frozenset[str]
    parameters: Mapping[str, Mapping[str, Any]]
    example: object

    @property
    def is_of_contract(self) -> bool:
        return self.path.startswith("/v1/contracts/{contract_id}")

    @property
    def is_read(self) -> bool:
        return self.method == "GET"

    def url(self, values: Mapping[str, str]) -> str:
        """Fill the path and the required query parameters; a name without a value gets the contract's id."""
        url = self.path
        query = []
        for name, parameter in self.parameters.items():
            value = values.get(name, values["contract_id"])
            if parameter["in"] == "path":
                url = url.replace(f"{{{name}}}", value)
            elif parameter["in"] == "query" and parameter.get("required"):
                query.append(f"{name}={value}")
        return f"{url}?{'&'.join(query)}" if query else url

    def __str__(self) -> str:
        return f"{self.method} {self.path}"


def operations(document: Mapping[str, Any]) -> list[Operation]:
    """Return every operation that needs a token; those that end something are last."""
    found = [one for one in all_operations(document) if one.path not in OPEN]
    return sorted(found, key=lambda one: one.path.endswith(LAST) and not one.is_read)


def body_with(values: Mapping[str, str], example: object) -> object:
    """Replace the ids in an example."""
    if isinstance(example, list):
        return [body_with(values, one) for one in example]
    if not isinstance(example, dict):
        return example
    return {name: _put(values, name, value) for name, value in example.items()}


def _put(values: Mapping[str, str], name: str, value: object) -> object:
    return values[name] if isinstance(value, str) and name in values and name != "name" else body_with(values, value)


def all_operations(document: Mapping[str, Any]) -> Iterator[Operation]:
    """Yield every operation of a document."""
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield _operation(method, path, item[method])


def _operation(method: str, path: str, said: Mapping[str, Any]) -> Operation:
    scopes = frozenset(one for entry in said.get("security", ()) for words in entry.values() for one in words)
    parameters = {one["name"]: one for one in said.get("parameters", ())}
    content = said.get("requestBody", {}).get("content", {}).get("application/json", {})
    example = content.get("example", {} if content else None)
    return Operation(method.upper(), path, scopes, parameters, example)
