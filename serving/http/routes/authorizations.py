"""A seller's CRM grant, stored by the application after her consent in the CRM (D28, S54)."""

import re
from datetime import datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, field_validator

from serving.http.routes.activity_bodies import Moment
from serving.http.routes.frame import CONTRACT, Call, example, needs, refusals
from serving.rules.vocabulary import Scope
from serving.sync.services import WrapperServices
from serving.writeback.grants import Grant, deposit, revoke

OneUser = Annotated[str, Path(max_length=200)]
_TOKEN = re.compile(r"[\x21-\x7e]+")
_PATH = "/users/{user_id}/crm-authorization"


class GrantState(StrEnum):
    """The state of a user's grant."""

    AUTHORISED = "authorised"
    REVOKED = "revoked"


class GrantSent(BaseModel):
    """The CRM's access token and its expiry."""

    model_config = ConfigDict(extra="forbid")

    access_token: SecretStr = Field(min_length=1, max_length=8192)
    expires_at: Moment | None = None

    @field_validator("access_token")
    @classmethod
    def _fits_a_header(cls, token: SecretStr) -> SecretStr:
        if _TOKEN.fullmatch(token.get_secret_value()) is None:
            raise ValueError("an access token is printable ASCII without spaces")
        return token


class GrantShown(BaseModel):
    """The grant's state, without the token."""

    user_id: str
    state: GrantState
    expires_at: datetime | None


def make_router(parts: WrapperServices) -> APIRouter:
    """Return the routes of the topic."""
    router = APIRouter(prefix=CONTRACT, tags=["writeback"], responses=refusals())
    seller = needs(parts, Scope.APP, acting=True)

    @router.put(
        _PATH,
        summary="Store one's CRM grant",
        openapi_extra=example({"access_token": "the CRM's token", "expires_at": "2026-03-02T10:00:00Z"}),
    )
    def put(user_id: OneUser, sent: GrantSent, call: Annotated[Call, seller]) -> GrantShown:
        """Store the grant sealed, and send the activities that waited for it."""
        call.require_self(user_id)
        call.name(users=[user_id])
        grant = Grant(sent.access_token.get_secret_value(), sent.expires_at)
        with call.scope.writing() as connection:
            deposit(connection, call.scope, user_id, grant, call.now)
        return GrantShown(user_id=user_id, state=GrantState.AUTHORISED, expires_at=sent.expires_at)

    @router.delete(_PATH, summary="Revoke one's CRM grant")
    def end(user_id: OneUser, call: Annotated[Call, seller]) -> GrantShown:
        """Delete the grant; later activities wait for another one."""
        call.require_self(user_id)
        call.name(users=[user_id])
        with call.scope.writing() as connection:
            revoke(connection, call.live.id, user_id)
        return GrantShown(user_id=user_id, state=GrantState.REVOKED, expires_at=None)

    return router
