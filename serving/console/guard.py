"""What surrounds every page: its headers, the session's cookie, the forms' token and where a form may come from."""

import secrets
from collections.abc import Mapping
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.access.bearer import is_loopback
from serving.console.sessions import Visitor, form_token

POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
FORM_FIELD = "form_token"
_PLAIN = "onematch"
_SECURE = "__Host-onematch"
_SIGN_IN = "-sign-in"
_LOCAL_SITES = frozenset({"same-origin", "none"})
_FOREIGN = "got a form of another site or session, expected one of this page; load it again"


class FormRefused(OnematchError):
    """A form did not come from a page of this session."""


class HostNameRefused(OnematchError):
    """A request names a host that this address does not serve."""


@value_class
class LiveSession:
    """The session of a request."""

    session_id: str
    visitor: Visitor

    @property
    def form_token(self) -> str:
        """The token that forms of the session carry."""
        return form_token(self.session_id)


def cookie_name(request: Request) -> str:
    """Return the cookie's name: without the prefix on loopback, where browsers see no TLS."""
    return _PLAIN if is_on_loopback(request) else _SECURE


def sign_in_cookie(request: Request) -> str:
    """Return the name of the cookie that holds a begun sign-in."""
    return f"{cookie_name(request)}{_SIGN_IN}"


def drop_cookie(response: Response, request: Request, name: str) -> None:
    """Delete a cookie; browsers take no change of a `__Host-` cookie that is not Secure itself."""
    response.delete_cookie(name, path="/", secure=not is_on_loopback(request), httponly=True, samesite="lax")


def keep_cookie(response: Response, request: Request, name: str, value: str, life: timedelta) -> None:
    """Set a cookie on an answer; Lax, since a sign-in's answer is a navigation from another site."""
    response.set_cookie(
        name,
        value,
        max_age=int(life.total_seconds()),
        path="/",
        secure=not is_on_loopback(request),
        httponly=True,
        samesite="lax",
    )


def is_on_loopback(request: Request) -> bool:
    """Whether the browser names this machine."""
    return is_loopback(request.url.hostname or "")


def require_host(request: Request) -> None:
    """Raise HostNameRefused where a request reaches a loopback address under another name (DNS rebinding)."""
    server = (request.scope.get("server") or ("",))[0]
    proxied = "x-forwarded-host" in request.headers or "x-forwarded-proto" in request.headers
    if is_loopback(server) and not proxied and not is_on_loopback(request):
        raise HostNameRefused(
            "got the host {hostname!r}, expected 127.0.0.1 or localhost", hostname=request.url.hostname
        )


def require_form(request: Request, session: LiveSession, sent: Mapping[str, object]) -> None:
    """Raise FormRefused unless a form comes from a page of this session, on this site."""
    require_same_site(request)
    given = request.headers.get("x-form-token") or str(sent.get(FORM_FIELD, ""))
    if not secrets.compare_digest(given.encode(), session.form_token.encode()):
        raise FormRefused(_FOREIGN)


def require_same_site(request: Request) -> None:
    """Raise FormRefused where a browser says that another site sent the form."""
    if request.headers.get("sec-fetch-site", "same-origin") not in _LOCAL_SITES:
        raise FormRefused(_FOREIGN)
