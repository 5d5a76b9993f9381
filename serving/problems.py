"""One table from what can go wrong to a status, answered as `application/problem+json` (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from fastapi import FastAPI, Request
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from serving.api_access import TokenWrong
from serving.api_fields import FieldsWrong
from serving.api_queue import QueueFull
from serving.api_requests import BodyNotJson, BodyTooLarge, MediaTypeWrong, RecordsMissing, TooManyRecords
from serving.model_source import ModelNotReady

MEDIA_TYPE = "application/problem+json"
_PREFIX = "urn:onematch:problem:"


@dataclass(frozen=True, slots=True)
class ProblemKind:
    """What a caller can rely on: the status, the last part of `type`, and the headers that go with it."""

    status: int
    name: str
    title: str
    headers: Mapping[str, str] = field(default_factory=dict)


TABLE: dict[type[Exception], ProblemKind] = {
    BodyNotJson: ProblemKind(400, "body-not-json", "The body is not JSON"),
    TokenWrong: ProblemKind(401, "token-wrong", "A bearer token is needed", {"WWW-Authenticate": "Bearer"}),
    BodyTooLarge: ProblemKind(413, "body-too-large", "The body is too large"),
    TooManyRecords: ProblemKind(413, "too-many-records", "Too many records in one request"),
    MediaTypeWrong: ProblemKind(415, "media-type-wrong", "The body must be plain application/json"),
    RecordsMissing: ProblemKind(422, "records-missing", "No record to match"),
    FieldsWrong: ProblemKind(422, "fields-wrong", "Fields are unknown or hold what they cannot hold"),
    QueueFull: ProblemKind(503, "queue-full", "Too many requests are waiting", {"Retry-After": "1"}),
    ModelNotReady: ProblemKind(503, "model-not-ready", "No model is loaded for this kind", {"Retry-After": "5"}),
}
_BROKEN = ProblemKind(500, "internal", "The service failed; its log says where")
TIMED_OUT = ProblemKind(504, "timed-out", "The request took too long")


def problem_response(kind: ProblemKind, detail: str, more: Mapping[str, object] | None = None) -> Response:
    """Answer one problem; `more` adds members such as `errors`."""
    document = {
        "type": _PREFIX + kind.name,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        **(more or {}),
    }
    return Response(to_json(document), kind.status, dict(kind.headers), MEDIA_TYPE)


def answer_with_problems(app: FastAPI) -> None:
    """Make an application answer every error of the table, every HTTP error and every bug as a problem."""
    for exception in TABLE:
        app.add_exception_handler(exception, _answer_known)
    app.add_exception_handler(HTTPException, _answer_http)
    app.add_exception_handler(ClientDisconnect, _answer_nobody)
    app.add_exception_handler(Exception, _answer_bug)


async def _answer_known(_: Request, error: Exception) -> Response:
    errors = getattr(error, "errors", None)
    return problem_response(TABLE[type(error)], str(error), {"errors": errors} if errors else None)


async def _answer_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    phrase = HTTPStatus(status).phrase
    kind = ProblemKind(status, phrase.lower().replace(" ", "-"), phrase, headers)
    expected = f", expected {headers['allow']}" if "allow" in headers else ""
    path = request.url.path[:100].encode("utf-8", "replace").decode()
    return problem_response(kind, f"got {request.method[:20]} {path}{expected}")


async def _answer_nobody(_: Request, _error: Exception) -> Response:
    """The caller left; the status is for our own counts (nginx's number for it)."""
    return Response(status_code=499)


async def _answer_bug(_: Request, error: Exception) -> Response:
    return problem_response(_BROKEN, f"unexpected {type(error).__name__}")
