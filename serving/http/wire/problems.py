"""A problem as an `application/problem+json` response (RFC 9457), and errors of fields by JSON pointer."""

from collections.abc import Mapping
from dataclasses import field
from typing import TypedDict

from pydantic_core import to_json
from starlette.responses import Response

from features.schema.errors import OnematchError
from features.schema.texts import wording
from features.schema.value_class import value_class

MEDIA_TYPE = "application/problem+json"
PREFIX = "urn:onematch:problem:"


@value_class
class ProblemKind:
    """The stable parts of a problem: status, last part of `type`, and headers."""

    status: int
    name: str
    title: str
    headers: Mapping[str, str] = field(default_factory=dict)


Problems = dict[type[Exception], ProblemKind]
"""The problems that errors are answered by."""
TIMED_OUT = ProblemKind(504, "timed-out", "The request took too long")


def problem_response(kind: ProblemKind, detail: str, more: Mapping[str, object] | None = None) -> Response:
    """Return the response of a problem, whose detail is a text already; `more` adds members such as `errors`."""
    document = {
        "type": PREFIX + kind.name,
        "title": wording(kind.title),
        "status": kind.status,
        "detail": detail,
        **(more or {}),
    }
    return Response(to_json(document), kind.status, dict(kind.headers), MEDIA_TYPE)


_MAX_ERRORS = 20


class FieldError(TypedDict):
    """One wrong field; `pointer` is a JSON pointer into the request (RFC 6901)."""

    pointer: str
    got: str
    expected: str


class FieldsWrong(OnematchError):
    """Fields of the request are unknown or have values that are not allowed; `errors` are the first of them."""

    def __init__(self, errors: list[FieldError]) -> None:
        self.errors = errors[:_MAX_ERRORS]
        super().__init__("{pointer}: got {got}, expected {expected}", **errors[0])


def wrong(pointer: str, got: str, expected: str) -> FieldError:
    """Return one error."""
    return {"pointer": pointer, "got": got, "expected": expected}


def shown(value: object) -> str:
    """Return a value of the request itself (never of a record) in at most 60 ASCII characters."""
    return repr(value)[:60].encode("ascii", "backslashreplace").decode()


def pointer_part(name: str) -> str:
    """Return a field's name as a part of a JSON pointer, at most 60 characters of it."""
    return name[:60].replace("~", "~0").replace("/", "~1")
