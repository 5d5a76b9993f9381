"""Reading and assigning the seats of a contract."""

from datetime import datetime

from sqlalchemy import Connection, Function, func, select, update

from features.schema.errors import OnematchError
from serving.rules.contract.licences import Holder, LicenceShown, LicenceState, Seat, licences
from serving.store.contract_rows import ASSIGNED, FREE
from serving.store.contracts import InstanceScope, NotHere
from serving.store.tables.contracts import seats, users


class NoSeatToGive(OnematchError):
    """The named seat is not free, or none is proposed for the user."""


def effective_subject() -> Function[str]:
    """Return the hash of a user's SSO subject: the one that an admin set, else the CRM's."""
    return func.coalesce(users.c.given_subject_mark, users.c.subject_mark)


def give_subject(connection: Connection, scope: InstanceScope, user_id: str, subject: str) -> None:
    """Set a user's SSO subject, which imports leave; the empty text removes it. Raises NotHere."""
    mark = scope.store.vault.key(connection, scope.contract.key_id).identity_hash(subject) if subject else None
    mine = {"instance_id": scope.instance_id, "id": user_id, "deleted_at": None}
    if connection.execute(update(users).filter_by(**mine).values(given_subject_mark=mark)).rowcount == 0:
        raise NotHere(f"there is no such user: {user_id}")


def licences_of(connection: Connection, scope: InstanceScope) -> list[LicenceShown]:
    """Return the held or proposed licence of each active user of an instance, ordered by user id."""
    contract = scope.contract
    instance = scope.instance
    found = select(users.c.id, users.c.email_mark, effective_subject().label("subject")).where(users.c.active)
    found = found.filter_by(instance_id=instance.id)
    holders = [Holder(row.id, row.email_mark, row.subject) for row in connection.execute(found.order_by(users.c.id))]
    mine = select(seats).filter_by(contract_id=contract.id).order_by(seats.c.id)
    known = [Seat(row.id, row.email_mark, row.subject_mark, row.user_id) for row in connection.execute(mine)]
    return licences(holders, known, sso=contract.sso)


def assign(
    connection: Connection, scope: InstanceScope, user_id: str, seat_id: str | None, now: datetime
) -> LicenceShown:
    """Give a user the named seat, or the proposed one; raises NotHere, NoSeatToGive."""
    licence = _licence_of(connection, scope, user_id)
    if licence.state is LicenceState.ASSIGNED and seat_id in (None, licence.seat_id):
        return licence
    wanted = seat_id or licence.seat_id
    mine = seats.c.contract_id == scope.contract.id
    if wanted is None:
        raise NoSeatToGive("got no seat, expected the id of a free one: none is proposed for this user")
    taken = update(seats).filter_by(id=wanted, user_id=None).where(mine)
    revoke(connection, scope, user_id)
    if connection.execute(taken.values(user_id=user_id, state=ASSIGNED, assigned_at=now)).rowcount == 0:
        raise NoSeatToGive("got a seat that is not free, expected the id of a free one")
    return LicenceShown(user_id, LicenceState.ASSIGNED, wanted)


def revoke(connection: Connection, scope: InstanceScope, user_id: str) -> None:
    """Free the seat that a user holds, if any."""
    held = update(seats).filter_by(contract_id=scope.contract.id, user_id=user_id)
    connection.execute(held.values(user_id=None, state=FREE, assigned_at=None))


def _licence_of(connection: Connection, scope: InstanceScope, user_id: str) -> LicenceShown:
    for licence in licences_of(connection, scope):
        if licence.user_id == user_id:
            return licence
    raise NotHere("there is no such user")
