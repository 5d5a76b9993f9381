"""What moves from a merged or converted record to the surviving one (D10, D11)."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Table, delete, exists, select, update

from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.store.tables.links import record_judgements, statements
from serving.store.tables.records import opportunities, opportunity_people, records
from serving.sync.imports.staging import Merge
from serving.sync.linking.independent import people_of_accounts
from serving.sync.records.change_context import MergeListener


def move_belongings(
    connection: Connection, instance_id: str, merges: Iterable[Merge], listeners: Sequence[MergeListener]
) -> set[RecordKey]:
    """Move what hangs on merged records to the surviving ones; return the records whose links this touches."""
    touched: set[RecordKey] = set()
    for merge in merges:
        _move_statements(connection, instance_id, merge)
        _move_people(connection, instance_id, merge)
        for follow in listeners:
            follow(connection, instance_id, merge.gone, merge.into)
        if merge.gone.object is CrmObject.ACCOUNT:
            touched |= people_of_accounts(connection, instance_id, [merge.gone.id])
            _move_accounts(connection, instance_id, merge)
        touched.add(merge.into)
    return touched


def _move_statements(connection: Connection, instance_id: str, merge: Merge) -> None:
    there = merge.into.columns
    connection.execute(_of(statements, instance_id, merge.gone).values(**there))
    connection.execute(_of(record_judgements, instance_id, merge.gone).values(**there))
    other = record_judgements.c
    named = (
        other.instance_id == instance_id,
        other.other_object == merge.gone.object.value,
        other.other_id == merge.gone.id,
    )
    moved = {"other_object": merge.into.object.value, "other_id": merge.into.id}
    connection.execute(update(record_judgements).where(*named).values(**moved))


def _of(table: Table, instance_id: str, key: RecordKey) -> Any:
    mine = {"instance_id": instance_id, **key.columns}
    return update(table).filter_by(**mine)


def _move_people(connection: Connection, instance_id: str, merge: Merge) -> None:
    """Move opportunity references; where the opportunity already has the survivor, the other one is deleted."""
    people = opportunity_people
    gone = {"instance_id": instance_id, **merge.gone.columns}
    other = people.alias()
    there = exists(
        select(other.c.record_id)
        .filter_by(instance_id=instance_id, **merge.into.columns)
        .where(other.c.opportunity_id == people.c.opportunity_id)
    )
    connection.execute(delete(people).filter_by(**gone).where(there))
    connection.execute(update(people).filter_by(**gone).values(**merge.into.columns))


def _move_accounts(connection: Connection, instance_id: str, merge: Merge) -> None:
    """Move people and opportunities of a merged account to the surviving one."""
    columns: tuple[Column[Any], ...] = (records.c.account_id, opportunities.c.account_id)
    for column in columns:
        mine = (column.table.c.instance_id == instance_id, column == merge.gone.id)
        connection.execute(update(column.table).where(*mine).values(account_id=merge.into.id))
