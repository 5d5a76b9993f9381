"""From the bytes of a match request to rows; errors that refuse the whole request."""

import json
import re
from collections.abc import Callable, Collection, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails, from_json
from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope

from features.schema.errors import OnematchError, type_word
from features.schema.kinds import COLUMNS, Kind
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.access.bearer import header
from serving.access.body_limits import MATCH_BODY
from serving.explanation.bodies import ExplainRequest
from serving.http.wire.formats import MatchRequest
from serving.http.wire.problems import FieldError, FieldsWrong, pointer_part, shown, wrong
from serving.http.wire.records import BadRecord, row_of, unknown_columns

ColumnsOf = Callable[[Kind], Collection[str]]
"""Returns the columns that records of a kind may have: canonical ones, and the own fields of the loaded model."""
Body = TypeVar("Body", bound=BaseModel)
MAX_RECORDS = 1000
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")


class BodyNotJson(OnematchError):
    """The body is not a JSON document in UTF-8."""


class BodyTooLarge(OnematchError):
    """More than the bytes that a request may have."""

    def __init__(self, most: int) -> None:
        super().__init__("got more than {most} bytes, expected at most that many", most=most)


class MediaTypeWrong(OnematchError):
    """The declared media type is not plain JSON."""


class TooManyRecords(OnematchError):
    """More records than a request may have."""


class RecordsMissing(OnematchError):
    """A request without a record."""


@value_class
class MatchCall:
    """A parsed request; `records` are in the request's order."""

    kind: Kind
    records: tuple[Mapping[str, object] | BadRecord, ...]
    explain: bool
    limit: int
    show: tuple[str, ...] = ()


async def read_body(scope: Scope, receive: Receive, most: int = MATCH_BODY) -> bytes:
    """Read a JSON body of at most `most` bytes; reading stops beyond it.

    Raises MediaTypeWrong, BodyTooLarge, ClientDisconnect.
    """
    _require_json(scope)
    return await read_bytes(receive, most)


async def read_bytes(receive: Receive, most: int) -> bytes:
    """Read a body of at most `most` bytes; reading stops beyond it. Raises BodyTooLarge, ClientDisconnect."""
    chunks: list[bytes] = []
    size = 0
    is_whole = False
    while not is_whole:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunk = message.get("body", b"")
        is_whole = not message.get("more_body", False)
        size += len(chunk)
        if size > most:
            raise BodyTooLarge(most)
        chunks.append(chunk)
    return b"".join(chunks)


def read_call(body: bytes, columns_of: ColumnsOf = COLUMNS.__getitem__) -> MatchCall:
    """Parse a request; `columns_of` names the columns that its records may have.

    Raises BodyNotJson, FieldsWrong, RecordsMissing, TooManyRecords.
    """
    request = _read_request(_read_json(body), MatchRequest, "an object with kind and records")
    if not request.records:
        raise RecordsMissing("/records: got 0 records, expected 1 to {max_records}", max_records=MAX_RECORDS)
    if len(request.records) > MAX_RECORDS:
        raise TooManyRecords(
            "/records: got {n_records} records, expected 1 to {max_records}",
            n_records=len(request.records),
            max_records=MAX_RECORDS,
        )
    kind = Kind(request.kind)
    unknown = list(unknown_columns(kind, columns_of(kind), request.records))
    if unknown:
        raise FieldsWrong(unknown)
    return MatchCall(kind, tuple(map(row_of, request.records)), request.explain, request.limit, tuple(request.show))


def read_explain_call(body: bytes, columns_of: ColumnsOf) -> tuple[ExplainRequest, Mapping[str, object]]:
    """Return a request of one explanation with its record as a row; raises BodyNotJson, FieldsWrong."""
    request = _read_request(_read_json(body), ExplainRequest, "an object with kind, record and profile_id")
    kind = Kind(request.kind)
    unknown = list(unknown_columns(kind, columns_of(kind), [request.record]))
    if unknown:
        raise FieldsWrong(
            [{**error, "pointer": error["pointer"].replace("/records/0/", "/record/", 1)} for error in unknown]
        )
    row = row_of(request.record)
    if isinstance(row, BadRecord):
        raise FieldsWrong([wrong(f"/record/{row.column}", row.got, row.expected)])
    return request, row


def _require_json(scope: Scope) -> None:
    declared = header(scope, b"content-type")
    media_type = declared.partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise MediaTypeWrong("got content type {declared}, expected application/json", declared=shown(declared))
    encoding = header(scope, b"content-encoding", "identity")
    if encoding.lower() != "identity":
        raise MediaTypeWrong("got content encoding {encoding}, expected none", encoding=shown(encoding))


def _read_json(body: bytes) -> object:
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as error:
        if _ESCAPED_SURROGATE.search(body):
            return _read_json_with_half_surrogates(body)
        raise BodyNotJson("got {n_body} bytes that are not JSON: {error}", n_body=len(body), error=error) from None


def _read_json_with_half_surrogates(body: bytes) -> object:
    """Parse text cut inside a surrogate pair: the half becomes U+FFFD, as in decoders of UTF-8."""
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
        return json.loads(_SURROGATE.sub("\ufffd", json.dumps(document, ensure_ascii=False)))
    except (ValueError, RecursionError) as error:
        raise BodyNotJson(
            "got {n_body} bytes that are not JSON ({type_name})", n_body=len(body), type_name=type(error).__name__
        ) from None


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _read_request(document: object, model: type[Body], expected: str) -> Body:
    if not isinstance(document, dict):
        raise FieldsWrong([wrong("/", type_word(document), wording(expected))])
    try:
        return model.model_validate(document)
    except ValidationError as error:
        details = error.errors(include_url=False)
        raise FieldsWrong([_request_error(detail, model, document) for detail in details]) from None


def _request_error(detail: ErrorDetails, model: type[BaseModel], document: Mapping[str, Any]) -> FieldError:
    name = str(detail["loc"][0])
    fields = model.model_fields
    if detail["type"] == "extra_forbidden":
        return wrong(
            f"/{pointer_part(name)}", wording("an unknown field"), wording("one of {fields}", fields=", ".join(fields))
        )
    expected = wording(fields[name].description or "")
    if detail["type"] == "missing":
        return wrong(f"/{name}", type_word(None), expected)
    value = document[name]
    got = shown(value) if isinstance(value, str | int | float) else type_word(value)
    return wrong(f"/{name}", got, expected)
