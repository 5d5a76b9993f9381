"""Sessions of the console: opened by a link or by signing in, ended by idleness, age or the end of the user."""

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, Update, delete, select, update

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.access.clients import hash_of
from serving.store.contracts import CONNECTED, Instance, live_instance, load_contract, load_instance
from serving.store.tables.console import console_links, console_sessions
from serving.store.tables.contracts import users
from serving.vocabulary.terms import InstanceName

LINK_LIFE = timedelta(minutes=10)
IDLE = timedelta(minutes=30)
LIFE = timedelta(hours=8)
SEEN_EVERY = timedelta(minutes=1)
"""How exactly the last request of a session is stored."""


class LinkEnded(OnematchError):
    """A link was used before, is older than its life, or never was one."""


class VisitorUnknown(OnematchError):
    """A link is wanted for nobody who could use it."""


@value_class
class Visitor:
    """Who looks: a user of a contract's CRM, or the operator, who has neither contract nor user."""

    contract_id: str | None
    instance: InstanceName
    user_id: str | None
    is_admin: bool = False
    is_setup: bool = False
    """The CRM's admin of a contract whose CRM is not connected: may connect it and do nothing else."""

    @property
    def is_operator(self) -> bool:
        return self.contract_id is None


OPERATOR = Visitor(None, InstanceName.PRODUCTION, None)


def make_link(connection: Connection, visitor: Visitor, now: datetime) -> str:
    """Return the token of a link that opens the console once, within LINK_LIFE. Raises VisitorUnknown."""
    instance = None if visitor.is_operator else live_instance(connection, visitor.contract_id or "", visitor.instance)
    if visitor.is_setup:
        _require_unconnected(connection, visitor, instance)
    elif not visitor.is_operator and (instance is None or _present(connection, visitor, instance.id) is None):
        raise VisitorUnknown(
            "got the user {user_id!r} of contract {contract_id!r}, expected an active user of "
            "its connected {instance} CRM; before the first connection --admin opens the form "
            "that connects",
            user_id=visitor.user_id,
            contract_id=visitor.contract_id,
            instance=visitor.instance,
        )
    token = secrets.token_urlsafe(32)
    connection.execute(delete(console_links).where(console_links.c.expires_at < now))
    row = {
        "contract_id": visitor.contract_id,
        "instance_id": instance and instance.id,
        "user_id": visitor.user_id,
        "setup_name": visitor.instance if visitor.is_setup else None,
    }
    link = console_links.insert().values(**row, token_hash=hash_of(token), expires_at=now + LINK_LIFE)
    connection.execute(link)
    return token


def open_session(connection: Connection, token: str, now: datetime) -> str:
    """Exchange a link's token for the id of a new session. Raises LinkEnded."""
    used = delete(console_links).filter_by(token_hash=hash_of(token)).returning(console_links)
    row = connection.execute(used).one_or_none()
    if row is None or row.expires_at < now:
        raise LinkEnded("got a link that was used before or is older than 10 minutes, expected a new one")
    owner = {name: row._mapping[name] for name in ("contract_id", "instance_id", "user_id", "setup_name")}
    return begin_session(connection, owner, now)


def begin_session(connection: Connection, owner: Mapping[str, str | None], now: datetime) -> str:
    """Return the id of a new session of somebody who is known by now; `owner` has the columns of a visitor."""
    session_id = secrets.token_urlsafe(32)
    connection.execute(delete(console_sessions).where(console_sessions.c.began_at < now - LIFE))
    began = {"id_hash": hash_of(session_id), "began_at": now, "seen_at": now}
    connection.execute(console_sessions.insert().values(**owner, **began))
    return session_id


def join_connection(connection: Connection, session_id: str, visitor: Visitor) -> None:
    """Give the session of an admin who connected the CRM to the new connection, with which it ends."""
    instance = live_instance(connection, visitor.contract_id or "", visitor.instance)
    if instance is not None:
        connects = _this_session(session_id).where(console_sessions.c.setup_name.is_not(None))
        connection.execute(connects.values(instance_id=instance.id, setup_name=None))


def change_instance(connection: Connection, session_id: str, visitor: Visitor, name: InstanceName) -> None:
    """Let a session look at the contract's other CRM. Raises VisitorUnknown."""
    instance = live_instance(connection, visitor.contract_id or "", name)
    if instance is None or _present(connection, replace(visitor, instance=name), instance.id) is None:
        raise VisitorUnknown(
            "got the user {user_id!r}, expected an active user of a connected {name} CRM",
            user_id=visitor.user_id,
            name=name,
        )
    connection.execute(_this_session(session_id).values(instance_id=instance.id))


def find_visitor(connection: Connection, session_id: str, now: datetime) -> tuple[Visitor | None, bool]:
    """Return the visitor of a session, and whether what is stored of the session should change: see note_visit.

    None where there is no such session, it ended, or its user is no longer an active user of the connected CRM.
    """
    query = select(console_sessions).filter_by(id_hash=hash_of(session_id))
    row = connection.execute(query).one_or_none()
    if row is None:
        return None, False
    has_ended = now - row.seen_at > IDLE or now - row.began_at > LIFE
    present = None if has_ended else OPERATOR if row.contract_id is None else _visitor_of(connection, row)
    return present, present is None or now - row.seen_at > SEEN_EVERY


def note_visit(connection: Connection, session_id: str, visitor: Visitor | None, now: datetime) -> None:
    """Store the time of a session's last request; without a visitor end it, so that it never comes back."""
    if visitor is None:
        end_session(connection, session_id)
    else:
        connection.execute(_this_session(session_id).values(seen_at=now))


def end_session(connection: Connection, session_id: str) -> None:
    """End a session."""
    connection.execute(delete(console_sessions).filter_by(id_hash=hash_of(session_id)))


def form_token(session_id: str) -> str:
    """Return the token that every form of a session carries."""
    return hashlib.sha256(f"form {session_id}".encode()).hexdigest()


def _this_session(session_id: str) -> Update:
    return update(console_sessions).filter_by(id_hash=hash_of(session_id))


def _require_unconnected(connection: Connection, visitor: Visitor, instance: Instance | None) -> None:
    """Raise VisitorUnknown unless a contract goes on and has no connected CRM of that name."""
    contract = load_contract(connection, visitor.contract_id or "")
    if contract is None or contract.terminated_at is not None:
        raise VisitorUnknown(
            "got the contract {contract_id!r}, expected one that exists and has not ended",
            contract_id=visitor.contract_id,
        )
    if instance is not None:
        raise VisitorUnknown(
            "the {instance} CRM of contract {contract_id!r} is connected: expected --user with "
            "one of its users (onematch contracts admin appoints an admin)",
            instance=visitor.instance,
            contract_id=visitor.contract_id,
        )


def _visitor_of(connection: Connection, session: Row[Any]) -> Visitor | None:
    """Return the visitor of a session; who may connect a CRM, only until somebody did or the contract ended."""
    if session.setup_name is not None:
        visitor = Visitor(session.contract_id, InstanceName(session.setup_name), session.user_id, True, is_setup=True)
        try:
            _require_unconnected(connection, visitor, live_instance(connection, session.contract_id, visitor.instance))
        except VisitorUnknown:
            return None
        return visitor
    instance = load_instance(connection, session.instance_id)
    if instance is None or instance.state != CONNECTED:
        return None
    return _present(connection, Visitor(session.contract_id, instance.name, session.user_id), instance.id)


def _present(connection: Connection, visitor: Visitor, instance_id: str) -> Visitor | None:
    """Return the visitor with what the CRM's user may do now, None where there is no such active user."""
    active_user = {"instance_id": instance_id, "id": visitor.user_id, "active": True, "deleted_at": None}
    is_admin = connection.execute(select(users.c.is_admin).filter_by(**active_user)).scalar_one_or_none()
    return None if is_admin is None else replace(visitor, is_admin=bool(is_admin))
