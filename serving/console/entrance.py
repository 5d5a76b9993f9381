"""Who comes in: by a link that works once, or by signing in at the contract's provider; and who leaves."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from features.schema.value_class import value_class
from serving.console.guard import (
    HEADERS,
    FormRefused,
    HostNameRefused,
    LiveSession,
    cookie_name,
    drop_cookie,
    is_on_loopback,
    keep_cookie,
    require_form,
    require_host,
    require_same_site,
    sign_in_cookie,
)
from serving.console.openid import IdentityRefused, ProviderSilent
from serving.console.page import ROOT
from serving.console.sessions import (
    LIFE,
    LinkEnded,
    Visitor,
    end_session,
    find_visitor,
    note_visit,
    open_session,
)
from serving.console.sign_in import SIGN_IN_LIFE, SignIn, SignInMissing
from serving.console.view import render
from serving.store.store import Store
from serving.vocabulary.terms import InstanceName

T = TypeVar("T")


@value_class
class Entrance:
    """The sessions of the console, and how they begin and end."""

    store: Store
    sign_in: SignIn
    clock: Callable[[], datetime]

    async def find(self, request: Request) -> LiveSession | None:
        """Return the session of a request, None without a live one."""
        session_id = request.cookies.get(cookie_name(request), "")
        visitor = await run_in_threadpool(self._visitor, session_id) if session_id else None
        return None if visitor is None else LiveSession(session_id, visitor)

    def _visitor(self, session_id: str) -> Visitor | None:
        now = self.clock()
        with self.store.reading() as connection:
            visitor, changes = find_visitor(connection, session_id, now)
        if changes:
            with self.store.writing_unsynced() as connection:
                note_visit(connection, session_id, visitor, now)
        return visitor

    async def stored(self, change: Callable[..., T], *given: object) -> T:
        """Return what a change of sessions returns, in a transaction of its own."""

        def changed() -> T:
            with self.store.writing() as connection:
                return change(connection, *given)

        return await run_in_threadpool(changed)

    def routes(self) -> list[Route]:
        """Return the addresses that need no session."""
        return [
            Route(ROOT, self.first),
            Route(f"{ROOT}/enter", self.enter, methods=["GET", "POST"]),
            Route(f"{ROOT}/sign-in/{{contract_id}}", self.begin),
            Route(f"{ROOT}/signed-in", self.finish),
            Route(f"{ROOT}/leave", self.leave, methods=["POST"]),
        ]

    async def first(self, request: Request) -> Response:
        session = await self.find(request)
        if session is None:
            return to_login(request)
        visitor = session.visitor
        page = "/models" if visitor.is_operator else "/overview" if visitor.is_admin else "/review"
        return _go("/connection" if visitor.is_setup else page)

    async def enter(self, request: Request) -> Response:
        """Open a session by a link that works once; without one, say how to get in.

        What only reads (a mail scanner, a preview, HEAD) spends nothing: it gets the page with the button that opens.
        The demo's link on this machine opens at once.
        """
        opens = request.method == "POST"
        sent = await request.form() if opens else request.query_params
        token = str(sent.get("link", ""))
        destination = _local(str(sent.get("to", "")))
        try:
            require_host(request)
            if opens:
                require_same_site(request)
            at_once = request.method == "GET" and "at_once" in sent and is_on_loopback(request)
            if not token or not (opens or at_once):
                return outside(
                    200, "Open the console", wanted=destination, at=_sign_in_path(request, destination), link=token
                )
            session_id = await self.stored(open_session, token, self.clock())
        except (LinkEnded, HostNameRefused, FormRefused) as refusal:
            return outside(403, "This link does not open the console", str(refusal))
        return _welcome(request, session_id, destination)

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider of a contract."""
        contract_id = request.path_params["contract_id"]
        destination = _local(request.query_params.get("to", ""))
        try:
            require_host(request)
            name = InstanceName(request.query_params.get("instance", InstanceName.PRODUCTION))
            now = self.clock()
            address, cookie = await run_in_threadpool(self.sign_in.begin, contract_id, name, destination, now)
        except (SignInMissing, ValueError):
            return outside(404, "This contract has no sign-in", SignInMissing.sentence)
        except (ProviderSilent, HostNameRefused) as refusal:
            return _not_now(request, refusal)
        response = RedirectResponse(address, 303, HEADERS)
        keep_cookie(response, request, sign_in_cookie(request), cookie, SIGN_IN_LIFE)
        return response

    async def finish(self, request: Request) -> Response:
        """Open a session for whom the provider names."""
        cookie = request.cookies.get(sign_in_cookie(request), "")
        try:
            require_host(request)
            session_id, destination = await run_in_threadpool(
                self.sign_in.finish, request.query_params, cookie, self.clock()
            )
        except (SignInMissing, ProviderSilent, HostNameRefused) as refusal:
            response = _not_now(request, refusal)
        except IdentityRefused as refusal:
            response = outside(403, "You are not signed in", str(refusal))
        else:
            response = _welcome(request, session_id, destination)
        drop_cookie(response, request, sign_in_cookie(request))
        return response

    async def leave(self, request: Request) -> Response:
        session = await self.find(request)
        if session is not None:
            try:
                require_form(request, session, dict(await request.form()))
            except FormRefused as refused:
                return outside(403, "The form was refused", str(refused))
            await self.stored(end_session, session.session_id)
        response = _go("/enter")
        drop_cookie(response, request, cookie_name(request))
        return response


def outside(status: int, title: str, detail: str = "", *, wanted: str = "", at: str = "", link: str = "") -> Response:
    """Return a page for somebody without a session; `at`: where a sign-in begins, `link`: what a button opens."""
    page = render("enter.html.j2", root=ROOT, title=title, detail=detail, wanted=wanted, at=at, link=link)
    return HTMLResponse(page, status, HEADERS)


def to_login(request: Request) -> Response:
    """Send a visitor without a session to the login, and from there back to where they were."""
    destination = request.url.path.removeprefix(ROOT) if request.method == "GET" else ""
    query = f"?{request.url.query}" if destination and request.url.query else ""
    title = "Your session has ended" if request.cookies.get(cookie_name(request)) else "Open the console"
    response = outside(401, title, wanted=f"{destination}{query}")
    drop_cookie(response, request, cookie_name(request))
    return response


def _not_now(request: Request, refusal: Exception) -> Response:
    """Return the page of a provider that does not answer; trying again is a click."""
    again = request.url.path if request.url.path.startswith(f"{ROOT}/sign-in/") else ""
    return outside(503, "Your organisation's sign-in does not answer", str(refusal), at=again)


def _welcome(request: Request, session_id: str, destination: str) -> Response:
    response = _go(destination)
    keep_cookie(response, request, cookie_name(request), session_id, LIFE)
    return response


def _go(path: str) -> Response:
    return RedirectResponse(f"{ROOT}{path}", 303, HEADERS)


def _sign_in_path(request: Request, destination: str) -> str:
    """Return where the sign-in of the named contract begins.

    It is a link: a policy of `form-action 'self'` lets no form lead to the provider.
    """
    contract_id = request.query_params.get("contract", "").strip()
    if not contract_id:
        return ""
    parameters = {"instance": request.query_params.get("instance", ""), "to": destination}
    query = urlencode({name: value for name, value in parameters.items() if value})
    return f"{ROOT}/sign-in/{quote(contract_id, safe='')}" + (f"?{query}" if query else "")


def _local(path: str) -> str:
    """Return a path of the console that a login may lead back to; anything else is the first page."""
    return path if path.startswith("/") and not path.startswith("//") and "\\" not in path else ""
