"""The stored state of a record (D22): the highest version, of equal ones the change received last."""

import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from features.schema.kinds import Kind
from serving.contract.imports.imports import NewImport, complete_import, open_import
from serving.contract.imports.incoming import Op, SentRow
from serving.contract.imports.pages import page_of, receive_changes, receive_page
from serving.contract.records.matching import Matchers
from serving.crm.vendors import CANONICAL
from serving.matching.matcher import Matcher
from serving.vocabulary.terms import CrmObject
from tests.support.databases import Databases, opened
from tests.support.sync_tenant import Sync
from tests.support.tenant import Clock, Tenant, add_contract, make_parts
from tests.support.wrapper_web import Web

DEAL = CrmObject.OPPORTUNITY


@dataclass(frozen=True, slots=True)
class Row:
    """One record as it is sent; without a name it is deleted."""

    id: str
    version: int
    name: str | None


@dataclass(frozen=True, slots=True)
class Delivery:
    """Rows in one page of the import, or in one request of the stream."""

    rows: tuple[Row, ...]
    is_page: bool


IDS = st.sampled_from("ab")
VERSIONS = st.integers(1, 3)
NAMED = st.builds(Row, IDS, VERSIONS, st.sampled_from("xyz"))
DELETED = st.builds(Row, IDS, VERSIONS, st.none())


def some(rows: st.SearchStrategy[Row]) -> st.SearchStrategy[tuple[Row, ...]]:
    return st.lists(rows, min_size=1, max_size=3).map(tuple)


DELIVERIES = st.lists(
    st.builds(Delivery, some(NAMED), st.just(value=True))
    | st.builds(Delivery, some(NAMED | DELETED), st.just(value=False)),
    min_size=1,
    max_size=6,
)


@dataclass
class Kept:
    """The plain reference of the rule: the state that should be stored."""

    rows: dict[str, Row] = field(default_factory=dict)

    def take(self, row: Row) -> str:
        held = self.rows.get(row.id)
        if held is not None and (row.version < held.version or (row.version == held.version and held.name is None)):
            return "unchanged" if row == held else "stale"
        if row == held:
            return "unchanged"
        self.rows[row.id] = row
        return "applied"

    @property
    def names(self) -> dict[str, str]:
        return {key: row.name for key, row in self.rows.items() if row.name is not None}


class Sender:
    """Sends the deliveries of one example, under ids that no other example has."""

    def __init__(self, tenant: Tenant) -> None:
        self._tenant = tenant
        self._mine = uuid.uuid4().hex
        with tenant.scope.writing() as open_scope:
            opening = NewImport(self._mine, DEAL, CANONICAL, is_full=False)
            open_import(open_scope, opening, tenant.clock())

    def send(self, number: int, delivery: Delivery) -> dict[str, int]:
        """Send a delivery; return how many rows became what."""
        scope = self._tenant.scope
        now = self._tenant.clock()
        services = self._tenant.parts
        if delivery.is_page:
            rows = [self._record(row) for row in delivery.rows]
            return dict(
                receive_page(scope, self._mine, page_of(number, rows, repr(rows).encode()), now, services).counts
            )
        changes = [self._change(row) for row in delivery.rows]
        counts: dict[str, int] = {}
        for result in receive_changes(scope, changes, now, services).results:
            counts[result.status.value] = counts.get(result.status.value, 0) + 1
        return counts

    def names(self) -> dict[str, str]:
        """The names that are kept, by the ids of the example."""
        found = Sync(self._tenant).payloads(DEAL.value)
        return {key[0]: values["name"] for key, values in found.items() if key.endswith(self._mine)}

    def complete(self) -> None:
        complete_import(self._tenant.scope, self._mine, self._tenant.clock(), self._tenant.parts)

    def _record(self, row: Row) -> dict[str, Any]:
        return {"id": row.id + self._mine, "name": row.name, "version": str(row.version)}

    def _change(self, row: Row) -> SentRow:
        if row.name is None:
            return SentRow(Op.DELETE, DEAL, id=row.id + self._mine, version=str(row.version))
        return SentRow(Op.UPSERT, DEAL, self._record(row))


@pytest.fixture(scope="module")
def tenant(
    databases: Databases, matchers: Mapping[Kind, Matcher], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Tenant]:
    """One contract for all examples."""
    folder: Path = tmp_path_factory.mktemp("versions")
    store = opened(databases.make("sqlite"), folder)
    clock = Clock()
    add_contract(store, clock())
    parts = make_parts(store, Matchers(matchers.__getitem__), clock, folder)
    yield Tenant(parts, cast("Web", None), clock)
    store.close()


@settings(max_examples=20, deadline=None)
@given(DELIVERIES, st.data())
def test_pages_and_changes_in_any_order_repeated_and_late_keep_the_last_of_the_highest_version(
    tenant: Tenant, deliveries: list[Delivery], data: st.DataObject
) -> None:
    """D22, D23: a page that comes again under its number is answered as before and changes nothing."""
    sender = Sender(tenant)
    kept = Kept()
    first = dict[int, dict[str, int]]()
    pages = [number for number, one in enumerate(deliveries, start=1) if one.is_page]
    repeated = data.draw(st.lists(st.sampled_from(pages), max_size=3)) if pages else []

    for number, delivery in enumerate(deliveries, start=1):
        counts = _warned(sender.send(number, delivery))
        statuses = [kept.take(row) for row in delivery.rows]
        assert counts == {status: statuses.count(status) for status in statuses}
        first[number] = counts
        for earlier in (one for one in repeated if one <= number):
            assert _warned(sender.send(earlier, deliveries[earlier - 1])) == first[earlier]
    sender.complete()

    assert sender.names() == kept.names


@settings(max_examples=12, deadline=None)
@given(st.lists(NAMED | DELETED, min_size=2, max_size=5, unique_by=lambda row: (row.id, row.version)), st.data())
def test_rows_of_different_versions_come_to_the_same_in_any_order(
    tenant: Tenant, rows: list[Row], data: st.DataObject
) -> None:
    """D3, D22."""
    one = Sender(tenant)
    other = Sender(tenant)

    for number, row in enumerate(rows):
        one.send(number, Delivery((row,), is_page=False))
    for number, row in enumerate(data.draw(st.permutations(rows))):
        other.send(number, Delivery((row,), is_page=False))

    assert one.names() == other.names()


def _warned(counts: Mapping[str, int]) -> dict[str, int]:
    """Leave out warnings: records of other examples may share a name."""
    return {name: count for name, count in counts.items() if name in {"applied", "unchanged", "stale"}}
