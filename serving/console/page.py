"""A request of the console on its way to a page: the visitor, the API, the form's fields, and the answer."""

import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from data.tables.spreadsheet import csv_lines
from features.schema.texts import wording
from features.schema.value_class import value_class
from serving.console.api import Api, Refusal
from serving.console.guard import FORM_FIELD, HEADERS, LiveSession
from serving.console.sessions import Visitor
from serving.console.view import NOTES, render
from serving.vocabulary.terms import InstanceName, Scope

ROOT = "/console"
MAX_ROWS = 50_000
"""Of a list that is kept as a file."""


class Role(Enum):
    """Who may open a page."""

    USER = "user"
    ADMIN = "admin"
    OPERATOR = "operator"
    CONNECTOR = "admin, or whoever connects the CRM first"


@value_class
class NavigationLink:
    """An entry of the navigation; `key` follows `g`."""

    path: str
    name: str
    key: str
    role: Role


@value_class
class Visit:
    """One request of a visitor; `form` is empty for a read."""

    request: Request
    seen: LiveSession
    api: Api
    form: FormData
    change_instance: Callable[[InstanceName], Awaitable[None]]
    """Lets the session look at the contract's other CRM."""
    navigation: Sequence[NavigationLink]

    @property
    def visitor(self) -> Visitor:
        return self.seen.visitor

    @property
    def kind(self) -> str:
        """The kind that the address asks for."""
        return "company" if self.asked("kind") == "company" else "person"

    def asked(self, name: str) -> str:
        """Return a parameter of the address."""
        return self.request.query_params.get(name, "").strip()

    def sent(self, name: str, default: str = "") -> str:
        """Return a field of the form."""
        value = self.form.get(name, default)
        return value.strip() if isinstance(value, str) else default

    async def show(self, template: str, status: int = 200, **values: Any) -> Response:
        """Return a page with the frame that all pages have; a thread renders it, so that the event loop goes on."""
        page = await run_in_threadpool(render, template, **{**frame_of(self), **values})
        return HTMLResponse(page, status, HEADERS)

    def attachment(self, content: bytes, media_type: str | None, disposition: str) -> Response:
        """Return a file to keep."""
        headers = {**HEADERS, "Content-Disposition": disposition}
        return Response(content, media_type=media_type, headers=headers)

    async def csv(self, path: str, **query: object) -> Response | None:
        """Return all rows of a list as a file where the address asks for it (`as=csv`), at most MAX_ROWS."""
        if self.asked("as") != "csv":
            return None
        rows: list[dict[str, Any]] = []
        cursor: str | None = ""
        while cursor is not None and len(rows) < MAX_ROWS:
            page = await self.api.get(path, **{"limit": 1000, "cursor": cursor, **query})
            rows += map(_flat, page["items"])
            cursor = page["next_cursor"]
        columns = list(dict.fromkeys(name for row in rows for name in row))
        lines = csv_lines(columns, ([row.get(name) for name in columns] for row in rows))
        name = path.strip("/").replace("/", "-")
        return self.attachment("".join(lines).encode(), "text/csv", f'attachment; filename="{name}.csv"')

    def require_typed(self, name: str, expected: str) -> None:
        """Raise Refusal unless the form has the name of what ends with it."""
        if (typed := self.sent("typed")) != name:
            detail = wording("got {value!r}, expected {expected}: nothing was changed", value=typed, expected=expected)
            raise Refusal(422, {"title": "The name does not match", "detail": detail})

    def go(self, path: str, note: str = "", **query: object) -> Response:
        """Return the way to another page after a form; `note` is a word of NOTES."""
        parameters = {name: value for name, value in {**query, "note": note}.items() if value not in (None, "")}
        address = f"{ROOT}{path}" + (f"?{urlencode(parameters)}" if parameters else "")
        return RedirectResponse(address, 303, HEADERS)


def _flat(value: Mapping[str, Any], before: str = "") -> dict[str, Any]:
    """Return an item of a list as cells: the fields of a field are columns of their own."""
    cells: dict[str, Any] = {}
    for name, field in value.items():
        if isinstance(field, Mapping):
            cells |= _flat(field, f"{before}{name}.")
        else:
            cells[before + name] = json.dumps(field, ensure_ascii=False) if isinstance(field, list) else field
    return cells


Handler = Callable[[Visit], Awaitable[Response]]


@value_class
class ConsolePage:
    """An address of the console: what answers it, and for whom."""

    path: str
    answer: Handler
    role: Role
    method: str

    @property
    def scope(self) -> Scope:
        """The scope of the calls that the page makes."""
        return _SCOPES.get(self.role, Scope.ADMIN)


_SCOPES = {Role.USER: Scope.APP, Role.OPERATOR: Scope.OPERATOR}


def pages(
    role: Role, reads: Mapping[str, Handler], forms: Mapping[str, Handler] = MappingProxyType({})
) -> tuple[ConsolePage, ...]:
    """Return the pages of a role by address: those that are read, and the forms that are sent."""
    by_method = (("GET", reads), ("POST", forms))
    return tuple(ConsolePage(path, handlers[path], role, method) for method, handlers in by_method for path in handlers)


def is_for(role: Role, visitor: Visitor) -> bool:
    """Whether a visitor may open pages of a role."""
    if visitor.is_setup:
        return role is Role.CONNECTOR
    if visitor.is_operator:
        return role is Role.OPERATOR
    return role is Role.USER or (visitor.is_admin and role is not Role.OPERATOR)


def frame_of(visit: Visit) -> Mapping[str, Any]:
    """Return what the frame of every page shows; the connection is one of the settings once there is one."""
    visitor = visit.visitor
    hidden = None if visitor.is_setup else Role.CONNECTOR
    return {
        "root": ROOT,
        "links": [link for link in visit.navigation if link.role is not hidden and is_for(link.role, visitor)],
        "here": visit.request.url.path.removeprefix(ROOT),
        "visitor": visitor,
        "form_field": FORM_FIELD,
        "form_token": visit.seen.form_token,
        "note": NOTES.get(visit.asked("note"), ""),
        "take_back": None,
        "now": visit.api.now.isoformat(),
    }
