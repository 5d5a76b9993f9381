"""Opening the store of a place: by the settings, with its keys, and only with the schema that the code knows."""

from serving.runtime.settings import Settings
from serving.store.master_key import master_key
from serving.store.store import Store
from serving.store.upgrade import migrate, require_current
from serving.store.vault import Vault


def open_store(settings: Settings) -> Store:
    """Open the store; the default SQLite file is made and migrated, another database must be up to date already.

    Raises DatabaseAway, DatabaseBehind, DatabaseUnsupported, MasterKeyWrong.
    """
    if settings.database_url is None:
        settings.home.mkdir(parents=True, exist_ok=True)
        migrate(settings.store_url)
    store = Store.open(settings.store_url, open_vault(settings))
    try:
        require_current(store.engine)
    except BaseException:
        store.close()
        raise
    return store


def open_vault(settings: Settings) -> Vault:
    """Open the vault with the place's master key and shards; raises MasterKeyWrong."""
    given = None if settings.master_key is None else settings.master_key.get_secret_value()
    return Vault(master_key(given, settings.place.master_key_file), settings.place.shards)
