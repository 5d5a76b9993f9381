"""Redaction: rows that stay after a disconnect lose the CRM's ids and names (D26)."""

import secrets
from collections.abc import Callable

from sqlalchemy import Connection, String, and_, cast, literal, or_, select, update

from serving.store.contracts import CONNECTED
from serving.store.tables.contracts import instances, preferences, seats, users
from serving.store.tables.links import saves
from serving.store.tables.work import audit

_EMPTY = "{}"
_SEAT, _FORMER = _RENAMED = ("seat-", "former-")
Redaction = Callable[[Connection, str, str], int]
"""Redacts the rows of a contract's instance; returns how many it changed."""


def redact_saves(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Replace the CRM's user in saves by the seat, and remove the opportunity."""
    mine = saves.c.instance_id == instance_id
    nothing = literal("gone-").concat(cast(saves.c.seq, String))
    named = update(saves).where(mine, saves.c.opportunity_id != nothing)
    changed = connection.execute(named.values(opportunity_id=nothing)).rowcount
    owners = set(connection.execute(select(saves.c.user_id).where(mine).distinct()).scalars())
    for user_id, name in _new_names(connection, contract_id, owners).items():
        connection.execute(update(saves).filter_by(user_id=user_id).where(mine).values(user_id=name))
    return changed


def redact_audit(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Remove records and users from the audit trail; client, action and time stay."""
    mine = {"contract_id": contract_id, "instance_id": instance_id}
    named = (
        update(audit)
        .filter_by(**mine)
        .where(or_(cast(audit.c.subject, String) != _EMPTY, audit.c.acting_user.is_not(None)))
    )
    return connection.execute(named.values(subject={}, acting_user=None)).rowcount


def redact_preferences(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Replace the CRM's user in preferences by the seat, unless another instance still has the user."""
    mine = preferences.c.contract_id == contract_id
    named = set(connection.execute(select(preferences.c.user_id).where(mine).distinct()).scalars())
    gone = named - _users_elsewhere(connection, contract_id, instance_id)
    changed = 0
    for user_id, name in _new_names(connection, contract_id, gone).items():
        renamed = update(preferences).filter_by(user_id=user_id).where(mine).values(user_id=name)
        changed += connection.execute(renamed).rowcount
    return changed


def redact_seats(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Free the seats of users that no other instance has."""
    elsewhere = _users_elsewhere(connection, contract_id, instance_id)
    mine = and_(seats.c.contract_id == contract_id, seats.c.user_id.is_not(None))
    held = connection.execute(select(seats.c.id, seats.c.user_id).where(mine)).all()
    freed = [seat.id for seat in held if seat.user_id not in elsewhere]
    for seat_id in freed:
        free = update(seats).filter_by(contract_id=contract_id, id=seat_id)
        connection.execute(free.values(user_id=None, state="free", assigned_at=None))
    return len(freed)


def redact_instance(connection: Connection, contract_id: str, instance_id: str) -> int:
    """Remove the CRM's addresses, the consent, and the client at its token endpoint."""
    mine = {"id": instance_id, "contract_id": contract_id}
    named = or_(
        cast(instances.c.urls, String) != _EMPTY,
        cast(instances.c.consent, String) != _EMPTY,
        instances.c.oauth_client.is_not(None),
    )
    emptied = update(instances).filter_by(**mine).where(named).values(urls={}, consent={}, oauth_client=None)
    return connection.execute(emptied).rowcount


REDACTIONS: dict[str, Redaction] = {
    "saves": redact_saves,
    "audit": redact_audit,
    "preferences": redact_preferences,
    "seats": redact_seats,
    "instances": redact_instance,
}
"""By table; a test compares it with the table of rules."""


def _users_elsewhere(connection: Connection, contract_id: str, instance_id: str) -> set[str]:
    others = (
        select(instances.c.id).filter_by(contract_id=contract_id, state=CONNECTED).where(instances.c.id != instance_id)
    )
    return set(connection.execute(select(users.c.id).where(users.c.instance_id.in_(others))).scalars())


def _new_names(connection: Connection, contract_id: str, user_ids: set[str]) -> dict[str, str]:
    """Return the seat of each user, or a random name; users that were renamed before keep their name."""
    held = connection.execute(select(seats.c.user_id, seats.c.id).filter_by(contract_id=contract_id))
    seat_of = {row.user_id: f"{_SEAT}{row.id}" for row in held if row.user_id}
    return {
        user_id: seat_of.get(user_id) or f"{_FORMER}{secrets.token_hex(8)}"
        for user_id in sorted(user_ids)
        if not user_id.startswith(_RENAMED)
    }
