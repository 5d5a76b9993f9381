"""What the stored records of a CRM refer to, in pages: a connector compares it with the CRM's present state.

A CRM moves links without a new time of change, and deletes without a trace; neither is among its changes.
"""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import InstanceScope
from serving.store.tables.records import records
from serving.sync.records.records import values_of


def list_references(
    connection: Connection, scope: InstanceScope, crm_object: CrmObject, after: str, limit: int
) -> list[tuple[str, Mapping[str, str] | None]]:
    """Return records with their columns in the order of their ids, None of those deleted in the last 30 days.

    Raises KeyDestroyed.
    """
    mine = (records.c.instance_id == scope.instance_id, records.c.object == crm_object.value, records.c.id > after)
    wanted = select(records.c.id, records.c.sealed).where(*mine).order_by(records.c.id).limit(limit)
    key = scope.key(connection)
    return [
        (row.id, row.sealed and values_of(scope, RecordKey(crm_object, row.id), key, row.sealed))
        for row in connection.execute(wanted)
    ]
