"""Links as a function of records, statements, universe and model (D3): a change recomputes only what it touches.

A record's link depends on its independent pass, on the claims of the records that share a candidate with it, and on the
other claimants of its profile. A change reaches the records that share a candidate with it before or after, and the
claimants of every profile that any of those claims before or after. Accounts come first; people whose account's link
moved are decided once more after them (D14).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import field
from datetime import datetime
from typing import Self

from features.pairs.columns import Columns, columns_of
from features.schema.kinds import Kind
from features.schema.value_class import value_class
from serving.contract.linking.claim_resolution import ContestedClaims, resolve_claims, unopposed
from serving.contract.linking.guarantees import cut_policies
from serving.contract.linking.independent import (
    PairRow,
    PassInput,
    pass_inputs,
    people_of_accounts,
    read_fields,
    read_independent,
    read_pairs,
    replace_independent,
    score,
)
from serving.contract.linking.neighbours import decide_together, neighbours_of
from serving.contract.linking.provisional_links import IndependentPass, Passes, provisional_link
from serving.contract.records.change_context import NO_OTHER_CHANGES, ChangeContext, LinkChanges, OtherChanges
from serving.contract.records.link_rows import append_history, changes_between, read_claims, read_links, replace_links
from serving.contract.records.matching import Matchers
from serving.contract.records.records import read_live
from serving.contract.records.services import WrapperServices
from serving.store.contracts import OpenScope
from serving.vocabulary.links import LinkChange, LinkRow, RecordKey
from serving.vocabulary.terms import KIND_OF, Cause, CrmObject


@value_class
class Relinking:
    """One relinking: its transaction, its cause, its services, and what was prepared for it."""

    scope: OpenScope
    context: ChangeContext
    services: WrapperServices
    prepared: Passes = field(default_factory=dict)
    """Independent passes that ran before the transaction; each counts where its fingerprint is that of the inputs."""
    other_changes: OtherChanges = NO_OTHER_CHANGES
    """What else changed at the same time, so that listeners run once."""

    @classmethod
    def of_statement(cls, scope: OpenScope, now: datetime, services: WrapperServices) -> Self:
        """Return the work on links that a user's statement needs."""
        return cls(scope, ChangeContext(Cause.STATEMENT, now), services)

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
    record_changes(work, changes, people)
    return changes


def record_changes(work: Relinking, changes: Sequence[LinkChange], touched: Collection[RecordKey] = ()) -> None:
    """Append the new states to the history and call the listeners."""
    append_history(work.scope, changes, work.context)
    changed = LinkChanges(changes, work.context, work.matching, work.other_changes, touched)
    for follow in work.services.listeners.of_links:
        follow(work.scope, changed)


def relink_kind(work: Relinking, kind: Kind, touched: Collection[RecordKey], *, afresh: bool) -> list[LinkChange]:
    """Recompute and write the links of one kind, without history and listeners."""
    if not touched:
        return []
    inputs = pass_inputs(work.scope, list(read_live(work.scope, touched)))
    before = read_independent(work.scope, touched)
    after = _independent_passes(work, inputs, {} if afresh else before)
    changed = {key for key in touched if before.get(key) != after.get(key)}
    replace_independent(
        work.scope,
        {key: before[key] for key in changed if key in before},
        {key: after[key] for key in changed if key in after},
    )
    passes = after | _neighbourhood(work, kind, changed, before, after)
    return _resolve(work, kind, _decide(work, kind, passes), passes, touched)


def _independent_passes(
    work: Relinking, inputs: Sequence[PassInput], known: Passes
) -> dict[RecordKey, IndependentPass]:
    """Return the independent passes: stored or prepared ones of the same inputs, else new ones."""
    passes: dict[RecordKey, IndependentPass] = {}
    fingerprints = {pass_input.key: pass_input.fingerprint for pass_input in inputs}
    for at_hand in (work.prepared, known):
        passes |= {
            key: at_hand[key]
            for key, fingerprint in fingerprints.items()
            if key in at_hand and at_hand[key].fingerprint == fingerprint
        }
    return passes | score(work.matching, inputs, passes)


def _neighbourhood(
    work: Relinking,
    kind: Kind,
    changed: Collection[RecordKey],
    before: Passes,
    after: Passes,
) -> dict[RecordKey, IndependentPass]:
    """Return the independent passes of the records whose collective pass the changes reach; none without one."""
    if work.matching.matcher(kind).collective is None:
        return {}
    passes = [stored[key] for stored in (before, after) for key in changed if key in stored]
    profiles = {profile for independent in passes for profile in independent.profiles}
    neighbours = neighbours_of(read_pairs(work.scope, kind, profiles), {*before, *after})
    return read_independent(work.scope, neighbours)


def _decide(work: Relinking, kind: Kind, passes: Passes) -> dict[RecordKey, LinkRow]:
    """Decide records, each as if no other record claimed its profile."""
    matcher = work.matching.matcher(kind)

    def around() -> list[PairRow]:
        return read_pairs(work.scope, kind, {profile for stored in passes.values() for profile in stored.profiles})

    def fetch(keys: Sequence[RecordKey]) -> Columns:
        fields = read_fields(work.scope, keys, matcher.schema)
        return columns_of(matcher.schema, [key.id for key in keys], [fields[key] for key in keys])

    outcomes = decide_together(passes, around, matcher, cut_policies(work.scope, matcher), fetch)
    return {key: provisional_link(key, outcome, passes[key], work.context.now) for key, outcome in outcomes.items()}


def _resolve(
    work: Relinking,
    kind: Kind,
    decided: Mapping[RecordKey, LinkRow],
    passes: Passes,
    touched: Collection[RecordKey],
) -> list[LinkChange]:
    """Resolve the claims of decided records and of all others on their profiles, and write the links that change."""
    former = read_links(work.scope, {*touched, *passes})
    keeps_links = work.context.cause is Cause.NETWORK  # the network ends those links alone that it names (D12)
    staying = {key: link for key, link in former.items() if keeps_links and link.linked_profile and key not in touched}
    claiming = {**decided, **staying}
    profiles = {link.claimed_profile or "" for link in (*former.values(), *claiming.values())} - {""}
    clusters = work.matching.matcher(kind).index.one_entity(profiles)
    others = read_claims(work.scope, kind, profiles.union(*clusters.values()), {*former, *decided})
    held = {*staying, *(key for key, link in others.items() if keeps_links and link.linked_profile)}
    claims = {**{key: unopposed(link) for key, link in others.items()}, **claiming}
    first_of = {member: members[0] for members in clusters.values() for member in members}
    after = resolve_claims(work.scope, ContestedClaims(claims, passes, held, first_of))
    changes = changes_between({**former, **others}, after, work.context)
    replace_links(work.scope, changes)
    return changes
