"""Links as a function of records, statements, universe and model (D3): a change recomputes only what it touches.

A record's link depends on its independent pass, on the claims of the records that share a candidate with it, and on the
other claimants of its profile. A change reaches the records that share a candidate with it before or after, and the
claimants of every profile that any of those claims before or after. Accounts come first; people whose account's link
moved are decided once more after them (D14).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from typing import Self

from sqlalchemy import Connection

from features.pairs.columns import Columns, columns_of
from features.schema.kinds import Kind
from serving.contract.linking.claim_resolution import ContestedClaims, claim_rules, resolve_claims, unopposed
from serving.contract.linking.guarantees import cut_policies
from serving.contract.linking.independent import (
    PassInput,
    StoredIndependentPass,
    employers_of,
    normalised,
    pass_inputs,
    people_of_accounts,
    read_independent,
    replace_independent,
    score,
)
from serving.contract.linking.neighbours import CollectivePass, NeighbourClaims, decide_together, neighbours_of
from serving.contract.linking.provisional_links import provisional_link
from serving.contract.records.change_context import NO_OTHER_CHANGES, ChangeContext, LinkChanges, OtherChanges
from serving.contract.records.link_rows import append_history, changes_between, read_claims, read_links, replace_links
from serving.contract.records.matching import Matchers
from serving.contract.records.records import LiveRecord, read_live
from serving.contract.records.services import WrapperServices
from serving.store.contracts import OpenScope
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey
from serving.vocabulary.terms import KIND_OF, Cause, CrmObject


@dataclass(frozen=True, slots=True)
class PreparedRecords:
    """What is ready before a relinking: independent passes by the fingerprint of their inputs, and live records."""

    by_fingerprint: Mapping[tuple[RecordKey, str], StoredIndependentPass] = field(default_factory=dict)
    live: Mapping[RecordKey, LiveRecord] = field(default_factory=dict)
    instead: Mapping[RecordKey, StoredIndependentPass] = field(default_factory=dict)
    """Independent passes that hold for any inputs: links that follow a merged profile (D13)."""
    links: Mapping[RecordKey, LinkRow | None] = field(default_factory=dict)
    """Links of records that were read in this transaction and have not changed since; None: the record has none."""


NOTHING_PREPARED = PreparedRecords()


@dataclass(frozen=True, slots=True)
class Relinking:
    """One relinking: its transaction, its cause, its services, and what was prepared for it."""

    scope: OpenScope
    context: ChangeContext
    services: WrapperServices
    prepared: PreparedRecords = NOTHING_PREPARED
    other_changes: OtherChanges = NO_OTHER_CHANGES
    """What else changed at the same time, so that listeners run once."""

    @classmethod
    def of_statement(cls, scope: OpenScope, now: datetime, services: WrapperServices) -> Self:
        """Return the work on links that a user's statement needs."""
        return cls(scope, ChangeContext(Cause.STATEMENT, now), services)

    @property
    def connection(self) -> Connection:
        return self.scope.connection

    @property
    def instance_id(self) -> str:
        return self.scope.instance_id

    @property
    def matching(self) -> Matchers:
        return self.services.matching


def relink(work: Relinking, touched: Collection[RecordKey], *, afresh: bool = False) -> list[LinkChange]:
    """Recompute and write the links that a change to records touches, and call the listeners.

    `afresh`: the independent pass of these records is run again even where its inputs have not changed.
    """
    companies = {key for key in touched if key.object is CrmObject.ACCOUNT}
    changes = relink_kind(work, Kind.COMPANY, companies, afresh=afresh)
    moved = [change.key.id for change in changes if change.moved]
    people = {key for key in touched if KIND_OF.get(key.object) is Kind.PERSON}
    people |= people_of_accounts(work.scope, moved)
    changes += relink_kind(work, Kind.PERSON, people, afresh=afresh)
    record_changes(work, changes)
    return changes


def record_changes(work: Relinking, changes: Sequence[LinkChange]) -> None:
    """Append the new states to the history and call the listeners."""
    append_history(work.scope, changes, work.context)
    changed = LinkChanges(changes, work.context, work.other_changes)
    for follow in work.services.listeners.of_links:
        follow(work.scope, changed)


def relink_kind(work: Relinking, kind: Kind, touched: Collection[RecordKey], *, afresh: bool) -> list[LinkChange]:
    """Recompute and write the links of one kind, without history and listeners."""
    if not touched:
        return []
    inputs = _pass_inputs(work, touched)
    before = read_independent(work.scope, touched)
    after = _independent_passes(work, inputs, {} if afresh else before)
    changed = {key for key in touched if before.get(key) != after.get(key)}
    replace_independent(
        work.scope,
        {key: before[key] for key in changed if key in before},
        {key: after[key] for key in changed if key in after},
    )
    claims = NeighbourClaims(work.scope, kind)
    around = _neighbourhood(work, claims, changed, before, after)
    decided = _decide(work, claims, after | around, inputs)
    former = _held(work, {*touched, *around}, set(touched))
    return _resolve(work, kind, decided, former, after | around)


def _pass_inputs(work: Relinking, touched: Collection[RecordKey]) -> dict[RecordKey, PassInput]:
    at_hand = work.prepared.live
    live = [at_hand[key] for key in touched if key in at_hand]
    live += read_live(work.scope, [key for key in touched if key not in at_hand])
    return {pass_input.key: pass_input for pass_input in pass_inputs(work.scope, live)}


def _independent_passes(
    work: Relinking, inputs: Mapping[RecordKey, PassInput], known: Mapping[RecordKey, StoredIndependentPass]
) -> dict[RecordKey, StoredIndependentPass]:
    """Return the independent passes: stored or prepared ones of the same inputs, else new ones."""
    passes: dict[RecordKey, StoredIndependentPass] = {}
    missing: list[PassInput] = []
    for key, pass_input in inputs.items():
        stored = work.prepared.instead.get(key, known.get(key))
        if stored is None or stored.fingerprint != pass_input.fingerprint:
            stored = work.prepared.by_fingerprint.get((key, pass_input.fingerprint))
        if stored is None:
            missing.append(pass_input)
        else:
            passes[key] = stored
    scored = score(work.matching, missing)
    return passes | {
        pass_input.key: StoredIndependentPass(scored[pass_input.key], pass_input.fingerprint) for pass_input in missing
    }


def _neighbourhood(
    work: Relinking,
    claims: NeighbourClaims,
    changed: Collection[RecordKey],
    before: Mapping[RecordKey, StoredIndependentPass],
    after: Mapping[RecordKey, StoredIndependentPass],
) -> dict[RecordKey, StoredIndependentPass]:
    """Return the independent passes of the records whose collective pass the changes reach; none without one."""
    if work.matching.matcher(claims.kind).collective is None or not changed:
        return {}
    profiles = {
        profile
        for independent_passes in (before, after)
        for key in changed
        if key in independent_passes
        for profile in independent_passes[key].profiles
    }
    neighbours = neighbours_of(claims, profiles, {*before, *after})
    return read_independent(work.scope, neighbours)


def _decide(
    work: Relinking,
    claims: NeighbourClaims,
    independent_passes: Mapping[RecordKey, StoredIndependentPass],
    inputs: Mapping[RecordKey, PassInput],
) -> dict[RecordKey, LinkRow]:
    """Decide records, each as if no other record claimed its profile."""
    matcher = work.matching.matcher(claims.kind)
    deciding = CollectivePass.of(matcher, cut_policies(work.scope, matcher))
    profiles = (
        {profile for stored in independent_passes.values() for profile in stored.profiles}
        if deciding.collective
        else set()
    )
    around = chain.from_iterable(claims.on(profiles))

    def fetch(keys: Sequence[RecordKey]) -> Columns:
        return _fields(work, claims.kind, keys, inputs)

    outcomes = decide_together(independent_passes, around, deciding, fetch)
    now = work.context.now
    return {
        key: provisional_link(key, outcome, independent_passes[key].independent, now)
        for key, outcome in outcomes.items()
    }


def _fields(work: Relinking, kind: Kind, keys: Sequence[RecordKey], inputs: Mapping[RecordKey, PassInput]) -> Columns:
    """Return the normalised fields of records that are compared with each other."""
    others = list(read_live(work.scope, [key for key in keys if key not in inputs]))
    companies = employers_of(work.scope, others)
    schema = work.matching.matcher(kind).schema
    of_others = {record.key: normalised(record, companies.get(record.key), schema) for record in others}
    fields = [
        of_others[key] if key in of_others else normalised(inputs[key].live, inputs[key].company_id, schema)
        for key in keys
    ]
    return columns_of(schema, [key.id for key in keys], fields)


def links_with(
    work: Relinking, known: Mapping[RecordKey, LinkRow | None], keys: Collection[RecordKey]
) -> dict[RecordKey, LinkRow | None]:
    """Return the links of records, the known ones as they are; None where a record has none."""
    stored_links = read_links(work.scope, [key for key in keys if key not in known])
    return {key: known[key] if key in known else stored_links.get(key) for key in keys}


def _held(
    work: Relinking, affected: Collection[RecordKey], touched: Collection[RecordKey]
) -> tuple[Mapping[RecordKey, LinkRow], frozenset[RecordKey]]:
    """Return the former links and the records whose links stay: the network ends those alone that it names (D12)."""
    link_by_key = links_with(work, work.prepared.links, affected)
    before = {key: link for key, link in link_by_key.items() if link is not None}
    if work.context.cause is not Cause.NETWORK:
        return before, frozenset()
    linked = {key for key, link in before.items() if link.linked_profile and key not in touched}
    return before, frozenset(linked)


def _resolve(
    work: Relinking,
    kind: Kind,
    decided: Mapping[RecordKey, LinkRow],
    former: tuple[Mapping[RecordKey, LinkRow], frozenset[RecordKey]],
    independent_passes: Mapping[RecordKey, StoredIndependentPass],
) -> list[LinkChange]:
    before, staying = former
    claiming = {**decided, **{key: before[key] for key in staying if key in decided}}
    profiles = {link.claimed_profile or "" for link in (*before.values(), *claiming.values())} - {""}
    clusters = work.matching.matcher(kind).index.one_entity(profiles)
    profiles = profiles.union(*clusters.values())
    affected = {*before, *decided}
    others = read_claims(work.scope, kind, profiles, affected)
    held = staying | (_linked(others) if work.context.cause is Cause.NETWORK else frozenset())
    claims = {**{key: unopposed(link) for key, link in others.items()}, **claiming}
    first_of = {member: members[0] for members in clusters.values() for member in members}
    independent = {key: stored.independent for key, stored in independent_passes.items()}
    contested = ContestedClaims(claims, independent, held, first_of)
    after = resolve_claims(work.scope, contested, claim_rules(work.scope))
    changes = changes_between({**before, **others}, after, work.context)
    replace_links(work.scope, changes)
    return changes


def _linked(links: Mapping[RecordKey, LinkRow]) -> frozenset[RecordKey]:
    return frozenset(key for key, link in links.items() if link.linked_profile)
