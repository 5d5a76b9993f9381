"""Connecting an instance of a contract to its CRM with the consent of a CRM admin (S3, S4, S5, D25)."""

import json
import uuid
from collections.abc import Mapping
from dataclasses import field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.store.contracts import CONNECTED, Contract, Instance, live_instance
from serving.store.tables.contracts import authorizations, instances, users
from serving.store.upserts import upsert
from serving.store.vault import Vault
from serving.vocabulary.terms import Crm, InstanceName


class OtherCrm(OnematchError):
    """The instance is connected to another CRM; it must be disconnected first."""


class OauthClientMissing(OnematchError):
    """A token endpoint was named without a client that calls it, or a client without an endpoint."""


class LastAdmin(OnematchError):
    """The instance has no other user who may act as its admin."""


@value_class
class CrmConnection:
    """The instance to connect, its CRM, the CRM's addresses, and the consent of its admin.

    `oauth_client`: id and secret at the token endpoint `urls["token"]`; None keeps the client that is stored.
    """

    name: InstanceName
    crm: Crm
    urls: Mapping[str, str]
    consent: Mapping[str, Any]
    """`crm_admin` and `agreed_at`"""
    oauth_client: tuple[str, str] | None = field(default=None, repr=False)


def connect(
    connection: Connection, vault: Vault, contract: Contract, crm_connection: CrmConnection, now: datetime
) -> Instance:
    """Connect an instance, or change the addresses and the consent of the connected one.

    Raises OtherCrm, OauthClientMissing.
    A new instance has its own key and one user, the admin who agreed. Data of an earlier instance of the same name
    does not come back.
    """
    instance = live_instance(connection, contract.id, crm_connection.name)
    if instance is not None and instance.crm != crm_connection.crm:
        raise OtherCrm(
            "got {crm}, expected {expected}: disconnect the {crm_connection_name} instance first",
            crm=crm_connection.crm,
            expected=instance.crm,
            crm_connection_name=crm_connection.name,
        )
    if instance is None:
        row: dict[str, Any] = {"id": uuid.uuid4().hex, "contract_id": contract.id}
        row |= {"name": crm_connection.name, "crm": crm_connection.crm, "urls": {}, "consent": {}}
        row |= {"state": CONNECTED, "epoch": 1, "key_id": vault.new_key(connection, now), "connected_at": now}
        connection.execute(instances.insert().values(**row))
        instance = _read(connection, contract, crm_connection.name)
    changed = {
        "urls": dict(crm_connection.urls),
        "consent": dict(crm_connection.consent),
        "oauth_client": _sealed_oauth_client(connection, vault, instance, crm_connection),
    }
    connection.execute(update(instances).filter_by(id=instance.id).values(**changed))
    _ensure_admin(connection, instance.id, crm_connection)
    return _read(connection, contract, crm_connection.name)


def read_oauth_client(connection: Connection, vault: Vault, instance: Instance) -> tuple[str, str] | None:
    """Return id and secret of the client that refreshes grants; None where the connection names none."""
    if instance.oauth_client is None:
        return None
    context = _client_context(instance.id)
    plain = json.loads(vault.key(connection, instance.key_id).unseal(instance.oauth_client, context))
    return plain["id"], plain["secret"]


def _sealed_oauth_client(
    connection: Connection, vault: Vault, instance: Instance, crm_connection: CrmConnection
) -> bytes | None:
    """Return the sealed client; without its endpoint None, and no grant is refreshed any more."""
    client = crm_connection.oauth_client
    if "token" not in crm_connection.urls:
        if client is not None:
            raise OauthClientMissing("got an oauth_client without the url of its token endpoint, expected both")
        values: dict[str, Any] = {"refresh_at": None, "refreshing_until": None}
        connection.execute(update(authorizations).filter_by(instance_id=instance.id).values(**values))
        return None
    if client is not None:
        plain = json.dumps(dict(zip(("id", "secret"), client, strict=True))).encode()
        return vault.key(connection, instance.key_id).seal(plain, _client_context(instance.id))
    if instance.oauth_client is None:
        raise OauthClientMissing("got the url of a token endpoint without an oauth_client, expected both")
    return instance.oauth_client


def _client_context(instance_id: str) -> str:
    return f"oauth-client/{instance_id}"


def _ensure_admin(connection: Connection, instance_id: str, crm_connection: CrmConnection) -> None:
    """Make the admin who agreed a user, since calls may need one before the first import brings the users."""
    user_id = str(crm_connection.consent["crm_admin"])
    known = connection.execute(select(users.c.id).filter_by(instance_id=instance_id, id=user_id))
    if known.first() is None:
        appoint_admin(connection, instance_id, user_id)


def appoint_admin(connection: Connection, instance_id: str, user_id: str) -> None:
    """Make a user of an instance an active admin, also one who is unknown, inactive or deleted there.

    The version is cleared: the next change of the user from the CRM applies whatever its version.
    """
    switches = {"active": True, "is_admin": True, "auto_save": True, "writeback": True}
    row = {"instance_id": instance_id, "id": user_id, "content_hash": "", "version": None, "deleted_at": None}
    changed = ["active", "is_admin", "content_hash", "version", "deleted_at"]
    upsert(connection, users, [row | switches], changed)


def active_admins(connection: Connection, instance_id: str) -> frozenset[str]:
    """Return the ids of an instance's active admins."""
    conditions = (users.c.instance_id == instance_id, users.c.is_admin.is_(True), users.c.active.is_(True))
    return frozenset(connection.execute(select(users.c.id).filter_by(deleted_at=None).where(*conditions)).scalars())


def require_other_admin(connection: Connection, instance_id: str, user_id: str) -> None:
    """Raise LastAdmin if a user is the only active admin of an instance."""
    if active_admins(connection, instance_id) == {user_id}:
        raise LastAdmin("got the removal of the last active admin, expected another admin first")


def _read(connection: Connection, contract: Contract, name: InstanceName) -> Instance:
    instance = live_instance(connection, contract.id, name)
    assert instance is not None  # it was written in this transaction
    return instance
