"""A contract with a row in every table, for tests of leaving."""

import json
import uuid
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    Float,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    func,
    select,
)

from serving.contract.leaving.deletion import Deletion, of_contract, of_instance
from serving.contract.leaving.disconnect import disconnect
from serving.contract.leaving.rules import FATES, Fate
from serving.contract.records.records import context_of, payload_of
from serving.store.contracts import load_instance
from serving.store.sealed_files import SealedFiles
from serving.store.store import Store
from serving.store.tables.columns import Moment
from serving.store.tables.records import imports
from serving.store.tables.schema import METADATA
from serving.vocabulary.links import RecordKey
from serving.vocabulary.terms import CrmObject
from tests.support.tenant import START, Tenant

KNOWN_EMAIL = "wilhelmina.thackeray@acmerobotics.example"
KEPT_APART = {
    "keys",
    "contracts",
    "instances",
    "users",
    "clients",
    "certificates",
    "profile_notes",
    "leases",
    "followed_indexes",
}
"""Tables that a new tenant fills, or that belong to no tenant."""
SEALED = {"records", "users"}


def fill(tenant: Tenant) -> dict[str, int]:
    """Put a row of the tenant's instance into every table that has none yet; return how many rows each table has."""
    with tenant.store.writing() as connection:
        for name in reversed(FATES):
            table = METADATA.tables[name]
            if name not in KEPT_APART:
                connection.execute(table.insert().values(**_row(tenant, table)))
        connection.execute(imports.update().values(state="open"))
        _seal_contact(connection, tenant)
        files = SealedFiles(tenant.parts.settings.home_layout.job_files)
        key = tenant.store.vault.key(connection, tenant.instance.key_id)
        with files.writing(_named(tenant, "jobs", "id"), key) as out:
            out.write(KNOWN_EMAIL.encode())
    return rows_of(tenant)


_OF_CONTRACTS = ("preferences", "seats", "sign_in_providers", "clients", "contracts")


def rows_of(tenant: Tenant) -> dict[str, int]:
    """Count the rows of the tenant's contract and its instance in every table."""
    with tenant.store.reading() as connection:
        return {name: count(connection, tenant, name) for name in FATES}


def count(connection: Connection, tenant: Tenant, name: str) -> int:
    table = METADATA.tables[name]
    _, on_termination = FATES[name]
    if on_termination is not Fate.DELETED:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
    condition = of_contract(table, tenant.contract_id)
    if condition is None or name not in _OF_CONTRACTS:
        condition = of_instance(table, instance_id(tenant))
    return connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()


def instance_id(tenant: Tenant) -> str:
    """The id of the tenant's instance, also after its disconnection."""
    return f"{tenant.contract_id}-{tenant.instance_name}"


def leave(tenant: Tenant) -> None:
    instance = tenant.instance
    with tenant.store.writing(instance.id) as connection:
        disconnect(connection, instance, tenant.clock())


def deletion(tenant: Tenant, store: Store | None = None) -> Deletion:
    return Deletion(store or tenant.store, tenant.clock(), tenant.parts.settings.home_layout)


def table(tenant: Tenant, name: str) -> list[dict[str, Any]]:
    with tenant.store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(METADATA.tables[name]))]


def certificate(tenant: Tenant) -> dict[str, Any]:
    [found] = [row for row in table(tenant, "certificates") if row["id"] == f"deletion-{instance_id(tenant)}"]
    document: dict[str, Any] = found["document"]
    return document


def key_of(tenant: Tenant) -> str:
    with tenant.store.reading() as connection:
        instance = load_instance(connection, instance_id(tenant))
    assert instance is not None
    return instance.key_id


def _seal_contact(connection: Connection, tenant: Tenant) -> None:
    """Make the record a contact with a known e-mail."""
    records = METADATA.tables["records"]
    key = RecordKey(CrmObject.CONTACT, "r1")
    sealed = tenant.store.vault.key(connection, tenant.instance.key_id).seal(
        payload_of({"last_name": "Thackeray", "email": KNOWN_EMAIL, "x_size": "=9"}),
        context_of(tenant.scope, key),
    )
    mine = records.update().where(records.c.instance_id == instance_id(tenant))
    connection.execute(mine.values(object="contact", id=key.id, sealed=sealed, deleted_at=None))
    activities = METADATA.tables["activities"]
    connection.execute(activities.update().where(activities.c.instance_id == instance_id(tenant)).values(sealed=None))


def _row(tenant: Tenant, table: Table) -> dict[str, Any]:
    return {column.name: _value(tenant, table, column) for column in table.columns if column.name != "seq"}


def _value(tenant: Tenant, table: Table, column: "Column[Any]") -> Any:
    special: dict[str, Any] = {
        "contract_id": tenant.contract_id,
        "instance_id": instance_id(tenant),
        "import_id": _named(tenant, "imports", "id"),
        "caller": instance_id(tenant),
        "user_id": "U2",
        "kind": "export" if table.name == "jobs" else "person",
        "object": "contact",
        "state": "queued" if table.name == "activities" else "waiting" if table.name == "jobs" else "linked",
        "settings": {},
    }
    if column.name in special:
        return special[column.name]
    for key in column.foreign_keys:
        return _named(tenant, key.column.table.name, key.column.name)
    kind = column.type
    if isinstance(kind, Moment):
        return START
    for types, value in (
        (JSON, {"record": "crm-17"}),
        (Boolean, True),
        (LargeBinary, b"sealed"),
        (Date, date(2026, 3, 2)),
        (Integer, 1),
        (Float, 0.5),
        (Numeric, Decimal(1)),
    ):
        if isinstance(kind, types):
            return value
    return _named(tenant, table.name, column.name)


def _named(tenant: Tenant, table: str, column: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([tenant.contract_id, table, column])).hex
