"""Sends records to the wrapper's routes and reads the results from routes and store."""

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import httpx
from sqlalchemy import Row, select

from serving.contract.records.link_rows import link_row
from serving.contract.records.records import live_records
from serving.store.tables.links import events, independent_passes, link_history, links, statements
from serving.store.tables.records import records
from serving.vocabulary.links import LinkRow, RecordKey
from serving.vocabulary.terms import CrmObject, Scope
from tests.support.tenant import SELLER, Tenant

Sent = Mapping[str, Any]
T1 = "2026-03-01T10:00:00Z"
T2 = "2026-03-01T11:00:00Z"
T3 = "2026-03-01T12:00:00Z"
LINKED = "linked"
DUPLICATE = "duplicate"
REVIEW = "review"
UNMATCHED = "unmatched"


@dataclass
class Sync:
    """A sync service of one contract."""

    tenant: Tenant

    def open(self, crm_object: str, **more: Any) -> str:
        """Open an import; return its id."""
        key = {"Idempotency-Key": uuid.uuid4().hex}
        answer = self.tenant.ask("POST", "/imports", {"object": crm_object} | more, scopes=Scope.SYNC, headers=key)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])

    def page(self, import_id: str, number: int, rows: Iterable[Sent]) -> httpx.Response:
        return self.tenant.ask("PUT", f"/imports/{import_id}/pages/{number}", {"rows": list(rows)}, scopes=Scope.SYNC)

    def complete(self, import_id: str) -> httpx.Response:
        return self.tenant.ask("POST", f"/imports/{import_id}/complete", scopes=Scope.SYNC)

    def decide(self, import_id: str, action: str, key: str = "") -> httpx.Response:
        """Approve or drop a held import, or take an approval back, as an admin."""
        headers = {"Idempotency-Key": key or uuid.uuid4().hex}
        return self.tenant.ask("POST", f"/imports/{import_id}/{action}", scopes=Scope.ADMIN, headers=headers)

    def bulk(self, crm_object: str, rows: Iterable[Sent], **more: Any) -> dict[str, Any]:
        """Import one page; return its counts."""
        import_id = self.open(crm_object, **more)
        answer = self.page(import_id, 1, rows)
        assert answer.status_code == 200, answer.text
        assert self.complete(import_id).status_code == 202
        return dict(answer.json())

    def send(self, *changes: Sent, **more: Any) -> list[dict[str, Any]]:
        """Send changes by the stream; return their results."""
        answer = self.tenant.ask("POST", "/changes", {"changes": list(changes)} | more, scopes=Scope.SYNC)
        assert answer.status_code == 200, answer.text
        return list(answer.json()["results"])

    def put(self, crm_object: str, **record: Any) -> str:
        """Upsert one record by the stream; return its status."""
        return str(self.send({"op": "upsert", "object": crm_object, "record": record})[0]["status"])

    def rematch(self, crm_object: str, record_id: str, profile_id: str, user: str = SELLER) -> httpx.Response:
        body = {"profile_id": profile_id}
        return self.tenant.ask("PUT", f"/records/{crm_object}/{record_id}/link", body, acting=user)

    def reject(self, crm_object: str, record_id: str) -> httpx.Response:
        return self.tenant.ask("DELETE", f"/records/{crm_object}/{record_id}/link", acting=SELLER)

    def links(self) -> dict[str, LinkRow]:
        """All links, by `object/id`."""
        mine = select(links).where(links.c.instance_id == self.tenant.instance.id)
        with self.tenant.store.reading() as connection:
            return {name(row): row for row in map(link_row, connection.execute(mine))}

    def link(self, crm_object: str, record_id: str) -> LinkRow:
        return self.links()[f"{crm_object}/{record_id}"]

    def states(self) -> dict[str, tuple[str, str | None]]:
        """State and profile of every record."""
        return {key: (link.state.value, link.profile_id) for key, link in self.links().items()}

    def links_without_dates(self) -> dict[str, dict[str, Any]]:
        """All links without the moments and the statements' numbers: what must not depend on any order."""
        left_out = {"since", "statement_seq"}
        return {
            key: {name: value for name, value in asdict(link).items() if name not in left_out}
            for key, link in self.links().items()
        }

    def history(self, crm_object: str, record_id: str) -> list[tuple[str, str | None, str]]:
        """State, profile and cause of every entry of a record's history."""
        mine = select(link_history).where(link_history.c.object == crm_object, link_history.c.record_id == record_id)
        with self.tenant.store.reading() as connection:
            rows = connection.execute(mine.order_by(link_history.c.seq))
            return [(row.state, row.profile_id, row.cause) for row in rows]

    def payloads(self, crm_object: str) -> dict[str, dict[str, str]]:
        """The columns of every live record of an object, by id."""
        with self.tenant.store.reading() as connection:
            live = live_records(self.tenant.scope.on(connection), records.c.object == crm_object)
            return {one.key.id: dict(one.values) for one in live}

    def fingerprint(self, crm_object: str, record_id: str) -> str:
        """The fingerprint of the inputs of a record's independent pass."""
        mine = select(independent_passes.c.asked).where(
            independent_passes.c.object == crm_object, independent_passes.c.record_id == record_id
        )
        with self.tenant.store.reading() as connection:
            return str(connection.execute(mine).scalar_one())

    def statements(self) -> list[Row[Any]]:
        """All statements, in the order of their numbers."""
        with self.tenant.store.reading() as connection:
            return list(connection.execute(select(statements).order_by(statements.c.seq)))

    def events(self, kind: str) -> list[dict[str, Any]]:
        with self.tenant.store.reading() as connection:
            rows = connection.execute(select(events).where(events.c.type == kind).order_by(events.c.seq))
            return [dict(row.data) for row in rows]


def name(link: LinkRow) -> str:
    return f"{link.key.object.value}/{link.key.id}"


def upsert(crm_object: str, **record: Any) -> dict[str, Any]:
    """One change of the stream that upserts a record."""
    return {"op": "upsert", "object": crm_object, "record": record}


def key(crm_object: str, record_id: str) -> RecordKey:
    return RecordKey(CrmObject(crm_object), record_id)
