"""The audit trail: every read and write of customer data, by ids, never by values (S77)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from serving.store.tables.work import audit


@dataclass(slots=True)
class AuditEntry:
    """Who did what to whose data; a route adds the ids that it touches before it answers."""

    client_id: str
    contract_id: str | None
    action: str
    """The method and the route."""
    at: datetime
    request_id: str
    instance_id: str | None = None
    acting_user: str | None = None
    subject: dict[str, list[str]] = field(default_factory=dict)

    def name(self, **ids: Sequence[str]) -> None:
        """Add ids that were read or written: `records=["contact/17"]`, `profiles=["M1"]`."""
        for kind, named in ids.items():
            self.subject.setdefault(kind, []).extend(named)


def append_entry(connection: Connection, entry: AuditEntry, status: int) -> None:
    """Append an entry to the trail."""
    connection.execute(audit.insert().values(**_row(entry, status)))


def _row(entry: AuditEntry, status: int) -> Mapping[str, object]:
    return {
        "contract_id": entry.contract_id,
        "instance_id": entry.instance_id,
        "at": entry.at,
        "client_id": entry.client_id,
        "acting_user": entry.acting_user,
        "action": entry.action,
        "subject": entry.subject,
        "status": status,
        "request_id": entry.request_id,
    }
