"""Clients, the programs that call; only the hash of a client's secret is stored."""

import hashlib
import secrets
import uuid
from collections.abc import Collection
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Select, select, update

from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.access.callers import Caller
from serving.store.contracts import NotHere
from serving.store.tables.contracts import clients
from serving.vocabulary.terms import Scope

RESTORABLE_FOR = timedelta(minutes=10)
"""How long a revocation can be taken back."""
FIRST = 1
"""A client's first generation."""
_NOBODY = "0" * 64
_NEXT = {"generation": clients.c.generation + 1}


class ScopesMixed(OnematchError):
    """The operator's scope needs no contract, every other scope needs one."""


class ClientWrong(OnematchError):
    """The client's id and secret do not match, or the client was revoked."""


@value_class
class NewClient:
    """A client's credentials, shown once."""

    id: str
    secret: str
    scopes: tuple[Scope, ...]
    generation: int


def create_client(
    connection: Connection, contract_id: str | None, scopes: Collection[Scope], now: datetime, client_id: str = ""
) -> NewClient:
    """Create a client, or give an existing client a new secret; raises ScopesMixed.

    The secret is not stored. A new secret starts a new generation, which invalidates earlier tokens.
    """
    if not scopes or (contract_id is None) != (set(scopes) == {Scope.OPERATOR}):
        raise ScopesMixed("got scopes that do not fit, expected operator alone for no contract, else any others")
    if contract_id is not None and Scope.OPERATOR in scopes:
        raise ScopesMixed("got the scope operator for a contract, expected others")
    client_id = client_id or uuid.uuid4().hex
    secret = secrets.token_urlsafe(32)
    values = {"secret_hash": hash_of(secret), "scopes": sorted(scopes), "revoked_at": None}
    same_client = clients.c.id == client_id, clients.c.contract_id.is_not_distinct_from(contract_id)
    rotated = update(clients).where(*same_client).values(**values, **_NEXT).returning(clients.c.generation)
    generation = connection.execute(rotated).scalar_one_or_none()
    if generation is None:
        row = {"id": client_id, "contract_id": contract_id, "created_at": now, "generation": FIRST, **values}
        connection.execute(clients.insert().values(**row))
    return NewClient(client_id, secret, tuple(sorted(scopes)), generation or FIRST)


def find_client(connection: Connection, contract_id: str, client_id: str) -> bool:
    """Whether a contract has a client with an id."""
    query = select(clients.c.id).filter_by(id=client_id, contract_id=contract_id)
    return connection.execute(query).first() is not None


def clients_of(contract_id: str) -> Select[Any]:
    """Return the query of a contract's clients, without onematch's own ones: the console and the commands."""
    own = [f"console-{contract_id}", f"command-{contract_id}"]
    return select(clients).filter_by(contract_id=contract_id).where(clients.c.id.not_in(own))


def revoke_client(connection: Connection, contract_id: str, client_id: str, now: datetime) -> None:
    """Revoke a client and its tokens; raises NotHere."""
    columns = {"id": client_id, "contract_id": contract_id}
    if not find_client(connection, contract_id, client_id):
        raise NotHere("there is no such client")
    connection.execute(update(clients).filter_by(**columns, revoked_at=None).values(revoked_at=now, **_NEXT))


def restore_client(connection: Connection, contract_id: str, client_id: str, now: datetime) -> None:
    """Let a client that was revoked lately call again, with its old secret and new tokens; raises NotHere."""
    revoked = update(clients).filter_by(id=client_id, contract_id=contract_id).values(revoked_at=None)
    if connection.execute(revoked.where(clients.c.revoked_at >= now - RESTORABLE_FOR)).rowcount == 0:
        raise NotHere("there is no client of that id that was revoked within the last 10 minutes")


def check_secret(connection: Connection, client_id: str, secret: str) -> Caller:
    """Return the caller of a client; raises ClientWrong, after the same work whether or not the client exists."""
    row = connection.execute(select(clients).filter_by(id=client_id)).one_or_none()
    is_right = secrets.compare_digest(hash_of(secret), _NOBODY if row is None else row.secret_hash)
    if row is None or not is_right or row.revoked_at is not None:
        raise ClientWrong("got a client id and secret that do not belong together")
    return Caller(client_id, row.contract_id, frozenset(map(Scope, row.scopes)), generation=row.generation)


def is_ended(connection: Connection, caller: Caller) -> bool:
    """Whether a token's client was rotated, revoked or deleted after the token was issued."""
    if not caller.is_ours:
        return False
    live_client = (
        select(clients.c.id)
        .filter_by(id=caller.client_id, generation=caller.generation, revoked_at=None)
        .where(clients.c.contract_id.is_not_distinct_from(caller.contract_id))
    )
    return connection.execute(live_client).first() is None


def hash_of(secret: str) -> str:
    """Return the hash of a secret; one with 256 random bits needs no slow hash."""
    return hashlib.sha256(secret.encode()).hexdigest()
