"""The audit trail: every read and write of customer data, by ids, never by values (S77)."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
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
    connection.execute(audit.insert().values(**asdict(entry), status=status))
