"""Protection of `/v1/match` by a bearer token, or by loopback alone in an open service; TLS of outgoing calls (S76)."""

import ipaddress
import secrets
import ssl
from functools import cache, lru_cache

from starlette.types import Scope

from features.schema.errors import OnematchError
from serving.runtime.settings import Settings

_FORWARDED = frozenset(
    {b"forwarded", b"via", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto", b"x-real-ip"}
)
"""Headers that only a proxy sends."""


class TokenMissing(OnematchError):
    """The service would start without protection."""


class TransportOpen(OnematchError):
    """The service would take tokens over a network without TLS (S76)."""


class TokenWrong(OnematchError):
    """A request has no bearer token, or an invalid one."""


class TokenElsewhere(OnematchError):
    """The static token is sent from another machine, or through a proxy."""


def refuse_unprotected_start(settings: Settings) -> None:
    """Raise TokenMissing unless a token is set, or the service is open and bound to loopback.

    Raise TransportOpen if it has a token and binds beyond loopback without a proxy that terminates TLS (S76).
    """
    if settings.token is not None:
        if not settings.behind_proxy and not is_loopback(settings.host):
            raise TransportOpen(
                "got the address {host}, where tokens would pass without TLS, expected one on "
                "loopback, or --behind-proxy (ONEMATCH_BEHIND_PROXY=true) where a proxy that "
                "terminates TLS is the only way to it",
                host=settings.host,
            )
        return
    if not settings.open:
        raise TokenMissing("ONEMATCH_TOKEN is not set: got no token, expected one (only the demo serves without)")
    if not is_loopback(settings.host):
        raise TokenMissing("ONEMATCH_OPEN needs a loopback address, got ONEMATCH_HOST={host}", host=settings.host)


def require_token(scope: Scope, settings: Settings) -> None:
    """Raise TokenWrong unless the request may match records; every OAuth token that we issued may.

    Raise TokenElsewhere where the static token is right but does not come from this machine itself.

    In an open service the connection itself must come in on a loopback address, wherever the port is bound, and name
    one: a page elsewhere can have its own name resolved to this machine (DNS rebinding).
    """
    if scope["state"].get("caller") is not None:
        return
    if settings.open and settings.token is None:
        if not is_loopback((scope.get("server") or ("",))[0]):
            raise TokenWrong("got a request from outside, expected one on a loopback address (the service is open)")
        if not is_loopback(host_named(header(scope, b"host", "localhost"))):
            raise TokenWrong("got another host's name, expected 127.0.0.1 or localhost (the service is open)")
        return
    given = bearer_of(scope)
    expected = settings.token.get_secret_value() if settings.token else ""
    if not expected or not secrets.compare_digest(given.encode(), expected.encode()):
        raise TokenWrong("got a bearer token that is not valid here")
    if not is_loopback((scope.get("client") or ("",))[0]) or not _FORWARDED.isdisjoint(
        key for key, _ in scope["headers"]
    ):
        raise TokenElsewhere(
            "got ONEMATCH_TOKEN from elsewhere, expected it from a loopback address and through no proxy: elsewhere "
            "send a token of a client (`onematch contracts client`) or of the identity provider"
        )


def bearer_of(scope: Scope) -> str:
    """Return the bearer token of a request. Raises TokenWrong."""
    scheme, _, token = header(scope, b"authorization").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise TokenWrong("got no bearer token, expected the header Authorization: Bearer TOKEN")
    return token.strip()


def is_of_contract(scope: Scope) -> bool:
    """Whether a request's token is a contract's, not the operator's or that of an open service."""
    caller = scope["state"].get("caller")
    return caller is not None and caller.contract_id is not None


def header(scope: Scope, name: bytes, absent: str = "") -> str:
    """Return the first header of a name, which is in lower case."""
    return next((value.decode("latin-1") for key, value in scope["headers"] if key == name), absent)


def host_named(host: str) -> str:
    """Return the host of a header `Host`, without port and brackets."""
    named, bracket, _ = host.partition("]")
    return named.removeprefix("[") if bracket else host.partition(":")[0]


@lru_cache(maxsize=256)
def is_loopback(host: str) -> bool:
    """Whether an address is a loopback address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


@cache
def secure_context() -> ssl.SSLContext:
    """Return the context of every outgoing client: `httpx.Client(verify=secure_context())`; Python refuses TLS 1.1."""
    return ssl.create_default_context()
