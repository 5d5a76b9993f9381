"""The CRM's users: the switches that an admin sets for each (S44), and their licences of the tool (S73)."""

import json
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field
from sqlalchemy import Connection, Row, select
from starlette.responses import Response

from features.schema.errors import OnematchError
from serving.console.sessions import Visitor, VisitorUnknown, make_link
from serving.contract.activities.grants import release_pending
from serving.contract.imports.apply import Batch, apply
from serving.contract.imports.incoming import Incoming, Op
from serving.contract.linking.relink import Relinking
from serving.contract.records.calls import AdminCall, Call, Id, PathId, example, needs, routes
from serving.contract.records.change_context import ChangeContext
from serving.contract.records.records import context_of
from serving.contract.saves.saves import renew_saves_of_users
from serving.http.paging import Listing, WantedPage, next_cursor
from serving.http.wire.problems import ProblemKind, Problems
from serving.store.connecting import LastAdmin, require_other_admin
from serving.store.contract_rows import NoSeatToGive, assign, give_subject, licences_of, revoke, seats_of
from serving.store.contracts import NotHere, OpenScope
from serving.store.tables.contracts import users
from serving.vocabulary.licences import LicenceShown
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import Cause, CrmObject, Scope
from serving.vocabulary.versions import version_of


class UserShown(BaseModel):
    """A user of the CRM; under SSO name and e-mail are not stored (S81), and a replay withholds them.

    `signs_in_by`: who gave the user's SSO subject, which is stored as a keyed hash; null: nobody.
    """

    id: str
    name: str | None
    email: str | None
    active: bool
    is_admin: bool
    auto_save: bool
    writeback: bool
    signs_in_by: Literal["admin", "crm"] | None
    withheld: Literal["replay"] | None = None


class UserChanged(BaseModel, extra="forbid"):
    """The switches to change.

    `sso_subject`: the identity at the contract's provider, byte for byte. It counts before the CRM's own and imports
    leave it; the empty text removes it.
    """

    auto_save: bool | None = None
    writeback: bool | None = None
    is_admin: bool | None = None
    sso_subject: str | None = Field(default=None, max_length=200)


class UserAdded(BaseModel, extra="forbid"):
    """A user of the CRM whom no import has brought yet; under SSO name and e-mail are not stored (S81)."""

    id: Id
    name: str = Field(default="", max_length=320)
    email: str = Field(default="", max_length=320)
    sso_subject: str = Field(default="", max_length=200)


class UserKnown(OnematchError):
    """The user is there already, or the CRM has said something of them."""


PROBLEMS: Problems = {
    UserKnown: ProblemKind(409, "user-known", "The user is known"),
    LastAdmin: ProblemKind(409, "last-admin", "Nobody else may act as an admin"),
    NoSeatToGive: ProblemKind(409, "no-seat", "No free seat to give"),
}

ADDED = "0"
"""The version of a user whom an admin added: every one that the CRM sends is newer."""
router = routes("connect")


@router.get("/users", summary="List the CRM's users")
def show(page: WantedPage, call: AdminCall) -> Listing[UserShown]:
    """List users with their switches, by id."""
    query = select(users).filter_by(instance_id=call.instance_id, deleted_at=None)
    with call.store.reading() as connection:
        rows = connection.execute(page.behind(query, users.c.id)).all()
        items = [_shown(connection, call, row) for row in rows[: page.limit]]
    call.name(users=[item.id for item in items])
    return Listing(items=items, next_cursor=next_cursor(rows, page, lambda row: [row.id]))


@router.patch("/users/{user_id:path}", summary="Set a user's switches", openapi_extra=example({"auto_save": False}))
def change(
    user_id: PathId,
    asked: UserChanged,
    call: Annotated[Call, needs(Scope.ADMIN, acting=True, once=True, withheld=("name", "email"))],
) -> UserShown:
    """Set a user's switches for saves and writeback, whether the user is an admin, and the SSO subject."""
    call.name(users=[user_id])
    changes = asked.model_dump(exclude_none=True, exclude={"sso_subject"})
    conditions = {"id": user_id, "deleted_at": None}
    with call.writing() as scope:
        if changes.get("is_admin") is False:
            require_other_admin(scope.connection, call.instance_id, user_id)
        if changes:
            scope.execute(scope.change(users, **conditions).values(**changes))
        if asked.sso_subject is not None:
            give_subject(scope, user_id, asked.sso_subject)
        row = scope.execute(scope.own(users).filter_by(**conditions)).one_or_none()
        if row is None:
            raise NotHere("there is no such user")
        if "auto_save" in changes:
            renew_saves_of_users(scope, {user_id}, call.now)
        return _shown(scope.connection, call, row)


def _shown(connection: Connection, call: Call, row: Row[Any]) -> UserShown:
    known: Mapping[str, Any] = {}
    if row.sealed is not None and not call.contract.sso:
        context = context_of(call.scope, RecordKey(CrmObject.USER, row.id))
        known = json.loads(call.store.vault.key(connection, call.live.key_id).unseal(row.sealed, context))
    signs_in_by = "admin" if row.given_subject_hash else "crm" if row.subject_hash else None
    named = {"name": known.get("name"), "email": known.get("email"), "signs_in_by": signs_in_by}
    return UserShown.model_validate({**row._mapping, **named})


@router.post(
    "/users",
    summary="Add a user",
    status_code=201,
    openapi_extra=example({"id": "17", "name": "Ann Lee", "email": "ann@acme.example"}),
)
def add(
    asked: UserAdded,
    call: Annotated[Call, needs(Scope.ADMIN, acting=True, once=True, withheld=("name", "email"))],
) -> UserShown:
    """Add a user of the CRM before an import brings them; whatever the CRM says of them later replaces it.

    The user is active and has no seat yet; one who was there before keeps the switches. A full import that lacks the
    user removes them.
    """
    call.name(users=[asked.id])
    with call.writing() as scope:
        query = scope.own(users).filter_by(id=asked.id, deleted_at=None)
        if scope.execute(query).first() is not None:
            raise UserKnown("the user is in the list already: change their switches there, or activate them in the CRM")
        _apply(call, scope, Op.UPSERT, asked.id, asked.model_dump(exclude={"sso_subject"}, exclude_defaults=True))
        give_subject(scope, asked.id, asked.sso_subject)
        return _shown(scope.connection, call, scope.execute(query).one())


@router.delete("/users/{user_id:path}", summary="Remove an added user", status_code=204, response_class=Response)
def remove(user_id: PathId, call: AdminCall) -> None:
    """Remove a user whom an admin added and the CRM has not sent since, with the seat and what opens the console."""
    call.name(users=[user_id])
    with call.writing() as scope:
        version = scope.execute(scope.own(users.c.version).filter_by(id=user_id, deleted_at=None)).one_or_none()
        if version is None:
            raise NotHere("there is no such user")
        if version.version != version_of(ADDED, None, call.now):
            raise UserKnown("the CRM has sent the user: remove or deactivate them there")
        require_other_admin(scope.connection, call.instance_id, user_id)
        revoke(scope, user_id)
        give_subject(scope, user_id, "")
        _apply(call, scope, Op.DELETE, user_id, {})


def _apply(call: Call, scope: OpenScope, op: Op, user_id: str, values: Mapping[str, str]) -> None:
    """Write a user as an import would, with a version before all that the CRM sends."""
    incoming = Incoming(1, op, RecordKey(CrmObject.USER, user_id), values, version=ADDED)
    work = Relinking(scope, ChangeContext(Cause.STATEMENT, call.now), call.services)
    apply(work, Batch([incoming], is_authoritative=True))


class SeatChosen(BaseModel, extra="forbid"):
    """The seat to assign, by default the proposed one."""

    seat_id: str | None = Field(default=None, max_length=200)


class Licences(Listing[LicenceShown]):
    """A page of licences.

    Of all seats of the contract: how many there are, which are free, and who holds one but is no active user.
    """

    seats: int
    free: list[str]
    left: list[str]


@router.get("/licences", name="show", summary="List licences")
def list_licences(page: WantedPage, call: AdminCall) -> Licences:
    """List each active CRM user with the assigned or proposed licence, and the contract's seats."""
    after = page.after_one("")
    with call.reading() as scope:
        seats = seats_of(scope)
        licences = licences_of(scope, seats)
    rows = [licence for licence in licences if licence.user_id > after][: page.fetch]
    call.name(users=[row.user_id for row in rows[: page.limit]])
    return Licences(
        items=rows[: page.limit],
        next_cursor=next_cursor(rows, page, lambda row: [row.user_id]),
        seats=len(seats),
        free=[seat.id for seat in seats if seat.holder is None],
        left=sorted({seat.holder for seat in seats if seat.holder} - {licence.user_id for licence in licences}),
    )


@router.put("/licences/{user_id:path}", summary="Assign a licence", openapi_extra=example({"seat_id": "S1"}))
def put(user_id: PathId, call: AdminCall, asked: SeatChosen | None = None) -> LicenceShown:
    """Assign the named seat, or the proposed one; saves that waited for a seat are made, activities are sent."""
    call.name(users=[user_id])
    with call.writing() as scope:
        licence = assign(scope, user_id, None if asked is None else asked.seat_id, call.now)
        renew_saves_of_users(scope, {user_id}, call.now)
        release_pending(scope.connection, call.contract.id, user_id, call.now)
    return licence


@router.delete("/licences/{user_id:path}", summary="Revoke a licence", status_code=204, response_class=Response)
def end(user_id: PathId, call: AdminCall) -> None:
    """Revoke the user's seat; saves stay, new ones and unsent activities wait (D18)."""
    call.name(users=[user_id])
    with call.writing() as scope:
        revoke(scope, user_id)
        renew_saves_of_users(scope, {user_id}, call.now)


class LinkMade(BaseModel):
    """The token of a link: `/console/enter?link=TOKEN` below the service's address."""

    token: str | None
    withheld: Literal["replay"] | None = None


@router.post("/users/{user_id:path}/console-link", summary="Make a one-time link to the console", status_code=201)
def make_console_link(
    user_id: PathId, call: Annotated[Call, needs(Scope.ADMIN, acting=True, once=True, withheld=("token",))]
) -> LinkMade:
    """Make a link that opens the console as an active user, once, within 10 minutes."""
    call.name(users=[user_id])
    visitor = Visitor(call.contract.id, call.instance_name, user_id)
    try:
        with call.store.writing() as connection:
            token = make_link(connection, visitor, call.now)
    except VisitorUnknown:
        raise NotHere("there is no such active user") from None
    return LinkMade(token=token)
