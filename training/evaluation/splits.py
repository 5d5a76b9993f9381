"""Splits of labels: an entity and a contract are each on one side only."""

from collections import defaultdict
from collections.abc import Mapping

from data.labels.labels import Labels, labels_of
from data.tables.mapping.vocabulary import TEST
from features.pairs.columns import hash_text

HELD_OUT_SHARE = 0.2
MIN_TO_HOLD_OUT = 250
"""Fewest judged records of which some are held out: a fifth of fewer measures nothing."""


def folds_of(labels: Labels, folds: int) -> dict[str, int]:
    """Deal the complete records into folds, by hash of their entity, or of their contract where there are several.

    An entity with records in several contracts is in the fold of one of them; its records of contracts in other folds
    are left out, so that no entity is on both sides.
    """
    contracts = contracts_of(labels)
    entities = labels.entities()
    smallest = smallest_hashes(labels)
    fold_of_contract = _deal(set(contracts.values()), folds)
    if len(fold_of_contract) < 2:
        return {crm_id: hashed % folds for crm_id, hashed in smallest.items()}
    of_entity: dict[int, int] = {}
    for crm_id, entity in entities.items():
        if crm_id in contracts:
            fold = fold_of_contract[contracts[crm_id]]
            of_entity[entity] = min(fold, of_entity.get(entity, fold))
    fold_of_record = {crm_id: of_entity.get(entity, smallest[crm_id] % folds) for crm_id, entity in entities.items()}
    return {
        crm_id: fold
        for crm_id, fold in fold_of_record.items()
        if crm_id not in contracts or fold_of_contract[contracts[crm_id]] == fold
    }


def smallest_hashes(labels: Labels) -> dict[str, int]:
    """Return, for each complete record, the smallest hash of a record of its entity."""
    entities = labels.entities()
    smallest: dict[int, int] = {}
    for crm_id, entity in entities.items():
        hashed = hash_text(crm_id)
        smallest[entity] = min(hashed, smallest.get(entity, hashed))
    return {crm_id: smallest[entity] for crm_id, entity in entities.items()}


def hold_out(labels: Labels) -> tuple[Labels, Labels]:
    """Divide judgements into training and held-out ones, by whole entities and whole contracts.

    With one contract, or none, a fifth of the entities is held out; with several, whole contracts up to a quarter of
    the records; of few judgements none. A given `split` column decides instead.
    """
    if labels.has_split:
        return labels.for_split("train"), _part(labels, {row.crm_id for row in labels.rows if row.split == TEST})
    if len(labels.answers) < MIN_TO_HOLD_OUT:
        return labels, labels_of([])
    contracts = contracts_of(labels)
    everyone = {row.crm_id for row in labels.rows}
    if len(set(contracts.values())) < 2:
        one_in = round(1 / HELD_OUT_SHARE)
        out = {crm_id for crm_id, hashed in smallest_hashes(labels).items() if (hashed // 97) % one_in == 0}
        return _part(labels, everyone - out), _part(labels, out)
    held = _held_contracts(contracts)
    entities = labels.entities()
    out = {crm_id for crm_id, contract in contracts.items() if contract in held}
    shared = {entities[crm_id] for crm_id in out if crm_id in entities}
    inside = {crm_id for crm_id in everyone - out if entities.get(crm_id) not in shared}
    return _part(labels, inside), _part(labels, out)


def contracts_of(labels: Labels) -> dict[str, str]:
    """Return the contract of every record that has one."""
    return {row.crm_id: row.contract for row in labels.rows if row.contract is not None}


def _deal(contracts: set[str], folds: int) -> dict[str, int]:
    ordered = sorted(contracts, key=lambda contract: (hash_text(contract), contract))
    return {contract: position % folds for position, contract in enumerate(ordered)}


def _held_contracts(contracts: Mapping[str, str]) -> frozenset[str]:
    sizes: defaultdict[str, int] = defaultdict(int)
    for contract in contracts.values():
        sizes[contract] += 1
    room = 1.25 * HELD_OUT_SHARE * sum(sizes.values())
    held: set[str] = set()
    for contract in sorted(sizes, key=lambda name: (hash_text(name), name)):
        if sizes[contract] <= room:
            held.add(contract)
            room -= sizes[contract]
    return frozenset(held)


def _part(labels: Labels, crm_ids: set[str]) -> Labels:
    return labels_of(row for row in labels.rows if row.crm_id in crm_ids)
