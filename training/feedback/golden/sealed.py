"""A contract's part of the golden set: its records and answers, sealed under the key of its CRM instance.

The part holds the frozen values, not those that the store holds now; when the contract leaves, its key is destroyed,
and the part is unreadable. A note beside it holds, unsealed, the key id, a count, and hashes of the records' names:
training leaves those records out.
"""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from sqlalchemy import Connection

from data.labels.label_rows import Label, Verdict
from data.labels.labels import Labels, labels_of
from features.pairs.columns import Record
from features.schema.kinds import Kind
from serving.contract.linking.independent import normalised
from serving.contract.records.records import LiveRecord
from serving.runtime.event_log import log_event
from serving.store.contracts import InstanceScope
from serving.store.vault import KeyDestroyed
from serving.vocabulary.links import RecordKey
from training.feedback.provenance import name_hash
from training.feedback.statement_labels import live_named, training_scopes
from training.feedback.stores import has_store, home_store

SEALED = "sealed.bin"
NOTE = "note.json"
Answers = Mapping[str, frozenset[str]]


def write_sealed(folder: Path, connection: Connection, scope: InstanceScope, kind: Kind, answers: Answers) -> int:
    """Seal the live records of some answers, as the CRM sent them, with the answers; return their number."""
    live_records = live_named(scope.on(connection), sorted(answers))
    content = {
        name: {
            "object": live.key.object.value,
            "id": live.key.id,
            "values": dict(live.values),
            "company_id": company,
            "right": sorted(answers[name]),
        }
        for name, (live, company) in sorted(live_records.items())
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True).encode()
    key_id = scope.instance.key_id
    sealed = scope.store.vault.key(connection, key_id).seal(text, _context(kind, scope.contract.id))
    (folder / SEALED).write_bytes(sealed)
    note = {"key": key_id, "records": len(content), "rows": sorted(map(name_hash, content))}
    (folder / NOTE).write_text(json.dumps(note, indent=1) + "\n", encoding="utf-8")
    return len(content)


def open_sealed(folder: Path, kind: Kind, contract: str) -> tuple[Mapping[str, Record], Labels] | None:
    """Return a part's normalised records by name, and their right answers.

    None, with an event in the log, unless the contract exists and still allows it.
    """
    from serving.runtime.settings import load_settings

    settings = load_settings()
    if not has_store(settings):
        _log_skipped(kind, contract, "no store")
        return None
    with home_store(settings.store_url) as store, store.reading() as connection:
        if contract not in {scope.contract.id for scope in training_scopes(connection, store)}:
            _log_skipped(kind, contract, "not opted in")
            return None
        try:
            sealed = (folder / SEALED).read_bytes()
            key = str(read_note(folder)["key"])
            text = store.vault.key(connection, key).unseal(sealed, _context(kind, contract))
        except KeyDestroyed:
            _log_skipped(kind, contract, "key destroyed")
            return None
    content = json.loads(text)
    return _records(content), labels_of(_labels(content))


def read_note(folder: Path) -> dict[str, Any]:
    """Return the unsealed note beside a sealed part."""
    note: dict[str, Any] = json.loads((folder / NOTE).read_text(encoding="utf-8"))
    return note


def _records(content: Mapping[str, Mapping[str, Any]]) -> dict[str, Record]:
    records = {}
    for name, saved in content.items():
        live = LiveRecord(RecordKey(saved["object"], saved["id"]), saved["values"], "", None, None)
        records[name] = normalised(live, saved["company_id"], reads_address=False)
    return records


def _labels(content: Mapping[str, Mapping[str, Any]]) -> Iterable[Label]:
    pairs = [(name, right) for name, saved in content.items() for right in saved["right"] or [None]]
    for row, (name, right) in enumerate(pairs, start=1):
        yield Label(row, name, right, Verdict.NOBODY if right is None else Verdict.MATCH)


def _context(kind: Kind, contract: str) -> str:
    return f"golden/{kind}/{contract}"


def _log_skipped(kind: Kind, contract: str, why: str) -> None:
    log_event("golden_part_skipped", kind=kind.value, contract=contract, why=why)
