"""Whose word a statement is: a pseudonym, which tells nobody who spoke once the instance's key is gone (D18)."""

from sqlalchemy import Connection

from serving.rules.vocabulary import InstanceName
from serving.store.contracts import InstanceScope
from serving.sync.linking.statements import Author


def author_of(connection: Connection, scope: InstanceScope, user_id: str) -> Author:
    """Return how an acting user speaks; in a sandbox nobody teaches (D19)."""
    key = scope.store.vault.key(connection, scope.instance.key_id)
    return Author(key.keyed_hash(f"user {user_id}"), is_label=scope.instance.name is InstanceName.PRODUCTION)
