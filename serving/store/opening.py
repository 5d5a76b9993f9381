"""The master key, and opening the store of a home: only with the current schema and the keys that open its data.

The master key wraps every data key; it is from the environment, or from a file beside the store.
"""

import base64
import binascii
import secrets
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, select

from features.compiled.private_paths import make_once, make_private_folder
from features.schema.errors import OnematchError
from serving.runtime.home import Home
from serving.runtime.settings import Settings
from serving.store.engine import create_engine
from serving.store.store import Store
from serving.store.tables.contracts import keys
from serving.store.upgrade import migrate, require_current
from serving.store.vault import KeyDestroyed, SealBroken, Vault

LENGTH = 32
"""Bytes."""
VARIABLE = "ONEMATCH_MASTER_KEY"
ROOT = "root"
"""The id of the key that keeps the first master key, once it was rotated."""


class MasterKeyWrong(OnematchError):
    """The master key is not 32 bytes in base64, or does not open the store's sealed data."""


class MasterKeyLost(OnematchError):
    """There is no master key, and a new one would not open the store's sealed data."""


def master_keys(given: str | None, file: Path, *, may_make: bool) -> list[bytes]:
    """Return the given keys, else those in the file, the newest first; without both, create the file (mode 0600).

    There are two while the key is rotated, separated by a comma or a line.
    `may_make` is false if sealed data exists, which a new key cannot open. Raises MasterKeyWrong, MasterKeyLost.
    """
    if given is not None:
        return decode_keys(given, VARIABLE)
    if not file.exists():
        if not may_make:
            raise MasterKeyLost(
                "{file}: got no master key, expected the one that the store's data was sealed under: "
                "put the file back from its backup, or set {variable}; without it nothing sealed can "
                "be read",
                file=file,
                variable=VARIABLE,
            )
        make_private_folder(file.parent)
        make_once(file, f"{new_master_key()}\n".encode())
    return decode_keys(file.read_text(encoding="ascii", errors="replace"), str(file))


def new_master_key() -> str:
    """Return a random key in base64."""
    return base64.b64encode(secrets.token_bytes(LENGTH)).decode()


def decode_keys(text: str, where: str) -> list[bytes]:
    """Return the keys in a text in base64, separated by a comma, a space or a line. Raises MasterKeyWrong."""
    try:
        found = [base64.b64decode(each, validate=True) for each in text.replace(",", " ").split()]
    except (binascii.Error, ValueError):
        found = []
    if not found or any(len(key) != LENGTH for key in found):
        raise MasterKeyWrong(
            "{where}: got something else, expected {length} bytes in base64", where=where, length=LENGTH
        )
    return found


_MAX_NAMED = 5


class ShardsLost(OnematchError):
    """The store holds sealed data, but no shard of its data keys exists."""


class StoreLost(OnematchError):
    """The home holds parts of an earlier store, but not its file."""


def open_store(settings: Settings) -> Store:
    """Open the store; the default SQLite file is created and migrated, any other database must be current.

    Raises DatabaseAway, DatabaseBehind, DatabaseUnsupported, MasterKeyLost, MasterKeyWrong, ShardsLost, StoreLost.
    """
    if settings.database_url is None:
        migrate_store(settings)
    return open_at(settings, settings.store_url)


def migrate_store(settings: Settings) -> str:
    """Migrate the store and return its schema; the default SQLite file is created, unless the home had one.

    Raises StoreLost.
    """
    if settings.database_url is None:
        _refuse_a_lost_file(settings.home_layout)
        make_private_folder(settings.home)
    return migrate(settings.store_url)


def _refuse_a_lost_file(home: Home) -> None:
    """Raise StoreLost where the file is missing or empty beside what only a store of before has left."""
    file = home.store_file
    if file.exists() and file.stat().st_size:
        return
    made_with_it = (home.master_key_file, home.passport_keys_file, *home.shards.glob("*"), *home.job_files.glob("*"))
    beside = [path for path in (*made_with_it, file.with_name(f"{file.name}-wal")) if path.exists()]
    if beside:
        named = ", ".join(map(str, beside[:_MAX_NAMED]))
        raise StoreLost(
            "{file}: got no store, expected the one that {named} belong to ({n_beside} files): "
            "put the file back from its backup, set ONEMATCH_DATABASE_URL where the store is a "
            "database, or move these files away to begin with an empty store",
            file=file,
            named=named,
            n_beside=len(beside),
        )


def open_at(settings: Settings, url: str) -> Store:
    """Open the store at a URL with the home's keys, without migration. Raises what `open_store` raises."""
    engine = create_engine(url)
    try:
        require_current(engine)
        return Store(engine, _vault_for(settings, engine))
    except BaseException:
        engine.dispose()
        raise


def open_vault(settings: Settings, *, may_make: bool = False) -> Vault:
    """Open the vault with the home's master key and shards; raises MasterKeyWrong, MasterKeyLost."""
    given = None if settings.master_key is None else settings.master_key.get_secret_value()
    file, shards = settings.home_layout.master_key_file, settings.home_layout.shards
    *_, oldest = master_keys(given, file, may_make=may_make)  # the root, until a first rotation has ended
    return Vault(oldest, shards, lambda: master_keys(given, file, may_make=False))


def _vault_for(settings: Settings, engine: Engine) -> Vault:
    """Open the vault and check it against the database; a master key is created if nothing is sealed yet."""
    source = str(settings.home_layout.master_key_file) if settings.master_key is None else VARIABLE
    with engine.connect() as connection:
        query = select(keys.c.id).filter_by(destroyed_at=None).where(keys.c.wrapped.is_not(None))
        live = connection.execute(query.order_by(keys.c.created_at.desc(), keys.c.id)).scalars().all()
        vault = open_vault(settings, may_make=not live)
        _require_opened(connection, vault, live, source)
    with engine.connect() as connection:  # after the file was read: a rotation that it knows has kept the root
        root = connection.execute(select(keys.c.wrapped).filter_by(id=ROOT)).scalar_one_or_none()
        if root is not None:
            vault.take_root(vault.opened(connection, ROOT, root))
    return vault


def _require_opened(connection: Connection, vault: Vault, live: Sequence[str], source: str) -> None:
    """Raise MasterKeyWrong or ShardsLost unless the newest data key with a shard can be opened.

    `source` names the variable or file of the master key.
    """
    shards = vault.shards
    for key_id in filter(shards.has, live):
        try:
            vault.key(connection, key_id)
        except KeyDestroyed:
            continue
        except SealBroken:
            if not shards.has(key_id):  # another process destroyed the key meanwhile
                continue
            raise MasterKeyWrong(
                "{source}: got another key, expected the one that wrapped the store's data key "
                "{key_id}: put the right one back from its backup; with this one nothing sealed can "
                "be read",
                source=source,
                key_id=key_id,
            ) from None
        return
    if live:
        raise ShardsLost(
            "{folder}: got no shard, expected those of the store's {n_live} data keys: put the "
            "folder back from its backup; without it nothing sealed can be read",
            folder=shards.folder,
            n_live=len(live),
        )
