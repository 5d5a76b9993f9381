"""A tenant with a running CRM: records and links written directly, activities accepted, delivered and read."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import Row, select, update

from features.schema.errors import OnematchError
from features.schema.kinds import Kind
from serving.contract.activities.calls import bodies_of
from serving.contract.activities.corrections import follow_links
from serving.contract.activities.deliver import deliver_due
from serving.contract.activities.grants import Grant, deposit
from serving.contract.activities.intake import NewActivity, Receipt, accept_activities
from serving.contract.activities.targeting import link_to
from serving.contract.records.change_context import ChangeContext, LinkChanges
from serving.contract.records.link_rows import read_links, replace_links
from serving.contract.records.matching import Matchers
from serving.contract.records.records import content_hash, context_of, payload_of
from serving.crm.activities import Degree, Text
from serving.crm.crm_client import CrmClient
from serving.store.contracts import InstanceScope, OpenScope
from serving.store.tables.contracts import instances
from serving.store.tables.records import records
from serving.store.tables.work import activities, corrections, written
from serving.store.upserts import upsert
from serving.vocabulary.links import LinkChange, ProfileKey, RecordKey
from serving.vocabulary.terms import KIND_OF, ActivityKind, Cause, CrmObject
from tests.support.crm_server import CrmServer
from tests.support.made_links import link_row
from tests.support.tenant import ADMIN, OTHER_SELLER, SELLER, Tenant

CONTACT = RecordKey(CrmObject.CONTACT, "101")
OTHER_CONTACT = RecordKey(CrmObject.CONTACT, "102")
LEAD = RecordKey(CrmObject.LEAD, "103")
ACCOUNT = RecordKey(CrmObject.ACCOUNT, "201")
MEMBER = ProfileKey(Kind.PERSON, "M1")
COMPANY = ProfileKey(Kind.COMPANY, "C1")


@dataclass
class Writeback:
    """A tenant, its CRM, and the shortcuts of these tests."""

    tenant: Tenant
    crm: CrmServer
    http: httpx.Client
    instance_id: str
    slept: list[float] = field(default_factory=list)

    @property
    def scope(self) -> InstanceScope:
        return self.tenant.scope

    @property
    def now(self) -> datetime:
        return self.tenant.clock()

    def take(self, *new: NewActivity) -> list[Receipt | OnematchError]:
        """Accept activities in one transaction."""
        with self.scope.writing() as open_scope:
            return accept_activities(open_scope, new, self.now, self.tenant.parts.matching)

    def deliver(self) -> int:
        """Deliver the due activities once."""
        return deliver_due(self.tenant.parts, self.now, self.client)

    def deliver_all(self, rounds: int = 200) -> None:
        """Deliver until nothing is due any more, letting time pass in between."""
        for _ in range(rounds):
            self.deliver()
            waiting = [row.next_at for row in self.rows() if row.next_at is not None]
            if not waiting:
                return
            self.tenant.clock.now = max(self.now, min(waiting)) + timedelta(seconds=1)
        raise AssertionError("deliveries did not end")

    def client(self, scope: InstanceScope, token: str) -> CrmClient:
        return CrmClient(self.http, scope.instance.urls["api"], token, bodies_of(scope), self.slept.append)

    def rows(self) -> Sequence[Row[Any]]:
        """All activities, by id."""
        with self.tenant.store.reading() as connection:
            return connection.execute(
                select(activities).where(activities.c.instance_id == self.instance_id).order_by(activities.c.id)
            ).all()

    def row(self, activity_id: str = "a1") -> Row[Any]:
        return next(row for row in self.rows() if row.id == activity_id)

    def journal(self) -> list[tuple[str, str, str, str]]:
        """The parts in the CRM: activity, part, record, type in the CRM."""
        with self.tenant.store.reading() as connection:
            mine = select(written).where(written.c.instance_id == self.instance_id)
            rows = connection.execute(mine.order_by(written.c.activity_id, written.c.seq))
            return [(row.activity_id, row.part, f"{row.object}/{row.record_id}", row.crm_object) for row in rows]

    def corrections(self) -> Sequence[Row[Any]]:
        with self.tenant.store.reading() as connection:
            return connection.execute(select(corrections).order_by(corrections.c.activity_id)).all()

    def grant(self, user_id: str, token: str = "", expires_at: datetime | None = None) -> None:
        with self.transaction() as work:
            work.grant(user_id, token, expires_at)

    def add_record(
        self, key: RecordKey, values: Mapping[str, str] | None = None, account_id: str | None = None
    ) -> None:
        """Write a live record into the store, as an import does."""
        with self.transaction() as work:
            work.add_record(key, values, account_id)

    def delete_record(self, key: RecordKey) -> None:
        mine = (records.c.object == key.object.value, records.c.id == key.id)
        with self.scope.writing() as open_scope:
            open_scope.execute(update(records).where(*mine).values(deleted_at=self.now, sealed=None))

    def link(self, profile: ProfileKey, key: RecordKey | None) -> None:
        """Link a profile to a record, or to none, and run what follows."""
        with self.transaction() as work:
            work.link(profile, key)

    def holds_link(self, profile: ProfileKey, key: RecordKey) -> bool:
        """Whether a profile is linked to a record."""
        with self.scope.reading() as open_scope:
            link = link_to(open_scope, profile)
        return link is not None and link.key == key

    def disconnect(self) -> None:
        mine = update(instances).where(instances.c.id == self.instance_id)
        with self.tenant.store.writing() as connection:
            connection.execute(mine.values(state="disconnecting", epoch=instances.c.epoch + 1))

    @contextmanager
    def transaction(self) -> Iterator["WritebackTransaction"]:
        """One transaction on the instance's data as it is now."""
        with self.scope.writing() as open_scope:
            yield WritebackTransaction(open_scope, self.now, self.tenant.parts.matching)


@dataclass(frozen=True, slots=True)
class WritebackTransaction:
    """Grants, records and links, written in one transaction."""

    scope: OpenScope
    now: datetime
    matching: Matchers

    def grant(self, user_id: str, token: str = "", expires_at: datetime | None = None) -> None:
        deposit(self.scope, user_id, Grant(token or f"token-of-{user_id}", expires_at), self.now)

    def add_record(self, key: RecordKey, values: Mapping[str, str] | None, account_id: str | None) -> None:
        data_key = self.scope.data_key
        columns = {"id": key.id, **(values or {})}
        row: dict[str, Any] = {"instance_id": self.scope.instance.id, "object": key.object.value, "id": key.id}
        row |= {"version": "1"}
        row |= {"sealed": data_key.seal(payload_of(columns), context_of(self.scope, key))}
        row |= {"content_hash": content_hash(data_key, columns), "received_at": self.now, "filled": 1}
        row |= {"account_id": account_id, "hashes": [], "deleted_at": None}
        upsert(self.scope.connection, records, [row])

    def link(self, profile: ProfileKey, key: RecordKey | None) -> None:
        rows = read_links(self.scope, [CONTACT, OTHER_CONTACT, LEAD, ACCOUNT])
        old = [link for link in rows.values() if link.profile_id == profile.id and link.kind is profile.kind]
        changes = [LinkChange(link.key, link.kind, link, None) for link in old if link.key != key]
        if key is not None and not any(link.key == key for link in old):
            changes.append(LinkChange(key, KIND_OF[key.object], None, link_row(key, profile.id, since=self.now)))
        replace_links(self.scope, changes)
        follow_links(self.scope, LinkChanges(changes, ChangeContext(Cause.STATEMENT, self.now), self.matching))


def set_up(tenant: Tenant, crm: CrmServer, http: httpx.Client) -> Writeback:
    """Connect a tenant to a CRM, turn writeback on, and add four records, two links and three grants."""
    instance_id = tenant.instance.id
    crm.clock.source = tenant.clock
    with tenant.store.writing() as connection:
        connection.execute(update(instances).where(instances.c.id == instance_id).values(urls={"api": crm.url}))
    tenant.give_seats()
    tenant.settings(writeback=True)
    made = Writeback(tenant, crm, http, instance_id)
    with made.transaction() as work:
        for key in (CONTACT, OTHER_CONTACT, LEAD, ACCOUNT):
            work.add_record(key, {"crm_number": f"N{key.id}"}, "201" if key.object is not CrmObject.ACCOUNT else None)
            crm.know(f"{key.object.value}s", key.id)
        work.link(MEMBER, CONTACT)
        work.link(COMPANY, ACCOUNT)
        for user in (ADMIN, SELLER, OTHER_SELLER):
            work.grant(user)
    return made


def new_activity(kind: ActivityKind = ActivityKind.NOTE, **changes: Any) -> NewActivity:
    """An activity by SELLER on the linked member; the degree fits the kind."""
    degrees = {ActivityKind.INMAIL: Degree.SECOND, ActivityKind.MESSAGE: Degree.FIRST}
    text = Text("Subject of it", "First line\nSecond line")
    at = datetime.fromisoformat("2026-03-02T08:30:00+00:00")
    return replace(
        NewActivity(
            id="a1", kind=kind, user_id=SELLER, profile=MEMBER, text=text, degree=degrees.get(kind), occurred_at=at
        ),
        **changes,
    )
