"""The record that receives a profile's activities (D29, S57)."""

from dataclasses import dataclass

from sqlalchemy import Connection

from features.schema.kinds import Kind
from serving.crm.requests import CrmRecord
from serving.crm.vendors import VENDORS
from serving.rules.linking.links import LinkRow, RecordKey
from serving.rules.routing.routing import names_primary_account
from serving.rules.vocabulary import ActivityKind
from serving.store.contracts import InstanceScope
from serving.sync.records.links import linked_records
from serving.sync.records.records import read_live


@dataclass(frozen=True, slots=True)
class TargetProfile:
    """A member or a company of the network."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """A live record, and its primary account's id."""

    record: CrmRecord
    account_id: str | None

    @property
    def key(self) -> RecordKey:
        return RecordKey(self.record.object, self.record.id)

    def account_named_in(self, kind: ActivityKind, scope: InstanceScope) -> str | None:
        """Return the primary account that the activity references beside the record (S57)."""
        settings, takes = scope.contract.settings, VENDORS[scope.instance.crm].takes
        is_named = names_primary_account(kind, takes, self.record.object, switched_on=settings.primary_account)
        return self.account_id if is_named else None


def link_to(connection: Connection, instance_id: str, profile: TargetProfile) -> LinkRow | None:
    """Return the link to a profile, None without a linked record."""
    return linked_records(connection, instance_id, profile.kind, [profile.id]).get(profile.id)


def addressee(connection: Connection, scope: InstanceScope, key: RecordKey) -> Addressee | None:
    """Return a live record, None if it does not exist or was deleted."""
    for live in read_live(connection, scope, [key]):
        return Addressee(CrmRecord(key.object, key.id), live.account_id)
    return None
