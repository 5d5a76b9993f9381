"""The table from errors to problems, and the handlers by which a FastAPI application answers them."""

from collections.abc import Awaitable, Callable, Mapping
from http import HTTPStatus

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from sqlalchemy.exc import DataError, SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import Response

from features.schema.errors import OnematchError, expected_of, type_word
from features.schema.texts import wording
from serving.access.bearer import TokenElsewhere, TokenWrong
from serving.access.callers import ActingUserWrong, ContractEnded, ScopeWrong, TierTooLow
from serving.access.clients import ClientWrong, ScopesMixed
from serving.access.idempotency import KeyInUse, KeyMissing, KeyReused
from serving.access.rate_limits import RateExceeded
from serving.http.scoring_queue import QueueFull
from serving.http.wire.problems import (
    TIMED_OUT,
    FieldsWrong,
    ProblemKind,
    Problems,
    pointer_part,
    problem_response,
    wrong,
)
from serving.http.wire.requests import BodyNotJson, BodyTooLarge, MediaTypeWrong, RecordsMissing, TooManyRecords
from serving.matching.explanation import ExplainedProfileUnknown
from serving.matching.matcher import RecordUnreadable
from serving.runtime.model_source import ModelNotReady
from serving.store.contracts import Disconnected, NotHere
from serving.store.disk_full import DiskFull, is_full
from serving.store.reach import is_away
from serving.store.vault import KeyDestroyed

TABLE: Problems = {
    BodyNotJson: ProblemKind(400, "body-not-json", "The body is not JSON"),
    TokenWrong: ProblemKind(401, "token-wrong", "A bearer token is needed", {"WWW-Authenticate": "Bearer"}),
    ClientWrong: ProblemKind(401, "client-wrong", "The client's credentials are wrong", {"WWW-Authenticate": "Bearer"}),
    TokenElsewhere: ProblemKind(403, "token-elsewhere", "The operator's static token is taken on loopback alone"),
    ScopeWrong: ProblemKind(403, "scope-wrong", "The token lacks the scope"),
    TierTooLow: ProblemKind(403, "tier-too-low", "The contract's tier does not include CRM sync"),
    ActingUserWrong: ProblemKind(403, "acting-user-wrong", "An acting user who may do this is needed"),
    NotHere: ProblemKind(404, "not-found", "There is no such thing"),
    KeyMissing: ProblemKind(400, "idempotency-key-missing", "An Idempotency-Key is needed"),
    KeyInUse: ProblemKind(409, "idempotency-key-in-use", "The request is being answered", {"Retry-After": "1"}),
    KeyReused: ProblemKind(422, "idempotency-key-reused", "The Idempotency-Key was used for another request"),
    Disconnected: ProblemKind(409, "disconnected", "The CRM instance is not connected"),
    KeyDestroyed: ProblemKind(409, "disconnected", "The CRM instance is not connected"),
    ContractEnded: ProblemKind(409, "contract-ended", "The contract was terminated"),
    ScopesMixed: ProblemKind(422, "scopes-mixed", "These scopes do not go together"),
    DataError: ProblemKind(422, "value-unstorable", "A value cannot be stored"),
    OverflowError: ProblemKind(422, "value-unstorable", "A value cannot be stored"),
    RateExceeded: ProblemKind(429, "rate-exceeded", "The contract calls too often", {"Retry-After": "1"}),
    BodyTooLarge: ProblemKind(413, "body-too-large", "The body is too large"),
    TooManyRecords: ProblemKind(413, "too-many-records", "Too many records in one request"),
    MediaTypeWrong: ProblemKind(415, "media-type-wrong", "The body must be plain application/json"),
    RecordsMissing: ProblemKind(422, "records-missing", "No record to match"),
    FieldsWrong: ProblemKind(422, "fields-wrong", "Fields are unknown or hold what they cannot hold"),
    ExplainedProfileUnknown: ProblemKind(404, "profile-unknown", "There is no such profile"),
    RecordUnreadable: ProblemKind(422, "record-unreadable", "The record says nothing that can be matched"),
    DiskFull: ProblemKind(507, "disk-full", "A disk is full; nothing was written", {"Retry-After": "30"}),
    QueueFull: ProblemKind(503, "queue-full", "Too many requests are waiting", {"Retry-After": "1"}),
    ModelNotReady: ProblemKind(503, "model-not-ready", "No model is loaded for this kind", {"Retry-After": "5"}),
}
STORE_AWAY = ProblemKind(503, "store-away", "The store does not answer", {"Retry-After": "5"})
_AWAY = "the store cannot be reached or is locked: send the request again later"
_BROKEN = ProblemKind(500, "internal", "The service failed; its log says where")
NOT_READY = ProblemKind(503, "not-ready", "The service is not ready", {"Retry-After": "1"})
OTHERS = (STORE_AWAY, NOT_READY, _BROKEN, TIMED_OUT, ProblemKind(405, "method-not-allowed", "Method Not Allowed"))
"""The problems that no error of the table stands for."""


def answer_with_problems(app: FastAPI, more: Mapping[type[Exception], ProblemKind] | None = None) -> None:
    """Add handlers for every error of the table (or of `more`), every HTTP error and every bug."""
    answers = {exception: _answer_with(kind) for exception, kind in (TABLE if more is None else more).items()}
    for exception, answer in {**answers, **_ANSWERS}.items():
        app.add_exception_handler(exception, answer)


def _answer_with(kind: ProblemKind) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def answer(_: Request, error: Exception) -> Response:
        return refuse(kind, error)

    return answer


def refuse(kind: ProblemKind, error: Exception) -> Response:
    """Return the answer to an error, with the members and headers that it carries."""
    more = {name: value for name in ("errors", "items", "error") if (value := getattr(error, name, None))}
    is_ours = isinstance(error, OnematchError)  # a foreign message may hold a value of the request
    response = problem_response(kind, str(error) if is_ours else wording(kind.title), more)
    response.headers.update(getattr(error, "headers", {}))
    return response


async def _answer_invalid(_: Request, error: Exception) -> Response:
    """Answer where a request is wrong, without its values."""
    assert isinstance(error, RequestValidationError)
    errors = [
        wrong(_pointer(one["loc"]), type_word(None if one["type"] == "missing" else one["input"]), expected_of(one))
        for one in error.errors()
    ]
    return refuse(TABLE[FieldsWrong], FieldsWrong(errors))


def _pointer(loc: tuple[int | str, ...]) -> str:
    """Return a JSON pointer into the body; outside of the body it begins with `path`, `query` or `header`."""
    parts = loc[1:] if loc and loc[0] == "body" else loc
    return "/" + "/".join(pointer_part(str(part)) for part in parts)


_OF_BODIES = {413: BodyTooLarge, 503: QueueFull}
"""What a body is refused by while it is read, where FastAPI lets its own errors pass alone."""


async def _answer_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    status = error.status_code
    if status in _OF_BODIES:
        return problem_response(TABLE[_OF_BODIES[status]], error.detail)
    headers = dict(error.headers or {})
    phrase = HTTPStatus(status).phrase
    kind = ProblemKind(status, phrase.lower().replace(" ", "-"), phrase, headers)
    expected = wording(", expected {allow}", allow=headers["allow"]) if "allow" in headers else ""
    path = request.url.path[:100].encode("utf-8", "replace").decode()
    return problem_response(kind, wording("got {method} {path}", method=request.method[:20], path=path) + expected)


async def _answer_nobody(_: Request, _error: Exception) -> Response:
    """Set the status of a disconnected caller for our own counts (499, as in nginx)."""
    return Response(status_code=499)


async def _answer_disk(_: Request, error: Exception) -> Response:
    """Answer that the disk is full; every other OSError is a bug."""
    if not is_full(error):
        raise error
    return problem_response(TABLE[DiskFull], wording("a disk of the home is full: got no room to write, expected some"))


async def _answer_store(_: Request, error: Exception) -> Response:
    """Answer that the store cannot be reached; every other error of a statement is a bug."""
    if not is_away(error):
        raise error
    return store_away()


def store_away() -> Response:
    """Return the answer while the store cannot be reached."""
    return problem_response(STORE_AWAY, wording(_AWAY))


async def _answer_bug(_: Request, error: Exception) -> Response:
    return problem_response(_BROKEN, wording("unexpected {type_name}", type_name=type(error).__name__))


_ANSWERS = {
    RequestValidationError: _answer_invalid,
    HTTPException: _answer_http,
    OSError: _answer_disk,
    SQLAlchemyError: _answer_store,
    ClientDisconnect: _answer_nobody,
    Exception: _answer_bug,
}
