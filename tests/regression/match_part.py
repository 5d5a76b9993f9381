"""What is compared of `/v1/match`: records one by one and a hundred at a time, mistakes, what the API declares."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import httpx

from tests.regression.recording import Normaliser, Recording
from tests.regression.service import TOKEN, Service, running_service
from tests.regression.sources import KINDS, LABELLED, Sources

AT_ONCE = 100
_PROSE = frozenset({"title", "description", "summary", "example", "examples", "version", "tags"})
_QUICK = ("historical_50k", "fodors_zagats")


def record_matches(sources: Sources) -> Recording:
    """Compare the answers with shipped bundles on the sample, and with trained ones on every source."""
    found = Recording()
    shipped = {kind: (_shipped(sources, f"sample_{kind}"), f"sample_{kind}") for kind in ("person", "company")}
    _add_service(found, sources, "shipped", shipped)
    for source in KINDS if sources.scale.is_full else _QUICK:
        _add_service(found, sources, "trained", {KINDS[source]: (_bundle(sources, source), source)})
    return found


def _bundle(sources: Sources, source: str) -> Path:
    return sources.side.folder / sources.bundle(source, LABELLED)


def _shipped(sources: Sources, source: str) -> Path:
    """Return the shipped bundle as a folder: a trained bundle holds the one that it started from."""
    [manifest] = _bundle(sources, source).glob("*/manifest.json")
    return manifest.parent


def _add_service(found: Recording, sources: Sources, name: str, models: Mapping[str, tuple[Path, str]]) -> None:
    served = {kind: (bundle, sources.index(source)) for kind, (bundle, source) in models.items()}
    with running_service(sources.side, f"match-{name}", served) as service:
        for kind, (_, source) in models.items():
            records = sources.records(source, sources.scale.n_http)
            for explain, limit, size in ((True, 5, 1), (False, 50, 1), (True, 50, AT_ONCE), (False, 5, AT_ONCE)):
                body = {"kind": kind, "explain": explain, "limit": limit}
                some = [records[start : start + size] for start in range(0, len(records), size)]
                answers = [_ask(service, body | {"records": one}).raise_for_status().json() for one in some]
                key = f"{name} {source} {size} at a time, explain={explain}, limit={limit}"
                results = [result for answer in answers for result in answer["results"]]
                found.add(
                    f"{key}#model_version", sorted({str(result.pop("model_version", None)) for result in results})
                )
                for number, result in enumerate(results):
                    found.add(f"{key}/{number}", result)
        if name == "shipped":
            _add_mistakes(found, service)
            _add_face(found, service)


def _ask(service: Service, body: object, token: str = TOKEN) -> httpx.Response:
    headers = {"Authorization": f"Bearer {token}", "X-Request-Id": "asked"}
    return service.http.post(f"{service.address}/v1/match", json=body, headers=headers)


def _add_mistakes(found: Recording, service: Service) -> None:
    good = {"id": "1", "full_name": "Ann Lee", "city": "Leeds"}
    some_bad = [good, {"full_name": "No Id"}, {**good, "id": {"a": 1}}, {**good, "id": "2", "past_titles": ["CTO"]}]
    mistakes: dict[str, object] = {
        "bad records": {"kind": "person", "records": some_bad},
        "no record": {"kind": "person", "records": [good, 7]},
        "unknown column": {"kind": "person", "records": [good, {**good, "shoe_size": 9}]},
        "unknown kind": {"kind": "robot", "records": [good]},
        "unknown field": {"kind": "person", "records": [good], "colour": "red"},
        "no records": {"kind": "person", "records": []},
        "too many": {"kind": "person", "records": [good] * 1001},
        "limit": {"kind": "person", "records": [good], "limit": 51},
        "no object": [good],
    }
    for name, body in mistakes.items():
        answer = _ask(service, body)
        found.add(f"mistake {name}", Normaliser().value({"status": answer.status_code, "body": answer.json()}))
    found.add("mistake token", _ask(service, mistakes["limit"], "wrong").status_code)


def _add_face(found: Recording, service: Service) -> None:
    """Compare routes, parameters and bodies as OpenAPI declares them, without prose and names of classes; metrics."""
    api = service.http.get(f"{service.address}/openapi.json").raise_for_status().json()
    for path, operations in api["paths"].items():
        for method, operation in operations.items():
            found.add(f"openapi {method} {path}", _resolved(operation, api, 0))
    headers = {"Authorization": f"Bearer {TOKEN}"}
    text = service.http.get(f"{service.address}/metrics", headers=headers).raise_for_status().text
    found.add("metrics", sorted(set(re.findall(r"^# TYPE (onematch\w+ \w+)$", text, re.MULTILINE))))


def _resolved(value: Any, api: Mapping[str, Any], depth: int) -> Any:
    """Return a part of an OpenAPI document with its references put in, without prose and names."""
    if isinstance(value, list):
        return [_resolved(one, api, depth) for one in value]
    if not isinstance(value, dict):
        return value
    if "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        return _resolved(api["components"]["schemas"][name], api, depth + 1) if depth < 8 else "<deeper>"
    kept = {key: one for key, one in value.items() if key not in _PROSE or isinstance(one, dict)}
    return {key: _resolved(one, api, depth) for key, one in kept.items() if not key.startswith("example")}
