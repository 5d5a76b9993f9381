"""What is compared of `/v1/match`: records one by one and a hundred at a time, and mistakes."""

from collections.abc import Mapping
from pathlib import Path

import httpx

from tests.regression.recording import Normaliser, Recording
from tests.regression.service import TOKEN, Service, running_service
from tests.regression.sources import KINDS, LABELLED, Sources

AT_ONCE = 100
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
