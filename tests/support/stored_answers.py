"""Stored answers of idempotent requests, made and read."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import httpx
from sqlalchemy import func, select

from serving.access.idempotency import KeyedRequest
from serving.store.tables.contracts import keys as key_table
from serving.store.tables.work import idempotency
from serving.store.vault import DataKey, SealBroken
from tests.support.small_network import contact
from tests.support.sync_tenant import T1
from tests.support.tenant import SELLER, Tenant

KEY = {"Idempotency-Key": "k1"}


MEMBER: Mapping[str, Any] = {
    "op": "upsert",
    "object": "contact",
    "record": {"id": "P1", "modified_at": T1, **contact("M1")},
}


USER: Mapping[str, Any] = {"id": SELLER, "name": "Wilhelmina Thackeray", "email": "w@acme.example", "modified_at": T1}


def judge(tenant: Tenant, acting: str = SELLER, **more: Any) -> httpx.Response:
    body = {"object": "contact", "record_id": "P1", "verdict": "match", "profile_id": "M1"} | more
    return tenant.ask("POST", "/judgements", body, acting=acting, headers=KEY)


def is_replay(answer: httpx.Response) -> bool:
    return "idempotent-replay" in answer.headers


def stored(tenant: Tenant) -> int:
    with tenant.store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(idempotency)).scalar_one())


def stored_texts(tenant: Tenant) -> list[str]:
    """Every stored answer, unsealed."""
    with tenant.store.reading() as connection:
        keys = [tenant.store.vault.own]
        wanted = select(key_table.c.id).where(key_table.c.destroyed_at.is_(None))
        keys += [tenant.store.vault.key(connection, key_id) for key_id in connection.execute(wanted).scalars()]
        found = []
        for row in connection.execute(select(idempotency).where(idempotency.c.sealed.is_not(None))):
            context = KeyedRequest(row.caller, row.client, row.acting_user, row.key, "").context
            found += [text for key in keys if (text := _unsealed(key, row.sealed, context)) is not None]
    return found


def _unsealed(key: DataKey, sealed: bytes, context: str) -> str | None:
    try:
        return key.unseal(sealed, context).decode()
    except SealBroken:
        return None


def plain_hashes(tenant: Tenant) -> set[str]:
    body = json.dumps(
        {"object": "contact", "record_id": "P1", "verdict": "match", "profile_id": "M1"}, separators=(",", ":")
    ).encode()
    target = f"/v1/contracts/{tenant.contract_id}/judgements?"
    return {hashlib.sha256(b"\n".join((b"POST", target.encode(), body))).hexdigest()}
