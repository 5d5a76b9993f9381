"""The console as an application beside the API: sessions, static files, and the pages with their refusals."""

import mimetypes
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from serving.console.api import Api, ApiClient, Refusal
from serving.console.guard import (
    HEADERS,
    FormRefused,
    HostNameRefused,
    LiveSession,
    cookie_name,
    keep_session,
    require_form,
    require_host,
)
from serving.console.page import ROOT, ConsolePage, Role, Visit, is_for
from serving.console.pages import models, overview, profile, quality, record, review, settings, wrong_links
from serving.console.sessions import LIFE, LinkEnded, Visitor, end_session, find_visitor, note_seen, open_session
from serving.console.view import STATIC, render
from serving.http.application import TIMEOUT_S
from serving.http.body_budget import BodyBudget
from serving.http.frame import RequestFrame
from serving.http.timeouts import RequestTimeout
from serving.store.store import Store

PAGES: tuple[ConsolePage, ...] = (
    *overview.PAGES,
    *review.PAGES,
    *record.PAGES,
    *wrong_links.PAGES,
    *profile.PAGES,
    *quality.PAGES,
    *models.PAGES,
    *settings.PAGES,
)
MOST_FORM_BYTES = 256 * 1024
_STATIC = ("console.css", "console.js")


class ConsoleBeside:
    """Answers what lies below /console, and passes everything else on."""

    def __init__(self, api: ASGIApp, console: ASGIApp) -> None:
        self._api, self._console = api, console

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        is_console = scope["type"] == "http" and (path == ROOT or path.startswith(f"{ROOT}/"))
        await (self._console if is_console else self._api)(scope, receive, send)


@dataclass(frozen=True, slots=True)
class Console:
    """The services of the console."""

    store: Store
    client: ApiClient
    clock: Callable[[], datetime]

    async def find(self, request: Request) -> LiveSession | None:
        """Return the session of a request, None without a live one."""
        session_id = request.cookies.get(cookie_name(request), "")
        visitor = await run_in_threadpool(self._visitor, session_id) if session_id else None
        return None if visitor is None else LiveSession(session_id, visitor)

    def _visitor(self, session_id: str) -> Visitor | None:
        now = self.clock()
        with self.store.reading() as connection:
            found = find_visitor(connection, session_id, now)
        if found is not None and found[1]:
            with self.store.writing_unsynced() as connection:
                note_seen(connection, session_id, now)
        return None if found is None else found[0]

    def open(self, token: str) -> str:
        """Open a session by a link's token. Raises LinkEnded."""
        with self.store.writing() as connection:
            return open_session(connection, token, self.clock())

    def end(self, session_id: str) -> None:
        """End a session."""
        with self.store.writing() as connection:
            end_session(connection, session_id)


def make_console(api: ASGIApp, store: Store, clock: Callable[[], datetime]) -> ASGIApp:
    """Return the console's application, a client of the API in process."""
    console = Console(store, ApiClient(api, store), clock)
    own = [
        Route("/console", partial(_first, console)),
        Route("/console/enter", partial(_enter, console)),
        Route("/console/leave", partial(_leave, console), methods=["POST"]),
        Route("/console/static/{name}", _static),
    ]
    pages = [Route(f"{ROOT}{page.path}", partial(_answer, console, page), methods=[page.method]) for page in PAGES]
    app = Starlette(routes=[*own, *pages], exception_handlers={404: _missing, 405: _missing})
    return RequestFrame(RequestTimeout(BodyBudget(app), TIMEOUT_S))


def with_console(api: ASGIApp, store: Store, clock: Callable[[], datetime]) -> ASGIApp:
    """Return the API with the console beside it."""
    return ConsoleBeside(api, make_console(api, store, clock))


async def _answer(console: Console, page: ConsolePage, request: Request) -> Response:
    """ReceivedAnswer a page's request; a refusal is a page as well."""
    try:
        require_host(request)
    except HostNameRefused as refusal:
        return _outside(421, "This address is not served under that name", str(refusal))
    seen = await console.find(request)
    if seen is None:
        return _to_login(request)
    visit = await _visit_of(console, request, seen)
    if not is_for(page.role, seen.visitor):
        return visit.show("refused.html.j2", 403, title="Not for you", detail=_needed(page.role), problem={})
    try:
        if page.method != "GET":
            require_form(request, seen, dict(visit.form))
        return await page.answer(visit)
    except FormRefused as refused:
        return visit.show("refused.html.j2", 403, title="The form was refused", detail=str(refused), problem={})
    except Refusal as refused:
        problem = refused.problem
        title = str(problem.get("title", "The request failed"))
        detail = str(problem.get("detail", ""))
        return visit.show("refused.html.j2", refused.status, title=title, detail=detail, problem=problem)


async def _visit_of(console: Console, request: Request, seen: LiveSession) -> Visit:
    form = FormData()
    if request.method != "GET":
        form = await request.form(max_files=0, max_fields=3000, max_part_size=MOST_FORM_BYTES)
    request_id = request.scope.get("state", {}).get("request_id", "")
    return Visit(request, seen, Api(console.client, seen.visitor, console.clock(), request_id), form)


async def _first(console: Console, request: Request) -> Response:
    seen = await console.find(request)
    if seen is None:
        return _to_login(request)
    page = "/models" if seen.visitor.is_operator else "/overview" if seen.visitor.is_admin else "/review"
    return RedirectResponse(f"{ROOT}{page}", 303, HEADERS)


async def _enter(console: Console, request: Request) -> Response:
    """Open a session by a link that works once; without one, say how to get it."""
    try:
        require_host(request)
        token, wanted = request.query_params.get("link", ""), request.query_params.get("to", "")
        if not token:
            return _outside(200, "Open the console", "", wanted=wanted)
        session_id = await run_in_threadpool(console.open, token)
    except (LinkEnded, HostNameRefused) as refusal:
        return _outside(403, "This link does not open the console", str(refusal))
    response = RedirectResponse(f"{ROOT}{_local(wanted)}", 303, HEADERS)
    keep_session(response, request, session_id, int(LIFE.total_seconds()))
    return response


async def _leave(console: Console, request: Request) -> Response:
    seen = await console.find(request)
    if seen is not None:
        try:
            require_form(request, seen, dict(await request.form()))
        except FormRefused as refused:
            return _outside(403, "The form was refused", str(refused))
        await run_in_threadpool(console.end, seen.session_id)
    response = RedirectResponse(f"{ROOT}/enter", 303, HEADERS)
    response.delete_cookie(cookie_name(request))
    return response


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return Response(status_code=404, headers=HEADERS)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {**HEADERS, "Cache-Control": "private, max-age=300"}
    return Response((STATIC / name).read_bytes(), media_type=kind, headers=headers)


async def _missing(request: Request, _: Exception) -> Response:
    return _outside(404, "There is no such page", f"got {request.url.path}")


def _to_login(request: Request) -> Response:
    """Send a visitor without a session to the login, and from there back to where they were."""
    wanted = request.url.path.removeprefix(ROOT) if request.method == "GET" else ""
    query = f"?{request.url.query}" if wanted and request.url.query else ""
    response = _outside(401, "Your session has ended", "", wanted=f"{wanted}{query}")
    response.delete_cookie(cookie_name(request))
    return response


def _outside(status: int, title: str, detail: str, wanted: str = "") -> Response:
    return HTMLResponse(render("enter.html.j2", root=ROOT, title=title, detail=detail, wanted=wanted), status, HEADERS)


def _local(path: str) -> str:
    """Return a path of the console that a login may lead back to; anything else is the first page."""
    return path if path.startswith("/") and not path.startswith("//") and "\\" not in path else ""


def _needed(role: Role) -> str:
    return {
        Role.ADMIN: "This page is for admins of the CRM; ask one of them, or open it with an admin's link.",
        Role.ADMIN_OR_OPERATOR: "This page is for admins of the CRM and for the operator.",
        Role.OPERATOR: "This page is for the operator: onematch console link --operator opens it.",
    }.get(role, "This page is for users of a contract's CRM.")
