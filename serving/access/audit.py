"""The audit trail: each entry's hash covers the entry before it in the chain of its contract (S77).

What names people is covered by a salted hash of its own: without salt and names the chain can still be checked.
"""

import hashlib
import json
import secrets
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select, text

from serving.store.tables.work import audit

_ALONE = text("select pg_advisory_xact_lock(hashtextextended(:name, 0))")
_PROVEN = ("contract_id", "instance_id", "client_id", "action", "status", "request_id", "repeats", "content")
REFUSED = frozenset({401, 403, 429})
"""The statuses that refuse a caller, as does 404 for another contract."""
TOGETHER = timedelta(minutes=1)
"""Within this time of a refusal its repetitions are counted."""
REDACTED: Mapping[str, Any] = {"subject": {}, "salt": None}
"""An entry without the ids that it touched."""


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
    repeats: int = 1
    """How many refusals it stands for, of which it is the last."""

    def name(self, **ids: Sequence[str]) -> None:
        """Add ids that were read or written: `records=["contact/17"]`, `profiles=["M1"]`."""
        for kind, named in ids.items():
            self.subject.setdefault(kind, []).extend(named)


def append_entry(connection: Connection, entry: AuditEntry, status: int) -> None:
    """Append an entry to its chain; on PostgreSQL the transactions that append to one chain wait for each other."""
    if connection.dialect.name == "postgresql":
        connection.execute(_ALONE, {"name": f"audit {entry.contract_id}"})
    chained = select(audit.c.hash).filter_by(contract_id=entry.contract_id).where(audit.c.hash.is_not(None))
    before = connection.execute(chained.order_by(audit.c.seq.desc()).limit(1)).scalar()
    row = {**asdict(entry), "status": status, "salt": secrets.token_hex(16)}
    row["content"] = _content(row)
    connection.execute(audit.insert().values(**row, hash=_hash(before, row)))


def _content(row: Mapping[str, Any]) -> str:
    return _digest(row["salt"], row["acting_user"], row["subject"])


def _hash(before: str | None, row: Mapping[str, Any]) -> str:
    return _digest(before, row["at"].astimezone(UTC).isoformat(), *(row[name] for name in _PROVEN))


def _digest(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


@dataclass(slots=True)
class Chain:
    """What a check of a contract's chain found; None is the operator's own."""

    contract_id: str | None
    entries: int = 0
    redacted: int = 0
    unchained: int = 0
    """Entries of a version without chains."""
    last_hash: str | None = None
    broken_at: int | None = None
    """The first entry that is not as it was written, or whose predecessor is not; the check ends there."""


def check_chain(connection: Connection, contract_id: str | None) -> Chain:
    """Recompute a chain from its beginning to where it is broken."""
    chain = Chain(contract_id)
    query = select(audit).filter_by(contract_id=contract_id).order_by(audit.c.seq)
    with connection.execution_options(yield_per=1000).execute(query) as rows:
        for row in rows:
            chain.entries += 1
            chain.unchained += row.hash is None
            if row.hash is None:
                continue
            chain.redacted += row.salt is None
            is_whole = not row.subject if row.salt is None else row.content == _content(row._asdict())
            if not is_whole or row.hash != _hash(chain.last_hash, row._asdict()):
                chain.broken_at = row.seq
                break
            chain.last_hash = row.hash
    return chain


class Refusals:
    """The refusals of the last minute, in this process: what repeats them is counted, and one more entry.

    A caller without a right to anything cannot fill the store's disk.
    """

    def __init__(self) -> None:
        self._known: dict[tuple[object, ...], list[AuditEntry]] = {}
        """The first and the last of each, which counts the repetitions."""
        self._lock = threading.Lock()

    def repeats(self, entry: AuditEntry, status: int) -> bool:
        """Whether a refusal repeats one of the last minute, which is counted then."""
        key = (status, entry.contract_id, entry.client_id, entry.acting_user, entry.action)
        with self._lock:
            known = self._known.setdefault(key, [entry])
            if known[0] is entry:
                return False
            known[1:] = [replace(entry, repeats=known[1].repeats + 1 if known[1:] else 1)]
            return True

    def ended(self, now: datetime) -> list[tuple[AuditEntry, Any]]:
        """Take out those whose minute is over; return the repetitions with their status."""
        with self._lock:
            over = [key for key, known in self._known.items() if now - known[0].at >= TOGETHER]
            return [(last, key[0]) for key in over for last in self._known.pop(key)[1:]]
