"""Links by profile, by record and over time, for other parts of the wrapper."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, Row, select

from features.schema.kinds import Kind
from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.vocabulary import RecordState
from serving.store.contracts import OpenScope
from serving.store.tables.links import link_history, links
from serving.store.upserts import among
from serving.sync.records.keys import unindexed
from serving.sync.records.link_rows import link_row, read_links


def linked_records(
    connection: Connection, instance_id: str, kind: Kind, profile_ids: Collection[str]
) -> dict[str, LinkRow]:
    """Return the link of each of the profiles that has one; its `key` is the record."""
    if not profile_ids:
        return {}
    wanted = (
        select(links)
        .filter_by(instance_id=instance_id, kind=kind.value)
        .where(
            among(links.c.profile_id, list(profile_ids)),
            unindexed(links.c.state) == RecordState.LINKED.value,
        )
    )
    return {row.profile_id: link_row(row) for row in connection.execute(wanted)}


def link_of(scope: OpenScope, key: RecordKey) -> LinkRow | None:
    """Return the link of a record, None when the record does not exist."""
    return read_links(scope, [key]).get(key)


def history_of(scope: OpenScope, key: RecordKey) -> list[Row[Any]]:
    """Return every state of a record's link, the newest last."""
    wanted = scope.own(link_history).filter_by(**key.columns)
    return list(scope.execute(wanted.order_by(link_history.c.seq)))
