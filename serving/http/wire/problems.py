"""A problem as an `application/problem+json` response (RFC 9457)."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from pydantic_core import to_json
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"
_PREFIX = "urn:onematch:problem:"


@dataclass(frozen=True, slots=True)
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
    """Return the response of a problem; `more` adds members such as `errors`."""
    document = {
        "type": _PREFIX + kind.name,
        "title": kind.title,
        "status": kind.status,
        "detail": detail,
        **(more or {}),
    }
    return Response(to_json(document), kind.status, dict(kind.headers), MEDIA_TYPE)
