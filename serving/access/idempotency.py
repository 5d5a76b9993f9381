"""Idempotency keys: a repeated request gets the stored answer of the first one (kept 30 days).

A key belongs to a key space: the contract or instance, the client and the acting user. Within it another method, route,
body or scope under the same key is refused with 422; every caller has a separate key space.
"""

import hashlib
import hmac
import json
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, exists, select, update

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.store.tables.work import idempotency, idempotency_subjects
from serving.store.upserts import among, upsert
from serving.store.vault import DataKey

KEPT = timedelta(days=30)
GIVEN_UP = timedelta(minutes=2)
"""After this a request without an answer (its process died) may be repeated; requests end after one minute."""
MORTAL = frozenset({"records", "users", "instances", "contracts"})
"""Kinds of subjects in the audit trail whose deletion deletes the stored answers about them."""
WITHHELD = "replay"
_RUNNING = 0
_KEYS = ("caller", "client", "acting_user", "key")


class KeyMissing(OnematchError):
    """The call needs an Idempotency-Key."""


class KeyReused(OnematchError):
    """The Idempotency-Key was used for another request."""


class KeyInUse(OnematchError):
    """A request with the same Idempotency-Key is being answered."""


@value_class
class KeyedRequest:
    """One request: the owner, client and acting user that its key belongs to, the key, and the hash of its content."""

    caller: str
    """The id of an instance or of a contract, or `operator`."""
    client: str
    acting_user: str
    key: str
    request_hash: str

    @property
    def context(self) -> str:
        """The sealing context of the stored answer."""
        return f"idempotency/{json.dumps(list(self.columns.values()))}"

    @property
    def columns(self) -> Mapping[str, str]:
        """The columns of the primary key."""
        return {name: getattr(self, name) for name in _KEYS}

    def name(self, purpose: str) -> str:
        """Return an id for what the request makes; a repeat gets the same id."""
        parts = json.dumps([*self.columns.values(), self.request_hash, purpose])
        return hashlib.sha256(parts.encode()).hexdigest()[:32]


@value_class
class StoredAnswer:
    """The answer to an earlier request."""

    status: int
    body: bytes


def hash_request(key: bytes, *parts: bytes) -> str:
    """Return the keyed hash of a request, which reveals nothing of its body."""
    lengths = b"".join(len(part).to_bytes(8, "big") for part in parts)
    return hmac.digest(key, lengths + b"".join(parts), "sha256").hex()


def withhold(body: bytes, fields: Collection[str]) -> bytes:
    """Return a JSON object without the values of some fields, and with the field `withheld`."""
    if not fields or not body:
        return body
    shown: dict[str, object] = json.loads(body)
    return json.dumps(shown | dict.fromkeys(fields) | {"withheld": WITHHELD}).encode()


def reserve(connection: Connection, request: KeyedRequest, key: DataKey, now: datetime) -> StoredAnswer | None:
    """Reserve the key of a new request, or return the stored answer; raises KeyReused, KeyInUse."""
    query = select(idempotency).filter_by(**request.columns).with_for_update()
    row = connection.execute(query).one_or_none()
    if row is None or row.at <= now - KEPT:
        upsert(connection, idempotency, [_row(request, now)])
        return None
    if row.request_hash != request.request_hash:
        raise KeyReused("got an Idempotency-Key that was used for another request, expected a new one")
    if row.status != _RUNNING:
        return StoredAnswer(row.status, key.unseal(row.sealed, request.context) if row.sealed else b"")
    if row.at > now - GIVEN_UP:
        raise KeyInUse("the request with this Idempotency-Key is being answered, expected a retry later")
    connection.execute(update(idempotency).filter_by(**request.columns).values(at=now))
    return None


def remember(connection: Connection, request: KeyedRequest, key: DataKey, answer: StoredAnswer, now: datetime) -> None:
    """Store the answer of a request."""
    sealed = key.seal(answer.body, request.context) if answer.body else None
    answered = _row(request, now) | {"status": answer.status, "sealed": sealed}
    upsert(connection, idempotency, [answered])


def note_subjects(connection: Connection, request: KeyedRequest, named: Mapping[str, Iterable[str]]) -> None:
    """Store the subjects of an answer that are deleted with it."""
    subjects = sorted({f"{kind}/{subject_id}" for kind in MORTAL & named.keys() for subject_id in named[kind]})
    rows = [{**request.columns, "subject": subject} for subject in subjects]
    upsert(connection, idempotency_subjects, rows)


def release(connection: Connection, request: KeyedRequest) -> None:
    """Delete the reservation of a refused or failed request, so that it can be corrected and sent with its key."""
    connection.execute(delete(idempotency).filter_by(**request.columns, status=_RUNNING))


def forget_old(connection: Connection, now: datetime) -> None:
    """Delete answers older than KEPT."""
    connection.execute(delete(idempotency).where(idempotency.c.at <= now - KEPT))


def forget_answers_of(connection: Connection, owner: str) -> None:
    """Delete every answer of an owner."""
    connection.execute(delete(idempotency).filter_by(caller=owner))


def empty_answers_of(connection: Connection, owner: str) -> None:
    """Clear the content of an owner's answers; the rows stay until the deletion counts them."""
    connection.execute(update(idempotency).filter_by(caller=owner).values(sealed=None, request_hash=""))


def forget_answers_about(connection: Connection, owner: str, subjects: Collection[str]) -> None:
    """Delete an owner's answers about deleted subjects: `records/contact/17`, `users/U1`, `contracts/C1`."""
    if not subjects:
        return
    theirs = among(idempotency_subjects.c.subject, sorted(subjects))
    joined = [idempotency_subjects.c[name] == idempotency.c[name] for name in _KEYS]
    about = exists().where(theirs, *joined)
    connection.execute(delete(idempotency).filter_by(caller=owner).where(about))


def _row(request: KeyedRequest, now: datetime) -> dict[str, object]:
    return {**request.columns, "request_hash": request.request_hash, "status": _RUNNING, "sealed": None, "at": now}
