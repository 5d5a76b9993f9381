"""The API documentation page, from files of the BentoML package: the page loads nothing from other hosts."""

import json
from collections.abc import Collection, Mapping, Sequence
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.routing import APIRoute
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from features.normalise.text import read_sentences
from features.schema.kinds import COLUMNS, PLURAL_COLUMNS, Kind
from serving.explanation.bodies import ExplainRequest
from serving.http.wire.formats import JsonObject, MatchRequest, ProblemDetail
from serving.http.wire.problems import MEDIA_TYPE, PREFIX, ProblemKind

ASSETS = {"swagger-ui.css": "text/css", "swagger-ui-bundle.js": "text/javascript"}
POLICY = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:"
PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>onematch API</title>
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body>
<div id="swagger-ui"></div>
<script src="docs/swagger-ui-bundle.js"></script>
<script src="docs/start.js"></script>
</body>
</html>
"""
START = "SwaggerUIBundle({url: 'openapi.json', dom_id: '#swagger-ui', deepLinking: true, validatorUrl: null});\n"


_GROUPS = read_sentences(
    """
    matching: Match records to profiles without storing them.
    access: Get a token; create contracts and clients; read the audit trail.
    connect: Connect a CRM; set switches, its users' switches and licences.
    import: Send the CRM's records: in bulk, and each later change.
    links: Read links of records and profiles, and correct them.
    what sellers see: Badges, contact information, search filters, saves, opportunities.
    writeback: Write activities, contacts and leads into the CRM.
    reports: Match rates, unmatched records, duplicates, people who left, drift, ROI.
    leaving: Export the data, end the contract, get proof of the deletion.
    operations: Liveness, readiness, metrics, jobs, changes of the network's profiles.
    """
)
TAGS = [{"name": name, "description": about} for name, about in _GROUPS.items()]
"""Groups of routes, in the order of the page."""

REQUIRED = "x-required"
"""Marks the schema of a header that the route requires; the route itself says so where it is missing."""
router = APIRouter(include_in_schema=False)


@router.get("/")
def go_to_docs() -> Response:
    """Redirect a browser to the documentation page."""
    return RedirectResponse("docs")


@router.get("/docs")
def show_docs() -> Response:
    """Return the page that documents the API and sends requests."""
    return HTMLResponse(PAGE, headers={"Content-Security-Policy": POLICY})


@router.get("/docs/start.js")
def start_docs() -> Response:
    """Return the script that starts the page."""
    return Response(START, media_type="text/javascript")


@router.get("/docs/swagger-ui.css")
def docs_style() -> Response:
    """Return the page's style sheet."""
    return _asset("swagger-ui.css")


@router.get("/docs/swagger-ui-bundle.js")
def docs_script() -> Response:
    """Return the page's library."""
    return _asset("swagger-ui-bundle.js")


def read_examples(routes: str) -> Mapping[str, Any]:
    """Return the examples of a module of routes by name: `examples.json` beside it."""
    examples: Mapping[str, Any] = json.loads(Path(routes).with_name("examples.json").read_text(encoding="utf-8"))
    return examples


def match_body() -> JsonObject:
    """Return the request body of /v1/match for the OpenAPI document, with an example of each kind."""
    schema = MatchRequest.model_json_schema()
    records = {"type": "array", "minItems": 1, "maxItems": 1000}
    schema["properties"]["records"] = records | {"items": {"anyOf": [_record_schema(kind) for kind in Kind]}}
    examples = read_examples(__file__)["match"]
    return {
        "requestBody": {"required": True, "content": {"application/json": {"schema": schema, "examples": examples}}}
    }


def explain_body() -> JsonObject:
    """Return the request body of /v1/explain for the OpenAPI document, with an example."""
    schema = ExplainRequest.model_json_schema()
    schema["properties"]["record"] = {"anyOf": [_record_schema(kind) for kind in Kind]}
    example = read_examples(__file__)["explain"]
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema, "example": example}}}}


def _record_schema(kind: Kind) -> JsonObject:
    text = {"type": ["string", "null"]}
    texts = {"anyOf": [text, {"type": "array", "items": {"type": "string"}}]}
    columns = {name: texts if name in PLURAL_COLUMNS else text for name in COLUMNS[kind]}
    return {
        "title": f"{kind} record",
        "type": "object",
        "required": ["id"],
        "additionalProperties": False,
        "description": "canonical columns; the own fields of the loaded model are columns too",
        "properties": columns | {"id": {"type": "string", "minLength": 1}},
    }


def _asset(name: str) -> Response:
    path = Path(str(files("bentoml"))) / "_internal" / "server" / "static_content" / name
    return FileResponse(path, media_type=ASSETS[name], headers={"Cache-Control": "max-age=86400"})


def complete_document(app: FastAPI, routes: Sequence[BaseRoute], kinds: Collection[ProblemKind]) -> None:
    """Let the application write its document with what FastAPI leaves out.

    That is the nulls of the routes' examples, without which an example is not what its schema says, the headers that
    some routes require, and the types of problems of each status.
    """
    plain = app.openapi

    def openapi() -> JsonObject:
        document = plain()
        for route in routes:
            if isinstance(route, APIRoute) and route.include_in_schema:
                for method in route.methods or ():
                    _restore(document["paths"][route.path_format][method.lower()], route)
        for methods in document["paths"].values():
            for operation in methods.values():
                _require_headers(operation)
                _declare_problems(operation, kinds, document["components"]["schemas"])
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def _require_headers(operation: JsonObject) -> None:
    for parameter in operation.get("parameters", ()):
        if parameter["schema"].pop(REQUIRED, False):
            parameter["required"] = True


def _declare_problems(operation: JsonObject, kinds: Collection[ProblemKind], schemas: JsonObject) -> None:
    for status, answer in operation["responses"].items():
        if int(status) >= HTTPStatus.BAD_REQUEST:
            types = sorted({PREFIX + kind.name for kind in kinds if kind.status == int(status)})
            plain = schemas[ProblemDetail.__name__]
            own = {"type": {"type": "string", "enum": types}, "status": {"type": "integer", "const": int(status)}}
            schemas[f"Problem{status}"] = plain | {"properties": plain["properties"] | own}
            answer["content"] = {MEDIA_TYPE: {"schema": {"$ref": f"#/components/schemas/Problem{status}"}}}


def _restore(operation: JsonObject, route: APIRoute) -> None:
    for status, answer in route.responses.items():
        declared = answer.get("content", {}).get("application/json", {})
        if "example" in declared:
            operation["responses"][str(status)]["content"]["application/json"]["example"] = declared["example"]
