"""The names of a CRM's users, which are kept sealed, and not at all under SSO (S81)."""

import json
from collections.abc import Collection

from sqlalchemy import Connection, select

from serving.rules.linking.links import RecordKey
from serving.rules.vocabulary import CrmObject
from serving.store.contracts import InstanceScope
from serving.store.tables.contracts import users
from serving.store.upserts import among
from serving.sync.records.records import context_of


def user_names(connection: Connection, scope: InstanceScope, user_ids: Collection[str]) -> dict[str, str]:
    """Return the names of users where they are known."""
    wanted = select(users.c.id, users.c.sealed).where(
        users.c.instance_id == scope.instance.id, among(connection, users.c.id, user_ids), users.c.sealed.is_not(None)
    )
    key = scope.store.vault.key(connection, scope.instance.key_id)
    found = {}
    for row in connection.execute(wanted):
        values = json.loads(key.unseal(row.sealed, context_of(scope, RecordKey(CrmObject.USER, row.id))))
        if values.get("name"):
            found[row.id] = values["name"]
    return found
