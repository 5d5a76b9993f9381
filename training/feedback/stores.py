"""The stores that commands open."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from sqlalchemy import Connection

from serving.contract.network.universe import open_adopted
from serving.contract.records.matching import Matchers
from serving.contract.records.services import WrapperServices
from serving.listeners import LISTENERS
from serving.runtime.model_source import ModelWatcher, ServedModels
from serving.runtime.process import now_in_utc
from serving.runtime.settings import Settings, load_settings
from serving.store.contracts import InstanceScope, live_instance, load_scope
from serving.store.opening import open_at, open_store
from serving.store.store import Store
from serving.store.upgrade import reaching
from serving.vocabulary.terms import InstanceName
from training.terminal import OptionsWrong


@contextmanager
def home_store(url: str | None = None) -> Iterator[Store]:
    """Open the store of the settings, which is created if there is none, or one at a URL with the keys of the home.

    Raises what `open_store`, `open_at` and `reaching` raise.
    """
    settings = load_settings()
    store = open_store(settings) if url is None else open_at(settings, url)
    try:
        with reaching(store.engine):
            yield store
    finally:
        store.close()


def served_services(settings: Settings, store: Store) -> WrapperServices:
    """Return the services of a command that changes records, with the models that the home serves."""
    models = ServedModels()
    ModelWatcher(settings.served, partial(open_adopted, store), models).look()
    return WrapperServices(
        settings=settings, store=store, matching=Matchers.served(models), clock=now_in_utc, listeners=LISTENERS
    )


def has_store(settings: Settings) -> bool:
    """Whether there is a store to open, without creating one."""
    return settings.database_url is not None or settings.home_layout.store_file.is_file()


def connected(store: Store, connection: Connection, contract: str, instance: InstanceName) -> InstanceScope:
    """Return the connected instance of a contract. Raises OptionsWrong."""
    live = live_instance(connection, contract, instance)
    scope = None if live is None else load_scope(connection, store, live.id)
    if scope is None:
        raise OptionsWrong(
            "--contract: got {contract!r}, expected a contract whose {instance} CRM is connected",
            contract=contract,
            instance=instance,
        )
    return scope
