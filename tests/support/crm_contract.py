"""Checks requests by our own OpenAPI files of the CRMs."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator

from serving.vocabulary.terms import Crm

_PARAMETER = re.compile(r"\{(\w+)\}")


class CrmContract:
    """One CRM's OpenAPI file; `violations` lists the faults of a request."""

    def __init__(self, document: Mapping[str, Any]) -> None:
        self._document = document
        # Paths without parameters first: they are more specific.
        self._paths = sorted(document["paths"], key=lambda path: (path.count("{"), path))

    def violations(self, method: str, path: str, query: Mapping[str, str], sent: tuple[str, object]) -> list[str]:
        """Return the faults of a request by the file; `sent` is the media type and the body."""
        operation = self._operation(method, path)
        if operation is None:
            return [f"{method} {path} is not in the file"]
        wanted = [self._resolved(one) for one in operation.get("parameters", [])]
        missing = [one["name"] for one in wanted if one["required"] and not query.get(one["name"])]
        return [f"{method} {path}: {name} is missing" for name in missing] + self._body(operation, *sent)

    def _operation(self, method: str, path: str) -> Mapping[str, Any] | None:
        for template in self._paths:
            item = self._document["paths"][template]
            pattern = _PARAMETER.sub(r"(?P<\1>[^/]+)", template.replace(".", r"\."))
            match = re.fullmatch(pattern, path)
            if match and method.lower() in item and self._takes(item, match.groupdict()):
                found: Mapping[str, Any] = item[method.lower()]
                return found
        return None

    def _takes(self, item: Mapping[str, Any], given: Mapping[str, str]) -> bool:
        wanted = [self._resolved(one) for one in item.get("parameters", [])]
        return all(given[one["name"]] in one["schema"]["enum"] for one in wanted)

    def _body(self, operation: Mapping[str, Any], media_type: str, body: object) -> list[str]:
        if "requestBody" not in operation:
            return [] if body is None else ["a body was sent where none belongs"]
        content = self._resolved(operation["requestBody"])["content"]
        if media_type not in content:
            return [f"the media type {media_type!r} is none of {sorted(content)}"]
        schema = {**content[media_type]["schema"], "components": self._document["components"]}
        return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(schema).iter_errors(body)]

    def _resolved(self, node: Mapping[str, Any]) -> Mapping[str, Any]:
        if "$ref" not in node:
            return node
        found: Any = self._document
        for step in node["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        resolved: Mapping[str, Any] = found
        return resolved


@cache
def contract_of(crm: Crm) -> CrmContract:
    """Return a CRM's contract, read once."""
    return CrmContract(yaml.safe_load((Path(__file__).parent / f"{crm}.openapi.yaml").read_text()))
