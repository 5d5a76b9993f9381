"""The console as a client of our own HTTP API, in process: scopes, audit and withheld values hold as for any caller."""

import hashlib
import json
import math
import uuid
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from urllib.parse import unquote

import httpx
from sqlalchemy import select
from starlette.concurrency import run_in_threadpool
from starlette.types import ASGIApp

from features.schema.errors import OnematchError
from features.schema.texts import wording
from serving.access.callers import Caller
from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.console.sessions import Visitor
from serving.http.wire.formats import NO_WAIT
from serving.store.store import Store
from serving.store.tables.contracts import clients
from serving.vocabulary.terms import Scope

_OF_CONTRACTS = ("/certificates", "/instances")
"""Routes below a contract that belong to no instance."""
BEING_MADE = "being-made"
"""The name of the refusal of a large contract's answer that nobody has made yet."""
STALE = 412
_SCOPES = (Scope.APP, Scope.ADMIN)


class Refusal(OnematchError):
    """The API refused a call; `problem` is its document."""

    def __init__(self, status: int, problem: Mapping[str, Any]) -> None:
        super().__init__(
            "{title}: {detail}", title=problem.get("title", "The request failed"), detail=problem.get("detail", "")
        )
        self.status = status
        self.problem = problem

    @property
    def name(self) -> str:
        """The last part of the problem's type, such as `possible-duplicates`."""
        return str(self.problem.get("type", "")).rpartition("/")[2].rpartition(":")[2]


def own_token(store: Store, caller: Caller, scopes: Collection[Scope], now: datetime) -> str:
    """Return a token of a client of our own, which is created with some scopes at its first use."""
    query = select(clients.c.generation).filter_by(id=caller.client_id)
    with store.reading() as connection:
        generation = connection.execute(query).scalar_one_or_none()
    if generation is None:
        with store.writing(caller.client_id) as connection:  # two processes make it once
            generation = connection.execute(query).scalar_one_or_none()
            if generation is None:
                new = create_client(connection, caller.contract_id, scopes, now, caller.client_id)
                generation = new.generation
    return Tokens.of(store).issue(replace(caller, generation=generation), now)


@dataclass(slots=True)
class Api:
    """The API for one visitor and one request; `request_id` joins the log lines of both.

    The console is a client of each contract, whose tokens it signs itself.
    """

    app: ASGIApp
    store: Store
    visitor: Visitor
    scope: Scope
    """Of all calls: what the page is for."""
    now: datetime
    request_id: str
    attempt: str = ""
    """Names a form that is sent again, so that what it did before is not done twice."""
    _token: str = ""
    """The token of this request: its calls share it."""

    async def get(self, path: str, **query: object) -> Any:
        """Return what a route below the contract answers. Raises Refusal."""
        return (await self.send("GET", path, query=query)).json()

    async def items(self, path: str, **query: object) -> list[dict[str, Any]]:
        """Return the items of a list. Raises Refusal."""
        items: list[dict[str, Any]] = (await self.get(path, **query))["items"]
        return items

    async def now_kept(self, path: str, **query: object) -> Any:
        """Return what a route answers at once. Raises Refusal, BEING_MADE where the answer must be made first."""
        return (await self.send("GET", path, query=query, headers={"Prefer": NO_WAIT})).json()

    async def send(
        self,
        method: str,
        path: str,
        *,
        body: object = None,
        query: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> httpx.Response:
        """Call a route; a path that begins with /v1/ is no contract's. Raises Refusal."""
        visitor = self.visitor
        below = "" if path.startswith("/v1/") else f"/v1/contracts/{visitor.contract_id}"
        parameters = {name: value for name, value in (query or {}).items() if value not in (None, "")}
        if below and path.partition("?")[0] not in _OF_CONTRACTS:
            parameters["instance"] = visitor.instance
        sent = await self._headers() | dict(headers or {})
        if method == "POST":
            named = f"{self.attempt or uuid.uuid4().hex} {method} {path}"
            sent.setdefault("Idempotency-Key", hashlib.sha256(named.encode()).hexdigest()[:32])
        _require_plain(path, sent)
        in_process = httpx.ASGITransport(self.app)
        async with httpx.AsyncClient(transport=in_process, base_url="http://127.0.0.1") as http:
            response = await http.request(method, below + path, params=_texts(parameters), headers=sent, json=body)
        if response.is_error:
            raise Refusal(response.status_code, _problem(response))
        return response

    async def change_settings(self, changes: object, etag: str) -> bool:
        """Change the contract's settings; return whether they are still those of the ETag. Raises Refusal."""
        try:
            await self.send("PATCH", "/settings", body=changes, headers={"If-Match": etag})
        except Refusal as refused:
            if refused.status != STALE:
                raise
            return False
        return True

    async def _headers(self) -> dict[str, str]:
        if not self._token:
            self._token = await run_in_threadpool(self._issued)
        headers = {"Authorization": f"Bearer {self._token}", "X-Request-Id": self.request_id}
        if self.visitor.user_id is not None:
            headers["Acting-User"] = self.visitor.user_id
        return headers

    def _issued(self) -> str:
        """Return a token of one scope for the visitor's contract, or the operator's."""
        contract_id = self.visitor.contract_id
        caller = Caller(f"console-{contract_id or 'operator'}", contract_id, frozenset({self.scope}))
        return own_token(self.store, caller, _SCOPES if contract_id else {Scope.OPERATOR}, self.now)


def _require_plain(path: str, headers: Mapping[str, str]) -> None:
    """Raise Refusal for a call that a form's values would lead elsewhere, or that cannot be written."""
    if not {".", ".."}.isdisjoint(unquote(path).split("/")):
        raise Refusal(404, {"title": "There is no such thing", "detail": wording("got a name of dots in the address")})
    if not all(value.isascii() and value.isprintable() for value in headers.values()):
        raise Refusal(422, {"title": "The form cannot be read", "detail": wording("load the page again")})


def _texts(query: Mapping[str, object]) -> dict[str, str | list[str]]:
    return {name: list(map(_text, value)) if isinstance(value, list) else _text(value) for name, value in query.items()}


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _problem(response: httpx.Response) -> Mapping[str, Any]:
    try:
        document: Mapping[str, Any] = response.json()
    except ValueError:
        return {
            "title": wording("The service answered {status_code}", status_code=response.status_code),
            "status": response.status_code,
        }
    return document


def names_in(value: str, count: int) -> Sequence[str]:
    """Return the names that a button or tick stands for, written as a JSON list. Raises Refusal."""
    try:
        names = json.loads(value)
    except (ValueError, RecursionError):
        names = None
    if not isinstance(names, list) or len(names) != count or not all(isinstance(name, str) for name in names):
        raise Refusal(
            422,
            {
                "title": "The form cannot be read",
                "detail": wording("expected {count} names, load the page again", count=count),
            },
        )
    return names


def number_in(name: str, value: str) -> float | None:
    """Return a number, None for an empty field. Raises Refusal."""
    if not value:
        return None
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        detail = wording("{name}: got {value!r}, expected a number", name=name.replace("_", " "), value=value)
        raise Refusal(422, {"title": "A number is expected", "detail": detail})
    return number
