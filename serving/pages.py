"""The console as an application beside the API: its pages with their refusals, and its static files."""

import mimetypes
import uuid
from collections.abc import Mapping
from functools import partial
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from starlette.applications import Starlette
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from features.schema.texts import wording
from serving.application import TIMEOUT_S
from serving.console.api import BEING_MADE, Api, Refusal
from serving.console.entrance import Entrance, outside, to_login
from serving.console.guard import HEADERS, FormRefused, HostNameRefused, LiveSession, require_form, require_host
from serving.console.openid import OpenIdClient
from serving.console.page import ROOT, ConsolePage, NavigationLink, Role, Visit, is_for
from serving.console.sessions import change_instance, join_connection
from serving.console.sign_in import SignIn
from serving.console.view import static_file
from serving.contract.activities import page as own
from serving.contract.leaving import person_page as person
from serving.contract.linking import record_page as record
from serving.contract.network import page as profile
from serving.contract.reports import models_page as models
from serving.contract.reports import overview_page as overview
from serving.contract.reports import quality_page as quality
from serving.contract.review import page as review
from serving.contract.suspects import page as wrong_links
from serving.contract.tenants import connection_page as connection
from serving.contract.tenants import settings_page as settings
from serving.drawing.numbers import write_for
from serving.http.frame import BodyBudget, RequestFrame, RequestTimeout
from serving.http.problem_table import STORE_AWAY
from serving.runtime.process import Clock
from serving.store.reach import is_away
from serving.store.store import Store
from serving.vocabulary.terms import InstanceName

TOPICS = (
    (overview.PAGES, "Overview", "o"),
    (review.PAGES, "Review", "r"),
    ((*record.PAGES, *person.PAGES), "Records", "c"),
    (wrong_links.PAGES, "Wrong links", "w"),
    (profile.PAGES, "Profiles", "p"),
    (own.PAGES, "Activities", "a"),
    (quality.PAGES, "Quality", "q"),
    (models.PAGES, "Models", "m"),
    (settings.PAGES, "Settings", "s"),
    (connection.PAGES, "Connection", "n"),
)
"""The pages of each topic, with name and key of the link to the first of them in the navigation."""
PAGES = tuple(page for pages, _, _ in TOPICS for page in pages)
NAVIGATION = tuple(NavigationLink(pages[0].path, name, key, pages[0].role) for pages, name, key in TOPICS)
MAX_FORM_BYTES = 256 * 1024
_PLAIN: Mapping[str, Any] = {"problem": {}, "again": [], "request_id": ""}
ATTEMPT = "sent_again"
_PASSING = frozenset({429, 500, 502, 503, 504, 507})
"""Refusals that pass: the same form may be sent again."""
_STATIC = ("console.css", "console.js")


def make_console(api: ASGIApp, store: Store, clock: Clock) -> ASGIApp:
    """Return the console's application, a client of the API in process."""
    entrance = Entrance(store, SignIn(store, OpenIdClient()), clock)
    own = [*entrance.routes(), Route("/console/static/{name}", _static)]
    pages = [
        Route(f"{ROOT}{page.path}", partial(_answer, api, entrance, page), methods=[page.method]) for page in PAGES
    ]
    missing = partial(_missing, api, entrance)
    app = Starlette(
        routes=[*own, *pages], exception_handlers={404: missing, 405: missing, SQLAlchemyError: _store_away}
    )
    app.router.redirect_slashes = False  # a redirect would name whatever host the request names
    return RequestFrame(RequestTimeout(BodyBudget(app), TIMEOUT_S))


def with_console(api: ASGIApp, store: Store, clock: Clock) -> ASGIApp:
    """Return the API with the console beside it, which answers what lies below /console."""
    console = make_console(api, store, clock)

    async def beside(scope: Scope, receive: Receive, send: Send) -> None:
        path = scope.get("path", "")
        is_console = scope["type"] == "http" and (path == ROOT or path.startswith(f"{ROOT}/"))
        await (console if is_console else api)(scope, receive, send)

    return beside


async def _answer(app: ASGIApp, entrance: Entrance, page: ConsolePage, request: Request) -> Response:
    """Answer a page's request; a refusal is a page as well."""
    try:
        require_host(request)
    except HostNameRefused as refusal:
        return outside(421, "This address is not served under that name", str(refusal))
    session = await entrance.find(request)
    if session is None:
        return to_login(request)
    visit = await _visit_of(app, entrance, page, request, session)
    if not is_for(page.role, session.visitor):
        return await visit.show("refused.html.j2", 403, title="Not for you", detail=_needed(page.role), **_PLAIN)
    try:
        if page.method != "GET":
            require_form(request, session, dict(visit.form))
        return await _acted(entrance, page, visit)
    except FormRefused as refused:
        return await visit.show("refused.html.j2", 403, title="The form was refused", detail=str(refused), **_PLAIN)
    except Refusal as refused:
        problem = refused.problem
        if refused.name == BEING_MADE:
            query = f"?{request.url.query}" if request.url.query else ""
            return await visit.show("being_made.html.j2", again=f"{request.url.path}{query}")
        title = str(problem.get("title", "The request failed"))
        detail = str(problem.get("detail", ""))
        again = _again(visit) if page.method != "GET" and refused.status in _PASSING else []
        shown = {"title": title, "detail": detail, "request_id": visit.api.request_id}
        return await visit.show("refused.html.j2", refused.status, problem=problem, again=again, **shown)


def _again(visit: Visit) -> list[tuple[str, str]]:
    """Return the fields of a form that may be sent again as it is; what it did already is not done twice."""
    fields = [(name, value) for name, value in visit.form.multi_items() if isinstance(value, str) and name != ATTEMPT]
    return [*fields, (ATTEMPT, visit.api.attempt)]


async def _acted(entrance: Entrance, page: ConsolePage, visit: Visit) -> Response:
    answer = await page.answer(visit)
    if visit.visitor.is_setup and page.method != "GET":
        await entrance.stored(join_connection, visit.seen.session_id, visit.visitor)
    return answer


async def _visit_of(
    app: ASGIApp, entrance: Entrance, page: ConsolePage, request: Request, session: LiveSession
) -> Visit:
    write_for(request.headers.get("accept-language", ""))
    form = FormData()
    if request.method != "GET":
        form = await request.form(max_files=0, max_fields=3000, max_part_size=MAX_FORM_BYTES)
    request_id = request.scope.get("state", {}).get("request_id", "")
    attempt = str(form.get(ATTEMPT) or uuid.uuid4().hex)
    api = Api(
        app=app,
        store=entrance.store,
        visitor=session.visitor,
        scope=page.scope,
        now=entrance.clock(),
        request_id=request_id,
        attempt=attempt,
    )

    async def change(name: InstanceName) -> None:
        await entrance.stored(change_instance, session.session_id, session.visitor, name)

    return Visit(request=request, seen=session, api=api, form=form, change_instance=change, navigation=NAVIGATION)


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in _STATIC:
        return Response(status_code=404, headers=HEADERS)
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    headers = {**HEADERS, "Cache-Control": "private, max-age=300"}
    return Response(static_file(name), media_type=kind, headers=headers)


async def _missing(app: ASGIApp, entrance: Entrance, request: Request, _: Exception) -> Response:
    """Answer an address of no page, inside the frame for whoever is signed in."""
    said = {"title": "There is no such page", "detail": wording("got {path}", path=request.url.path)}
    try:
        require_host(request)
        session = await entrance.find(request)
    except HostNameRefused:
        session = None
    if session is None or request.method != "GET":
        return outside(404, **said)
    visit = await _visit_of(app, entrance, record.PAGES[0], request, session)
    return await visit.show("refused.html.j2", 404, **said, **_PLAIN)


async def _store_away(_: Request, error: Exception) -> Response:
    if not is_away(error):
        raise error
    page = outside(503, "The database does not answer", "Load the page again in a moment.")
    page.headers["Retry-After"] = STORE_AWAY.headers["Retry-After"]
    return page


def _needed(role: Role) -> str:
    needed = {
        Role.ADMIN: "This page is for admins of the CRM; ask one of them, or open it with an admin's link.",
        Role.CONNECTOR: "This page is for admins of the CRM.",
        Role.OPERATOR: "This page is for the operator: onematch console link --operator opens it.",
    }
    return wording(needed.get(role, "This page is for users of a contract's connected CRM."))
