"""The contract that benches of the wrapper fill: one connected HubSpot instance in a store of its own."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from itertools import count, islice

from serving.access.callers import Caller
from serving.access.clients import create_client
from serving.access.tokens import Tokens
from serving.contract.imports.imports import NewImport, complete_import, open_import
from serving.contract.imports.pages import Page, page_of, receive_page
from serving.contract.records.services import WrapperServices
from serving.crm.vendors import CANONICAL
from serving.runtime.settings import Settings
from serving.store.contract_rows import NewContract, create_contract
from serving.store.contracts import CONNECTED, InstanceScope, load_scope
from serving.store.opening import open_store
from serving.store.store import Store
from serving.store.tables.contracts import instances, users
from serving.store.upgrade import migrate
from serving.vocabulary.terms import Crm, CrmObject, InstanceName, Scope
from training.evaluation.workspace import BenchIncomplete

CONTRACT = "bench"
USER = "U1"
IMPORT_ID = "bench"
INSTANCE = f"{CONTRACT}-{InstanceName.PRODUCTION}"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def make_contract(store: Store) -> InstanceScope:
    """Write the contract with its instance and one user into an empty store, and open the import of its contacts."""
    instance = {"id": INSTANCE, "contract_id": CONTRACT, "name": InstanceName.PRODUCTION.value, "state": CONNECTED}
    connected = {"crm": Crm.HUBSPOT.value, "epoch": 1, "urls": {"portal_id": "1"}, "consent": {}, "connected_at": NOW}
    user = {"instance_id": INSTANCE, "id": USER, "active": True, "is_admin": True, "content_hash": ""}
    with store.writing() as connection:
        create_contract(connection, store.vault, NewContract(CONTRACT, CONTRACT), NOW)
        key_id = store.vault.new_key(connection, NOW)
        connection.execute(instances.insert().values(**instance, **connected, key_id=key_id))
        connection.execute(users.insert().values(**user, auto_save=True, writeback=True))
    scope = scope_of(store)
    with scope.writing() as open_scope:
        open_import(open_scope, NewImport(IMPORT_ID, CrmObject.CONTACT, CANONICAL, False), NOW)
    return scope


@contextmanager
def migrated_store(settings: Settings) -> Iterator[Store]:
    """Open the store of a bench at today's schema for the block."""
    migrate(settings.store_url)
    with closing(open_store(settings)) as store:
        yield store


def import_pages(
    scope: InstanceScope, pages: Iterable[Page], services: WrapperServices, received: Callable[[Page], None]
) -> int:
    """Import pages as a sync service sends them, with a call after each; return the number of applied contacts."""
    for page in pages:
        receive_page(scope, IMPORT_ID, page, NOW, services)
        received(page)
    return complete_import(scope, IMPORT_ID, NOW, services).counts.get("applied", 0)


def pages_of(rows: Iterable[Mapping[str, object]], size: int) -> Iterator[Page]:
    """Yield rows in pages as a sync service sends them."""
    left = iter(rows)
    for number in count(1):
        some = list(islice(left, size))
        if not some:
            return
        yield page_of(number, some, json.dumps(some, default=str).encode())


def scope_of(store: Store) -> InstanceScope:
    """Load the instance. Raises BenchIncomplete where the store holds other contracts."""
    with store.reading() as connection:
        scope = load_scope(connection, store, INSTANCE)
    if scope is None:
        raise BenchIncomplete(f"{store.engine.url!r} holds other contracts than that of this bench")
    return scope


def headers_of(store: Store) -> dict[str, str]:
    """Return the headers of a caller: a token that is valid at the time of the bench, and the user."""
    scopes = frozenset({Scope.APP})
    with store.writing() as connection:
        client = create_client(connection, CONTRACT, scopes, NOW)
    token = Tokens(store.vault.derive("sign tokens")).issue(Caller(client.id, CONTRACT, scopes), NOW)
    return {"Authorization": f"Bearer {token}", "Acting-User": USER}
