"""What is published changes knowingly: the API with its bounds, problems, reports, metrics and log events."""

import ast
import inspect
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute, iter_route_contexts

from serving.contract.reports.tables import REPORTS
from serving.routes import problem_kinds
from tests.project.test_architecture import ROOMS
from tests.support.paths import ROOT
from tests.support.wrapper_web import routes_of_the_run

PUBLISHED = Path(__file__).with_name("published_api.txt")
PROBLEMS = ROOT / "docs" / "problems.md"
PROBLEMS_HEAD = """# Problems

A refusal is `application/problem+json` (RFC 9457). Its `type` is `urn:onematch:problem:` and a name of this table,
which stays; `title` and `detail` are for people. The OpenAPI document lists the types of each status. Made from
the code by `ONEMATCH_WRITE_DOCS=1 make test`.

| name | status | title |
|---|---|---|
"""
_PROSE = {"description", "summary", "title", "example", "examples", "tags"}
_METRICS = {"Counter", "Gauge", "Histogram", "Metric"}
_EVENTS = {"log_event", "log_refusal", "log_failure", "log_details"}
_OF_NAMES = {"properties", "schemas"}


def test_routes_their_callers_bounds_and_defaults_are_the_published_ones() -> None:
    """`ONEMATCH_WRITE_DOCS=1 .venv/bin/pytest tests/serving/http/test_published_api.py` writes them anew."""
    text = "\n".join([*published(routes_of_the_run().made()), *reports(), *sorted(set(names()))]) + "\n"

    if os.environ.get("ONEMATCH_WRITE_DOCS"):
        PUBLISHED.write_text(text, encoding="utf-8")
    assert text.splitlines() == PUBLISHED.read_text(encoding="utf-8").splitlines()


def test_the_page_of_problems_is_made_from_the_code() -> None:
    rows = {f"| `{kind.name}` | {kind.status} | {kind.title} |": None for kind in problem_kinds()}
    text = PROBLEMS_HEAD + "\n".join(rows) + "\n"

    if os.environ.get("ONEMATCH_WRITE_DOCS"):
        PROBLEMS.write_text(text, encoding="utf-8")
    assert text == PROBLEMS.read_text(encoding="utf-8")


def published(app: FastAPI) -> Iterator[str]:
    """Yield the API by routes and schemas, without sentences and examples."""
    document = without_prose(app.openapi())
    callers = {
        (method, route.path_format): sorted(admits(route.dependant))
        for route in iter_route_contexts(app.routes)
        if isinstance(route.original_route, APIRoute)
        for method in route.methods or ()
    }
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield f"{method.upper()} {path}"
            yield f"  operation {operation['operationId']}"
            yield from callers.get((method.upper(), path), ())
            yield from _operation(operation)
    for name, schema in document["components"]["schemas"].items():
        properties = schema.pop("properties", {})
        required = schema.pop("required", ())
        yield f"{name} {_short(schema)}"
        yield from (f"  {one}{'!' if one in required else ''} {_short(of)}" for one, of in properties.items())


def names() -> Iterator[str]:
    """Yield the problems, metrics and log events, as the product's source names them where they are made."""
    for room in ROOMS:
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                    yield from _named(node.func.id, node)


def _named(function: str, call: ast.Call) -> Iterator[str]:
    told = [ast.unparse(one).strip("'") for one in call.args]
    if function == "ProblemKind":
        status, name, _, *headers = told
        yield f"problem {name} {status} {' '.join(headers) or '{}'}"
    elif (metric := function.removesuffix("MetricFamily")) in _METRICS and told and "onematch_" in told[0]:
        labels = told[2:3] or [ast.unparse(one.value) for one in call.keywords if one.arg == "labels"]
        yield f"metric {metric} {' '.join([told[0], *labels])}"
    elif function in _EVENTS and told:
        fields = sorted(one.arg or f"**{ast.unparse(one.value)}" for one in call.keywords)
        yield f"event {function} {told[0]} {' '.join(fields)}"


def reports() -> Iterator[str]:
    """Yield the columns of each report."""
    yield from (f"report {name}: {one.columns}" for name, one in REPORTS.items())


def without_prose(value: Any, *, has_names: bool = False) -> Any:
    """Return a part of the document without what is written for readers alone."""
    if isinstance(value, list):
        return [without_prose(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        name: without_prose(one, has_names=name in _OF_NAMES)
        for name, one in value.items()
        if has_names or name not in _PROSE
    }


def admits(dependant: Dependant) -> Iterator[str]:
    """Yield what a route requires of its caller."""
    for one in dependant.dependencies:
        yield from admits(one)
        values = inspect.getclosurevars(one.call).nonlocals if inspect.isfunction(one.call) else {}
        if "wish" in values:
            wish = asdict(values["wish"]) | {"needs_key": values["once"]}
            yield "  caller " + ", ".join(
                f"{name} {' '.join(sorted(one)) if isinstance(one, frozenset) else one}"
                for name, one in wish.items()
                if one
            )


def _operation(operation: Mapping[str, Any]) -> Iterator[str]:
    for one in operation.get("parameters", ()):
        yield f"  {one['in']} {one['name']}{'!' if one['required'] else ''} {_short(one['schema'])}"
    body = operation.get("requestBody", {})
    answers = operation["responses"] | ({"body!" if body.get("required") else "body": body} if body else {})
    statuses: dict[str, list[str]] = {}
    for status, answer in answers.items():
        for media, one in (answer.get("content") or {"nothing": {"schema": {}}}).items():
            if one:
                statuses.setdefault(f"{media} {_short(one.get('schema', {}))}", []).append(status)
    yield from (f"  {' '.join(found)} {content}" for content, found in statuses.items())


def _short(schema: Mapping[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, sort_keys=True).replace("#/components/schemas/", "")
