"""Opening the store of a home: by the settings, only with the schema that the code knows and with the keys that fit."""

from sqlalchemy import Engine

from features.compiled.private_paths import make_private_folder
from serving.runtime.settings import Settings
from serving.store.key_check import live_keys, require_opened
from serving.store.master_key import VARIABLE, master_key
from serving.store.shards import Shards
from serving.store.store import Store, create_engine
from serving.store.upgrade import migrate, require_current
from serving.store.vault import Vault


def open_store(settings: Settings) -> Store:
    """Open the store; the default SQLite file is made and migrated, another database must be up to date already.

    Raises DatabaseAway, DatabaseBehind, DatabaseUnsupported, MasterKeyLost, MasterKeyWrong, ShardsLost.
    """
    if settings.database_url is None:
        make_private_folder(settings.home)
        migrate(settings.store_url)
    return open_at(settings, settings.store_url)


def open_at(settings: Settings, url: str) -> Store:
    """Open the store at a URL with the home's keys; does not migrate. Raises what `open_store` raises."""
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
    return Vault(
        master_key(given, settings.home_layout.master_key_file, may_make=may_make), settings.home_layout.shards
    )


def _vault_for(settings: Settings, engine: Engine) -> Vault:
    """Open the vault that opens what the database holds sealed; a master key is made where it holds nothing."""
    source = str(settings.home_layout.master_key_file) if settings.master_key is None else VARIABLE
    with engine.connect() as connection:
        live = live_keys(connection)
        vault = open_vault(settings, may_make=not live)
        require_opened(connection, vault, Shards(settings.home_layout.shards), live, source)
    return vault
