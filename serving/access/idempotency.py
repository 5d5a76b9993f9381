"""Idempotency keys: a request that was answered is answered alike when it comes again (kept 30 days)."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select, update

from features.schema.errors import OnematchError
from serving.store.tables.work import idempotency
from serving.store.upserts import upsert
from serving.store.vault import DataKey

KEPT = timedelta(days=30)
GIVEN_UP = timedelta(minutes=2)
"""After this a request that never ended (its process died) may be sent again; requests end after one minute."""
_RUNNING = 0


class KeyMissing(OnematchError):
    """The call needs an Idempotency-Key."""


class KeyReused(OnematchError):
    """The Idempotency-Key was used for another request."""


class KeyInUse(OnematchError):
    """A request with the same Idempotency-Key is being answered."""


@dataclass(frozen=True, slots=True)
class KeyedRequest:
    """One request with its key: whose, which, and what was asked."""

    caller: str
    """The id of an instance or of a contract, or `operator`."""
    key: str
    request_hash: str

    @property
    def context(self) -> str:
        """What a remembered answer is sealed for."""
        return f"idempotency/{self.caller}/{self.key}"

    def name(self, purpose: str) -> str:
        """Give an id for a thing that the request makes: the same when it is sent again."""
        parts = "\n".join((self.caller, self.key, self.request_hash, purpose))
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class StoredAnswer:
    """An answer that was given before."""

    status: int
    body: bytes


def hash_request(method: str, target: str, body: bytes) -> str:
    """Tell one request from another."""
    return hashlib.sha256(b"\n".join((method.encode(), target.encode(), body))).hexdigest()


def reserve(connection: Connection, request: KeyedRequest, key: DataKey, now: datetime) -> StoredAnswer | None:
    """Begin a request, or give its answer of before; raises KeyReused, KeyInUse."""
    mine = (idempotency.c.caller == request.caller, idempotency.c.key == request.key)
    row = connection.execute(select(idempotency).where(*mine).with_for_update()).one_or_none()
    if row is None or row.at <= now - KEPT:
        upsert(connection, idempotency, [_row(request, now)], ["caller", "key"])
        return None
    if row.request_hash != request.request_hash:
        raise KeyReused("got an Idempotency-Key that was used for another request, expected a new one")
    if row.status != _RUNNING:
        return StoredAnswer(row.status, key.unseal(row.sealed, request.context) if row.sealed else b"")
    if row.at > now - GIVEN_UP:
        raise KeyInUse("the request with this Idempotency-Key is being answered, expected a retry later")
    connection.execute(update(idempotency).where(*mine).values(at=now))
    return None


def remember(connection: Connection, request: KeyedRequest, key: DataKey, answer: StoredAnswer, now: datetime) -> None:
    """Keep an answer for the next time."""
    sealed = key.seal(answer.body, request.context) if answer.body else None
    answered = _row(request, now) | {"status": answer.status, "sealed": sealed}
    upsert(connection, idempotency, [answered], ["caller", "key"])


def release(connection: Connection, request: KeyedRequest) -> None:
    """Forget a request that was refused or failed, so that it can be mended and sent again with its key."""
    mine = (idempotency.c.caller == request.caller, idempotency.c.key == request.key)
    connection.execute(delete(idempotency).where(*mine, idempotency.c.status == _RUNNING))


def forget_old(connection: Connection, now: datetime) -> None:
    """Drop what was kept long enough."""
    connection.execute(delete(idempotency).where(idempotency.c.at <= now - KEPT))


def _row(request: KeyedRequest, now: datetime) -> dict[str, object]:
    return {
        "caller": request.caller,
        "key": request.key,
        "request_hash": request.request_hash,
        "status": _RUNNING,
        "sealed": None,
        "at": now,
    }
