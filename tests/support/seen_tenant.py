"""CRM data written directly into the store: records, links and opportunities as an import writes them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from features.schema.kinds import Kind
from serving.contract.events.events import publish_badge_changes
from serving.contract.records.change_context import ChangeContext, LinkChanges, OtherChanges
from serving.contract.records.records import context_of, payload_of
from serving.contract.saves.saves import renew_saves
from serving.store.tables.contracts import seats, users
from serving.store.tables.links import link_history, links
from serving.store.tables.records import opportunities, opportunity_people, records, stages
from serving.store.upserts import upsert
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey
from serving.vocabulary.terms import KIND_OF, Cause, CrmObject, RecordState
from tests.support.made_links import link_row
from tests.support.tenant import Tenant

ACCOUNT = CrmObject.ACCOUNT
CONTACT = CrmObject.CONTACT
LEAD = CrmObject.LEAD
IMPORT = Cause.IMPORT


@dataclass(frozen=True, slots=True)
class Seen:
    """Writes the data that sellers see."""

    tenant: Tenant

    def record(self, key: RecordKey, values: Mapping[str, str | None], **columns: Any) -> RecordKey:
        """Write a live record; `columns` are those of the table beside the payload."""
        scope = self.tenant.scope
        filled = {"id": key.id} | {name: value for name, value in values.items() if value}
        with scope.writing() as open_scope:
            data_key = scope.store.vault.key(open_scope.connection, scope.instance.key_id)
            row: dict[str, Any] = {
                "instance_id": scope.instance.id,
                "object": key.object.value,
                "id": key.id,
                "sealed": data_key.seal(payload_of(filled), context_of(scope, key)),
                "version": "1",
                "content_hash": "",
                "received_at": self.tenant.clock(),
                "account_id": None,
                "owner_id": None,
                "visible_to": None,
                "filled": len(filled),
                "hashes": [],
            }
            upsert(open_scope.connection, records, [row | columns])
        return key

    def link(
        self, key: RecordKey, profile_id: str | None, state: RecordState = RecordState.LINKED, **more: Any
    ) -> None:
        """Set the link of a record and run its effects, as the linker does."""
        self.change({key: self.link_row(key, profile_id, state, **more)})

    def link_row(self, key: RecordKey, profile_id: str | None, state: RecordState, **more: Any) -> LinkRow:
        """Return a link as the linker makes it."""
        shown: dict[str, Any] = {"probability": 0.99, "model_version": "v1", "since": self.tenant.clock()}
        return link_row(key, profile_id, **shown | {"state": state} | more)

    def change(self, rows: Mapping[RecordKey, LinkRow], touched: Collection[RecordKey] = ()) -> None:
        """Replace the links of records."""
        scope = self.tenant.scope
        with scope.writing() as open_scope:
            before = {key: self._stored(open_scope.connection, key) for key in rows}
            loosened = [self._columns(row) | {"state": "unmatched"} for row in rows.values()]
            upsert(open_scope.connection, links, loosened)
            upsert(open_scope.connection, links, [self._columns(row) for row in rows.values()])
            changes = [LinkChange(key, row.kind, before[key], row) for key, row in rows.items()]
            changed = LinkChanges(changes, self._context(), self.tenant.parts.matching, OtherChanges(records=touched))
            publish_badge_changes(open_scope, changed)
            renew_saves(open_scope, changed)

    def history(self, key: RecordKey, profile_id: str | None, state: RecordState, cause: str) -> None:
        """Append one state to the history."""
        row = self._columns(self.link_row(key, profile_id, state))
        del row["since"]
        with self.tenant.scope.writing() as open_scope:
            open_scope.execute(link_history.insert(), [row | {"cause": cause, "at": self.tenant.clock()}])

    def many_unmatched(self, count: int) -> None:
        """Write unmatched links of many contacts, r0000000 and so on, without their records."""
        rows = [
            self._columns(self.link_row(RecordKey(CONTACT, f"r{number:07}"), None, RecordState.UNMATCHED))
            for number in range(count)
        ]
        with self.tenant.scope.writing() as open_scope:
            open_scope.execute(links.insert(), rows)

    def opportunity(
        self,
        opportunity_id: str,
        values: Mapping[str, str] | None = None,
        people: Collection[RecordKey] = (),
        **columns: Any,
    ) -> None:
        """Write an opportunity with its people, and run its effects, as an import does."""
        scope = self.tenant.scope
        self.record(
            RecordKey(CrmObject.OPPORTUNITY, opportunity_id), {"name": f"Deal {opportunity_id}"} | dict(values or {})
        )
        with scope.writing() as open_scope:
            row: dict[str, Any] = {
                "instance_id": scope.instance.id,
                "id": opportunity_id,
                "account_id": None,
                "owner_id": None,
            }
            row |= {
                "status": "open",
                "pipeline": None,
                "stage": None,
                "created_on": date(2026, 1, 5),
                "closed_on": None,
            }
            upsert(open_scope.connection, opportunities, [row | columns])
            members = [
                {
                    "instance_id": scope.instance.id,
                    "opportunity_id": opportunity_id,
                    "object": one.object.value,
                    "record_id": one.id,
                }
                for one in people
            ]
            upsert(open_scope.connection, opportunity_people, members)
            renew_saves(
                open_scope, LinkChanges((), self._context(), self.tenant.parts.matching, OtherChanges({opportunity_id}))
            )

    def stage(self, pipeline: str, stage: str, position: int) -> None:
        """Write one stage of a pipeline."""
        row = {"instance_id": self.tenant.instance.id, "pipeline": pipeline, "stage": stage, "position": position}
        with self.tenant.scope.writing() as open_scope:
            upsert(
                open_scope.connection,
                stages,
                [row | {"is_closed": False, "is_won": False}],
            )

    def seat(self, *user_ids: str) -> None:
        """Give users a seat of the contract."""
        rows = [
            {"contract_id": self.tenant.contract_id, "id": f"seat-{one}", "user_id": one, "state": "assigned"}
            for one in user_ids
        ]
        with self.tenant.store.writing() as connection:
            upsert(connection, seats, rows)

    def user(self, user_id: str, **columns: Any) -> None:
        """Change a user's row."""
        with self.tenant.scope.writing() as open_scope:
            mine = users.update().where(users.c.instance_id == self.tenant.instance.id, users.c.id == user_id)
            open_scope.execute(mine.values(**columns))

    def _context(self) -> ChangeContext:
        return ChangeContext(IMPORT, self.tenant.clock())

    def _columns(self, row: LinkRow) -> dict[str, Any]:
        names = (
            "profile_id",
            "probability",
            "margin",
            "claim_margin",
            "runner_up_id",
            "statement_seq",
            "model_version",
        )
        columns = {name: getattr(row, name) for name in (*names, "basis", "since")}
        columns |= {"kind": row.kind.value, "state": row.state.value, "made_by": row.made_by.value}
        columns |= {"winner_object": row.winner and row.winner.object.value, "winner_id": row.winner and row.winner.id}
        whose = {
            "instance_id": f"{self.tenant.contract_id}-{self.tenant.instance_name.value}",
            "object": row.key.object.value,
            "record_id": row.key.id,
        }
        return whose | columns | {"reasons": list(row.reasons)}

    def _stored(self, connection: Any, key: RecordKey) -> LinkRow | None:
        mine = links.select().where(
            links.c.instance_id == self.tenant.instance.id,
            links.c.object == key.object.value,
            links.c.record_id == key.id,
        )
        row = connection.execute(mine).one_or_none()
        if row is None:
            return None
        assert Kind(row.kind) is KIND_OF[key.object]
        return self.link_row(key, row.profile_id, RecordState(row.state))
