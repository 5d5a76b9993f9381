"""The rows that a bundle was made from, as hashes, by use: evidence of whose rows it never saw."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from data.labels.label_rows import Label
from features.schema.errors import OnematchError
from features.schema.value_class import value_class
from serving.matching.rows_used import LABELS, OWN, PARENT, RECORDS, SHIPPED_SCORE, THRESHOLDS, contracts_in, rows_used

TERM_FREQUENCIES = "term_frequencies"
GOLDEN = "golden_set"


class ParentTainted(OnematchError):
    """A bundle learned from judgements of a contract that does not allow it."""


@value_class
class Uses:
    """What a training used: labels, the records that thresholds were chosen on, the contracts' records behind m and u.

    `universe` names the index of the term frequencies, `parent` the base model.
    """

    labels: Iterable[Label]
    thresholds: Collection[str]
    records: Collection[str]
    universe: str
    parent: Path | None


def row_hash(label: Label) -> str:
    """Hash the content of a label with its contract."""
    values = [label.contract, label.crm_id, label.universe_id, label.verdict.value, label.weight]
    return hashlib.sha256(json.dumps(values).encode()).hexdigest()[:16]


def rows_document(uses: Uses) -> dict[str, Any]:
    """Return the document of a bundle that lists the rows of every contract, by use, sorted.

    Labels without a contract are one digest. The document of the parent is part of it.
    """
    labels = list(uses.labels)
    parent = {} if uses.parent is None else rows_used(uses.parent)
    contract_of = {label.crm_id: label.contract for label in labels}
    return {
        RECORDS: {"contracts": _records(uses.records, contract_of)},
        LABELS: _by_origin(labels),
        THRESHOLDS: _by_origin(label for label in labels if label.crm_id in uses.thresholds),
        TERM_FREQUENCIES: {"index": uses.universe, "contracts": {}},
        GOLDEN: {"contracts": {}},
        SHIPPED_SCORE: parent,
        PARENT: parent,
    }


def refuse_tainted(parent: Path, allowed: Collection[str]) -> None:
    """Raise ParentTainted if a bundle, or its base model, holds a row of a contract that is not among the allowed."""
    tainting = sorted(contracts_in(parent) - set(allowed))
    if tainting:
        raise ParentTainted(
            "{parent} learned from judgements of {tainting}, which left or did not opt in: it "
            "can be neither promoted nor started from; train without them (--start-from takes "
            "the shipped bundle, or none)",
            parent=parent,
            tainting=", ".join(tainting),
        )


def name_hash(name: str) -> str:
    """Hash the name of a record, as the document of rows lists it."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def _records(names: Iterable[str], contract_of: Mapping[str, str | None]) -> dict[str, list[str]]:
    hashes: defaultdict[str, list[str]] = defaultdict(list)
    for name in names:
        contract = contract_of.get(name) or name.partition("/")[0]
        hashes[contract].append(name_hash(name))
    return {contract: sorted(rows) for contract, rows in sorted(hashes.items())}


def _by_origin(labels: Iterable[Label]) -> dict[str, Any]:
    by_contract: defaultdict[str | None, list[str]] = defaultdict(list)
    for label in labels:
        by_contract[label.contract].append(row_hash(label))
    own = sorted(by_contract.pop(None, []))
    digest = hashlib.sha256("".join(own).encode()).hexdigest()[:16]
    contracts: Mapping[str, list[str]] = {
        str(name): sorted(rows) for name, rows in sorted(by_contract.items(), key=str)
    }
    return {OWN: {"rows": len(own), "digest": digest}, "contracts": contracts}
