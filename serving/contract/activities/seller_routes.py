"""What a seller sets alone: a switch for each kind of activity (S53, S54), and the CRM's grant (D28)."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import BaseModel, Field, SecretStr, field_validator, model_validator
from sqlalchemy import select

from serving.contract.activities.activities import cancel_unsent
from serving.contract.activities.bodies import Moment
from serving.contract.activities.grants import Grant, NoOauthClient, deposit, read_grant, revoke
from serving.contract.records.calls import PathId, SellerCall, example, routes
from serving.crm.credentials import TOKEN
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.contracts import OpenScope
from serving.store.tables.contracts import preferences
from serving.store.upserts import upsert
from serving.vocabulary.terms import ActivityKind


class PreferencesSent(BaseModel, extra="forbid"):
    """The switches to change; the others stay."""

    writeback: dict[ActivityKind, bool]


class PreferencesShown(BaseModel):
    """The user's own switch for every kind; on by default."""

    user_id: str
    writeback: dict[ActivityKind, bool]


PROBLEMS: Problems = {
    NoOauthClient: ProblemKind(409, "no-oauth-client", "The connection has no client that refreshes grants"),
}

router = routes("writeback")


@router.put(
    "/users/{user_id:path}/preferences",
    summary="Set one's own switches",
    openapi_extra=example({"writeback": {"inmail": True, "note": False}}),
)
def put(user_id: PathId, sent: PreferencesSent, call: SellerCall) -> PreferencesShown:
    """Store whether the user's activities of each kind are written; only the user can change it.

    Turning a kind off cancels what is not sent yet of it.
    """
    call.require_self(user_id)
    call.name(users=[user_id])
    of_user = {"contract_id": call.contract.id, "user_id": user_id}
    rows = [
        {**of_user, "kind": kind, "enabled": enabled, "changed_at": call.now}
        for kind, enabled in sent.writeback.items()
    ]
    with call.writing() as scope:
        upsert(scope.connection, preferences, rows)
        off = [kind for kind, enabled in sent.writeback.items() if not enabled]
        cancel_unsent(scope, user_id, off, call.now)
        return PreferencesShown(user_id=user_id, writeback=dict(_own(scope, user_id)))


@router.get("/users/{user_id:path}/preferences", name="show", summary="Show one's own switches")
def show_switches(user_id: PathId, call: SellerCall) -> PreferencesShown:
    """Show which kinds of activities the user has not turned off; an admin's switches are others."""
    call.require_self(user_id)
    call.name(users=[user_id])
    with call.reading() as scope:
        return PreferencesShown(user_id=user_id, writeback=dict(_own(scope, user_id)))


def _own(scope: OpenScope, user_id: str) -> Mapping[ActivityKind, bool]:
    of_user = {"contract_id": scope.contract.id, "user_id": user_id}
    rows = scope.execute(select(preferences.c.kind, preferences.c.enabled).filter_by(**of_user))
    return dict.fromkeys(ActivityKind, True) | {ActivityKind(row.kind): row.enabled for row in rows}


_PATH = "/users/{user_id:path}/crm-authorization"
_GRANT = {"access_token": "the CRM's token", "expires_at": "2026-03-02T10:00:00Z", "refresh_token": "the CRM's too"}


class GrantState(StrEnum):
    """The state of a user's grant."""

    AUTHORISED = "authorised"
    EXPIRED = "expired"
    MISSING = "missing"
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
            raise ValueError("printable ASCII without spaces")
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


@router.put(
    _PATH,
    name="put",
    summary="Store one's CRM grant",
    openapi_extra=example(_GRANT),
)
def put_grant(user_id: PathId, sent: GrantSent, call: SellerCall) -> GrantShown:
    """Store the grant sealed, and send the activities that waited for it."""
    call.require_self(user_id)
    call.name(users=[user_id])
    grant = sent.read()
    with call.writing() as scope:
        deposit(scope, user_id, grant, call.now)
    refreshes = grant.refresh_token is not None
    return GrantShown(user_id=user_id, state=GrantState.AUTHORISED, expires_at=sent.expires_at, refreshes=refreshes)


@router.get(_PATH, name="show", summary="Show one's CRM grant")
def show_grant(user_id: PathId, call: SellerCall) -> GrantShown:
    """Show whether the CRM takes writes of the user; `missing` and `expired`: activities wait for another grant."""
    call.require_self(user_id)
    call.name(users=[user_id])
    with call.reading() as scope:
        grant = read_grant(scope, user_id)
    refreshes = grant is not None and grant.refresh_token is not None
    state = GrantState.MISSING if grant is None else GrantState.EXPIRED
    if grant is not None and (refreshes or grant.is_valid(call.now)):
        state = GrantState.AUTHORISED
    expires_at = None if grant is None else grant.expires_at
    return GrantShown(user_id=user_id, state=state, expires_at=expires_at, refreshes=refreshes)


@router.delete(_PATH, summary="Revoke one's CRM grant")
def end(user_id: PathId, call: SellerCall) -> GrantShown:
    """Delete the grant; later activities wait for another one."""
    call.require_self(user_id)
    call.name(users=[user_id])
    with call.writing() as scope:
        revoke(scope, user_id)
    return GrantShown(user_id=user_id, state=GrantState.REVOKED, expires_at=None, refreshes=False)
