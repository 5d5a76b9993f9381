"""Connecting a contract's instance to its CRM, by the consent of the CRM's admin (S3, S4, S5, D25)."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from features.schema.errors import OnematchError
from serving.rules.vocabulary import Crm, InstanceName
from serving.store.contracts import CONNECTED, Contract, Instance, live_instance
from serving.store.tables.contracts import instances, users
from serving.store.upserts import upsert
from serving.store.vault import Vault


class OtherCrm(OnematchError):
    """The instance is connected to another CRM; it is to be disconnected first."""


class LastAdmin(OnematchError):
    """Nobody else may act as an admin of the instance."""


@dataclass(frozen=True, slots=True)
class CrmConnection:
    """Where a CRM is reached, and which of its admins agreed to the connection, when."""

    crm: Crm
    urls: Mapping[str, str]
    consent: Mapping[str, Any]
    """`crm_admin` and `agreed_at`"""


def connect(
    connection: Connection,
    vault: Vault,
    contract: Contract,
    name: InstanceName,
    wanted: CrmConnection,
    now: datetime,
) -> Instance:
    """Connect an instance, or change the addresses and the consent of the one that is; raises OtherCrm.

    A new one has a key of its own and knows one user, the admin who agreed. What an earlier one of its name held
    does not come back.
    """
    found = live_instance(connection, contract.id, name)
    if found is None:
        return _make(connection, vault, contract, name, wanted, now)
    if found.crm != wanted.crm:
        raise OtherCrm(f"got {wanted.crm}, expected {found.crm}: disconnect the {name} instance first")
    mine = update(instances).where(instances.c.id == found.id)
    connection.execute(mine.values(urls=dict(wanted.urls), consent=dict(wanted.consent)))
    _ensure_admin(connection, found.id, wanted)
    return _read(connection, contract, name)


def _make(
    connection: Connection,
    vault: Vault,
    contract: Contract,
    name: InstanceName,
    wanted: CrmConnection,
    now: datetime,
) -> Instance:
    instance_id = uuid.uuid4().hex
    row: dict[str, Any] = {
        "id": instance_id,
        "contract_id": contract.id,
        "name": name.value,
        "crm": wanted.crm.value,
    }
    row |= {"state": CONNECTED, "epoch": 1, "key_id": vault.new_key(connection, now), "connected_at": now}
    connection.execute(instances.insert().values(**row, urls=dict(wanted.urls), consent=dict(wanted.consent)))
    _ensure_admin(connection, instance_id, wanted)
    return _read(connection, contract, name)


def _ensure_admin(connection: Connection, instance_id: str, wanted: CrmConnection) -> None:
    """Let the admin who agreed act before the first import brings the users."""
    user_id = str(wanted.consent["crm_admin"])
    known = connection.execute(select(users.c.id).where(users.c.instance_id == instance_id, users.c.id == user_id))
    if known.first() is None:
        appoint_admin(connection, instance_id, user_id)


def appoint_admin(connection: Connection, instance_id: str, user_id: str) -> None:
    """Make a user of an instance an active admin, also one who is unknown, inactive or deleted there.

    What the CRM says of the user next is taken whatever its version, so that a name comes back.
    """
    switches = {"active": True, "is_admin": True, "auto_save": True, "writeback": True}
    row = {"instance_id": instance_id, "id": user_id, "content_hash": "", "version": None, "deleted_at": None}
    renewed = ["active", "is_admin", "content_hash", "version", "deleted_at"]
    upsert(connection, users, [row | switches], ["instance_id", "id"], renewed)


def active_admins(connection: Connection, instance_id: str) -> frozenset[str]:
    """Return the ids of an instance's admins who may act."""
    mine = (users.c.instance_id == instance_id, users.c.is_admin.is_(True), users.c.active.is_(True))
    return frozenset(connection.execute(select(users.c.id).where(*mine, users.c.deleted_at.is_(None))).scalars())


def require_other_admin(connection: Connection, instance_id: str, user_id: str) -> None:
    """Raise LastAdmin where nobody but a user may act as an admin of an instance."""
    if active_admins(connection, instance_id) == {user_id}:
        raise LastAdmin("got the removal of the last active admin, expected another admin first")


def _read(connection: Connection, contract: Contract, name: InstanceName) -> Instance:
    found = live_instance(connection, contract.id, name)
    assert found is not None  # in this transaction
    return found
