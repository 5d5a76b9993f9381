"""Contracts and their CRM instances as values, and their look-up."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import field
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    CursorResult,
    Executable,
    Row,
    Select,
    Table,
    Update,
    delete,
    func,
    select,
    update,
)

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.store.store import Store
from serving.store.tables.contracts import contracts, instances
from serving.store.upserts import older_than
from serving.store.vault import DataKey
from serving.vocabulary.settings import ContractSettings
from serving.vocabulary.terms import Crm, InstanceName

ADVANCED_PLUS = "advanced_plus"
CONNECTED = "connected"
DISCONNECTING = "disconnecting"
DELETED = "deleted"


class Disconnected(OnematchError):
    """The CRM instance is not connected, or no longer connected (D24)."""


@value_class
class Contract:
    """One customer, with the switches of one of its instances; a sandbox has its own (D19)."""

    id: str
    name: str
    tier: str
    sso: bool
    time_zone: str
    settings: ContractSettings
    settings_version: int
    key_id: str
    created_at: datetime
    terminated_at: datetime | None


@value_class
class Instance:
    """One connection of a contract to a CRM; reconnecting makes a new one (D25)."""

    id: str
    contract_id: str
    name: InstanceName
    crm: Crm
    state: str
    epoch: int
    key_id: str
    urls: Mapping[str, str]
    consent: Mapping[str, Any]
    connected_at: datetime
    disconnected_at: datetime | None
    delete_due_at: datetime | None
    deleted_at: datetime | None
    oauth_client: bytes | None = field(default=None, repr=False)
    """Sealed: the client that refreshes grants at `urls["token"]`."""

    @property
    def refreshes_grants(self) -> bool:
        """Whether sellers' grants can be refreshed."""
        return self.oauth_client is not None


@value_class
class InstanceScope:
    """An instance with its contract and its store: what work on its data needs."""

    contract: Contract
    instance: Instance
    store: Store

    @property
    def instance_id(self) -> str:
        """The id of the instance."""
        return self.instance.id

    @contextmanager
    def writing(self) -> Iterator["OpenScope"]:
        """One transaction on the instance's data; raises Disconnected if that ended since it was read (D24)."""
        with self.store.writing(self.instance.id) as connection:
            require_live(connection, self.instance)
            yield self.on(connection)

    @contextmanager
    def reading(self) -> Iterator["OpenScope"]:
        """One transaction that reads."""
        with self.store.reading() as connection:
            yield self.on(connection)

    def key(self, connection: Connection) -> DataKey:
        """Return the data key of the instance. Raises KeyDestroyed."""
        return self.store.vault.key(connection, self.instance.key_id)

    def on(self, connection: Connection) -> "OpenScope":
        """Return the same instance within a transaction."""
        return OpenScope(self.contract, self.instance, self.store, connection)


@value_class
class OpenScope(InstanceScope):
    """An instance within an open transaction: what reads and writes of its rows need."""

    connection: Connection

    @property
    def data_key(self) -> DataKey:
        """The data key of the instance. Raises KeyDestroyed."""
        return self.key(self.connection)

    def own(self, *columns: Any) -> Select[*tuple[Any, ...]]:
        """Select rows of the instance: of one table, or columns of it."""
        return select(*columns).filter_by(instance_id=self.instance_id)

    def change(self, table: Table, **of: object) -> Update:
        """Update rows of the instance: those that have the given values."""
        return update(table).filter_by(instance_id=self.instance_id, **of)

    def delete(self, table: Table, *where: ColumnElement[bool], **of: object) -> int:
        """Delete rows of the instance; return how many there were."""
        return self.execute(delete(table).filter_by(instance_id=self.instance_id, **of).where(*where)).rowcount

    def count(self, of: Table, *where: ColumnElement[bool]) -> int:
        """Count rows of the instance."""
        counted: int = self.execute(self.own(func.count(of.c.instance_id)).where(*where)).scalar_one()
        return counted

    def parts(self, query: Select[*tuple[Any, ...]], rows: int = 1_000) -> Iterator[Sequence[Row[*tuple[Any, ...]]]]:
        """Yield the rows of a query in parts of at most so many, so that memory does not grow with their number."""
        return self.execute(query.execution_options(yield_per=rows)).partitions()

    def execute(self, statement: Executable, parameters: Any = None) -> CursorResult[*tuple[Any, ...]]:
        """Execute a statement."""
        return self.connection.execute(statement, parameters)


def load_contract(
    connection: Connection, contract_id: str, name: InstanceName = InstanceName.PRODUCTION
) -> Contract | None:
    """Return a contract with the switches of the named instance; None without one."""
    row = connection.execute(select(contracts).filter_by(id=contract_id)).one_or_none()
    return None if row is None else _contract(row, name)


def live_instance(connection: Connection, contract_id: str, name: InstanceName) -> Instance | None:
    """Return the connected instance of a name; None without one."""
    query = _instances_of(contract_id, name).where(instances.c.state == CONNECTED)
    row = connection.execute(query).one_or_none()
    return None if row is None else _instance(row)


def last_instance(connection: Connection, contract_id: str, name: InstanceName) -> Instance | None:
    """Return the newest instance of a name in any state; a connected one comes first."""
    row = connection.execute(_instances_of(contract_id, name).limit(1)).one_or_none()
    return None if row is None else _instance(row)


def list_instances(
    connection: Connection, contract_id: str, after: tuple[datetime, str] | None, limit: int
) -> list[Instance]:
    """Return at most `limit` instances of a contract in any state after a key (connected at, id), the newest first."""
    of_contract = select(instances).filter_by(contract_id=contract_id)
    newest = older_than(of_contract, (instances.c.connected_at, instances.c.id), after).limit(limit)
    return [_instance(row) for row in connection.execute(newest)]


def load_instance(connection: Connection, instance_id: str) -> Instance | None:
    """Return an instance by its id, in any state."""
    row = connection.execute(select(instances).filter_by(id=instance_id)).one_or_none()
    return None if row is None else _instance(row)


def load_scope(connection: Connection, store: Store, instance_id: str) -> InstanceScope | None:
    """Return an instance with its contract, in any state, for background work."""
    instance = load_instance(connection, instance_id)
    contract = instance and load_contract(connection, instance.contract_id, instance.name)
    return InstanceScope(contract, instance, store) if instance and contract else None


def live_scopes(connection: Connection, store: Store) -> list[InstanceScope]:
    """Return the connected production instances of all contracts that run, by the contract's id."""
    query = (
        select(instances.c.id)
        .join(contracts, contracts.c.id == instances.c.contract_id)
        .where(
            instances.c.state == CONNECTED,
            instances.c.name == InstanceName.PRODUCTION,
            contracts.c.terminated_at.is_(None),
        )
        .order_by(instances.c.contract_id)
    )
    scopes = [load_scope(connection, store, instance_id) for instance_id in connection.execute(query).scalars()]
    return [scope for scope in scopes if scope is not None]


def require_live(connection: Connection, instance: Instance) -> None:
    """Raise Disconnected unless an instance is connected and unchanged since it was read."""
    query = select(instances.c.state, instances.c.epoch).filter_by(id=instance.id)
    row = connection.execute(query).one_or_none()
    if row is None or row.state != CONNECTED or row.epoch != instance.epoch:
        raise Disconnected("the {instance_name} instance was disconnected", instance_name=instance.name)


def _instances_of(contract_id: str, name: InstanceName) -> Any:
    named = select(instances).filter_by(contract_id=contract_id, name=name)
    return named.order_by((instances.c.state == CONNECTED).desc(), instances.c.connected_at.desc(), instances.c.id)


def _contract(row: Row[Any], name: InstanceName) -> Contract:
    fields = dict(row._mapping)
    switches = ContractSettings.model_validate(fields.pop("settings").get(name, {}))
    return Contract(**fields, settings=switches)


def _instance(row: Row[Any]) -> Instance:
    fields = dict(row._mapping)
    return Instance(**fields | {"name": InstanceName(row.name), "crm": Crm(row.crm)})


def require_scope(connection: Connection, store: Store, instance_id: str | None) -> InstanceScope:
    """Return the instance of a job with its contract. Raises Disconnected where it is gone."""
    scope = load_scope(connection, store, instance_id or "")
    if scope is None:
        raise Disconnected("the instance {instance_id} of the job is gone", instance_id=instance_id)
    return scope


class NotHere(OnematchError):
    """What was asked for does not exist, or belongs to another owner."""
