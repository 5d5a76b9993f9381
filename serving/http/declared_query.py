"""A query parameter that a route does not declare is refused: on every route, before it is admitted."""

from collections.abc import Collection
from urllib.parse import parse_qsl

from fastapi import Request, params
from fastapi.dependencies.utils import get_flat_params
from fastapi.routing import APIRoute
from starlette.types import Scope

from serving.http.wire.fields import FieldsWrong, pointer_part, wrong

ANY_QUERY = "x-any-query"
"""In a route's OpenAPI: its address is chosen by the caller's configuration and may carry a query (a webhook)."""


async def refuse_unknown_query(request: Request) -> None:
    """Raise FieldsWrong for query parameters that the request's route does not declare; a dependency of all routes."""
    route = request.scope["route"]
    takes_any = isinstance(route, APIRoute) and ANY_QUERY in (route.openapi_extra or {})
    if request.url.query and not takes_any:
        require_known(request.scope, declared_query(route))


def declared_query(route: object) -> list[str]:
    """Return the names of a route's query parameters, those of its dependencies too."""
    if not isinstance(route, APIRoute):
        return []
    fields = get_flat_params(route.dependant)
    return sorted({field.alias for field in fields if isinstance(field.field_info, params.Query)})


def require_known(scope: Scope, declared: Collection[str]) -> None:
    """Raise FieldsWrong where a request has another query parameter than the declared ones."""
    query = scope.get("query_string", b"")
    if not query:
        return
    sent = parse_qsl(query.decode("latin-1"), keep_blank_values=True)
    unknown = sorted({name for name, _ in sent} - set(declared))
    expected = f"one of {', '.join(declared)}" if declared else "no query parameter"
    if unknown:
        raise FieldsWrong([wrong(f"/query/{_plain(name)}", "an unknown parameter", expected) for name in unknown])


def _plain(name: str) -> str:
    return pointer_part(name).encode("ascii", "backslashreplace").decode()
