"""Proof of deletion: counts of what was deleted, signed at the end (S78)."""

import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from serving.store.tables.work import certificates
from serving.store.upserts import upsert
from serving.store.vault import Vault

_SIGNATURE = "signature"
_PURPOSE = "sign certificates"


@dataclass(frozen=True, slots=True)
class Subject:
    """What is deleted: an instance or a whole contract."""

    contract_id: str
    instance_id: str | None
    left_at: datetime
    delete_by: datetime

    @property
    def certificate_id(self) -> str:
        """The certificate's id, the same for every start of the deletion."""
        return f"deletion-{self.instance_id or self.contract_id}"


def open_certificate(connection: Connection, subject: Subject, now: datetime) -> None:
    """Create a certificate; an existing one does not change."""
    document: dict[str, Any] = {
        "what": "instance" if subject.instance_id else "contract",
        "left_at": subject.left_at.isoformat(),
        "delete_by": subject.delete_by.isoformat(),
        "begun_at": now.isoformat(),
        "deleted": {},
        "stripped": {},
        "files_removed": [],
        "training_rows_removed": 0,
    }
    row = {"id": subject.certificate_id, "contract_id": subject.contract_id, "instance_id": subject.instance_id}
    upsert(connection, certificates, [row | {"document": document, "at": now}], ["id"], update=[])


def count(connection: Connection, subject: Subject, part: str, name: str | None, number: int) -> None:
    """Add to a count, in the transaction that deletes; `name` is the table for parts that count tables."""
    document = read_document(connection, subject)
    if not number or _SIGNATURE in document:
        return
    if name is None:
        document[part] += number
    else:
        document[part][name] = document[part].get(name, 0) + number
    _write(connection, subject, document)


def note_files(connection: Connection, subject: Subject, names: Iterable[str]) -> None:
    """Add the jobs whose files are about to be removed."""
    document = read_document(connection, subject)
    if _SIGNATURE not in document:
        document["files_removed"] = sorted({*document["files_removed"], *names})
        _write(connection, subject, document)


def note_key(connection: Connection, subject: Subject, key_id: str, now: datetime) -> None:
    """Add a destroyed key with the time of its first destruction."""
    document = read_document(connection, subject)
    if _SIGNATURE in document:
        return
    document.setdefault("keys_destroyed", {}).setdefault(key_id, now.isoformat())
    _write(connection, subject, document)


def note_models(connection: Connection, subject: Subject, models: Mapping[str, Any]) -> None:
    """Add how many rows of the contract the served models hold; `onematch contracts unlearned` certifies none."""
    document = read_document(connection, subject)
    if _SIGNATURE not in document:
        _write(connection, subject, document | {"models": dict(models)})


def close_certificate(connection: Connection, vault: Vault, subject: Subject, now: datetime) -> None:
    """Sign a certificate; a signed one does not change."""
    document = read_document(connection, subject)
    if _SIGNATURE in document:
        return
    document["completed_at"] = now.isoformat()
    _write(connection, subject, document | {_SIGNATURE: signature(vault, subject.certificate_id, document)})


def read_document(connection: Connection, subject: Subject) -> dict[str, Any]:
    """Return the document of a certificate."""
    mine = select(certificates.c.document).filter_by(id=subject.certificate_id)
    return dict(connection.execute(mine).scalar_one())


def signature(vault: Vault, certificate_id: str, document: Mapping[str, Any]) -> str:
    """Return the HMAC-SHA256 of a certificate's id and content under a key derived from the master key."""
    text = json.dumps([certificate_id, document], sort_keys=True, separators=(",", ":"))
    return hmac.new(vault.derive(_PURPOSE), text.encode(), "sha256").hexdigest()


def _write(connection: Connection, subject: Subject, document: Mapping[str, Any]) -> None:
    mine = update(certificates).filter_by(id=subject.certificate_id)
    connection.execute(mine.values(document=dict(document)))
