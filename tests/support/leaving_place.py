"""A contract whose every table holds a row, so that leaving can be looked at table by table."""

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

from serving.leaving.deletion import Deletion
from serving.leaving.disconnect import disconnect
from serving.leaving.rows import of_contract, of_instance
from serving.rules.contract.leaving import TABLE, Owner
from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import load_instance
from serving.store.sealed_files import SealedFiles
from serving.store.store import Store
from serving.store.tables.columns import Moment
from serving.store.tables.records import imports
from serving.store.tables.schema import METADATA
from serving.sync.records.records import context_of, payload_of
from tests.support.store_place import START, Place

KNOWN_EMAIL = "wilhelmina.thackeray@acmerobotics.example"
KEPT_APART = {"keys", "contracts", "instances", "users", "clients", "certificates", "profile_notes", "leases"}
"""Tables that a place fills by itself, or that belong to nobody."""
SEALED = {"records", "users"}


def fill(place: Place) -> dict[str, int]:
    """Put a row of the place's instance into every table that has none yet; return how many rows each table has."""
    with place.store.writing() as connection:
        for line in reversed(TABLE):
            table = METADATA.tables[line.table]
            if line.table not in KEPT_APART:
                connection.execute(table.insert().values(**_row(place, table)))
        connection.execute(imports.update().values(state="open"))
        _seal_contact(connection, place)
        files = SealedFiles(place.parts.settings.place.job_files)
        key = place.store.vault.key(connection, place.instance.key_id)
        with files.writing(_named(place, "jobs", "id"), key) as out:
            out.write(KNOWN_EMAIL.encode())
    return rows_of(place)


def rows_of(place: Place) -> dict[str, int]:
    """Count the rows of the place's contract and its instance in every table."""
    with place.store.reading() as connection:
        return {line.table: count(connection, place, line.table) for line in TABLE}


def count(connection: Connection, place: Place, name: str) -> int:
    table = METADATA.tables[name]
    owner = next(line.owner for line in TABLE if line.table == name)
    if owner is Owner.INSTALLATION:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()
    condition = of_contract(table, place.contract_id)
    if condition is None or owner is Owner.INSTANCE:
        condition = of_instance(table, instance_id(place))
    return connection.execute(select(func.count()).select_from(table).where(condition)).scalar_one()


def instance_id(place: Place) -> str:
    """The id of the place's instance, also when it is connected no longer."""
    return f"{place.contract_id}-{place.instance_name}"


def leave(place: Place) -> None:
    instance = place.instance
    with place.store.writing(instance.id) as connection:
        disconnect(connection, instance, place.clock())


def deletion(place: Place, store: Store | None = None) -> Deletion:
    return Deletion(store or place.store, place.parts.settings.place.job_files, place.clock())


def table(place: Place, name: str) -> list[dict[str, Any]]:
    with place.store.reading() as connection:
        return [dict(row._mapping) for row in connection.execute(select(METADATA.tables[name]))]


def certificate(place: Place) -> dict[str, Any]:
    [found] = [row for row in table(place, "certificates") if row["id"] == f"deletion-{instance_id(place)}"]
    document: dict[str, Any] = found["document"]
    return document


def key_of(place: Place) -> str:
    with place.store.reading() as connection:
        instance = load_instance(connection, instance_id(place))
    assert instance is not None
    return instance.key_id


def _seal_contact(connection: Connection, place: Place) -> None:
    """Let the record be a contact with a known e-mail."""
    records = METADATA.tables["records"]
    key = RecordKey(CrmObject.CONTACT, "r1")
    sealed = place.store.vault.seal(
        connection,
        place.instance.key_id,
        payload_of({"last_name": "Thackeray", "email": KNOWN_EMAIL, "x_size": "=9"}),
        context_of(place.scope, key),
    )
    mine = records.update().where(records.c.instance_id == instance_id(place))
    connection.execute(mine.values(object="contact", id=key.id, sealed=sealed, deleted_at=None))
    activities = METADATA.tables["activities"]
    connection.execute(activities.update().where(activities.c.instance_id == instance_id(place)).values(sealed=None))


def _row(place: Place, table: Table) -> dict[str, Any]:
    return {column.name: _value(place, table, column) for column in table.columns if column.name != "seq"}


def _value(place: Place, table: Table, column: "Column[Any]") -> Any:
    special: dict[str, Any] = {
        "contract_id": place.contract_id,
        "instance_id": instance_id(place),
        "import_id": _named(place, "imports", "id"),
        "caller": instance_id(place),
        "user_id": "U2",
        "kind": "export" if table.name == "jobs" else "person",
        "object": "contact",
        "state": "queued" if table.name == "activities" else "waiting" if table.name == "jobs" else "linked",
        "settings": {},
    }
    if column.name in special:
        return special[column.name]
    for key in column.foreign_keys:
        return _named(place, key.column.table.name, key.column.name)
    kind = column.type
    if isinstance(kind, Moment):
        return START
    for types, value in (
        (JSON, {"record": "crm-17"}), (Boolean, True), (LargeBinary, b"sealed"), (Date, date(2026, 3, 2)),
        (Integer, 1), (Float, 0.5), (Numeric, Decimal(1)),
    ):  # fmt: skip
        if isinstance(kind, types):
            return value
    return _named(place, table.name, column.name)


def _named(place: Place, table: str, column: str) -> str:
    return uuid.uuid5(uuid.NAMESPACE_OID, json.dumps([place.contract_id, table, column])).hex
