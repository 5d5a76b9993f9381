"""Which records a user may see the content of in the CRM (S33)."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from serving.rules.badges.badges import may_see_content
from serving.rules.linking.links import RecordKey
from serving.store.tables.records import records
from serving.sync.records.keys import of_records


def visible_among(
    connection: Connection, instance_id: str, keys: Sequence[RecordKey], user_id: str | None
) -> set[RecordKey]:
    """Return the live records among some whose content a user may see."""
    if not keys:
        return set()
    columns = (records.c.object, records.c.id)
    wanted = select(*columns, records.c.visible_to).where(of_records(connection, records, instance_id, keys))
    rows = connection.execute(wanted)
    return {RecordKey.of(row) for row in rows if may_see_content(row.visible_to, user_id)}
