"""Whether the master key and the shards open what a store holds sealed, tried on one data key."""

from collections.abc import Sequence

from sqlalchemy import Connection, select

from features.schema.errors import OnematchError
from serving.store.master_key import MasterKeyWrong
from serving.store.shards import Shards
from serving.store.tables.contracts import keys
from serving.store.vault import KeyDestroyed, SealBroken, Vault


class ShardsLost(OnematchError):
    """The store holds sealed data, and no shard of its data keys is there."""


def live_keys(connection: Connection) -> list[str]:
    """Return the ids of the data keys that are not destroyed, the newest first."""
    live = select(keys.c.id).where(keys.c.wrapped.is_not(None), keys.c.destroyed_at.is_(None))
    return list(connection.execute(live.order_by(keys.c.created_at.desc(), keys.c.id)).scalars())


def require_opened(connection: Connection, vault: Vault, shards: Shards, live: Sequence[str], source: str) -> None:
    """Raise MasterKeyWrong or ShardsLost unless the newest data key that has its shard can be opened.

    `source` is where the master key came from: a variable or a file.
    """
    for key_id in filter(shards.has, live):
        try:
            vault.key(connection, key_id)
        except KeyDestroyed:
            continue
        except SealBroken:
            if not shards.has(key_id):  # another process destroyed the key meanwhile
                continue
            raise MasterKeyWrong(
                f"{source}: got another key, expected the one that wrapped the store's data key {key_id}: put the "
                "right one back from its backup; with this one nothing sealed can be read"
            ) from None
        return
    if live:
        raise ShardsLost(
            f"{shards.folder}: got no shard, expected those of the store's {len(live)} data keys: put the folder "
            "back from its backup; without it nothing sealed can be read"
        )
