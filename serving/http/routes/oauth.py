"""Access tokens by client credentials (S75; RFC 6749, section 4.4)."""

import base64
import binascii
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import parse_qs, unquote_plus

from fastapi import APIRouter, Request
from pydantic import BaseModel, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import JSONResponse, Response

from features.schema.errors import OnematchError
from serving.access.body_limits import FORM_BODY
from serving.access.callers import Caller, RateLimit
from serving.access.clients import ClientWrong, check_secret
from serving.access.tokens import LIFE, Tokens
from serving.http.routes.frame import refusals
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.vocabulary import Scope
from serving.sync.services import WrapperServices

TRIES_PER_MINUTE = 600
_COUNTERS = 1024
"""Attempts per minute in each of 1024 counters; client ids are hashed to a counter, so that memory is bounded."""
_FORM = "application/x-www-form-urlencoded"
_FIELDS = {
    "grant_type": {"type": "string", "enum": ["client_credentials"]},
    "client_id": {"type": "string", "description": "here or by HTTP Basic"},
    "client_secret": {"type": "string"},
    "scope": {"type": "string", "description": "some of the client's scopes, parted by spaces; all when left out"},
}
_EXAMPLE = {"grant_type": "client_credentials", "client_id": "acme-sync", "client_secret": "...", "scope": "sync"}
_BODY = {
    "requestBody": {
        "required": True,
        "content": {
            _FORM: {
                "schema": {"type": "object", "required": ["grant_type"], "properties": _FIELDS},
                "example": _EXAMPLE,
            }
        },
    }
}


class GrantUnsupported(OnematchError):
    """The grant type is not client credentials."""

    error = "unsupported_grant_type"


class FormWrong(OnematchError):
    """The request is no form, or a field is missing."""

    error = "invalid_request"


class ScopeNotGranted(OnematchError):
    """A requested scope is not one of the client's."""

    error = "invalid_scope"


PROBLEMS: Problems = {
    GrantUnsupported: ProblemKind(400, "grant-unsupported", "Only client credentials are granted"),
    FormWrong: ProblemKind(400, "form-wrong", "The form is not readable"),
    ScopeNotGranted: ProblemKind(400, "scope-not-granted", "The client does not have the scope"),
}


class TokenAnswer(BaseModel):
    """A token and its lifetime."""

    access_token: str
    token_type: str = Field(examples=["Bearer"])
    expires_in: int = Field(description="seconds")
    scope: str


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix="/v1/oauth", tags=["access"])
    tries = RateLimit(TRIES_PER_MINUTE)

    @router.post("/token", summary="Get a token", response_model=TokenAnswer, responses=refusals(), openapi_extra=_BODY)
    async def token(request: Request) -> Response:
        """Exchange a client's id and secret for a token that lives 15 minutes."""
        form = await _read_form(request)
        client_id, secret = _credentials(request.headers.get("authorization", ""), form)
        tries.admit(str(hash(client_id) % _COUNTERS))
        caller = await run_in_threadpool(_checked, parts, client_id, secret)
        granted = _granted(caller, form.get("scope"))
        answer = TokenAnswer(
            access_token=Tokens(parts.store.vault.derive("sign tokens")).issue(granted, parts.clock()),
            token_type="Bearer",
            expires_in=int(LIFE.total_seconds()),
            scope=" ".join(sorted(granted.scopes)),
        )
        return JSONResponse(answer.model_dump(), headers={"Cache-Control": "no-store"})

    return router


def _checked(parts: WrapperServices, client_id: str, secret: str) -> Caller:
    with parts.store.reading() as connection:
        return check_secret(connection, client_id, secret)


async def _read_form(request: Request) -> Mapping[str, str]:
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != _FORM:
        raise FormWrong(f"got another content type, expected {_FORM}")
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > FORM_BODY:
            raise FormWrong(f"got more than {FORM_BODY} bytes, expected a short form")
    try:
        fields = parse_qs(body.decode(), strict_parsing=True, max_num_fields=20)
    except ValueError:
        raise FormWrong("got a body that is no form") from None
    form = {name: values[0] for name, values in fields.items()}
    if form.get("grant_type") != "client_credentials":
        raise GrantUnsupported("got another grant_type, expected client_credentials")
    return form


def _credentials(authorization: str, form: Mapping[str, str]) -> tuple[str, str]:
    scheme, _, encoded = authorization.partition(" ")
    if scheme.lower() != "basic":
        return form.get("client_id", ""), form.get("client_secret", "")
    try:
        client_id, _, secret = base64.b64decode(encoded.strip(), validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise ClientWrong("got an Authorization header that is not readable, expected HTTP Basic") from None
    return unquote_plus(client_id), unquote_plus(secret)


def _granted(caller: Caller, wanted: str | None) -> Caller:
    if not wanted or not wanted.strip():
        return caller
    words = set(wanted.split())
    if not words <= {scope.value for scope in caller.scopes}:
        raise ScopeNotGranted("got a scope that the client does not have")
    return replace(caller, scopes=frozenset(map(Scope, words)))
