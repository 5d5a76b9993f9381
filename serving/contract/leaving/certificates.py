"""Proof of deletion: counts of what was deleted, signed at the end (S78)."""

import hmac
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from features.schema.errors import Refused
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.leaving.rules import delete_by
from serving.http.wire.formats import JsonObject
from serving.matching.rows_used import rows_of
from serving.runtime.home import Home, read_pointer
from serving.store.tables.work import certificates
from serving.store.upserts import upsert
from serving.store.vault import Vault

_SIGNATURE = "signature"
_PURPOSE = "sign certificates"


@value_class
class Subject:
    """What is deleted: an instance or a whole contract."""

    contract_id: str
    instance_id: str | None
    left_at: datetime

    @property
    def certificate_id(self) -> str:
        """The certificate's id, the same for every start of the deletion."""
        return f"deletion-{self.instance_id or self.contract_id}"

    @property
    def owner(self) -> dict[str, str]:
        """The column by which stored rows name it."""
        return {"contract_id": self.contract_id} if self.instance_id is None else {"instance_id": self.instance_id}


def open_certificate(connection: Connection, subject: Subject, now: datetime) -> None:
    """Create a certificate; an existing one does not change."""
    document: JsonObject = {
        "what": "instance" if subject.instance_id else "contract",
        "left_at": subject.left_at.isoformat(),
        "delete_by": delete_by(subject.left_at).isoformat(),
        "begun_at": now.isoformat(),
        "deleted": {},
        "redacted": {},
        "files_removed": [],
        "training_rows_removed": 0,
    }
    row = {"id": subject.certificate_id, "contract_id": subject.contract_id, "instance_id": subject.instance_id}
    upsert(connection, certificates, [row | {"document": document, "at": now}], update=[])


def count(connection: Connection, subject: Subject, part: str, name: str | None, number: int) -> None:
    """Add to a count, in the transaction that deletes; `name` is the table for parts that count tables."""
    if not number:
        return
    with changing(connection, subject) as document:
        if name is None:
            document[part] += number
        else:
            document[part][name] = document[part].get(name, 0) + number


def close_certificate(connection: Connection, vault: Vault, subject: Subject, now: datetime, home: Home) -> None:
    """Sign a certificate with how many rows of the contract the home's served models hold; a signed one stays.

    `onematch contracts unlearned` certifies that they hold none.
    """
    with changing(connection, subject) as document:
        document["models"] = rows_in_models(home, subject.contract_id)
        document["completed_at"] = now.isoformat()
        document[_SIGNATURE] = signature(vault, subject.certificate_id, document)


def signature(vault: Vault, certificate_id: str, document: Mapping[str, Any]) -> str:
    """Return the HMAC-SHA256 of a certificate's id and content under a key derived from the master key."""
    text = json.dumps([certificate_id, document], sort_keys=True, separators=(",", ":"))
    return hmac.new(vault.derive(_PURPOSE), text.encode(), "sha256").hexdigest()


def is_signed(vault: Vault, certificate_id: str, document: Mapping[str, Any]) -> bool:
    """Whether this installation signed a certificate of this id and content."""
    content = {name: value for name, value in document.items() if name != _SIGNATURE}
    found = str(document.get(_SIGNATURE)).encode()
    return hmac.compare_digest(found, signature(vault, certificate_id, content).encode())


@contextmanager
def changing(connection: Connection, subject: Subject) -> Iterator[JsonObject]:
    """Yield the document of a certificate and store its changes, unless it was signed before."""
    query = select(certificates.c.document).filter_by(id=subject.certificate_id)
    document = dict(connection.execute(query).scalar_one())
    is_signed = _SIGNATURE in document
    yield document
    if not is_signed:
        connection.execute(update(certificates).filter_by(id=subject.certificate_id).values(document=document))


class StillLearned(Refused):
    """A served model, or the golden set, still holds rows of a contract that is to be unlearned."""


def rows_in_models(home: Home, contract_id: str) -> dict[str, JsonObject]:
    """Count a contract's rows in the bundle that is served for each kind; kinds without one are left out."""
    models = {}
    for kind in Kind:
        pointer = read_pointer(home, kind)
        if pointer is not None:
            models[kind.value] = {"bundle": pointer.bundle.name, "rows": rows_of(pointer.bundle, contract_id)}
    return models


def certify_unlearning(
    connection: Connection, vault: Vault, contract_id: str, models: Mapping[str, Mapping[str, Any]], now: datetime
) -> JsonObject:
    """Sign that no served model holds a row of a contract; raises StillLearned, naming those that do.

    `models` is the result of `rows_in_models`. A repeat replaces the certificate, since models change.
    """
    holding = [f"{kind} {model['bundle']} ({model['rows']} rows)" for kind, model in models.items() if model["rows"]]
    if holding:
        raise StillLearned(
            "contract {contract_id} is still in {holding}: train without it and promote, then repeat",
            contract_id=contract_id,
            holding=", ".join(holding),
        )
    certificate_id = f"unlearning-{contract_id}"
    document: JsonObject = {
        "what": "unlearning",
        "completed_at": now.isoformat(),
        "models": {kind: dict(model) for kind, model in models.items()},
        "uses": ["records", "labels", "thresholds", "golden_set", "term_frequencies", "shipped_score", "parent"],
    }
    document |= {"signature": signature(vault, certificate_id, document)}
    row = {"id": certificate_id, "contract_id": contract_id, "instance_id": None, "document": document, "at": now}
    upsert(connection, certificates, [row], update=["document", "at"])
    return document
