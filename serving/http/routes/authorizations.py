"""A seller's CRM grant, stored by the application after her consent in the CRM (D28, S54)."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator

from serving.crm.credentials import TOKEN
from serving.http.routes.activity_bodies import Moment
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.http.wire.problems import ProblemKind, Problems
from serving.rules.vocabulary import Scope
from serving.sync.services import WrapperServices
from serving.writeback.grants import Grant, NoOauthClient, deposit, revoke

OneUser = Annotated[str, Path(max_length=200)]
_PATH = "/users/{user_id}/crm-authorization"
_EXAMPLE = {"access_token": "the CRM's token", "expires_at": "2026-03-02T10:00:00Z", "refresh_token": "the CRM's too"}

PROBLEMS: Problems = {
    NoOauthClient: ProblemKind(409, "no-oauth-client", "The connection has no client that refreshes grants"),
}


class GrantState(StrEnum):
    """The state of a user's grant."""

    AUTHORISED = "authorised"
    REVOKED = "revoked"


class GrantSent(BaseModel, extra="forbid"):
    """The CRM's access token, its expiry, and the refresh token with which it is refreshed before that."""

    access_token: SecretStr = Field(min_length=1, max_length=8192)
    expires_at: Moment | None = None
    refresh_token: SecretStr | None = Field(default=None, min_length=1, max_length=8192)

    @field_validator("access_token", "refresh_token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr | None) -> SecretStr | None:
        if token is not None and TOKEN.fullmatch(token.get_secret_value()) is None:
            raise ValueError("a token is printable ASCII without spaces")
        return token

    @model_validator(mode="after")
    def _expires(self) -> "GrantSent":
        if self.refresh_token is not None and self.expires_at is None:
            raise ValueError("an expires_at with a refresh_token")
        return self

    def read(self) -> Grant:
        """Return the grant to store."""
        again = None if self.refresh_token is None else self.refresh_token.get_secret_value()
        return Grant(self.access_token.get_secret_value(), self.expires_at, again)


class GrantShown(BaseModel):
    """The grant's state, without its tokens; `refreshes`: it is refreshed before it expires."""

    user_id: str
    state: GrantState
    expires_at: datetime | None
    refreshes: bool


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["writeback"], responses=refusals())
    seller = needs(parts, Scope.APP, acting=True)

    @router.put(
        _PATH,
        summary="Store one's CRM grant",
        openapi_extra=example(_EXAMPLE),
    )
    def put(user_id: OneUser, sent: GrantSent, call: Annotated[Call, seller]) -> GrantShown:
        """Store the grant sealed, and send the activities that waited for it."""
        call.require_self(user_id)
        call.name(users=[user_id])
        grant = sent.read()
        with call.scope.writing() as connection:
            deposit(connection, call.scope, user_id, grant, call.now)
        refreshes = grant.refresh_token is not None
        return GrantShown(user_id=user_id, state=GrantState.AUTHORISED, expires_at=sent.expires_at, refreshes=refreshes)

    @router.delete(_PATH, summary="Revoke one's CRM grant")
    def end(user_id: OneUser, call: Annotated[Call, seller]) -> GrantShown:
        """Delete the grant; later activities wait for another one."""
        call.require_self(user_id)
        call.name(users=[user_id])
        with call.scope.writing() as connection:
            revoke(connection, call.live.id, user_id)
        return GrantShown(user_id=user_id, state=GrantState.REVOKED, expires_at=None, refreshes=False)

    return router
