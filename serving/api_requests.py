"""From the bytes of a request to rows: what is refused as a whole, and what is one record's own error."""

import json
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import Request
from pydantic import ValidationError
from pydantic_core import from_json

from features.errors import OnematchError
from features.kinds import COLUMNS, PLURAL_COLUMNS, Kind
from serving.api_wire import MatchRequest

MAX_BYTES = 8 * 1024 * 1024
MAX_RECORDS = 1000
_MAX_ERRORS = 20
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_JSON_WORDS: dict[type, str] = {
    dict: "an object",
    list: "a list",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "text",
}


class BodyNotJson(OnematchError):
    """The bytes are not one JSON document in UTF-8."""


class BodyTooLarge(OnematchError):
    """More bytes than a request may have."""


class MediaTypeWrong(OnematchError):
    """The body is declared as something else than plain JSON."""


class TooManyRecords(OnematchError):
    """More records than a request may have."""


class RecordsMissing(OnematchError):
    """A request without a record."""


class FieldsWrong(OnematchError):
    """Fields of the request are unknown or hold what they cannot hold; `errors` names the first of them."""

    def __init__(self, errors: list[dict[str, str]]) -> None:
        self.errors = errors[:_MAX_ERRORS]
        first = errors[0]
        super().__init__(f"{first['pointer']}: got {first['got']}, expected {first['expected']}")


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A record that cannot be matched, beside others that can."""

    record_id: str | None
    error: str


@dataclass(frozen=True, slots=True)
class MatchCall:
    """A request that was understood; `records` keeps the request's order."""

    kind: Kind
    records: tuple[Mapping[str, object] | BadRecord, ...]
    explain: bool
    limit: int


async def read_body(request: Request) -> bytes:
    """Read a JSON body of at most MAX_BYTES.

    A longer one is read to its end, up to eight times that, so that the caller hears the answer rather than a
    broken connection. Raises MediaTypeWrong, BodyTooLarge.
    """
    _require_json(request)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size <= MAX_BYTES:
            chunks.append(chunk)
        elif size > 8 * MAX_BYTES:
            break
    if size > MAX_BYTES:
        raise BodyTooLarge(f"got more than {MAX_BYTES} bytes, expected at most that many")
    return b"".join(chunks)


def read_call(body: bytes) -> MatchCall:
    """Understand a request; raises BodyNotJson, FieldsWrong, RecordsMissing, TooManyRecords."""
    request = _read_request(_read_json(body))
    if not request.records:
        raise RecordsMissing(f"/records: got 0 records, expected 1 to {MAX_RECORDS}")
    if len(request.records) > MAX_RECORDS:
        raise TooManyRecords(f"/records: got {len(request.records)} records, expected 1 to {MAX_RECORDS}")
    kind = Kind(request.kind)
    unknown = list(_unknown_columns(kind, request.records))
    if unknown:
        raise FieldsWrong(unknown)
    return MatchCall(kind, tuple(map(_row_of, request.records)), request.explain, request.limit)


def _require_json(request: Request) -> None:
    declared = request.headers.get("content-type", "")
    media_type = declared.partition(";")[0].strip().lower()
    if media_type != "application/json":
        raise MediaTypeWrong(f"got content type {_shown(declared)}, expected application/json")
    encoding = request.headers.get("content-encoding", "identity")
    if encoding.lower() != "identity":
        raise MediaTypeWrong(f"got content encoding {_shown(encoding)}, expected none")


def _read_json(body: bytes) -> object:
    try:
        return from_json(body, allow_inf_nan=False)
    except ValueError as error:
        if _ESCAPED_SURROGATE.search(body):
            return _read_json_with_half_surrogates(body)
        raise BodyNotJson(f"got {len(body)} bytes that are not JSON: {error}") from None


def _read_json_with_half_surrogates(body: bytes) -> object:
    """Read text that was cut inside a pair: the half is replaced by U+FFFD, as decoders of UTF-8 do."""
    try:
        document = json.loads(body, parse_constant=_refuse_constant)
        return json.loads(_SURROGATE.sub("\ufffd", json.dumps(document, ensure_ascii=False)))
    except (ValueError, RecursionError) as error:
        raise BodyNotJson(f"got {len(body)} bytes that are not JSON ({type(error).__name__})") from None


def _refuse_constant(name: str) -> object:
    raise ValueError(name)


def _read_request(document: object) -> MatchRequest:
    if not isinstance(document, dict):
        raise FieldsWrong([_wrong("/", _type_word(document), "an object with kind and records")])
    try:
        return MatchRequest.model_validate(document)
    except ValidationError as error:
        found = error.errors(include_url=False, include_context=False)
        raise FieldsWrong([_request_error(one["loc"], one["type"], one["msg"], document) for one in found]) from None


def _request_error(loc: tuple[int | str, ...], kind: str, message: str, document: Mapping[str, Any]) -> dict[str, str]:
    name = str(loc[0])
    if kind == "extra_forbidden":
        return _wrong(f"/{_shown_name(name)}", "an unknown field", f"one of {', '.join(MatchRequest.model_fields)}")
    if kind == "missing":
        return _wrong(f"/{name}", "nothing", MatchRequest.model_fields[name].description or message)
    value = document[name]
    got = _shown(value) if isinstance(value, str | int | float) else _type_word(value)
    return _wrong(f"/{name}", got, MatchRequest.model_fields[name].description or message)


def _unknown_columns(kind: Kind, records: list[Any]) -> Iterator[dict[str, str]]:
    columns = frozenset(COLUMNS[kind])
    for row, record in enumerate(records):
        if isinstance(record, dict) and not record.keys() <= columns:
            for name in record.keys() - columns:
                expected = f"a {kind} column: {', '.join(COLUMNS[kind])}"
                yield _wrong(f"/records/{row}/{_shown_name(name)}", "an unknown field", expected)


def _row_of(record: object) -> Mapping[str, object] | BadRecord:
    """Turn one JSON record into a row of texts; what is wrong is told by column and type, never by value."""
    if not isinstance(record, dict):
        return BadRecord(None, f"record: got {_type_word(record)}, expected an object of columns")
    row = {name: _text_of(name, value) for name, value in record.items()}
    record_id = row.get("id")
    if not isinstance(record_id, str) or not record_id.strip():
        got = "empty text" if isinstance(record_id, str) else _type_word(record.get("id"))
        return BadRecord(None, f"id: got {got}, expected text that is not empty")
    for name, value in row.items():
        if isinstance(value, _NotText):
            return BadRecord(record_id, f"{name}: got {value.got}, expected {value.expected}")
    return row


@dataclass(frozen=True, slots=True)
class _NotText:
    got: str
    expected: str = "text or null"


def _text_of(name: str, value: object) -> str | _NotText | None:
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float | list):
        return _NotText(_type_word(value))
    if isinstance(value, list):
        return _joined(name, value)
    if not math.isfinite(value):
        return _NotText("a number that is not finite")
    return str(int(value)) if value == int(value) else str(value)


def _joined(name: str, values: list[object]) -> str | _NotText:
    if name not in PLURAL_COLUMNS:
        return _NotText("a list")
    texts = [value for value in values if isinstance(value, str)]
    if len(texts) != len([value for value in values if value is not None]):
        return _NotText("a list of other things than text", "text, a list of texts, or null")
    return "; ".join(texts)


def _wrong(pointer: str, got: str, expected: str) -> dict[str, str]:
    return {"pointer": pointer, "got": got, "expected": expected}


def _type_word(value: object) -> str:
    return "nothing" if value is None else _JSON_WORDS.get(type(value), type(value).__name__)


def _shown(value: object) -> str:
    return repr(value)[:60].encode("ascii", "backslashreplace").decode()


def _shown_name(name: str) -> str:
    """A field's name as a JSON pointer writes it (RFC 6901), cut to what a reader needs."""
    return name[:60].replace("~", "~0").replace("/", "~1")
