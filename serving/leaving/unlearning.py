"""Counting a contract's rows in the served models, and the certificate that there are none (S83)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from features.schema.errors import Refused
from features.schema.kinds import Kind
from serving.leaving.certificates import signature
from serving.matching.rows_used import rows_of
from serving.runtime.home import Home, read_pointer
from serving.store.tables.work import certificates
from serving.store.upserts import upsert
from serving.store.vault import Vault


class StillLearned(Refused):
    """A served model, or the golden set, still holds rows of a contract that is to be unlearned."""


def rows_in_models(home: Home, contract_id: str) -> dict[str, dict[str, Any]]:
    """Count a contract's rows in the bundle that is served for each kind; kinds without one are left out."""
    found = {}
    for kind in Kind:
        pointer = read_pointer(home, kind)
        if pointer is not None:
            found[kind.value] = {"bundle": pointer.bundle.name, "rows": rows_of(pointer.bundle, contract_id)}
    return found


def certify_unlearning(
    connection: Connection, vault: Vault, contract_id: str, models: Mapping[str, Mapping[str, Any]], now: datetime
) -> dict[str, Any]:
    """Sign that no served model holds a row of a contract; raises StillLearned, naming those that do.

    `models` is the result of `rows_in_models`. A repeat replaces the certificate, since models change.
    """
    holding = [f"{kind} {one['bundle']} ({one['rows']} rows)" for kind, one in models.items() if one["rows"]]
    if holding:
        raise StillLearned(
            f"contract {contract_id} is still in {', '.join(holding)}: train without it and promote, then repeat"
        )
    certificate_id = f"unlearning-{contract_id}"
    document: dict[str, Any] = {
        "what": "unlearning",
        "completed_at": now.isoformat(),
        "models": {kind: dict(one) for kind, one in models.items()},
        "uses": ["records", "labels", "thresholds", "golden_set", "term_frequencies", "shipped_score", "parent"],
    }
    document |= {"signature": signature(vault, certificate_id, document)}
    row = {"id": certificate_id, "contract_id": contract_id, "instance_id": None, "document": document, "at": now}
    upsert(connection, certificates, [row], ["id"], update=["document", "at"])
    return document
