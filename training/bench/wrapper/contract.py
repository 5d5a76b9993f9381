"""The contract that benches of the wrapper fill: one connected HubSpot instance in a store of its own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from serving.crm.vendors import CANONICAL
from serving.listeners import LISTENERS
from serving.rules.vocabulary import Crm, CrmObject, InstanceName
from serving.store.contracts import ADVANCED_PLUS, CONNECTED, InstanceScope, load_scope
from serving.store.store import Store
from serving.store.tables.contracts import contracts, instances, users
from serving.sync.imports.imports import NewImport, complete_import, open_import
from serving.sync.imports.pages import page_of, receive_page
from serving.sync.records.matching import Matchers
from serving.sync.services import LinkingServices
from training.evaluation.workspace import BenchIncomplete

CONTRACT, USER = "bench", "U1"
INSTANCE = f"{CONTRACT}-{InstanceName.PRODUCTION}"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PAGE = 1_000


@dataclass(frozen=True, slots=True)
class BenchContract:
    """The contract that is measured, and its matchers."""

    scope: InstanceScope
    matching: Matchers

    @property
    def store(self) -> Store:
        return self.scope.store


def import_rows(contract: BenchContract, of: CrmObject, rows: Sequence[Mapping[str, str]], now: datetime) -> None:
    """Import records in pages, and decide them."""
    import_id, services = f"{of}-{now.date()}", LinkingServices(contract.matching, LISTENERS)
    with contract.scope.writing() as connection:
        open_import(connection, contract.scope, NewImport(import_id, of, CANONICAL, False), now)
    for number, start in enumerate(range(0, len(rows), PAGE), start=1):
        some = rows[start : start + PAGE]
        receive_page(contract.scope, import_id, page_of(number, some, json.dumps(some).encode()), now, services)
    complete_import(contract.scope, import_id, now, services)


def rows_of_file(file: Path) -> list[dict[str, str]]:
    """Read the filled columns of each row as texts."""
    rows = pq.read_table(file).to_pylist()
    return [{name: _text(value) for name, value in row.items() if value is not None} for row in rows]


def _text(value: Any) -> str:
    return "; ".join(map(str, value)) if isinstance(value, list) else str(value)


def make_contract(store: Store) -> InstanceScope:
    """Write the contract with its instance and one user into an empty store."""
    with store.writing() as connection:
        for table, row in _rows(store.vault.new_key(connection, NOW), store.vault.new_key(connection, NOW)):
            connection.execute(table.insert(), [row])
    return scope_of(store)


def scope_of(store: Store) -> InstanceScope:
    """Load the instance. Raises BenchIncomplete where the store holds other contracts."""
    with store.reading() as connection:
        scope = load_scope(connection, store, INSTANCE)
    if scope is None:
        raise BenchIncomplete(f"{store.engine.url!r} holds other contracts than that of this bench")
    return scope


def _rows(contract_key: str, instance_key: str) -> Iterator[tuple[Any, Mapping[str, Any]]]:
    contract = {"id": CONTRACT, "name": CONTRACT, "tier": ADVANCED_PLUS, "sso": False, "time_zone": "UTC"}
    yield contracts, contract | {"settings": {}, "settings_version": 1, "key_id": contract_key, "created_at": NOW}
    instance: dict[str, Any] = {"id": INSTANCE, "contract_id": CONTRACT, "name": InstanceName.PRODUCTION.value}
    instance |= {"state": CONNECTED, "crm": Crm.HUBSPOT.value, "epoch": 1, "key_id": instance_key}
    yield instances, instance | {"urls": {"portal_id": "1"}, "consent": {}, "connected_at": NOW}
    user: dict[str, Any] = {"instance_id": INSTANCE, "id": USER, "active": True, "is_admin": True, "content_hash": ""}
    yield users, user | {"auto_save": True, "writeback": True}
